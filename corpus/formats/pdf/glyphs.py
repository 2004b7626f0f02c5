"""The characters of a PDF's pages that somebody can see, each with its place and size.

A character is seen where its page looks different without it. So whatever hides text is known, be
it a colour, a bar, a picture, a clip, a layer that is switched off or the edge of the page.
"""

from __future__ import annotations

import ctypes
import math
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from corpus.formats.format import Refused

if TYPE_CHECKING:
    import numpy as np

COVERED = "█"
"""In place of characters that something dark lies over, as the page shows it."""
UNREAD = "\N{REPLACEMENT CHARACTER}"
"""In place of a character of which the file does not say which it is."""

# Set by hand; not measured.
_SCALE = 1.5  # pixels a point: full stops of small print have some
_LARGEST = 4000  # pixels on a side; a poster is looked at from farther away
_CONTRAST = 24  # of 255: what differs less from what is below is not seen
_SEEN = 0.08  # of the pixels of a character's box
_DARK = 128  # of 255
_MOSTLY = 0.7  # of a box
_SMALLEST = 2.5  # points
_MOST_PAGES = 3000
_MOST_GLYPHS = 5_000_000
_MOST_UNREAD = 0.1  # of a page's characters
_STAMP = 15  # letters: a page with fewer beside a picture of it is a scan
_OF_A_SCAN = 0.6  # of the page
_OF_A_PICTURE = 0.25
_OUTLINES = 50  # shapes, on a page whose letters are drawn as such
_BOLD = 600

_WITHOUT_INK = (3, 7)  # render modes
_PASSWORD = 4  # pdfium's FPDF_ERR_PASSWORD
_HYPHEN = "\x02"  # what pdfium puts for one at the end of a line
_LIGATURES = {
    **{"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"},
    **{_HYPHEN: "-", "\ufffe": "-", "\u00ad": "-", "\u2010": "-"},
}
_GUARD = threading.Lock()  # pdfium is of one thread


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character where it stands; `y` is its baseline, `top` of its page is the largest."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The characters of a page, in the order of the file."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]


class Document(AbstractContextManager["Document"]):
    """A PDF that is open; raises Refused where it cannot be."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium: Any = pdfium
        _GUARD.acquire()
        pdfium.FPDF_InitLibrary()
        self._data = data  # pdfium reads it where it is
        self._document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not self._document:
            error = pdfium.FPDF_GetLastError()
            _GUARD.release()
            if error == _PASSWORD:
                raise Refused(
                    "it is encrypted and needs a password",
                    fix="save a copy without one (qpdf --decrypt --password=… IN.pdf OUT.pdf)",
                )
            raise Refused(
                "it is broken off or damaged",
                fix="get it again, or repair it (qpdf IN.pdf OUT.pdf)",
            )

    def __exit__(self, *_: object) -> None:
        self._pdfium.FPDF_CloseDocument(self._document)
        _GUARD.release()

    def property(self, key: str) -> str:
        """What the document's program has noted under that key."""
        name = key.encode("ascii")
        size = self._pdfium.FPDF_GetMetaText(self._document, name, None, 0)
        buffer = ctypes.create_string_buffer(size)
        self._pdfium.FPDF_GetMetaText(self._document, name, buffer, size)
        return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")

    def pages(self) -> list[Page]:
        """Those with text; raises Refused, naming all pages that cannot be read."""
        pdfium = self._pdfium
        count = pdfium.FPDF_GetPageCount(self._document)
        if count > _MOST_PAGES:
            raise Refused(
                f"it has {count:,} pages; the limit is {_MOST_PAGES:,}",
                fix="split it (qpdf --split-pages=100 IN.pdf OUT.pdf)",
            )
        found, scans, unread, total = [], [], [], 0
        for number in range(count):
            page = pdfium.FPDF_LoadPage(self._document, number)
            if not page:
                raise Refused(
                    f"its page {number + 1} is damaged", fix="repair it (qpdf IN.pdf OUT.pdf)"
                )
            try:
                reading = _PageReading(pdfium, page, number + 1)
                read = reading.page()
            finally:
                pdfium.FPDF_ClosePage(page)
            total += len(read.glyphs)
            if total > _MOST_GLYPHS:
                raise Refused("it has too much text", fix="split it (qpdf --split-pages=100)")
            letters = [glyph for glyph in read.glyphs if not glyph.text.isspace()]
            lost = sum(glyph.text == UNREAD for glyph in letters)
            if reading.is_scan(letters):
                scans.append(number + 1)
            elif lost > _MOST_UNREAD * len(letters):
                unread.append(number + 1)
            found.append(read)
        if scans:
            raise Refused(
                f"{_pages(scans)} no text layer: {'a scan' if len(scans) == 1 else 'scans'}",
                fix="run OCR (ocrmypdf IN.pdf OUT.pdf) first, or leave such pages out",
            )
        if unread:
            raise Refused(
                f"{_pages(unread)} a font without a Unicode map, so its letters are not known",
                fix="get the document in another format, or run OCR on it "
                "(ocrmypdf --force-ocr IN.pdf OUT.pdf)",
            )
        return found


def _pages(numbers: Sequence[int]) -> str:
    shown = [str(number) for number in numbers[:10]]
    if len(numbers) == 1:
        return f"page {shown[0]} has"
    more = f" and {len(numbers) - 10} more" if len(numbers) > 10 else ""
    return f"pages {', '.join(shown)}{more} have"


class _PageReading:
    """One page, as pdfium gives it."""

    def __init__(self, pdfium: Any, page: Any, number: int) -> None:
        self._pdfium, self._page, self._number = pdfium, page, number
        pdfium.FPDFPage_SetRotation(page, 0)
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        self._left: float = min(box.left, box.right)
        self._bottom: float = min(box.top, box.bottom)
        self._width: float = abs(box.right - box.left)
        self._height: float = abs(box.top - box.bottom)
        self._texts: list[Any] = []
        self._pictures = 0.0  # the part of the page that the largest picture covers
        self._shapes = 0
        self._look_at(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, 0)

    def _look_at(self, parent: Any, count: Any, get: Any, depth: int) -> None:
        """What is on the page; text is taken for what it looks like, not for what is said in its
        place (ActualText)."""
        pdfium = self._pdfium
        for i in range(count(parent)):
            thing = get(parent, i)
            kind = pdfium.FPDFPageObj_GetType(thing)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._texts.append(thing)
                for j in range(pdfium.FPDFPageObj_CountMarks(thing)):
                    mark = pdfium.FPDFPageObj_GetMark(thing, j)
                    pdfium.FPDFPageObjMark_RemoveParam(thing, mark, b"ActualText")
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                sides = [ctypes.c_float() for _ in range(4)]
                pdfium.FPDFPageObj_GetBounds(thing, *sides)
                left, bottom, right, top = (side.value for side in sides)
                part = abs((right - left) * (top - bottom)) / max(1.0, self._width * self._height)
                self._pictures = max(self._pictures, part)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 20:
                self._look_at(
                    thing, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, depth + 1
                )
            else:
                self._shapes += 1

    def is_scan(self, letters: Sequence[Glyph]) -> bool:
        if not any(glyph.text.isalnum() for glyph in letters):
            return self._pictures > _OF_A_PICTURE or self._shapes > _OUTLINES
        return len(letters) < _STAMP and self._pictures > _OF_A_SCAN

    def page(self) -> Page:
        pdfium = self._pdfium
        if not self._texts:
            return Page(self._number, self._width, self._height, ())
        text = pdfium.FPDFText_LoadPage(self._page)
        try:
            glyphs = list(self._glyphs(text))
        finally:
            pdfium.FPDFText_ClosePage(text)
        return Page(self._number, self._width, self._height, _upright(glyphs))

    def _glyphs(self, text: Any) -> Iterator[tuple[Glyph, float]]:
        """Each that is seen, and at which angle it stands."""
        import numpy as np

        found, boxes, drawn = self._all(text)
        if not found:
            return
        whole = self._render()
        for thing in self._texts:
            self._pdfium.FPDFPageObj_SetIsActive(thing, False)
        without = self._render()
        places = self._pixels(np.array(boxes), whole.shape)
        differs = np.maximum(whole, without) - np.minimum(whole, without) > _CONTRAST
        changed = differs[:, :, 0] | differs[:, :, 1] | differs[:, :, 2]
        seen = (_share(changed, places) >= _SEEN) & np.array(drawn)
        dark = _share(whole[:, :, 1] < _DARK, places) > _MOSTLY
        # A scan that was read: its letters lie unseen behind or over a picture of them.
        is_read = self._pictures > _OF_A_SCAN and seen.sum() < _STAMP < len(found)
        for i, (glyph, angle) in enumerate(found):
            if glyph.size < _SMALLEST:
                continue
            if is_read or seen[i] or glyph.text == " ":
                yield glyph, angle
            elif drawn[i] and dark[i]:
                yield replace(glyph, text=COVERED), angle

    def _all(
        self, text: Any
    ) -> tuple[list[tuple[Glyph, float]], list[tuple[float, ...]], list[bool]]:
        """Every character with its angle; the boxes of their ink; whether they are drawn at all."""
        pdfium = self._pdfium
        left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
        loose, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        found: list[tuple[Glyph, float]] = []
        boxes: list[tuple[float, ...]] = []
        drawn: list[bool] = []
        before = 0
        last, size, angle, line, is_drawn, is_bold, is_level = 0, 0.0, 0.0, 0.0, True, False, True
        for i in range(pdfium.FPDFText_CountChars(text)):
            owner = pdfium.FPDFText_GetTextObject(text, i)
            if not owner:
                continue  # made up by pdfium: a space or a break
            address = ctypes.addressof(owner.contents)
            if address != last:
                last = address
                pdfium.FPDFText_GetMatrix(text, i, matrix)
                size = pdfium.FPDFText_GetFontSize(text, i) * math.hypot(matrix.c, matrix.d)
                angle = math.degrees(math.atan2(matrix.b, matrix.a))
                is_level = not 45 <= angle % 180 <= 135
                is_drawn = pdfium.FPDFTextObj_GetTextRenderMode(owner) not in _WITHOUT_INK
                is_bold = pdfium.FPDFText_GetFontWeight(text, i) >= _BOLD or self._is_bold(owner)
                pdfium.FPDFText_GetCharOrigin(text, i, x, y)
                line = y.value if is_level else x.value
            pdfium.FPDFText_GetLooseCharBox(text, i, loose)
            pdfium.FPDFText_GetCharBox(text, i, left, right, bottom, top)
            letter = self._letter(text, i)
            x0, x1 = (loose.left, loose.right) if is_level else (loose.bottom, loose.top)
            place = (left.value, right.value, bottom.value, top.value)
            if boxes and place == boxes[-1] and address == before and letter != " ":
                # Letters that are printed as one.
                glyph, _ = found[-1]
                found[-1] = (replace(glyph, text=f"{glyph.text}{letter}"), angle)
                continue
            before = address
            found.append((Glyph(letter, min(x0, x1), max(x0, x1), line, abs(size), is_bold), angle))
            boxes.append(place)
            drawn.append(is_drawn)
        return found, boxes, drawn

    def _letter(self, text: Any, i: int) -> str:
        if self._pdfium.FPDFText_HasUnicodeMapError(text, i) == 1:
            return UNREAD
        return _letter_of(self._pdfium.FPDFText_GetUnicode(text, i))

    def _is_bold(self, owner: Any) -> bool:
        font = self._pdfium.FPDFTextObj_GetFont(owner)
        buffer = ctypes.create_string_buffer(200)
        self._pdfium.FPDFFont_GetBaseFontName(font, buffer, 200)
        name = buffer.value.lower()
        return any(word in name for word in (b"bold", b"black", b"heavy"))

    def _scale(self) -> float:
        return min(_SCALE, _LARGEST / max(1.0, self._width, self._height))

    def _pixels(self, boxes: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
        """From left, right, bottom and top in points to pixels, within the page."""
        import numpy as np

        scale, (height, width) = self._scale(), shape[:2]
        above = self._bottom + self._height
        edges = [
            (np.floor((boxes[:, 0] - self._left) * scale), width),
            (np.ceil((boxes[:, 1] - self._left) * scale), width),
            (np.floor((above - boxes[:, 3]) * scale), height),
            (np.ceil((above - boxes[:, 2]) * scale), height),
        ]
        return np.stack([np.clip(edge, 0, most).astype(int) for edge, most in edges])

    def _render(self) -> np.ndarray:
        """The page as it looks, notes that lie on it included."""
        import numpy as np

        pdfium, scale = self._pdfium, self._scale()
        width, height = math.ceil(self._width * scale), math.ceil(self._height * scale)
        bitmap = pdfium.FPDFBitmap_Create(max(1, width), max(1, height), 0)
        if not bitmap:
            raise MemoryError
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
            pdfium.FPDF_RenderPageBitmap(
                bitmap, self._page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT
            )
            stride = pdfium.FPDFBitmap_GetStride(bitmap)
            start = ctypes.cast(pdfium.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte))
            rows = np.ctypeslib.as_array(start, (max(1, height), stride))
            return rows.reshape(max(1, height), -1, 4)[:, : max(1, width)].copy()
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)


@cache
def _letter_of(code: int) -> str:
    """The character of a code; some are not what is printed, or are not known."""
    is_private = 0xE000 <= code < 0xF900 or code >= 0xF0000
    if not code or is_private or 0xD800 <= code < 0xE000:
        return UNREAD
    letter = chr(code)
    if letter in _LIGATURES:
        return _LIGATURES[letter]
    if letter.isspace():
        return " "
    return UNREAD if code < 0x20 or 0x7F <= code < 0xA0 else letter


def _share(mask: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Of each place the part where the mask is on."""
    import numpy as np

    sums = np.zeros((mask.shape[0] + 1, mask.shape[1] + 1), dtype=np.int32)
    np.cumsum(mask, axis=0, out=sums[1:, 1:], dtype=np.int32)
    np.cumsum(sums[1:, 1:], axis=1, out=sums[1:, 1:])
    left, right, top, bottom = places
    inside = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    return np.asarray(inside / np.maximum(1, (right - left) * (bottom - top)))


def _upright(glyphs: Sequence[tuple[Glyph, float]]) -> tuple[Glyph, ...]:
    """The glyphs of the direction that most of the page is written in, as if that were level; what
    runs across or along it (a draft's mark, a stamp) is no part of the text."""
    turns = [round(angle / 90) % 4 for _, angle in glyphs]
    level = [abs(angle - 90 * round(angle / 90)) < 2 for _, angle in glyphs]
    counts = [
        sum(t == turn and straight for t, straight in zip(turns, level, strict=True))
        for turn in range(4)
    ]
    most = counts.index(max(counts))
    found = []
    for (glyph, _), turn, straight in zip(glyphs, turns, level, strict=True):
        if turn != most or not straight:
            continue
        if most == 1:
            glyph = replace(glyph, y=-glyph.y)
        elif most == 2:
            glyph = replace(glyph, x0=-glyph.x1, x1=-glyph.x0, y=-glyph.y)
        elif most == 3:
            glyph = replace(glyph, x0=-glyph.x1, x1=-glyph.x0)
        found.append(glyph)
    return tuple(found)
