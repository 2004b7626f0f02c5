"""An HTML page to the text of its article and what the page says of it."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from corpus.formats.metadata import site_of
from corpus.formats.page.corrections import with_claims, with_corrections
from corpus.formats.page.data import PageData, page_data
from corpus.formats.page.furniture import Furnished
from corpus.formats.page.head import without_bylines
from corpus.formats.page.invitations import without_invitations
from corpus.formats.page.known import Known, letters_of
from corpus.formats.page.live import live_text
from corpus.formats.page.located import locate
from corpus.formats.page.metadata import page_metadata
from corpus.formats.page.passages import Passage, passages_of
from corpus.formats.page.saved import saved_from, without_inlined
from corpus.formats.page.scope import article_passages
from corpus.formats.page.text import text_of
from corpus.formats.page.tree import Page, parse_page, within_limits
from corpus.formats.page.whole import is_partial
from corpus.types import Metadata

_FAR_MORE = 2  # set by hand; not measured
_ENOUGH = 0.5  # of the letters of a page's paragraphs; set by hand, not measured
_MARKS = re.compile(r"</?(?:p|br|div|h[1-6]|li|strong|em|a)\b[^<>]*>", re.IGNORECASE)


def read_page(page: str) -> tuple[str, Metadata]:
    """The article's text, paragraphs apart by blank lines, and its metadata.

    Navigation, comments, forms and scripts are left out; where there is doubt, text is kept.
    Headings carry Markdown's `#` marks.
    """
    saved, page = saved_from(page), without_inlined(page)
    parsed = parse_page(page)
    if parsed is None:
        return "", Metadata()
    described = page_metadata(parsed.root)
    if saved is not None:
        described = replace(
            described,
            url=described.url or saved,
            outlet=described.outlet or site_of(saved) or None,
        )
    passages = passages_of(parsed.root)
    data = page_data(parsed.root)
    plain = _unfurnished(passages)
    extracted = _extracted(parsed.root, plain)
    body, is_part = _body(parsed, passages, plain, extracted, data, described)
    body = with_claims(with_corrections(body, passages, data.corrections), data.claims)
    return body, replace(described, is_partial=is_part or None)


def _body(
    page: Page,
    passages: Sequence[Passage],
    plain: Sequence[Passage],
    extracted: str,
    data: PageData,
    described: Metadata,
) -> tuple[str, bool]:
    """The article's text, and whether it is known to be only a part of the article."""
    located = locate(passages, extracted)
    # Where nothing is a link or furniture there is nothing but the article, however short.
    is_bare = len(plain) == len(passages)
    article: Sequence[Passage] = passages
    if not is_bare:
        title = described.title or ""
        article = article_passages(passages, located=located, data=data, title=title)
    article = without_bylines(article, described.byline)
    article = without_invitations(article, page.root, site_of(described.url or ""))
    letters = sum(passage.letters for passage in article)
    stated = Known(data.body)
    if len(letters_of(data.body)) > _FAR_MORE * letters and all(
        stated.has(passage.text, passage.key) for passage in article if passage.is_paragraph
    ):
        return _stated(data.body), page.is_cut
    if len(letters_of(extracted)) > _FAR_MORE * letters:
        article = [each for each in plain if located.has(each.text, each.key)]
        if len(letters_of(extracted)) > _FAR_MORE * sum(each.letters for each in article):
            return "\n\n".join(extracted.split("\n")), page.is_cut
    if not article:
        return text_of(plain), page.is_cut
    text = live_text(article, passages) or text_of(article)
    return text, page.is_cut or is_partial(article, data)


def _stated(body: str) -> str:
    """The text that a page gives to programs, some of which have its marks in it."""
    parsed = parse_page(body) if _MARKS.search(body) else None
    return body if parsed is None else text_of(passages_of(parsed.root))


def _unfurnished(passages: Sequence[Passage]) -> list[Passage]:
    """All that is not a link or built as something else, where nothing says what is the article."""
    furnished = Furnished(lambda element: element.tag in ("html", "body"))
    return [each for each in passages if not each.is_link and each.place not in furnished]


def _extracted(root: Any, plain: Sequence[Passage]) -> str:
    """What trafilatura takes for the article, on a page with these passages that are `plain` text.

    It asks other extractors, which take a quarter of its time, only where it has found little: on
    123 publishers' pages they change no word of what is stored. It does not ask them at all if it
    is to favour recall, so that it finds less on some pages.
    """
    small = within_limits(root)
    text = _ask_trafilatura(small, fast=True)
    every = sum(each.letters for each in plain if each.is_paragraph)
    if len(letters_of(text)) >= _ENOUGH * every:
        return text
    return _ask_trafilatura(small, fast=False)


def _ask_trafilatura(root: Any, *, fast: bool) -> str:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document: Any = trafilatura.bare_extraction(
        root,
        fast=fast,
        include_comments=False,
        include_tables=True,
        with_metadata=False,
    )
    text: str | None = None if document is None else document.text
    return text or ""
