"""The line that says where a quotation comes from: outlet, date, title."""

from __future__ import annotations

from bot import words
from bot.chat.compose import Composer, one_line
from bot.chat.links import safe_url
from bot.dates import day_in_words, moment_of
from corpus.types import Article

TITLE_LIMIT = 140
NAME_LIMIT = 60


def credit(composer: Composer, article: Article, *, title: bool) -> None:
    """Outlet · date · title, the title linked to the article's own page."""
    composer.text(f"{outlet_of(article)} · ")
    _dated(composer, article)
    if title and article.title:
        composer.text(" · ")
        titled(composer, article)


def titled(composer: Composer, article: Article) -> None:
    url = safe_url(article.url)
    name = title_of(article)
    if url:
        composer.link(name, url)
    else:
        composer.text(name)


def _dated(composer: Composer, article: Article) -> None:
    moment = moment_of(article.published)
    if moment is not None:
        composer.moment(day_in_words(article.published), moment)
    else:
        composer.text(day_in_words(article.published))


def outlet_of(article: Article) -> str:
    """The outlet, or the name of the file where it is unknown."""
    return one_line(words.outlet_of(article), limit=NAME_LIMIT) or _nameless(article)


def title_of(article: Article) -> str:
    """The headline, or the name of the file where there is none."""
    return one_line(words.title_of(article), limit=TITLE_LIMIT) or _nameless(article)


def _nameless(article: Article) -> str:
    return f"article {article.number}"
