"""Rich text (.rtf) to what it shows with all changes accepted, and nothing else.

A letter's byte means what the code page of its font says. Deleted and hidden text is out, and so
is whatever a group of its own holds that is no text: fonts, pictures, headers, instructions of
fields. Notes stand at the end. A byte that its code page has no letter for is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.formats.characters import NOT_QUOTED, PRIVATE, lowered, raised, symbol
from corpus.formats.document_heads import TITLE, describe, under_title
from corpus.formats.format import Refused
from corpus.formats.labelled_head import split_labelled_head
from corpus.types import Metadata, settle

_TOKEN = re.compile(
    rb"\\(?:([a-zA-Z]{1,32})(-?\d{1,10})? ?|'([0-9a-fA-F]{2})|(.))|([{}])|([^\\{}\r\n]+)|[\r\n]+",
    re.DOTALL,
)
_DEEPEST = 1000  # groups in groups; set by hand, not measured
_SMALLEST = 4  # half-points: nobody can read what is smaller

_CHARACTERS = {
    **{"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“"},
    **{"rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " "},
    **{"tab": " ", "line": "\n", "lbr": "\n", "softline": "\n", "page": " ", "column": " "},
    **{"zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f"},
}
_MARKS = {b"\\": "\\", b"{": "{", b"}": "}", b"~": "\u00a0", b"_": "-"}
_DROPPED = frozenset(
    """
    fonttbl colortbl stylesheet listtable listoverridetable revtbl rsidtbl generator pict object
    objdata result header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc
    ftncn aftnsep aftnsepc aftncn annotation atnid atnauthor atntime atndate atnicn atnref atrfstart
    atrfend fldinst tc tcn xe rxe listtext pntext pntxta pntxtb bkmkstart bkmkend nonshppict
    themedata colorschememapping datastore latentstyles xmlnstbl mmathPr info private filetbl
    userprops template passwordhash fontemb falt panose shpinst sp do datafield formfield
    shprslt factoidname blipuid picprop pgptbl protusertbl docvar
    """.split()
)
_TAKEN = frozenset(("shptxt", "dptxbxtext", "footnote"))
_CODE_PAGES = {
    **{0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk"},
    **{136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256"},
    **{186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850"},
}
_PICTURES = 2  # the character set of fonts whose letters are pictures
_OF_DOCUMENT = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}
_NUMBERS = {10000: "mac-roman", 65001: "utf-8", 936: "gbk", 708: "iso8859-6"}
_SAVE_AS = "open it in a word processor, save it as .docx, and ingest that"


def is_rtf(_: Path, beginning: bytes) -> bool:
    return beginning.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf")


def read_rtf(data: bytes) -> tuple[str, Metadata]:
    """The text of the document and what it says of itself; raises Refused."""
    reader = _Reader()
    reader.read(data)
    blocks = [*reader.blocks, *reader.notes]
    levels = under_title([block.level for block in blocks])
    blocks = [replace(block, level=n) for block, n in zip(blocks, levels, strict=True)]
    text = "\n\n".join(_joined(blocks))
    titles = [block.text for block in blocks if block.level == 1]
    described = describe(
        [line for block in blocks[:10] for line in block.text.split("\n")],
        heading=titles[0] if len(titles) == 1 else None,
        title=reader.info.get("title"),
        author=reader.info.get("author"),
        created=reader.info.get("creatim"),
    )
    labelled, text = split_labelled_head(text)
    return text, settle(labelled, replace(described, is_partial=reader.is_partial or None))


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, or a row of a table; rows next to each other are lines of one block."""

    text: str
    level: int = 0
    is_row: bool = False


def _joined(blocks: list[_Block]) -> Iterator[str]:
    rows: list[str] = []
    for block in blocks:
        if block.is_row:
            rows.append(block.text)
            continue
        if rows:
            yield "\n".join(rows)
            rows = []
        one_line = " ".join(block.text.split())
        yield f"{'#' * min(block.level, 6)} {one_line}" if block.level else block.text
    if rows:
        yield "\n".join(rows)


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group; a group begins with what holds around it."""

    target: str = "text"  # where text goes; "" is nowhere
    font: int | None = None
    skips: int = 1
    is_hidden: bool = False
    is_deleted: bool = False
    place: int = 0  # raised or lowered
    color: int = 0
    is_shaded: bool = False
    is_tiny: bool = False
    level: int = 0
    in_table: bool = False
    style: int = 0


@dataclass
class _Text:
    """What has been written of a paragraph."""

    pieces: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    waiting: bytearray = field(default_factory=bytearray)
    is_unread: bool = False

    def take(self) -> str:
        text = "".join(self.pieces).replace("\u00ad", "")
        self.pieces.clear()
        return "\n".join(line.strip() for line in text.split("\n")).strip()


class _Reader:
    """Goes through the file once, in order."""

    def __init__(self) -> None:
        self.blocks: list[_Block] = []
        self.notes: list[_Block] = []
        self.info: dict[str, str] = {}
        self.is_partial = False
        self._state = _State()
        self._around: list[tuple[_State, _Text]] = []
        self._text = _Text()
        self._page = "cp1252"
        self._default_font: int | None = None
        self._fonts: dict[int, str | None] = {}  # None: its letters are pictures
        self._colors: list[list[int]] = [[]]
        self._styles: dict[int, int] = {}
        self._left_out = 0  # characters still to be passed over, behind a number in Unicode
        self._begins = False  # whether a group has just begun
        self._optional = False  # ... with a mark that whoever does not know it may leave it out
        self._high = 0

    def read(self, data: bytes) -> None:
        place = 0
        while place < len(data):
            found = _TOKEN.match(data, place)
            if found is None:
                break
            place = found.end()
            word, number, byte, mark, brace, plain = found.groups()
            if brace == b"{":
                self._open()
            elif brace == b"}":
                self._close()
                if not self._around:
                    break
            elif word is not None:
                name = word.decode("ascii")
                if name == "bin":
                    place += max(0, int(number or 0))
                    continue
                self._word(name, None if number is None else int(number))
            elif byte is not None:
                self._bytes(bytes.fromhex(byte.decode("ascii")))
            elif mark is not None:
                self._mark(mark)
            elif plain is not None:
                self._bytes(plain)
        if self._around:
            raise Refused("it is broken off: a group in it is not closed", fix="get it again")
        self._end_paragraph()

    def _open(self) -> None:
        self._flush()
        if len(self._around) >= _DEEPEST:
            raise Refused("its groups are nested too deep", fix=_SAVE_AS)
        self._around.append((self._state, self._text))
        self._begins, self._optional, self._left_out = True, False, 0

    def _close(self) -> None:
        self._flush()
        self._left_out = 0
        self._begins = self._optional = False
        if not self._around:
            return
        target = self._state.target
        before, text = self._around.pop()
        if text is not self._text:  # a note, a text box, or something said of the document
            if target in _TAKEN:
                self._end_paragraph()
            elif told := self._text.take():
                self.info.setdefault(target, told)
            self._text = text
        self._state = before

    def _begin(self, target: str) -> None:
        """A text of its own, to the end of the group."""
        self._text = _Text()
        self._state = replace(self._state, target=target)

    def _word(self, name: str, number: int | None) -> None:
        begins, optional = self._begins, self._optional
        self._begins = False
        if name != "u" and self._left_out and name in _CHARACTERS:
            self._left_out -= 1
            return
        if name not in ("u", "uc"):
            self._flush()
        state = self._state
        if begins and self._destination(name, optional=optional):
            return
        is_on = number != 0
        match name:
            case "par" | "sect":
                self._end_paragraph()
            case "pard":
                self._state = replace(state, level=0, in_table=False, style=0)
            case "plain":
                around = _State(state.target, self._default_font, state.skips)
                self._state = replace(
                    around, level=state.level, in_table=state.in_table, style=state.style
                )
            case "u" if number is not None:
                self._unicode(number)
            case "uc":
                self._state = replace(state, skips=max(0, number or 0))
            case "v":
                self._state = replace(state, is_hidden=is_on)
            case "deleted":
                self._state = replace(state, is_deleted=is_on)
            case "super":
                self._state = replace(state, place=1 if is_on else 0)
            case "sub":
                self._state = replace(state, place=-1 if is_on else 0)
            case "up" | "dn":
                sign = 1 if name == "up" else -1
                self._state = replace(state, place=sign if number != 0 else 0)
            case "nosupersub":
                self._state = replace(state, place=0)
            case "f":
                self._state = replace(state, font=number)
                if state.target == "fonttbl":
                    self._fonts[number or 0] = self._page
            case "fcharset" if state.target == "fonttbl" and state.font is not None:
                self._fonts[state.font] = self._of_font(number or 0)
            case "cpg" if state.target == "fonttbl" and state.font is not None:
                self._fonts[state.font] = self._numbered(number or 1252)
            case "cf":
                self._state = replace(state, color=number or 0)
            case "cb" | "highlight" | "chcbpat" | "cbpat" | "chshdng" | "shading":
                self._state = replace(state, is_shaded=bool(number))
            case "fs":
                self._state = replace(state, is_tiny=(number or 24) <= _SMALLEST)
            case "red" | "green" | "blue" if state.target == "colortbl":
                self._colors[-1].append(number or 0)
            case "outlinelevel":
                self._state = replace(state, level=(number or 0) + 1 if (number or 0) < 9 else 0)
            case "s":
                own = self._styles.get(number or 0, state.level)
                self._state = replace(state, style=number or 0, level=own)
            case "intbl":
                self._state = replace(state, in_table=True)
            case "cell" | "nestcell":
                self._text.cells.append(" ".join(self._text.take().split()))
            case "row" | "nestrow":
                self._end_row()
            case "ansicpg" if number:
                self._page = self._numbered(number)
            case "deff":
                self._default_font = number
                self._state = replace(state, font=number)
            case "yr" | "mo" | "dy" if state.target == "creatim":
                dash = "-" if self._text.pieces else ""
                self._text.pieces.append(f"{dash}{number or 0:02d}")
            case _ if name in _OF_DOCUMENT and state.target == "text":
                self._page = _OF_DOCUMENT[name]
            case _ if name in _CHARACTERS:
                self._write(_CHARACTERS[name])

    def _destination(self, name: str, *, optional: bool) -> bool:
        """Whether a group that begins with this word holds something else than text."""
        target = self._state.target
        if target == "":
            return True
        if name in _TAKEN and target in ("text", "box"):
            self._begin(name)
        elif name in ("fonttbl", "colortbl", "stylesheet", "info"):
            self._state = replace(self._state, target=name)
        elif target == "info":
            wanted = name in ("title", "author", "creatim")
            self._begin(name if wanted else "other")
        elif target == "stylesheet":
            if name in ("s", "cs", "ds", "ts"):
                return False
            self._state = replace(self._state, target="")
        elif name in ("shp", "shpinst", "do", "upr") or (target in _TAKEN and name == "ud"):
            self._state = replace(self._state, target="box" if name != "ud" else target)
        elif name == "ud":
            self._state = replace(self._state, target=self._around[-2][0].target)
        elif (optional and name != "fldrslt") or name in _DROPPED:
            self._state = replace(self._state, target="")
        else:
            return False
        return True

    def _mark(self, mark: bytes) -> None:
        if mark == b"*":
            self._optional = self._begins
            return
        self._begins = False
        if self._left_out:
            self._left_out -= 1
        elif mark in b"\r\n":
            self._end_paragraph()
        elif mark in _MARKS:
            self._flush()
            self._write(_MARKS[mark])

    def _bytes(self, data: bytes) -> None:
        self._begins = False
        skipped = min(self._left_out, len(data))
        self._left_out -= skipped
        data = data[skipped:]
        target = self._state.target
        if target == "colortbl":
            self._colors += [[] for _ in range(data.count(b";"))]
        elif target == "stylesheet" and data.strip():
            self._name_style(data)
        elif target and target not in ("fonttbl", "box", "info", "stylesheet"):
            self._text.waiting += data

    def _name_style(self, data: bytes) -> None:
        words = data.decode("latin-1").rstrip(";").lower().split()
        if len(words) == 2 and words[0] == "heading" and words[1].isdigit():
            self._styles[self._state.style] = int(words[1])
        elif words == ["title"]:
            self._styles[self._state.style] = TITLE

    def _unicode(self, number: int) -> None:
        self._flush()
        self._left_out = self._state.skips
        code = number % 0x10000
        if 0xD800 <= code < 0xDC00:
            self._high = code
            return
        if 0xDC00 <= code < 0xE000 and self._high:
            code = 0x10000 + ((self._high - 0xD800) << 10) + (code - 0xDC00)
        self._high = 0
        if PRIVATE <= code < PRIVATE + 0x100:
            self._picture(code)
        else:
            self._write(chr(code))

    def _picture(self, code: int) -> None:
        found = symbol(code)
        if found is None and self._is_seen:
            self._text.is_unread = True
        self._write(found or "")

    def _flush(self) -> None:
        """Decode what waits, by the code page of the font that holds."""
        if not self._text.waiting:
            return
        data = bytes(self._text.waiting)
        self._text.waiting.clear()
        font = self._state.font
        page = self._fonts.get(font, self._page) if font is not None else self._page
        if not self._is_seen:
            return
        if page is None:
            for code in data:
                if chr(code).isspace():
                    self._write(chr(code))
                else:
                    self._picture(PRIVATE + code)
            return
        try:
            self._write(data.decode(page))
        except UnicodeDecodeError as error:
            raise Refused(
                f"byte 0x{data[error.start]:02X} is no letter of its code page {page}", fix=_SAVE_AS
            ) from None
        except LookupError:
            raise Refused(f"its code page {page} is unknown", fix=_SAVE_AS) from None

    @property
    def _is_seen(self) -> bool:
        state = self._state
        color = self._colors[state.color] if state.color < len(self._colors) else []
        white = len(color) == 3 and min(color) >= 0xFE and not state.is_shaded
        white = white and not state.in_table
        hidden = state.is_hidden or state.is_deleted or state.is_tiny or white
        return bool(state.target) and state.target != "box" and not hidden

    def _write(self, text: str) -> None:
        if not text or not self._is_seen or self._state.target in ("fonttbl", "info", "stylesheet"):
            return
        before = "".join(self._text.pieces[-1:])
        if self._state.place > 0:
            text = raised(text, before=before)
        elif self._state.place < 0:
            text = lowered(text, before=before)
        self._text.pieces.append(text)

    def _end_paragraph(self) -> None:
        self._flush()
        state = self._state
        if state.target not in ("text", *_TAKEN):
            return
        if state.is_deleted or state.is_hidden:  # its mark is gone, so the next goes on with it
            return
        if state.in_table and state.target == "text":
            if self._text.pieces:
                self._text.pieces.append(" ")
            return
        text = self._text.take()
        self._add(text, state.level)

    def _end_row(self) -> None:
        cells = [cell for cell in self._text.cells if cell]
        self._text.cells.clear()
        self._text.take()
        if cells and len(cells) > 1:
            self._add(" | ".join(cells), 0, is_row=True)
        elif cells:
            self._add(cells[0], 0)

    def _add(self, text: str, level: int, *, is_row: bool = False) -> None:
        if self._text.is_unread:
            text, self._text.is_unread, self.is_partial = NOT_QUOTED, False, True
        if text:
            found = self.notes if self._state.target == "footnote" else self.blocks
            found.append(_Block(text, level, is_row))

    def _of_font(self, charset: int) -> str | None:
        if charset == _PICTURES:
            return None
        return _CODE_PAGES.get(charset, self._page)

    def _numbered(self, number: int) -> str:
        return _NUMBERS.get(number, f"cp{number}")
