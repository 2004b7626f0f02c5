"""Replies as messages. Pure: the same values give the same message."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.chat.layout.citations import (
    QUESTION_UNITS,
    QUOTE_UNITS,
    cite,
    fitted,
    headed,
    numbered_link,
    paged,
    place_notes,
    show_corrections,
    show_speakers,
)
from bot.chat.layout.source_line import NAME_LIMIT, credit, title_of, titled
from bot.chat.telegram.clipping import clipped
from bot.chat.telegram.compose import MAX_UNITS, Composer, Message, one_line
from bot.chat.telegram.links import NOTHING_AROUND, Surroundings, paragraph_link, passage_link
from bot.texts import Texts
from bot.texts.confidence import level_of
from corpus.types import Article, Paragraph, Span
from index.types import Abstention, Answer, Citation, Passage, Reason

# The script of the articles' language (corpus/languages/).
_LATIN = re.compile("[A-Za-z]")
# Quotations told before, by the number of what is told in their place now.
Before = Mapping[int, tuple[Passage, Span]]
NOTHING_BEFORE: Before = MappingProxyType({})
NEAREST_UNITS = 600
BRIEFING_SIZE = 9
_TOPIC_UNITS = 120


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """One message of an answer and the citations on it."""

    message: Message
    citations: tuple[Citation, ...]


def answer_pages(
    answer: Answer,
    texts: Texts,
    *,
    size: int,
    bot: str,
    limits: str = "",
    beside: Sequence[Paragraph] = (),
    surroundings: Surroundings = NOTHING_AROUND,
    before: Before = NOTHING_BEFORE,
) -> list[AnswerPage]:
    """The answer in pages of at most `size` citations, fewer where a message would be too long.

    `bot` is the bot's user name, for links that open a paragraph; `limits` says where the search
    looked. `beside` are paragraphs around the first passage, folded up under it if there is room.
    `surroundings` are for links that find the quotations on their pages. `before` has what was told
    earlier in place of a passage, by the passage's number.
    """

    def page(shown: Sequence[Citation], beside: Sequence[Paragraph] = ()) -> Message:
        whole = len(shown) == len(answer.citations)
        return _answer(
            answer,
            shown,
            texts,
            whole=whole,
            bot=bot,
            limits=limits,
            beside=beside,
            surroundings=surroundings,
            before=before,
        )

    found = [
        AnswerPage(message, tuple(shown))
        for message, shown in paged(answer.citations, page, most=size)
    ]
    fuller = page(found[0].citations, beside)
    return [replace(found[0], message=fuller), *found[1:]] if fuller.fits else found


def _answer(
    answer: Answer,
    shown: Sequence[Citation],
    texts: Texts,
    *,
    whole: bool,
    bot: str,
    limits: str,
    beside: Sequence[Paragraph],
    surroundings: Surroundings,
    before: Before,
) -> Message:
    composer = headed(answer.question, limits)
    if whole:
        articles = len({citation.passage.article.number for citation in shown})
        composer.text(f"{texts('passages', n=len(shown))} {texts('from_articles', n=articles)}")
    elif len(shown) > 1:
        first, last = shown[0].number, shown[-1].number
        composer.text(texts("passages_between", first=first, last=last))
    else:
        composer.text(texts("passage", number=shown[0].number))
    if len(shown) > 1:
        composer.text(f", {texts('strongest_first')}")
    for citation in shown:
        cite(composer, citation, texts, bot=bot, surroundings=surroundings)
        if citation is shown[0]:
            parts = [(p, clipped(p.text, Span(0, len(p.text)), limit=MAX_UNITS)) for p in beside]
            composer.line().folded(citation.passage.article, parts)
        if citation.number in before:
            passage, excerpt = before[citation.number]
            composer.gap().italic(texts("before")).line()
            _quote_unnumbered(composer, passage, excerpt, texts, bot=bot)
    _sources(composer.gap(), shown, texts)
    _point_to_disputes(composer, answer, shown, texts)
    composer.gap().italic(_confidence(answer.confidence, answer.as_of, texts))
    return composer.message()


def _point_to_disputes(
    composer: Composer, answer: Answer, shown: Sequence[Citation], texts: Texts
) -> None:
    """A line for each dispute that a quotation on this page is a side of."""
    on_page = {citation.number for citation in shown}
    for disputed in answer.disputed:
        numbers = [number for number in disputed.numbers if number in on_page]
        if numbers:
            told = " ".join(f"[{number}]" for number in numbers)
            topic = one_line(disputed.topic, limit=_TOPIC_UNITS)
            topic += f" as-of:{disputed.as_of}" if disputed.as_of else ""
            composer.line().text(f"⚑ {texts('disputes.title')} {told}: /disputes {topic}")


def alone(
    citation: Citation, texts: Texts, *, bot: str, surroundings: Surroundings = NOTHING_AROUND
) -> Message:
    """One passage for a chat where nothing else explains it: speaker, quotation, source."""
    passage = citation.passage
    article, paragraph = passage.article, passage.paragraph
    span = clipped(paragraph.text, citation.excerpt, limit=QUOTE_UNITS)
    composer = Composer()
    show_speakers(composer, article, citation.statements, texts)
    composer.quote(article, paragraph, span, bold=citation.highlight)
    composer.link(f"¶{paragraph.position}", paragraph_link(paragraph, bot=bot)).text(" · ")
    credit(composer, article, texts, headed=bool(article.title))
    place_notes(composer, passage, span, texts)
    if article.title:
        title = title_of(article, texts)
        url = passage_link(article, paragraph, span, surroundings=surroundings)
        composer.line()
        if url:
            composer.link(title, url)
        else:
            composer.text(title)
    if not paragraph.is_correction:
        show_corrections(composer, article, texts)
    return composer.message()


def _confidence(confidence: float, as_of: str | None, texts: Texts) -> str:
    percent, level = texts.percent(confidence), level_of(confidence, texts)
    if as_of is None:
        return texts("confidence", level=level, percent=percent)
    return texts("confidence_until", level=level, percent=percent, day=texts.day(as_of))


def _sources(composer: Composer, citations: Sequence[Citation], texts: Texts) -> None:
    """A line for each article with the numbers it covers."""
    for article, cited in _by_article(citations):
        numbers = " ".join(f"[{citation.number}]" for citation in cited)
        composer.line().text(f"{numbers} ")
        credit(composer, article, texts, title=True)
        if not all(citation.passage.paragraph.is_correction for citation in cited):
            show_corrections(composer, article, texts)


def _by_article(citations: Sequence[Citation]) -> list[tuple[Article, list[Citation]]]:
    """Citations under their articles, in the order of each article's first one."""
    grouped: dict[tuple[int, int], list[Citation]] = {}
    for citation in citations:
        article = citation.passage.article
        grouped.setdefault((article.number, article.version), []).append(citation)
    return [(cited[0].passage.article, cited) for cited in grouped.values()]


def sources_page(answer: Answer, shown: Sequence[Citation], texts: Texts, *, bot: str) -> Message:
    """More about the articles of one page: by whom, where to read them, every cited paragraph."""
    articles = _by_article(shown)
    return fitted(
        lambda length: _sources_page(
            answer, articles[:length], len(articles) - length, texts, bot=bot
        ),
        range(len(articles), 0, -1),
    )


def _sources_page(
    answer: Answer,
    articles: Sequence[tuple[Article, list[Citation]]],
    left_out: int,
    texts: Texts,
    *,
    bot: str,
) -> Message:
    composer = Composer().bold(one_line(answer.question, limit=QUESTION_UNITS)).line()
    composer.text(texts("sources"))
    for article, citations in articles:
        composer.gap()
        titled(composer, article, texts)
        composer.line()
        credit(composer, article, texts, headed=True)
        if article.byline:
            composer.text(f" · {one_line(article.byline, limit=NAME_LIMIT)}")
        composer.line().command(f"/article_{article.number}")
        for citation in citations:
            numbered_link(composer.text(" · "), citation, bot=bot)
    if left_out:
        composer.gap().text(texts("articles_more", n=left_out))
    return composer.message()


def why_not(reply: Abstention, texts: Texts) -> str:
    """A sentence on why nothing answers."""
    subject = one_line(reply.subject or "", limit=NAME_LIMIT)
    return texts(f"reason.{reply.reason}", subject=subject)


def abstention(
    reply: Abstention,
    texts: Texts,
    *,
    articles: int,
    days: str = "",
    limits: str = "",
    instead: str = "",
) -> Message:
    """Nothing answers, why, and how much was searched, unless `limits` says that already. `days`
    are those of all articles, where none is from the days that were asked for; `instead` is what
    may have been meant."""
    composer = headed(reply.question, limits).gap()
    composer.bold(texts("no_answer")).text(f" {why_not(reply, texts)}")
    if days:
        composer.text(f" {texts('articles_are_from', days=days)}")
    composer.gap()
    if reply.reason is Reason.NOTHING_RELATED and not _LATIN.search(reply.question):
        composer.text(texts("ask_in_their_language")).gap()
    _offer_instead(composer, instead, texts)
    if not limits:
        composer.italic(_searched(articles, reply.as_of, texts))
    return composer.message()


def _searched(articles: int, until: str | None, texts: Texts) -> str:
    if until is None:
        return texts("searched", n=articles)
    return texts("searched_until", n=articles, day=texts.day(until))


def nearest(reply: Abstention, texts: Texts, *, bot: str) -> Message:
    """Related passages, without numbers: they are not an answer."""
    composer = Composer().bold(one_line(reply.question, limit=QUESTION_UNITS)).line()
    composer.text(texts("nearest"))
    _unnumbered(composer, reply, texts, bot=bot)
    return composer.message()


def _offer_instead(composer: Composer, instead: str, texts: Texts) -> None:
    if instead:
        meant = texts("quoted", name=one_line(instead, limit=QUESTION_UNITS))
        composer.text(texts("did_you_mean", question=meant)).gap()


def doubtful(
    reply: Abstention, texts: Texts, *, bot: str, limits: str = "", instead: str = ""
) -> Message:
    """Passages that may answer, without numbers, and that this is not sure; `instead` is as in
    `abstention`."""
    composer = headed(reply.question, limits).gap()
    composer.bold(texts("perhaps", n=len(reply.nearest)))
    if reply.subject:
        composer.text(f" {why_not(reply, texts)}")
    _offer_instead(composer.gap(), instead, texts)
    _unnumbered(composer, reply, texts, bot=bot)
    confidence = _confidence(reply.confidence, reply.as_of, texts)
    return composer.gap().italic(confidence).message()


def _unnumbered(composer: Composer, reply: Abstention, texts: Texts, *, bot: str) -> None:
    for passage in reply.nearest:
        whole = Span(0, len(passage.paragraph.text))
        composer.gap()
        show_speakers(composer, passage.article, passage.statements, texts)
        _quote_unnumbered(composer, passage, whole, texts, bot=bot)


def _quote_unnumbered(
    composer: Composer, passage: Passage, excerpt: Span, texts: Texts, *, bot: str
) -> None:
    article, paragraph = passage.article, passage.paragraph
    span = clipped(paragraph.text, excerpt, limit=NEAREST_UNITS)
    composer.quote(article, paragraph, span)
    composer.link(f"¶{paragraph.position}", paragraph_link(paragraph, bot=bot)).text(" · ")
    credit(composer, article, texts)
    place_notes(composer, passage, span, texts)


@dataclass(frozen=True, slots=True)
class BriefingPart:
    """The passages for one watch, whose title is the answer's question; `total` counts the new."""

    answer: Answer
    total: int


def briefing_pages(
    title: str,
    parts: Sequence[BriefingPart],
    texts: Texts,
    *,
    bot: str,
    surroundings: Surroundings = NOTHING_AROUND,
) -> list[Message]:
    """A briefing in as few messages as possible; citations are numbered across them."""
    cited = [(part, citation) for part in parts for citation in part.answer.citations]
    numbered = [
        (part, replace(citation, number=number))
        for number, (part, citation) in enumerate(cited, start=1)
    ]

    def page(shown: Sequence[tuple[BriefingPart, Citation]]) -> Message:
        return _briefing(title, shown, texts, bot=bot, surroundings=surroundings)

    return [message for message, _ in paged(numbered, page, most=BRIEFING_SIZE)]


def _briefing(
    title: str,
    shown: Sequence[tuple[BriefingPart, Citation]],
    texts: Texts,
    *,
    bot: str,
    surroundings: Surroundings,
) -> Message:
    composer = Composer().bold(title)
    above = None
    for part, citation in shown:
        if part is not above:
            composer.gap().bold(one_line(part.answer.question, limit=QUESTION_UNITS)).line()
            composer.text(_new_passages(len(part.answer.citations), part.total, texts))
            above = part
        cite(composer, citation, texts, bot=bot, surroundings=surroundings)
    _sources(composer.gap(), [citation for _, citation in shown], texts)
    return composer.message()


def _new_passages(shown: int, total: int, texts: Texts) -> str:
    if shown < total:
        return texts("strongest_new", shown=shown, n=total)
    return texts("new_passages", n=total)
