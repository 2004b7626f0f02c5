"""Reads the figures off an article: all of its text, whoever says them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from corpus.figures.amounts import amounts
from corpus.figures.events import EventReader, again_in
from corpus.figures.kinds import Before, Counted, counted
from corpus.figures.types import Amount, Bound, Figure, Slot
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.sentences import split_sentences
from corpus.types import Span

_LEAD_SENTENCES = 2  # where news says where it happened; set by hand, not measured
_AT_ONCE = 40  # characters between a figure and the same again; set by hand, not measured
_BRACKET = re.compile(r"[^\d(]{0,25}\($")
_POPULATED = re.compile(r"([A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)[^A-Z\d]{0,40}$")
_QUOTED = re.compile(r"[“\"](?P<words>[^“”\"]+)[”\"]")
_LETTERS = re.compile(r"[^\W\d_][\w’'-]*")
_FEWEST_OF_A_TITLE = 3  # words with a capital; set by hand, not measured
# A name right behind a number, where no noun follows; and one before it.
_NAMED = re.compile(r" (?P<name>[A-Z][\w-]+)\b(?:[’']s\b)?(?![’'\w])(?! [a-z]+s\b)(?! [A-Z])")
_NAME_BEFORE = re.compile(r"\b[Tt]he [A-Z][\w&]* $")
_APART = re.compile(r"\b(?:and|has)\b")
_SUBJECT = re.compile(r"([A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)(?:,| is | has )")


def read_figures(
    body: str,
    blocks: Sequence[Span],
    *,
    title: str = "",
    published: date | None = None,
    language: Language = ENGLISH,
) -> list[Figure]:
    """The figures of the parts of `body` that `blocks` are, in order, at spans of the body."""
    divided = [
        [span.shifted(block.start) for span in split_sentences(block.of(body), language)]
        for block in blocks
    ]
    sentences = [span for some in divided for span in some]
    lead = " ".join(span.of(body) for span in sentences[:_LEAD_SENTENCES])
    texts = [title, *(span.of(body) for span in sentences)]
    again = again_in(texts, published=published, language=language)
    events = EventReader(title, lead, published=published, again=again, language=language)
    found: list[Figure] = []
    earlier, last = "", None
    for some in divided:
        maker: str | None = None
        for span in some:
            text = span.of(body)
            maker = _maker_in(text, language) or maker
            figures, last = _of_sentence(text, span, events, earlier, last, language)
            found += [_recalled_by(maker, each) for each in figures]
            earlier = text
    return found


def _maker_in(sentence: str, language: Language) -> str | None:
    """Who calls things back; by the part of the name that stands in brackets, where it does."""
    found = re.match(language.figures.recalling, sentence)
    if found is None:
        return None
    who, short = found["who"].strip("()"), found["short"]
    return short if short and re.search(rf"\b{re.escape(short)}\b", who) else who


def _recalled_by(maker: str | None, figure: Figure) -> Figure:
    """With whose things are called back, which their own sentence need not say; what is "affected"
    of nobody's is only counted."""
    slot = figure.slot
    if slot.kind not in ("affected", "recalled"):
        return figure
    if maker is not None:
        return replace(figure, slot=replace(slot, kind="recalled", unit="thing", who=maker))
    return replace(figure, slot=replace(slot, kind="count")) if slot.kind == "affected" else figure


def _of_sentence(
    text: str,
    span: Span,
    events: EventReader,
    earlier: str,
    last: Counted | None,
    language: Language,
) -> tuple[list[Figure], Counted | None]:
    """The figures of a sentence, and what the last of its amounts counts."""
    told = events.read(text)
    figures: list[Figure] = []
    before: Before | None = None
    for amount in amounts(text, language):
        if _is_no_figure(text, amount, before, language):
            continue
        what = counted(text, amount, before=before, earlier=earlier, last=last, language=language)
        if what is None or _is_a_lone_one(text, amount, what):
            continue
        if what.kind == "count" and _is_in_a_name(text, amount, language):
            continue
        if not (amount.is_whole and before is not None and what.kind == "count"):
            before = Before(amount, what)
        if what.kind != "count" and _is_unreal(text, amount, language):
            continue
        context = told.context(amount.span)
        place = context.place
        if what.kind == "population":
            place = _populated(text, amount, language)
            if place is None:
                what = replace(what, kind="count")
        slot = Slot(
            what.kind,
            what.unit,
            what.who,
            place,
            None if what.kind == "population" else context.event,
            what.part,
        )
        figures.append(Figure(_shifted(amount, what, span.start), slot, span))
    return _once(figures), None if before is None else before.counted


def _once(figures: Sequence[Figure]) -> list[Figure]:
    """What is told again at once only where it is told last: a headline may have run into a
    sentence."""
    return [
        figure
        for place, figure in enumerate(figures)
        if not any(_tells_again(figure, later) for later in figures[place + 1 :])
    ]


def _tells_again(one: Figure, later: Figure) -> bool:
    amount, again = one.amount, later.amount
    near = again.quote.start - amount.quote.stop <= _AT_ONCE
    values = (amount.low, amount.high, amount.bound) == (again.low, again.high, again.bound)
    return near and values and one.slot == later.slot


def _shifted(amount: Amount, what: Counted, offset: int) -> Amount:
    high = amount.high if amount.high is None else amount.high * what.factor
    return replace(
        amount,
        span=amount.span.shifted(offset),
        quote=amount.quote.shifted(offset),
        whole=None,  # it has told what is counted
        low=amount.low * what.factor,
        high=high,
    )


def _is_a_lone_one(text: str, amount: Amount, what: Counted) -> bool:
    """ "A bang, a deep one", "one of them"."""
    lone = what.kind in ("count", "depth") or what.part
    return amount.span.of(text).lower() == "one" and lone


def _is_no_figure(text: str, amount: Amount, before: Before | None, language: Language) -> bool:
    left = text[: amount.quote.start]
    if _not_counted(language).search(left) and amount.bound is Bound.EXACT:
        return True
    if any(
        found.start() <= amount.span.start < found.end()
        for found in _never_counted(language).finditer(text)
    ):
        return True
    # "58km (36 miles)": the same once more.
    if (before is not None and before.counted.factor != 1) or (
        before is not None and before.counted.kind in ("distance", "temperature", "money", "area")
    ):
        between = text[before.amount.span.stop : amount.quote.start]
        return bool(_BRACKET.fullmatch(between))
    return False


def _is_in_a_name(text: str, amount: Amount, language: Language) -> bool:
    """Whether digits belong to a name beside them ("the Harbour 100 fell", "25 Cent"), or a number
    to a title in quotation marks."""
    if amount.bound is not Bound.EXACT:
        return False
    for title in _QUOTED.finditer(text):
        is_within = title.start() < amount.span.start and amount.span.stop < title.end()
        if is_within and _is_title(title["words"], language):
            return True
    if not amount.span.of(text)[0].isdigit():
        return False
    name = _NAMED.match(text, amount.span.stop)
    if name is not None:
        word = name["name"].lower()
        known = {*language.speech.nations, *language.figures.people}
        return word not in known and not word.endswith("s")
    return bool(_NAME_BEFORE.search(text[: amount.span.start])) and not re.match(
        r"\s+(?:[\w-]+\s+){0,2}?[\w-]+s\b", text[amount.span.stop :]
    )


def _is_title(words: str, language: Language) -> bool:
    """Whether all words but the small ones have a capital."""
    small = language.furniture.small_words
    told = [word for word in _LETTERS.findall(words) if word.casefold() not in small]
    capital = [word for word in told if word[0].isupper()]
    return len(capital) >= _FEWEST_OF_A_TITLE and len(told) - len(capital) <= 1


def _is_unreal(text: str, amount: Amount, language: Language) -> bool:
    """Whether the clause tells of what may be."""
    start = max(text.rfind(mark, 0, amount.span.start) for mark in (",", ";", " and ", " but "))
    stop = min(
        (
            position
            for mark in (",", ";", " and ", " but ")
            if (position := text.find(mark, amount.span.stop)) >= 0
        ),
        default=len(text),
    )
    return bool(_unreal(language).search(text[max(start, 0) : stop]))


def _populated(text: str, amount: Amount, language: Language) -> str | None:
    """The place whose people are counted: the one right before the words, or the subject. Waters
    only tell where it lies."""
    left = text[: amount.quote.start]
    match = _POPULATED.search(left)
    waters = language.figures.waters
    if (
        match is None
        or _APART.search(left, match.end(1))
        or not waters.isdisjoint(match[1].lower().split())
    ):
        match = _SUBJECT.match(left)
    if match is None:
        return None
    name = match[1]
    word = name.lower().split()[0]
    return None if word in ("the", "it", "this", "that") else word


@cache
def _not_counted(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\b{language.figures.not_counted}", re.IGNORECASE)


@cache
def _never_counted(language: Language) -> re.Pattern[str]:
    return re.compile(language.figures.never_counted, re.IGNORECASE)


@cache
def _unreal(language: Language) -> re.Pattern[str]:
    return re.compile(language.figures.unreal, re.IGNORECASE)
