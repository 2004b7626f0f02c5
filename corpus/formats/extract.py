"""A raw document to an article: body text and what the document says about itself."""

from __future__ import annotations

from corpus.errors import EmptySource, NoArticleThere
from corpus.formats.metadata import of_page
from corpus.formats.normalise import normalise, normalise_line, unwrap
from corpus.types import ExtractedArticle, MediaType, Metadata, RawDocument


def extract(raw: RawDocument) -> ExtractedArticle:
    """The article in `raw`, normalised, with paragraphs apart by blank lines.

    Plain text stays as it is. Of Markdown and HTML only the prose stays: emphasis, links and images
    are taken out, items and rows become lines, and a heading keeps its leading `#` marks, which
    tell it from a paragraph and are never quoted. What `raw.metadata` leaves open is filled with
    what an HTML page says of itself. Raises EmptySource where no text is left.
    """
    content, found = raw.content, Metadata()
    if raw.media is MediaType.HTML:
        from corpus.formats.html import read_page

        content, found = read_page(content)
    elif raw.media is MediaType.MARKDOWN:
        from corpus.formats.markdown import read_markdown

        content, title = read_markdown(content)
        found = Metadata(title=normalise_line(title) or None if title else None)
    if raw.address is not None:
        found = of_page(found, raw.address)
    body = unwrap(normalise(content))
    if not body and raw.address is not None:
        raise NoArticleThere(raw.address)
    if not body:
        raise EmptySource(
            raw.name, "there is no text in it", mend="check that it holds the article's text"
        )
    return ExtractedArticle(body=body, metadata=raw.metadata.or_else(found))
