"""A Word document (.docx) to text: what it shows with all changes accepted, and nothing else.

Insertions are in and deletions out, as are hidden text, headers and footers, comments, and the
instructions of fields. Notes stand at the end. Whatever has text that is not read here, such as a
part in another format, is refused by name.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from corpus.formats.blocks import mark_block
from corpus.formats.characters import NOT_QUOTED, PRIVATE, lowered, raised, symbol
from corpus.formats.document_heads import TITLE, describe, under_title
from corpus.formats.format import Refused
from corpus.formats.labelled_head import split_labelled_head
from corpus.types import Metadata, settle

# Set by hand; not measured. A long report's text is some 10 MB of XML.
_MOST_BYTES = 100_000_000
_MOST_PARTS = 20_000
_DEEPEST = 200  # elements in elements

_LONG_CELL = 40  # words; set by hand, not measured: such a cell is laid out as a column of text
_SMALLEST = 4  # half-points: nobody can read what is smaller
_WHITE = frozenset(("FFFFFF", "FFFFFE", "FEFEFE"))
_OFF = frozenset(("0", "false", "off"))
_OUT = frozenset(
    """
    del moveFrom delText instrText delInstrText rt rPr pPr sectPr tblPr tblGrid sdtPr sdtEndPr
    annotationRef footnoteRef endnoteRef
    """.split()
)
_BREAKS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-"}
_AROUND_BREAKS = re.compile(r"[ \t]*\n[ \t]*")
_OPEN_AND_SAVE = "open it in a word processor, save it as .docx again, and ingest that"


def is_docx(path: Path, beginning: bytes) -> bool:
    """Whether it is an archive with the parts of a Word document."""
    if not beginning.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.startswith("word/") for name in archive.namelist()[:_MOST_PARTS])
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def read_docx(data: bytes) -> tuple[str, Metadata]:
    """The text of the document and what it says of itself; raises Refused."""
    try:
        package = _Package(data)
        reader = _Reader(package)
        blocks = list(reader.blocks())
    except (zipfile.BadZipFile, EOFError, KeyError, NotImplementedError, OSError) as error:
        raise Refused(
            f"the archive is damaged ({type(error).__name__})", fix=_OPEN_AND_SAVE
        ) from None
    except _Deep:
        raise Refused("its elements are nested too deep", fix=_OPEN_AND_SAVE) from None
    blocks += reader.notes()
    levels = under_title([block.level for block in blocks])
    blocks = [replace(block, level=n) for block, n in zip(blocks, levels, strict=True)]
    text = "\n\n".join(block.text for block in _joined(blocks) if block.text.strip())
    properties = package.properties()
    titles = [block.shown for block in blocks if block.level == 1]
    described = describe(
        [line for block in blocks[:10] for line in block.shown.split("\n")],
        heading=titles[0] if len(titles) == 1 else None,
        title=properties.get("title"),
        author=properties.get("creator"),
        created=properties.get("created"),
    )
    labelled, text = split_labelled_head(text)
    return text, settle(labelled, replace(described, is_partial=reader.is_partial or None))


class _Deep(Exception):
    """An element is nested deeper than anybody writes."""


def _name(element: Any) -> str:
    """An element's name without its namespace, of which there are a strict and a usual one."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _child(element: Any, name: str) -> Any:
    if element is None:
        return None
    return next((each for each in element if _name(each) == name), None)


def _value(element: Any, name: str = "val") -> str | None:
    if element is None:
        return None
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), None)


def _is_on(properties: Any, name: str) -> bool | None:
    """A property that is on or off; None where nothing is said."""
    found = _child(properties, name)
    return None if found is None else (_value(found) or "1").lower() not in _OFF


class _Package:
    """The parts of a document, within limits."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(data))
        self._left = _MOST_BYTES
        infos = self._archive.infolist()
        if len(infos) > _MOST_PARTS:
            raise Refused("it has too many parts", fix=_OPEN_AND_SAVE)
        if any(info.flag_bits & 1 for info in infos):
            raise Refused("it is encrypted", fix="save it without a password, and ingest that")
        self._names = {info.filename for info in infos}
        self.main = self._find("", "officeDocument") or "word/document.xml"

    def part(self, name: str) -> Any:
        """The root element of a part; None where there is none."""
        from lxml import etree

        if name not in self._names:
            return None
        with self._archive.open(name) as file:
            written = file.read(self._left + 1)
        self._left -= len(written)
        if self._left < 0:
            raise Refused(
                f"its text unpacks to more than {_MOST_BYTES // 1_000_000} MB",
                fix="save its text as .txt and ingest that",
            )
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(written, parser)
        except etree.XMLSyntaxError as error:
            raise Refused(f"its part {name} is not XML ({error.msg})", fix=_OPEN_AND_SAVE) from None
        if root.getroottree().docinfo.doctype:
            raise Refused(f"its part {name} declares a document type", fix=_OPEN_AND_SAVE)
        return root

    def main_part(self) -> Any:
        root = self.part(self.main)
        if root is None or _name(root) != "document":
            raise Refused("it has no text of a Word document in it", fix=_OPEN_AND_SAVE)
        return root

    def beside(self, kind: str) -> Any:
        """The part of that kind which belongs to the text."""
        found = self._find(self.main, kind)
        return None if found is None else self.part(found)

    def _find(self, part: str, kind: str) -> str | None:
        path = PurePosixPath(part)
        links = self.part(
            str(path.parent / "_rels" / f"{path.name}.rels") if part else "_rels/.rels"
        )
        for link in links if links is not None else ():
            target = link.get("Target") or ""
            if (link.get("Type") or "").endswith(f"/{kind}") and link.get(
                "TargetMode"
            ) != "External":
                place = target.lstrip("/") if target.startswith("/") else str(path.parent / target)
                return place.removeprefix("./")
        return None

    def properties(self) -> Mapping[str, str]:
        """What the document's program has noted of it."""
        found = self._find("", "core-properties") or "docProps/core.xml"
        root = self.part(found)
        return {} if root is None else {_name(each): each.text or "" for each in root}


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says, with what it is based on."""

    level: int = 0
    is_title: bool = False
    is_quote: bool = False
    is_contents: bool = False
    is_hidden: bool = False
    is_raised: bool = False
    is_shaded: bool = False
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph or row; those of one `group` stand together on lines."""

    shown: str
    level: int = 0
    is_quote: bool = False
    group: object = None
    runs_on: bool = False
    """The mark at its end is deleted or hidden: the next is the same paragraph."""

    @property
    def text(self) -> str:
        if self.level:
            return f"{'#' * min(self.level, 6)} {' '.join(self.shown.split())}"
        return mark_block(self.shown) if self.is_quote else self.shown


def _joined(blocks: Sequence[_Block]) -> Iterator[_Block]:
    """Items of a list and rows of a table together."""
    held: list[_Block] = []
    for block in [*blocks, None]:
        together = held and block is not None and block.group is not None
        if held and not (together and block is not None and block.group == held[-1].group):
            yield replace(held[0], shown="\n".join(each.shown for each in held))
            held = []
        if block is not None and block.shown.strip():
            held.append(replace(block, shown=block.shown.strip()))


@dataclass
class _Writing:
    """What has been read of a paragraph: its text, and where it is in fields."""

    pieces: list[str] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)  # of each that is open, whether its result is
    boxes: list[Any] = field(default_factory=list)
    is_unread: bool = False  # whether something stands in it that is no text

    def add(self, text: str) -> None:
        if all(self.fields):
            self.pieces.append(text)

    @property
    def text(self) -> str:
        return _AROUND_BREAKS.sub("\n", "".join(self.pieces).replace("\u00ad", ""))


class _Reader:
    """Goes through the document once, in order."""

    def __init__(self, package: _Package) -> None:
        self._package = package
        self._styles = _styles(package.beside("styles"))
        self._notes: list[tuple[str, str]] = []
        self.is_partial = False

    def blocks(self) -> Iterator[_Block]:
        body = _child(self._package.main_part(), "body")
        if body is None:
            raise Refused("it has no text of a Word document in it", fix=_OPEN_AND_SAVE)
        yield from self._story(body)

    def notes(self) -> list[_Block]:
        """Those that the text names, in that order, as paragraphs."""
        found: list[_Block] = []
        for kind in ("footnotes", "endnotes"):
            wanted = [number for named, number in self._notes if named == kind]
            part = self._package.beside(kind) if wanted else None
            written = {_value(each, "id"): each for each in part} if part is not None else {}
            for number in dict.fromkeys(wanted):
                if number in written:
                    found += [replace(b, level=0) for b in self._story(written[number])]
        return found

    def _story(self, parent: Any) -> Iterator[_Block]:
        """The paragraphs of a body, cell, note or text box; a mark that is gone joins two."""
        open_: _Block | None = None
        for block in self._paragraphs(parent, _Writing(), 0):
            if open_ is not None:
                block = replace(block, shown=f"{open_.shown}{block.shown}")
                open_ = None
            if block.runs_on:
                open_ = block
            else:
                yield block
        if open_ is not None:
            yield open_

    def _paragraphs(
        self, parent: Any, writing: _Writing, depth: int, *, in_table: bool = False
    ) -> Iterator[_Block]:
        """Fields may run over paragraphs, so `writing` goes along."""
        if depth > _DEEPEST:
            raise _Deep
        for element in parent:
            name = _name(element)
            if name == "p":
                yield from self._paragraph(element, writing, depth, in_table=in_table)
            elif name == "tbl":
                yield from self._table(element, writing, depth)
            elif name in ("altChunk", "subDoc"):
                raise Refused(
                    f"a part of its text is in another file inside it ({name})", fix=_OPEN_AND_SAVE
                )
            elif name == "sdt":
                if _is_on(_child(element, "sdtPr"), "showingPlcHdr"):
                    continue
                content = _child(element, "sdtContent")
                if content is not None:
                    yield from self._paragraphs(content, writing, depth + 1, in_table=in_table)
            elif name in ("customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"):
                yield from self._paragraphs(element, writing, depth + 1, in_table=in_table)

    def _paragraph(
        self, paragraph: Any, writing: _Writing, depth: int, *, in_table: bool
    ) -> Iterator[_Block]:
        properties = _child(paragraph, "pPr")
        style = self._styles.get(_value(_child(properties, "pStyle")) or "", _Style())
        numbering = _child(properties, "numPr")
        writing.pieces.clear()
        shaded = in_table or style.is_shaded or _child(properties, "shd") is not None
        self._inline(paragraph, writing, style, depth, shaded=shaded)
        text, boxes = writing.text, list(writing.boxes)
        writing.boxes.clear()
        if writing.is_unread:
            text, writing.is_unread, self.is_partial = NOT_QUOTED, False, True
        mark = _child(properties, "rPr")
        is_joined = _child(mark, "del") is not None or _child(mark, "moveFrom") is not None
        is_joined = is_joined or bool(_is_on(mark, "vanish"))
        level = self._level(properties, style)
        number = _value(_child(numbering, "numId"))
        is_item = not level and (style.numbered if number is None else number != "0")
        if not style.is_contents and (text.strip() or is_joined):
            yield _Block(
                text,
                level=level,
                is_quote=style.is_quote,
                group=("list", number) if is_item else None,
                runs_on=is_joined,
            )
        for box in boxes:
            yield from self._story(box)

    def _level(self, properties: Any, style: _Style) -> int:
        if style.is_title:
            return TITLE
        own = _value(_child(properties, "outlineLvl"))
        if own is not None and own.isdigit():
            return int(own) + 1 if int(own) < 9 else 0
        return style.level

    def _inline(
        self, parent: Any, writing: _Writing, style: _Style, depth: int, *, shaded: bool
    ) -> None:
        if depth > _DEEPEST:
            raise _Deep
        for element in parent:
            name = _name(element)
            if name == "r":
                self._run(element, writing, style, depth, shaded=shaded)
            elif name == "sdt":
                if not _is_on(_child(element, "sdtPr"), "showingPlcHdr"):
                    content = _child(element, "sdtContent")
                    for each in () if content is None else (content,):
                        self._inline(each, writing, style, depth + 1, shaded=shaded)
            elif name in ("oMath", "oMathPara"):
                writing.is_unread = True
            elif name == "AlternateContent":
                for choice in element[:1]:
                    self._inline(choice, writing, style, depth + 1, shaded=shaded)
            elif name not in _OUT:
                self._inline(element, writing, style, depth + 1, shaded=shaded)

    def _run(self, run: Any, writing: _Writing, style: _Style, depth: int, *, shaded: bool) -> None:
        properties = _child(run, "rPr")
        own = self._styles.get(_value(_child(properties, "rStyle")) or "", _Style())
        hidden = _is_on(properties, "vanish")
        if hidden is None:
            hidden = own.is_hidden or style.is_hidden
        shaded = (
            shaded
            or own.is_shaded
            or any(_child(properties, each) is not None for each in ("shd", "highlight"))
        )
        hidden = hidden or _cannot_be_seen(properties, shaded=shaded)
        is_marked = any(_is_own_mark(each) for each in run)
        place = _value(_child(properties, "vertAlign"))
        is_raised = place == "superscript" or (place is None and own.is_raised)
        for element in run:
            if hidden and _name(element) != "fldChar":
                continue
            text = self._piece(element, writing, depth)
            if is_marked or not text:
                continue
            before = "".join(writing.pieces[-1:])
            if is_raised:
                text = raised(text, before=before)
            elif place == "subscript":
                text = lowered(text, before=before)
            writing.add(text)

    def _piece(self, element: Any, writing: _Writing, depth: int) -> str:
        name = _name(element)
        if name == "t":
            return (element.text or "").replace("\n", " ")
        if name in _BREAKS:
            return _BREAKS[name]
        if name == "br":
            return " " if _value(element, "type") in ("page", "column") else "\n"
        if name == "sym":
            symbol = _symbol(element)
            writing.is_unread = writing.is_unread or symbol is None
            return symbol or ""
        if name == "fldChar":
            kind = _value(element, "fldCharType")
            if kind == "begin":
                writing.fields.append(False)
            elif kind == "separate" and writing.fields:
                writing.fields[-1] = True
            elif kind == "end" and writing.fields:
                writing.fields.pop()
        elif name in ("footnoteReference", "endnoteReference"):
            self._notes.append((name.replace("Reference", "s"), _value(element, "id") or ""))
        elif name == "ruby":
            base = _child(element, "rubyBase")
            inner = _Writing()
            if base is not None:
                self._inline(base, inner, _Style(), depth + 1, shaded=True)
            return inner.text
        elif name in ("drawing", "pict", "object", "AlternateContent"):
            writing.boxes += _boxes(element)
        return ""

    def _table(self, table: Any, writing: _Writing, depth: int) -> Iterator[_Block]:
        group = object()
        for row in _rows(table):
            properties = _child(row, "trPr")
            if _child(properties, "del") is not None or _is_on(properties, "hidden"):
                continue
            cells = []
            for cell in _cells(row):
                gone = _child(_child(cell, "tcPr"), "cellDel") is not None
                found = self._paragraphs(cell, writing, depth + 1, in_table=True)
                cells.append([] if gone else [block for block in found if block.shown.strip()])
            if _is_layout(cells):
                for blocks in cells:
                    yield from blocks
                continue
            texts = [" ".join(" ".join(b.shown for b in blocks).split()) for blocks in cells]
            yield _Block(" | ".join(filter(None, texts)), group=group)


def _is_layout(cells: Sequence[Sequence[_Block]]) -> bool:
    """Whether a row is there to place text on the page, and says nothing of its own."""
    filled = [blocks for blocks in cells if blocks]
    return len(filled) == 1 or any(
        len(block.shown.split()) > _LONG_CELL for blocks in filled for block in blocks
    )


def _rows(table: Any) -> Iterator[Any]:
    yield from _within(table, "tr")


def _cells(row: Any) -> Iterator[Any]:
    yield from _within(row, "tc")


def _within(parent: Any, name: str) -> Iterator[Any]:
    """The rows or cells, also those in content controls."""
    for element in parent:
        if _name(element) == name:
            yield element
        elif _name(element) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _within(element, name)


def _boxes(element: Any) -> list[Any]:
    """The text boxes in a drawing, each once: it is written down for old and for new programs."""
    found: list[Any] = []
    for child in element:
        name = _name(child)
        if name == "txbxContent":
            found.append(child)
        elif name == "Fallback" and found:
            continue
        else:
            found += _boxes(child)
    return found


def _is_own_mark(element: Any) -> bool:
    """Whether a note's mark is typed beside it, in the same run."""
    named = _name(element) in ("footnoteReference", "endnoteReference")
    return named and (_value(element, "customMarkFollows") or "0").lower() not in _OFF


def _cannot_be_seen(properties: Any, *, shaded: bool) -> bool:
    color = (_value(_child(properties, "color")) or "").upper()
    size = _value(_child(properties, "sz")) or ""
    return (color in _WHITE and not shaded) or (size.isdigit() and int(size) <= _SMALLEST)


def _symbol(element: Any) -> str | None:
    """A character by the number that a font has for it; None where that is not known."""
    try:
        code = int(_value(element, "char") or "", 16)
    except ValueError:
        return None
    return symbol(code) if code >= PRIVATE else chr(code)


def _styles(root: Any) -> dict[str, _Style]:
    """The styles by their ids."""
    written = (
        {_value(each, "styleId") or "": each for each in root if _name(each) == "style"}
        if (root is not None)
        else {}
    )
    found: dict[str, _Style] = {}
    for key in written:
        _resolve(key, written, found, 0)
    return found


def _resolve(key: str, written: Mapping[str, Any], found: dict[str, _Style], depth: int) -> _Style:
    if key in found:
        return found[key]
    element = written.get(key)
    if element is None or depth > _DEEPEST:
        return _Style()
    based = _value(_child(element, "basedOn"))
    style = _resolve(based, written, found, depth + 1) if based else _Style()
    name = (_value(_child(element, "name")) or "").lower()
    paragraph, run = _child(element, "pPr"), _child(element, "rPr")
    outline = _value(_child(paragraph, "outlineLvl"))
    level = int(outline) + 1 if outline is not None and outline in "012345678" else style.level
    words = name.split()
    if len(words) == 2 and words[0] == "heading" and words[1].isdigit():
        level = int(words[1])
    hidden, place = _is_on(run, "vanish"), _value(_child(run, "vertAlign"))
    made = _Style(
        level=level,
        is_title=style.is_title or name == "title",
        is_quote=style.is_quote or name in ("quote", "intense quote", "block text"),
        is_contents=style.is_contents or words[:1] in (["toc"], ["header"], ["footer"]),
        is_hidden=style.is_hidden if hidden is None else hidden,
        is_raised=style.is_raised if place is None else place == "superscript",
        is_shaded=style.is_shaded
        or _child(paragraph, "shd") is not None
        or _child(run, "shd") is not None,
        numbered=style.numbered or _child(paragraph, "numPr") is not None,
    )
    found[key] = made
    return made
