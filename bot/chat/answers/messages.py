"""What is said around answers: the greeting, lists of articles, notes. Nothing is quoted. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chat.layout.citations import headed
from bot.chat.layout.source_line import NAME_LIMIT, credit, title_of
from bot.chat.telegram.compose import Composer, Message, one_line
from bot.texts import Texts
from corpus.types import Article

if TYPE_CHECKING:
    from corpus.storage.records import CorpusStats, OutletSummary

ARTICLES_A_PAGE = 10
MOST_OUTLETS_LISTED = 10


def greeting(texts: Texts, *, offers: bool, is_empty: bool) -> Message:
    """What the bot does; `offers`: questions to begin with stand below."""
    composer = Composer().bold(texts("greeting")).line().text(texts("promise")).gap()
    if is_empty:
        _empty(composer, texts)
    elif offers:
        composer.text(texts("try_one"))
    return composer.message()


def empty_corpus(texts: Texts) -> Message:
    return _empty(Composer(), texts).message()


def _empty(composer: Composer, texts: Texts) -> Composer:
    return composer.bold(texts("empty")).line().text(texts("empty_mend"))


def withdrawn(question: str, texts: Texts) -> Message:
    """Names the question: others may stand between it and this message."""
    return headed(question, "").text(texts("withdrawn")).message()


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of articles. `text` is what was searched for, `total` counts what was found;
    `outlets` are listed with the first page of everything. Of `closed` articles, of which there are
    `not_quoted`, nothing but the id may be shown."""

    text: str
    total: int
    articles: tuple[Article, ...]
    outlets: tuple[OutletSummary, ...]
    closed: tuple[Article, ...] = ()
    not_quoted: int = 0


def listing(found: Listing, stats: CorpusStats, texts: Texts) -> Message:
    composer = Composer()
    if found.text:
        composer.bold(texts("articles", n=found.total))
        composer.text(f" {texts('found_with', text=found.text)}")
    else:
        composer.bold(texts("articles", n=stats.articles))
        composer.text(f" {texts('from_outlets', n=stats.outlets)}")
        if stats.oldest and stats.newest:
            composer.text(f", {between_days(stats, texts)}")
    if found.not_quoted:
        composer.line().text(texts("articles_closed", n=found.not_quoted))
    for summary in found.outlets[:MOST_OUTLETS_LISTED]:
        name = one_line(summary.outlet or "", limit=NAME_LIMIT) or texts("outlet_unknown")
        composer.line().text(f"{name} · {texts('articles', n=summary.articles)}")
    if len(found.outlets) > MOST_OUTLETS_LISTED:
        more = len(found.outlets) - MOST_OUTLETS_LISTED
        composer.line().text(texts("outlets_more", n=more))
    for article in found.articles:
        composer.gap().command(f"/article_{article.number}")
        composer.text(f" {title_of(article, texts)}").line()
        credit(composer, article, texts, headed=True)
    for article in found.closed:
        composer.gap().command(f"/article_{article.number}")
        composer.text(f" {one_line(article.id, limit=NAME_LIMIT)}").line()
        composer.text(texts(f"status_of.{article.status}"))
    return composer.message()


def nothing_listed(text: str, texts: Texts) -> Message:
    return Message(texts("no_sources", text=text))


def between_days(stats: CorpusStats, texts: Texts) -> str:
    """From when to when the articles are."""
    return texts("between", oldest=texts.day(stats.oldest), newest=texts.day(stats.newest))
