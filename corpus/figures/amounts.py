"""The amounts of a text: values, ranges and vague words with how exact they are. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from corpus.figures.types import Amount, Bound
from corpus.figures.values import number_value
from corpus.languages.date_expressions import time_words
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.types import Span

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FRACTION = r"(?: (?P<upper>[1-7])/(?P<lower>[2-8])|[½¼¾⅓⅔])"
_UNNAMED_FRACTION = re.sub(r"\?P<\w+>", "?:", _FRACTION)
_CLOCK = re.compile(
    r"\b\d{1,2}: ?\d\d\b|\b\d{1,2}(?:[.:] ?\d\d)? ?[ap]\. ?m\b|\b\d{1,2}(?:\.\d\d)? ?[ap]m\b"
    r"|\b\d{4} ?(?:GMT|UTC|hours)\b|\b\d{4} \(\d{4} GMT\)|\b\d{1,4} ?/ ?\d{1,2} ?/ ?\d{1,4}\b"
    r"|\b(?:18|19|20)\d\d(?:-\d\d)*\b|\b(?:18|19|20)\d\ds\b|\b\d{3,} ?x ?\d{3,}\b"
)
_AGE = re.compile(
    r"\b\d{1,3}(?:-|‑| )(?:year|yr|month|week|day)s?(?:-|‑| )(?:old|long)\b", re.IGNORECASE
)
_AGE_AFTER_NAME = re.compile(r"\b[A-Z][\w’'-]+, (\d{1,3})(?=[,.)])")
# "a girl of 9", "boys aged 9 and 11"; but not "a son of two teachers"
_AGE_AFTER_NOUN = re.compile(
    r"\b(?:girl|boy|child|baby|infant|toddler|teenager|youth|man|woman|son|daughter) of"
    r" (\d{1,3}|[a-z]+)\b(?!,?\d| (?:[\w-]+ )?(?:[\w-]+s|men|people|women|children)\b)"
    r"|\baged (?:between )?(\d{1,3}(?:(?:,| and| to| or) \d{1,3})*|[a-z]+)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 120  # characters


@dataclass(frozen=True, slots=True)
class _Words:
    number: re.Pattern[str]
    range: re.Pattern[str]
    vague: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    former: re.Pattern[str]
    whole: re.Pattern[str]
    portion: re.Pattern[str]
    excepted: re.Pattern[str]


def amounts(text: str, language: Language = ENGLISH) -> list[Amount]:
    """The amounts of a text, in order. No days, clock times, years, ages or ordinals are any."""
    if not _may_hold(language).search(text):
        return []
    words = _words(language)
    taken = [Span(days.start, days.stop) for days in time_words(text, language)]
    taken += [Span(*found.span()) for found in _CLOCK.finditer(text)]
    taken += [Span(*found.span()) for found in _AGE.finditer(text)]
    taken += [Span(*found.span(1)) for found in _AGE_AFTER_NAME.finditer(text)]
    taken += [Span(*found.span(found.lastindex or 0)) for found in _AGE_AFTER_NOUN.finditer(text)]
    found: list[Amount] = []
    for amount in (*_ranges(text, words, language), *_vague(text, words, language)):
        if not any(amount.span.overlaps(other) for other in taken):
            found.append(amount)
            taken.append(amount.span)
    for match in words.number.finditer(text):
        span = Span(*match.span("number"))
        if any(span.overlaps(other) for other in taken):
            continue
        value = _value(match["number"], match["times"], language)
        if match["times"]:
            span = Span(span.start, match.end("times"))
        found.append(Amount(span, span, value, value))
    found.sort(key=lambda each: each.span.start)
    return _of_wholes(text, [_bounded(text, each, words, language) for each in found], words)


def _of_wholes(text: str, found: list[Amount], words: _Words) -> list[Amount]:
    """With those that are parts of another, and those of which only a part is told of."""
    told: list[Amount] = []
    for amount in found:
        part = told[-1] if told else None
        if part is not None and words.whole.match(text[part.quote.stop : amount.quote.start]):
            told.pop()
            if not _behind(words.excepted, text, part.quote.start):
                quote = Span(part.quote.start, amount.span.stop)
                told.append(replace(part, quote=quote, whole=amount.span))
            amount = replace(amount, whole=amount.span)
        elif _behind(words.portion, text, amount.quote.start):
            amount = replace(amount, whole=amount.span)
        told.append(amount)
    return told


def _ranges(text: str, words: _Words, language: Language) -> Iterator[Amount]:
    for match in words.range.finditer(text):
        if _behind(words.former, text, match.start("low")):  # "rose from nine to 17"
            continue
        low = _value(match["low"], match["low_times"] or match["high_times"], language)
        high = _value(match["high"], match["high_times"], language)
        if low < high:
            span = Span(match.start("low"), match.end())
            yield Amount(span, Span(*match.span()), low, high)


def _behind(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    """What ends right there, looked for in a few words before it."""
    return pattern.search(text, max(0, at - _FEW_WORDS), at)


def _vague(text: str, words: _Words, language: Language) -> Iterator[Amount]:
    vague = language.figures.vague
    for match in words.vague.finditer(text):
        word = " ".join(match["vague"].lower().split())
        low, high = vague[word]
        span = Span(*match.span("vague"))
        yield Amount(span, span, low, high, Bound.ABOUT, word)


def _bounded(text: str, amount: Amount, words: _Words, language: Language) -> Amount:
    """With the bound that stands before or behind it."""
    before = words.before.search(text, max(0, amount.quote.start - 40), amount.quote.start)
    if before is not None:
        sign = next(
            sign
            for pattern, sign in language.figures.bounds.items()
            if re.fullmatch(pattern, before["bound"], re.IGNORECASE)
        )
        quote = Span(before.start("bound"), amount.quote.stop)
        bound = Bound(sign) if amount.vague is None else Bound.ABOUT
        return replace(amount, bound=bound, quote=quote)
    after = words.after.match(text, amount.quote.stop)
    if after is not None and amount.vague is None:
        sign = next(
            sign
            for pattern, sign in language.figures.bounds_after.items()
            if re.match(pattern, after["bound"], re.IGNORECASE)
        )
        return replace(amount, bound=Bound(sign), quote=Span(amount.quote.start, after.end()))
    return amount


def _value(number: str, times: str | None, language: Language) -> float:
    whole, fraction = _parted(number)
    words = re.findall(rf"{_DIGITS}|[^\W\d_]+", whole.lower())
    half = words[:1] == ["half"]
    value = number_value([word for word in words if word not in ("a", "half")], language)
    if half:
        value /= 2
    value += fraction
    return value * (language.figures.multipliers[times.lower()] if times else 1)


def _parted(number: str) -> tuple[str, float]:
    """A number without the fraction behind it, and that: "2 1/2"."""
    if (found := re.search(rf"(?<=\d){_FRACTION}$", number)) is None:
        return number, 0.0
    if found["upper"]:
        return number[: found.start()], int(found["upper"]) / int(found["lower"])
    return number[: found.start()], unicodedata.numeric(found[0])


@cache
def _may_hold(language: Language) -> re.Pattern[str]:
    words = [*language.questions.values, *language.figures.vague]
    return re.compile(rf"\d|\b(?:{'|'.join(words)})\b", re.IGNORECASE)


@cache
def _words(language: Language) -> _Words:
    known = language.figures
    values = "|".join(sorted(language.questions.values, key=len, reverse=True))
    word = rf"(?:{values})\b"
    large = [name for name, value in language.questions.values.items() if value >= 12]
    going_on = rf"(?:(?:-|\s+(?:and\s+)?){word})*"
    # Behind digits only what multiplies them: "54 million", but not "in 2003 two men".
    powers = "|".join(name for name, value in language.questions.values.items() if value >= 100)
    digits = rf"(?:{_DIGITS})(?:{_UNNAMED_FRACTION}|(?:\s+(?:{powers})\b)*)"
    spelt = rf"(?:(?:half\s+)?a\s+(?={'|'.join(large)}\b)(?:{values})\b|{word}){going_on}"
    number = rf"(?:{digits}|{spelt})"
    times = rf"(?:{'|'.join(known.multipliers)})"
    signs = "".join(re.escape(sign[-1]) for sign in known.currencies)
    # Letters before a figure are a name's ("Su-27", "G7"), but for what is measured by it.
    start = r"(?:(?<![\w.,/:-])|(?<=magnitude-)|(?<=Magnitude-)|(?<=Rs))"
    end = rf"(?:\s?(?P<times>{times})\b)?(?![\w]|-\d|/\d|:\d|,\d{{3}})"
    fraction = r"(?![-\s](?:thirds?|quarters?|fifths?)\b)"
    unit_behind = r"(?=(?:km|kms|mph|kg|mi|m|ft|cm|kph)\b)"
    simple = rf"{start}[{signs}]?(?P<number>{number}){fraction}(?:{end}|{unit_behind})"
    one = rf"(?:{digits}|{word}{going_on})"
    ranges = (
        rf"(?:\b(?:(?P<between>between)|from)\s+)?{start}[{signs}]?(?P<low>{one})"
        rf"(?:\s?(?P<low_times>{times})\b)?(?:\s?(?:-|–)\s?|\s(?:to|(?(between)and|to))\s)"
        rf"[{signs}]?(?P<high>{one})(?:\s?(?P<high_times>{times})\b)?(?!\w|-|/\d|:\d)"
    )
    vague = "|".join(
        re.escape(name).replace(r"\ ", r"\s+")
        for name in sorted(known.vague, key=len, reverse=True)
    )
    return _Words(
        re.compile(simple, re.IGNORECASE),
        re.compile(ranges, re.IGNORECASE),
        re.compile(rf"(?<!\bas )(?<![\w-])(?P<vague>{vague})\b", re.IGNORECASE),
        re.compile(
            rf"(?<![\w-])(?P<bound>{'|'.join(known.bounds)})\s+(?:the\s+|magnitude-)?[{signs}]?$",
            re.IGNORECASE,
        ),
        re.compile(rf"\s*(?P<bound>{'|'.join(known.bounds_after)})", re.IGNORECASE),
        re.compile(known.former, re.IGNORECASE),
        re.compile(known.whole, re.IGNORECASE),
        re.compile(known.portion, re.IGNORECASE),
        re.compile(known.excepted, re.IGNORECASE),
    )
