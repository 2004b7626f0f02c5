"""What one speaker says, a page at a time, and the speakers to choose from. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.layout.citations import QUESTION_UNITS, SPEAKERS_UNITS, fitted, place_notes
from bot.chat.layout.source_line import NAME_LIMIT, credit
from bot.chat.telegram.clipping import clipped
from bot.chat.telegram.compose import Composer, Message, one_line
from bot.chat.telegram.links import paragraph_link
from bot.texts import Texts
from bot.texts.speakers import who_says
from index.answering.quotes_by_speaker import Quotes, excerpt_of, words_said
from index.answering.speakers_meant import Meant
from index.types import Passage

SPEAKERS_A_PAGE = 8
MOST_QUOTES_A_PAGE = 5
# Quotations are cut to the longest of these with which a page fits into a message; five always do
# with the last.
_QUOTE_UNITS = (600, 450, 300, 200)


def quotes_page(speaker: Meant, quotes: Quotes, texts: Texts, *, topic: str, bot: str) -> Message:
    """The passages of one page."""
    return fitted(
        lambda limit: _quotes_page(speaker, quotes, texts, topic=topic, bot=bot, limit=limit),
        _QUOTE_UNITS,
    )


def _quotes_page(
    speaker: Meant,
    quotes: Quotes,
    texts: Texts,
    *,
    topic: str,
    bot: str,
    limit: int,
) -> Message:
    composer = _headed(speaker, texts, topic=topic)
    composer.text(texts("statements", n=quotes.statements))
    if quotes.total != quotes.statements:
        composer.text(f" {texts('in_passages', n=quotes.total)}")
    if quotes.total > 1 and quotes.is_dated:
        composer.text(f", {texts('newest_first')}")
    for place, passage in enumerate(quotes.passages):
        composer.gap()
        earlier = quotes.passages[place - 1] if place else None
        if not passage.article.published and (earlier is None or earlier.article.published):
            composer.italic(texts("without_date")).line()
        told = who_says(passage.statements, texts)
        if told != speaker.name:
            composer.bold(one_line(told, limit=SPEAKERS_UNITS)).line()
        _quote(composer, passage, texts, bot=bot, limit=limit)
    return composer.message()


def _quote(composer: Composer, passage: Passage, texts: Texts, *, bot: str, limit: int) -> None:
    paragraph = passage.paragraph
    span = clipped(paragraph.text, excerpt_of(passage, limit=limit), limit=limit)
    composer.quote(passage.article, paragraph, span, bold=words_said(passage))
    composer.link(f"¶{paragraph.position}", paragraph_link(paragraph, bot=bot)).text(" · ")
    credit(composer, passage.article, texts)
    place_notes(composer, passage, span, texts)


def no_quotes(speaker: Meant, texts: Texts, *, topic: str) -> Message:
    """That nothing is quoted on the topic, and how to see the rest."""
    composer = _headed(speaker, texts, topic=topic).text(texts("says_nothing"))
    if speaker.statements:
        composer.line().text(f"{texts('statements_in_all', n=speaker.statements)} ")
        composer.code(f"/who {shown_name(speaker)}")
    return composer.message()


def speakers_page(
    title: str, speakers: Sequence[Meant], texts: Texts, *, topic: str = ""
) -> Message:
    """Speakers with how much they say."""
    composer = Composer().bold(title).line()
    if topic:
        composer.italic(_about(topic, texts)).line()
    for speaker in speakers:
        composer.line().text(shown_name(speaker))
        if speaker.party and speaker.party != speaker.name:
            composer.text(f" · {one_line(speaker.party, limit=NAME_LIMIT)}")
        composer.text(f" · {texts('statements', n=speaker.statements)}")
    return composer.message()


def shown_name(speaker: Meant) -> str:
    return one_line(speaker.name, limit=NAME_LIMIT)


def _headed(speaker: Meant, texts: Texts, *, topic: str) -> Composer:
    composer = Composer().bold(shown_name(speaker))
    if speaker.party and speaker.party != speaker.name:
        composer.text(f" · {one_line(speaker.party, limit=NAME_LIMIT)}")
    composer.line()
    if topic:
        composer.italic(_about(topic, texts)).line()
    return composer


def _about(topic: str, texts: Texts) -> str:
    return texts("about_topic", topic=one_line(topic, limit=QUESTION_UNITS))
