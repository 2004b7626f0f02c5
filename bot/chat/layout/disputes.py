"""Where the sides of a story do not agree, a page at a time: both quotations of each pair. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.layout.citations import QUESTION_UNITS, SHORTER_UNITS, SPEAKERS_UNITS, fitted
from bot.chat.layout.source_line import TITLE_LIMIT, credit
from bot.chat.telegram.clipping import clipped
from bot.chat.telegram.compose import Composer, Message, one_line
from bot.chat.telegram.links import paragraph_link
from bot.texts import Texts
from bot.texts.claims import as_of, unfound_told
from bot.texts.disputes import issue_of, who_says_it
from index.claims.disputes.finding import Dispute, Disputes, Side

PAIRS_A_PAGE = 3


def disputes_pages(found: Disputes) -> list[tuple[Dispute, ...]]:
    """Which pairs stand on which page: an issue begins a page of its own."""
    return [
        some[start : start + PAIRS_A_PAGE]
        for some in found.shown.values()
        for start in range(0, len(some), PAIRS_A_PAGE)
    ]


def issue_places(found: Disputes, texts: Texts) -> list[tuple[str, int]]:
    """The issues by name, each with the number of the page on which it begins."""
    places: dict[str, int] = {}
    for number, page in enumerate(disputes_pages(found)):
        places.setdefault(texts(f"issue.{page[0].issue}"), number)
    return list(places.items())


def disputes_page(topic: str, found: Disputes, texts: Texts, *, page: int, bot: str) -> Message:
    """The page with this number, from 0."""
    pairs = disputes_pages(found)[page]
    return fitted(
        lambda limit: _page(topic, found, pairs, texts, bot=bot, limit=limit), SHORTER_UNITS
    )


def no_disputes(topic: str, found: Disputes, texts: Texts) -> Message:
    """That no two sides were found to oppose each other, and where was looked."""
    composer = Composer().bold(one_line(topic, limit=QUESTION_UNITS)).line()
    _unfound(composer, found, texts)
    return composer.text(texts("disputes.none", n=len(found.story.articles))).message()


def _unfound(composer: Composer, found: Disputes, texts: Texts) -> None:
    if told := unfound_told(found.unfound, texts):
        composer.italic(one_line(told, limit=TITLE_LIMIT)).line()


def _page(
    topic: str,
    found: Disputes,
    pairs: Sequence[Dispute],
    texts: Texts,
    *,
    bot: str,
    limit: int,
) -> Message:
    composer = Composer().bold(one_line(topic, limit=QUESTION_UNITS)).line()
    told = [texts("articles", n=len(found.story.articles)), as_of(found.story.as_of, texts)]
    composer.italic(" · ".join(filter(None, told))).line()
    _unfound(composer, found, texts)
    for pair in pairs:
        issue = one_line(issue_of(pair, texts), limit=TITLE_LIMIT)
        composer.gap().bold(f"{texts('disputes.title')} · {issue}").line()
        for side in (pair.one, pair.two):
            _side(composer, side, texts, bot=bot, limit=limit)
    return composer.gap().italic(texts("disputes.nobody_is_right")).message()


def _side(composer: Composer, side: Side, texts: Texts, *, bot: str, limit: int) -> None:
    passage = side.passage
    composer.line().italic(one_line(who_says_it(side, texts), limit=SPEAKERS_UNITS))
    span = clipped(passage.paragraph.text, side.span, limit=limit)
    composer.quote(passage.article, passage.paragraph, span)
    link = paragraph_link(passage.paragraph, bot=bot)
    composer.link(f"¶{passage.paragraph.position}", link).text(" · ")
    credit(composer, passage.article, texts, title=False)
    composer.line()
