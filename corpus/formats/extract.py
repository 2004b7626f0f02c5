"""A raw document to an article: body text and what is said of it."""

from __future__ import annotations

from dataclasses import replace

from corpus.errors import EmptySource, NoArticleThere, SourceError
from corpus.formats.blocks import indent_blocks
from corpus.formats.format import PLAIN, Refused
from corpus.formats.metadata import of_address, of_file, of_page
from corpus.formats.normalise import normalise
from corpus.formats.registry import format_named
from corpus.formats.wrapping import unwrap
from corpus.types import Described, RawDocument


def extract(raw: RawDocument) -> tuple[str, Described]:
    """The text of the article in `raw`, normalised, paragraphs apart by blank lines; and what is
    said of it, now also by the document itself and by its address.

    Of plain text wrapped lines are joined; else it stays as it is. Of Markdown and HTML only the
    prose stays: emphasis, links and images are taken out, items and rows become lines, and a
    heading keeps its leading `#` marks, which tell it from a paragraph and are never quoted; the
    lines of a block quotation are indented, as nothing else is. Raises EmptySource where no text is
    left, and SourceError for what cannot be read exactly.
    """
    format = format_named(raw.format)
    try:
        content, found = format.extract(raw.content)
    except Refused as refused:
        raise SourceError(raw.name, refused.problem, fix=refused.fix) from None
    described = replace(raw.described, page=of_file(found))
    if raw.address is not None:
        address = raw.address
        described = replace(described, page=of_page(found, address), address=of_address(address))
    body = normalise(content)
    if not format.has_paragraphs:
        body = unwrap(body)
    if raw.format != PLAIN:
        body = indent_blocks(body)
    if not body and raw.address is not None:
        raise NoArticleThere(raw.address)
    if not body and found.is_partial and isinstance(raw.content, str):
        raise EmptySource(
            raw.name,
            "its elements are nested too deep for its text to be found",
            fix="save the article's text as .txt and ingest that",
        )
    if not body:
        raise EmptySource(
            raw.name, "it contains no text", fix="check that the file holds the article"
        )
    return body, described
