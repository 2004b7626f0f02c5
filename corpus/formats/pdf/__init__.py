"""A PDF to text: what its pages show, in the order in which it is read.

pdfium says where each character stands, how large and by which object; what is a line, a column, a
paragraph, a note or furniture is decided here, from that alone.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from corpus.formats.characters import NOT_QUOTED
from corpus.formats.document_heads import describe
from corpus.formats.labelled_head import split_labelled_head
from corpus.formats.pdf.furniture import without_furniture
from corpus.formats.pdf.glyphs import Document
from corpus.formats.pdf.layout import lines_of
from corpus.formats.pdf.paragraphs import Kind, paragraphs_of
from corpus.types import Metadata, settle

__all__ = ["is_pdf", "read_pdf"]


def is_pdf(_: Path, beginning: bytes) -> bool:
    """Whether a PDF begins there, be it after a few other bytes."""
    return b"%PDF-" in beginning and not beginning.lstrip().startswith((b"<", b"{"))


def read_pdf(data: bytes) -> tuple[str, Metadata]:
    """The text of the document and what it says of itself; raises Refused."""
    with Document(data) as document:
        pages = lines_of(document.pages())
        title, author, created = map(document.property, ("Title", "Author", "CreationDate"))
    paragraphs = paragraphs_of(without_furniture(pages), title=title)
    texts = [each.marked for each in paragraphs]
    shown = [each.text for each in paragraphs if each.kind is Kind.TITLE]
    described = describe(
        [line for each in paragraphs[:10] for line in each.text.split("\n")],
        heading=shown[0] if shown else None,
        title=title,
        author=author,
        created=_day(created),
    )
    is_partial = any(text == NOT_QUOTED for text in texts)
    labelled, text = split_labelled_head("\n\n".join(texts))
    return text, settle(labelled, replace(described, is_partial=is_partial or None))


def _day(created: str) -> str | None:
    """The day of "D:20310304063000+02'00'"."""
    digits = created.removeprefix("D:")[:8]
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 else None
