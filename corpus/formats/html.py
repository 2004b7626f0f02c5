"""An HTML page to the text of its article and what the page says of it."""

from __future__ import annotations

import logging
from typing import Any

from corpus.formats.html_data import page_data
from corpus.formats.html_located import locate
from corpus.formats.html_passages import passages_of
from corpus.formats.html_scope import article_passages
from corpus.formats.html_text import text_of
from corpus.formats.html_tree import parse_page, within_limits
from corpus.formats.metadata import parse_date, web_address
from corpus.formats.normalise import normalise_line
from corpus.types import Metadata


def read_page(page: str) -> tuple[str, Metadata]:
    """The article's text, paragraphs apart by blank lines, and its metadata.

    Navigation, comments, forms and scripts are left out; where there is doubt, text is kept.
    Headings carry Markdown's `#` marks. A date is taken where the page states one, never inferred
    from numbers in its text.
    """
    parsed = parse_page(page)
    if parsed is None:
        return "", Metadata()
    root = parsed.root
    document = _extract(within_limits(root))
    passages = passages_of(root)
    extracted = "" if document is None else document.text or ""
    located = locate(passages, extracted)
    article = article_passages(passages, located=located, data=page_data(root))
    body = text_of(article)
    if document is None:
        return body, Metadata()
    return body, Metadata(
        title=_line(document.title),
        outlet=_line(document.sitename),
        byline=_line(document.author),
        published=parse_date(document.date) if document.date else None,
        url=web_address(_line(document.url)),
        language=_line(document.language),
    )


def _extract(root: Any) -> Any:
    """What trafilatura takes for the article. It asks other extractors too; but not if it is to
    favour recall, so that it finds less on some pages."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return trafilatura.bare_extraction(
        root,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


def _line(value: str | None) -> str | None:
    return normalise_line(value) or None if value else None
