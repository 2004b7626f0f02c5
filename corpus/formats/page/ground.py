"""Where on its page an article stands: its containers, its extent, and what is all of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from corpus.formats.page.furniture import Furnished, is_only_hidden, is_said_by_a_name_alone
from corpus.formats.page.known import SHORTEST_SURE, letters_of
from corpus.formats.page.passages import HEADINGS, Nearest, Passage

_DIGITS = re.compile(r"\d+")
# What paragraphs are or stand in as such; the container is what is around them.
_INNER = frozenset(
    "blockquote center dd dl dt li ol p pre table tbody td tfoot th thead tr ul".split()
).union(HEADINGS)

# Shares of the letters that were found. Set on half of 123 pages of the
# article-extraction-benchmark; the other half agrees.
_FURNITURE = 0.3  # what holds more is not furniture; 0.2 to 0.35 make no difference
_CORE = 0.9
_CONTAINER = 0.1
# Set by hand; not measured.
_FOLDED = 0.8
_FEWEST_ENTRIES = 2


class Ground:
    """Where the article stands, by the passages of which it is `found` that they belong to it.

    `is_live`: the page is a blog of entries that stand beside each other. `title`: what the page
    says is its headline.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        found: Sequence[bool],
        *,
        is_live: bool = False,
        title: str = "",
    ) -> None:
        self._passages = passages
        self._found = found
        self._is_live = is_live
        self._title = letters_of(title)
        self._homes = [home_of(passage.place) for passage in passages]
        self._kinds: dict[Any, tuple[str, str]] = {}
        kept = self._misnamed | self._folded
        furnished = Furnished(lambda each: self._holds_much(each) or each in kept)
        self.is_furnished = [passage.place in furnished for passage in passages]

    @cached_property
    def containers(self) -> set[Any]:
        """What the article's paragraphs stand in, beside each other."""
        most = max((found for found, _ in self._covered.values()), default=0)
        return {
            home
            for home, (found, every) in self._covered.items()
            if found and (found == most or (found >= _CONTAINER * most and 2 * found >= every))
        }

    @cached_property
    def core(self) -> Any:
        """The innermost element that holds nearly all that was found."""
        heaviest = max(self.containers, key=self._under.__getitem__, default=None)
        most = _CORE * self._most_under
        return next((each for each in _upwards(heaviest) if self._under[each] >= most), None)

    @cached_property
    def root(self) -> Any:
        """The element that the page itself says is all of the article."""
        above = list(_upwards(self.core))
        root = next(filter(is_for_article, above), None)
        if root is not None and (self._is_live or _has_entries(root)):
            return next((each for each in above if each.tag in ("main", "body")), root)
        return root

    @cached_property
    def entries(self) -> set[Any]:
        """The elements for articles that stand beside each other on a page of several, each with a
        headline that is a link, where no other prose was found."""
        prose = (i for i in self._where_found() if self._passages[i].is_sentence)
        holding = {self._article_around(self._passages[i].place) for i in prose}
        if len(holding) < _FEWEST_ENTRIES or None in holding:
            return set()
        kinds = {(each.getparent(), kind_of(each)) for each in holding}
        parent, kind = next(iter(kinds))
        if len(kinds) > 1 or parent is None or not holding <= self._headed:
            return set()
        return {each for each in parent if each in self._headed and kind_of(each) == kind}

    @cached_property
    def _headed(self) -> set[Any]:
        """The elements for articles that stand beside others alike and whose first heading is a
        link."""
        first: dict[Any, Passage] = {}
        for passage in self._passages:
            if passage.is_heading:
                first.setdefault(self._article_around(passage.place), passage)
        headed = [each for each, heading in first.items() if each is not None and heading.is_link]
        alike = Counter((each.getparent(), kind_of(each)) for each in headed)
        return {each for each in headed if alike[each.getparent(), kind_of(each)] > 1}

    @cached_property
    def _article_around(self) -> Nearest:
        return Nearest(lambda element: element.tag == "article")

    @cached_property
    def extent(self) -> range:
        """From the first to the last passage of the core that was found."""
        sure = [i for i in self._where_found() if self.is_in_core(i) and not self.is_furnished[i]]
        return range(sure[0], sure[-1] + 1) if sure else range(0)

    @cached_property
    def headline(self) -> int | None:
        """The last passage before the extent that is a heading with what the page says is its
        headline, or where there is none, one of the first order."""
        above = range(self.extent.start - 1, -1, -1)
        titled = (i for i in above if self._is_titled(self._passages[i]))
        first = (i for i in above if self._passages[i].place.tag == "h1")
        return next(titled, next(first, None))

    @cached_property
    def next_article(self) -> int:
        """The first passage after the extent that is a headline of the first order."""
        below = range(self.extent.stop, len(self._passages))
        found = (i for i in below if self._passages[i].place.tag == "h1")
        return next(found, len(self._passages))

    def _is_titled(self, passage: Passage) -> bool:
        is_titled = self._title != "" and passage.key.endswith(self._title)
        return passage.is_heading and is_titled

    def home(self, i: int) -> Any:
        """The container that passage `i` stands in."""
        return self._homes[i]

    def is_in_container(self, i: int) -> bool:
        return self._homes[i] in self.containers

    def is_below_container(self, i: int) -> bool:
        return self._container_around(self._passages[i].place) is not None

    def is_child_of_container(self, i: int) -> bool:
        """Whether what passage `i` stands in is itself beside the article's paragraphs."""
        return self._homes[i].getparent() in self.containers

    def is_in_like_container(self, i: int) -> bool:
        return self._kind(self._homes[i]) in self._like

    def entry(self, i: int) -> Any:
        """The article that passage `i` is of, where the page is of several."""
        return self._entry_around(self._passages[i].place)

    def story(self, i: int) -> Any:
        """The element for an article, with a headline that is a link, that passage `i` is in."""
        article = self._article_around(self._passages[i].place)
        return article if article in self._headed else None

    def is_in_core(self, i: int) -> bool:
        return self._core_around(self._passages[i].place) is not None

    def is_in_root(self, i: int) -> bool:
        return self._root_around(self._passages[i].place) is not None

    def is_folded(self, i: int) -> bool:
        """Whether passage `i` is in a part of the article that opens at a press of a button."""
        return self._folded_around(self._passages[i].place) is not None

    def is_mostly_found(self, i: int) -> bool:
        """Whether of the paragraphs beside passage `i` most were found."""
        found, every = self._covered.get(self._homes[i], (0, 0))
        return 2 * found >= every

    def _where_found(self) -> Iterator[int]:
        return (i for i, found in enumerate(self._found) if found)

    def _holds_much(self, element: Any) -> bool:
        """Whether the element, or those of its kind together, hold much of the article: a page may
        call each of its paragraphs something."""
        holds = max(self._under[element], self._under_kind[self._kind(element)])
        return holds >= max(1, _FURNITURE * self._most_under)

    @cached_property
    def _misnamed(self) -> set[Any]:
        """What is called furniture by the way, stands in an article between what was found, and
        holds nothing but paragraphs that were found."""
        named_around = Nearest(is_said_by_a_name_alone)
        article_around = Nearest(lambda element: element.tag == "article")
        places: dict[Any, list[int]] = {}
        for i, passage in enumerate(self._passages):
            if (named := named_around(passage.place)) is not None:
                places.setdefault(named, []).append(i)
        where = list(self._where_found())
        return {
            named
            for named, inside in places.items()
            if article_around(named) is not None
            and all(self._found[i] and self._is_plain(self._passages[i]) for i in inside)
            and where[0] < inside[0]
            and inside[-1] < where[-1]
        }

    @cached_property
    def _folded(self) -> set[Any]:
        """What is hidden, stands beside the article's paragraphs, and is prose itself."""
        hidden_around = Nearest(is_only_hidden)
        inside: Counter[Any] = Counter()
        prose: Counter[Any] = Counter()
        for passage in self._passages:
            if (hidden := hidden_around(passage.place)) is not None:
                inside[hidden] += passage.letters
                prose[hidden] += passage.letters * (passage.is_paragraph and not passage.linked)
        return {
            hidden
            for hidden, letters in inside.items()
            if hidden.getparent() in self.containers and prose[hidden] > _FOLDED * letters
        }

    @cached_property
    def _folded_around(self) -> Nearest:
        return Nearest(self._folded.__contains__)

    @staticmethod
    def _is_plain(passage: Passage) -> bool:
        return passage.place.tag == "p" and passage.is_sentence and not passage.linked

    @cached_property
    def _under_kind(self) -> Counter[tuple[str, str]]:
        under: Counter[tuple[str, str]] = Counter()
        for element, letters in self._under.items():
            if element.get("class"):
                under[self._kind(element)] += letters
        return under

    @cached_property
    def _covered(self) -> dict[Any, tuple[int, int]]:
        """The letters of each container's paragraphs: of those that were found, and of all."""
        covered: dict[Any, tuple[int, int]] = {}
        for passage, is_found, home in zip(self._passages, self._found, self._homes, strict=True):
            if passage.letters >= SHORTEST_SURE and not passage.is_link:
                found, every = covered.get(home, (0, 0))
                covered[home] = found + passage.letters * is_found, every + passage.letters
        return covered

    @cached_property
    def _under(self) -> Counter[Any]:
        """The letters that were found in the containers under each element."""
        under: Counter[Any] = Counter()
        for i in self._where_found():
            if self._homes[i] in self.containers and not self._passages[i].is_link:
                under[self._passages[i].place] += self._passages[i].letters
        if under:
            *_, top = _upwards(next(iter(under)))
            for element in reversed(list(top.iter())):
                if under[element] and element.getparent() is not None:
                    under[element.getparent()] += under[element]
        return under

    @cached_property
    def _most_under(self) -> int:
        return max(self._under.values(), default=0)

    @cached_property
    def _core_around(self) -> Nearest:
        return Nearest(lambda element: element is self.core)

    @cached_property
    def _root_around(self) -> Nearest:
        return Nearest(lambda element: element is self.root)

    @cached_property
    def _entry_around(self) -> Nearest:
        return Nearest(self.entries.__contains__)

    @cached_property
    def _container_around(self) -> Nearest:
        return Nearest(self.containers.__contains__)

    @cached_property
    def _like(self) -> set[tuple[str, str]]:
        return {self._kind(home) for home in self.containers}

    def _kind(self, element: Any) -> tuple[str, str]:
        if element not in self._kinds:
            self._kinds[element] = kind_of(element)
        return self._kinds[element]


def home_of(place: Any) -> Any:
    """The container in which a paragraph stands beside others."""
    while place.tag in _INNER and place.getparent() is not None:
        place = place.getparent()
    return place


def kind_of(element: Any) -> tuple[str, str]:
    """Elements of one kind are what a page builds alike."""
    return element.tag, " ".join(sorted(_DIGITS.sub("", element.get("class") or "").split()))


def _upwards(place: Any) -> Iterator[Any]:
    while place is not None:
        yield place
        place = place.getparent()


def is_for_article(element: Any) -> bool:
    """Whether the page says that the element is an article, or all of the page."""
    return (
        element.tag in ("article", "main", "body")
        or element.get("itemprop") == "articleBody"
        or element.get("role") in ("article", "main")
    )


def _has_entries(element: Any) -> bool:
    """Whether others like it stand beside it, none with a headline of the first order."""
    parent = element.getparent()
    if element.tag != "article" or parent is None:
        return False
    kind = kind_of(element)
    alike = [each for each in parent if each.tag == "article" and kind_of(each) == kind]
    return len(alike) > 2 and not any(next(each.iter("h1"), None) is not None for each in alike)
