"""A page's passages: every run of text that stands as a block of its own, in order.

What no reader sees as text is left out: scripts, fields, what a screen plays. Whether a passage
belongs to the article is for others to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from corpus.formats.page.known import letters_of
from corpus.formats.wrapping import unwrap

HEADINGS = {f"h{level}": level for level in range(1, 7)}
ITEMS = frozenset(("li", "dd", "dt"))

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption"
    " figure footer form header hgroup hr li main menu nav ol p pre section summary table tbody td"
    " tfoot th thead tr ul".split()
).union(HEADINGS)
_OUTER = _BLOCKS.difference(HEADINGS, ("p", "pre", "summary"))
_UNREAD = frozenset(
    "applet area audio base button canvas datalist embed frame frameset head iframe input link map"
    " math meta noframes noscript object option param picture progress rp rt script select source"
    " style svg template textarea title track video".split()
)
_BREAK = "\v"
_WHITE_SPACE = re.compile(r"[ \t\n\r\f]+")
_NOTE_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|[*†‡]{1,3}|[a-z])[\])]?\s*")
_CLOSERS = "\"'”’»)]」』› "
_ENDS = tuple(".!?…:;。！？।؟۔።၊။")

_SHORTEST_PARAGRAPH = 40  # letters; 30 to 60 make no difference on the pages measured
_LONG = 120  # letters; Thai and others end their sentences without a mark
_LINKED_SHARE = 0.8  # set by hand; not measured
# Links that nothing but white space holds apart, within a line of text, are a menu that opens over
# it. Set by hand; not measured.
_FEWEST_OF_A_MENU = 3
_LONGEST_CELL = 200  # characters; a longer one is a column of a layout


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text in one block. `place` is the innermost block element around it; `key` has its
    letters and digits alone, and `linked` counts those that are the text of links."""

    place: Any
    text: str
    key: str
    linked: int

    @property
    def letters(self) -> int:
        """How many letters and digits it has."""
        return len(self.key)

    @property
    def is_link(self) -> bool:
        """Whether a link is all that it is, give or take a mark or a label."""
        return self.linked > 0 and self.linked >= _LINKED_SHARE * self.letters

    @property
    def is_heading(self) -> bool:
        return str(self.place.tag) in HEADINGS

    @property
    def is_row(self) -> bool:
        """Whether it is one of several rows, each of several cells, of a table."""
        if self.place.tag != "tr":
            return False
        table = next(self.place.iterancestors("table"), self.place)
        rows = (row for row in table.iter("tr") if len(row) > 1)
        return len(self.place) > 1 and len(list(islice(rows, 2))) > 1

    @property
    def is_sentence(self) -> bool:
        """Whether it ends as prose does."""
        return self.text.rstrip(_CLOSERS).endswith(_ENDS)

    @property
    def is_paragraph(self) -> bool:
        """Whether it reads as prose and not as a label, a caption or a menu."""
        if self.letters < _SHORTEST_PARAGRAPH or 2 * self.linked > self.letters:
            return False
        return self.is_sentence or self.letters >= _LONG


class Nearest:
    """The innermost element of a kind around a place, which may be the place itself.

    It remembers what it has seen, so that many places far down cost no more than what is above
    them.
    """

    def __init__(self, is_one: Callable[[Any], bool]) -> None:
        self._is_one = is_one
        self._known: dict[Any, Any] = {}

    def __call__(self, place: Any) -> Any:
        passed = []
        while place is not None and place not in self._known:
            passed.append(place)
            if self._is_one(place):
                break
            place = place.getparent()
        found = self._known.get(place, place)
        self._known.update(dict.fromkeys(passed, found))
        return found


def passages_of(root: Any) -> list[Passage]:
    """The passages under `root`. The cells of a row make one, with bars between them."""
    skipped = _menus(root) | _note_marks(root) | _drawn_letters(root)
    return list(_join_rows(_runs(root, skipped=skipped, made_up=_made_up_blocks(root))))


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    is_linked: bool


def _runs(root: Any, *, skipped: Collection[Any], made_up: Collection[Any]) -> Iterator[Passage]:
    from lxml import etree

    blocks = [root]
    run: list[_Part] = []
    links = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        is_read = isinstance(element.tag, str) and element.tag not in _UNREAD
        if event == "start":
            if not is_read or element in skipped:
                walk.skip_subtree()
                continue
            if element.tag in _BLOCKS or element in made_up:
                yield from _split(blocks[-1], run)
                run = []
                blocks.append(element)
            links += element.tag == "a"
            if element.tag == "br":
                run.append(_Part(_BREAK, is_linked=False))
            if element.text and not (element.text.isspace() and not run):
                run.append(_Part(element.text, is_linked=links > 0))
            continue
        if is_read and element not in skipped:
            if element.tag in _BLOCKS or element in made_up:
                yield from _split(blocks[-1], run)
                run = []
                blocks.pop()
            links -= element.tag == "a"
        if element.tail and element is not root and not (element.tail.isspace() and not run):
            run.append(_Part(element.tail, is_linked=links > 0))
    yield from _split(root, run)


def _menus(root: Any) -> set[Any]:
    links = Counter(link.getparent() for link in root.iter("a"))
    return {
        element
        for element, count in links.items()
        if count >= _FEWEST_OF_A_MENU and element.tag not in _BLOCKS and not _own_text(element)
    }


def _note_marks(root: Any) -> set[Any]:
    """The numbers that are links to notes on the same page, and what raises them; to read them
    would make "1,200" of "1,20" and note 0."""
    marks = {
        link
        for link in root.xpath(".//a[starts-with(@href, '#')]")
        if _NOTE_MARK.fullmatch("".join(link.itertext()))
    }
    raised = (around for mark in marks if (around := mark.getparent()) is not None)
    return marks.union(each for each in raised if each.tag == "sup" and not _own_text(each))


def _drawn_letters(root: Any) -> set[Any]:
    """The initials that are drawn for the eye and stand a second time for whoever listens."""
    initials = root.xpath(".//span[@aria-hidden='true' and string-length(normalize-space()) = 1]")
    return {each for each in initials if _text_of(each) == _text_of(each.getnext())}


def _text_of(element: Any) -> str:
    return "" if element is None else "".join(element.itertext()).strip()


def _made_up_blocks(root: Any) -> set[Any]:
    """The elements that a page named itself, where they stand in a block and beside no text."""
    made_up = root.xpath(".//*[contains(name(), '-')]")
    around = {parent for each in made_up if (parent := each.getparent()) is not None}
    outer = {each for each in around if each.tag in _OUTER or "-" in each.tag}
    apart = {each for each in outer if not "".join(_beside(each)).strip()}
    return {each for each in made_up if each.getparent() in apart}


def _beside(element: Any) -> Iterator[str]:
    """The pieces of text that are children of the element."""
    yield element.text or ""
    yield from (child.tail or "" for child in element)


def _own_text(element: Any) -> str:
    """What an element says besides its links."""
    beside = list(_beside(element))
    beside += ["".join(child.itertext()) for child in element if child.tag not in ("a", "img")]
    return letters_of("".join(beside))


def _split(place: Any, run: Iterable[_Part]) -> Iterator[Passage]:
    """The passages of a block's text: two breaks in a row end one."""
    parts: list[_Part] = []
    breaks = 0
    for part in run:
        if part.text == _BREAK:
            breaks += 1
        elif not part.text.isspace():
            if breaks > 1:
                yield from _passage(place, parts)
                parts = []
            breaks = 0
        parts.append(part)
    if parts:
        yield from _passage(place, parts)


def _passage(place: Any, parts: list[_Part]) -> Iterator[Passage]:
    text = "".join(part.text for part in parts)
    if place.tag == "pre":
        text = text.replace("\n", _BREAK)
    lines = _WHITE_SPACE.sub(" ", text).split(_BREAK)
    text = "\n".join(line for each in lines if (line := each.strip()))
    if place.tag == "pre":
        text = unwrap(text)
    if key := letters_of(text):
        linked = "".join(part.text for part in parts if part.is_linked)
        yield Passage(place, text, key, len(letters_of(linked)))


def _join_rows(passages: Iterable[Passage]) -> Iterator[Passage]:
    row_of = Nearest(lambda element: element.tag == "tr")
    cell_of = Nearest(lambda element: element.tag in ("td", "th"))
    for row, group in groupby(passages, key=lambda passage: row_of(passage.place)):
        cells = list(group)
        is_layout = len({cell_of(cell.place) for cell in cells}) < len(cells) or any(
            len(cell.text) > _LONGEST_CELL for cell in cells
        )
        if row is None or is_layout:
            yield from cells
        else:
            text = " | ".join(" ".join(cell.text.split("\n")) for cell in cells)
            key = "".join(cell.key for cell in cells)
            yield Passage(row, text, key, sum(cell.linked for cell in cells))
