"""The line that says where a quotation comes from: outlet, date, title."""

from __future__ import annotations

from bot.chat.telegram.compose import Composer, one_line
from bot.chat.telegram.links import safe_url
from bot.texts import Texts, labels
from bot.texts.dates import moment_of
from corpus.types import Article

TITLE_LIMIT = 140
NAME_LIMIT = 60
# The day behind it has to fit into a row of buttons as well. Set by hand; not measured.
BUTTON_LIMIT = 28


def credit(
    composer: Composer, article: Article, texts: Texts, *, title: bool = False, headed: bool = False
) -> None:
    """Outlet · date · title, the title linked to the article's own page; `headed`: the headline
    stands beside it already."""
    name = _known_outlet(article, texts) if title or headed else outlet_of(article, texts)
    composer.text(f"{name} · ")
    dated(composer, article, texts)
    if article.is_partial:
        composer.text(f" · {texts('partial')}")
    if article.corrections:
        composer.text(f" · {texts('corrected')}")
    if title and (article.title or article.opening):
        composer.text(" · ")
        titled(composer, article, texts)


def titled(composer: Composer, article: Article, texts: Texts) -> None:
    url = safe_url(article.url)
    name = title_of(article, texts)
    if url:
        composer.link(name, url)
    else:
        composer.text(name)


def dated(composer: Composer, article: Article, texts: Texts) -> None:
    """The day, or the point in time, at which the article was published."""
    moment = moment_of(article.published)
    if moment is not None:
        composer.moment(texts.day(article.published), moment)
    else:
        composer.text(texts.day(article.published))


def source_of(article: Article, texts: Texts) -> str:
    """Outlet and day in one short line, as a button has them."""
    outlet = one_line(outlet_of(article, texts), limit=BUTTON_LIMIT)
    return f"{outlet} · {texts.day(article.published)}"


def outlet_of(article: Article, texts: Texts) -> str:
    """The outlet, or where it is unknown the headline: readers never saw the name of a file."""
    headline = one_line(article.title or "", limit=NAME_LIMIT)
    if headline and not article.outlet and not labels.is_from_chat(article):
        return headline
    return _known_outlet(article, texts)


def _known_outlet(article: Article, texts: Texts) -> str:
    unknown = texts("from_chat" if labels.is_from_chat(article) else "outlet_unknown")
    return one_line(article.outlet or "", limit=NAME_LIMIT) or unknown


def title_of(article: Article, texts: Texts) -> str:
    """The headline, or how the text begins; the name of the file where there is neither."""
    name = labels.title_or_opening(article)
    return one_line(name, limit=TITLE_LIMIT) or _nameless(article, texts)


def _nameless(article: Article, texts: Texts) -> str:
    return texts("article_nameless", number=str(article.number))
