"""What somebody said or wrote, alone on its line: a quotation, a statement, a message in capitals.

It has the shape of a heading. But a heading in quotation marks repeats what is quoted below it, and
headings in capitals are several in an article, or name what the text below them is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.languages.language import Language
from corpus.languages.sentences import sentence_ends
from corpus.segmentation.labelling import Labelling
from corpus.segmentation.shape import is_in_capitals, is_question, length, stems, words
from corpus.types import BlockKind

_CLOSERS = {
    '"': '"”',
    "“": '”"',
    "„": '“”"',
    "«": "»",
    "»": "«",
    "'": "'’",
    "‘": "’'",
    "‹": "›",
    "「": "」",
    "『": "』",
}
_SINGLE_MARKS = "'‘"
_SIGNATURE = re.compile(r" ?[—–-] ?(?=[^\W\d_])")  # "“…” – Lu Wen"
_SPEAKER = re.compile(r"[^\W\d_][^:\"“„«]{1,60}: ?(?=[\"“„«「])")  # "Lu Wen: “…”"
# Of 33 lines in quotation marks that look like headings, in 1,888 articles, 26 stand below to the
# letter and 29 by these shares of the words and of the longer ones.
_REPEATED_WORDS = 0.8
_REPEATED_STEMS = 0.75
_BELOW = 40  # lines that are looked at
# In words. Set by hand; not measured.
_SHORTEST_MARKED = 6
_SHORTEST_MESSAGE = 3


@dataclass(frozen=True, slots=True)
class _Expressions:
    """A language's patterns, compiled."""

    report_end: re.Pattern[str]
    reports: re.Pattern[str]
    speech: re.Pattern[str]
    messages: re.Pattern[str]


@cache
def _expressions(language: Language) -> _Expressions:
    patterns = language.furniture
    return _Expressions(
        report_end=re.compile(patterns.report_end),
        reports=re.compile(patterns.reports),
        speech=re.compile(patterns.speech),
        messages=re.compile(patterns.messages, re.IGNORECASE),
    )


def keep_spoken(labelling: Labelling) -> None:
    """Lines that were taken for headings and are somebody's words."""
    headings = [
        i
        for i, kind in enumerate(labelling.kinds)
        if kind is BlockKind.HEADING and not is_question(labelling.texts[i])
    ]
    capitals = {
        i for i in headings if not labelling.marked[i] and is_in_capitals(labelling.texts[i])
    }
    styled = any(_is_quoted_from_below(labelling, i) for i in headings)
    for i in headings:
        if (
            _is_statement(labelling, i)
            or _is_quotation(labelling, i, styled=styled)
            or (i in capitals and _is_message(labelling, i, capitals))
        ):
            labelling.kinds[i] = BlockKind.PROSE


def _is_statement(labelling: Labelling, i: int) -> bool:
    """Whether the line says whose words it tells: "The crane was unsafe, Ruud said"."""
    text, expressions = labelling.texts[i], _expressions(labelling.language)
    told = text.partition(": ")[2]
    labelled = told[:1].islower() and expressions.reports.search(told)
    if labelled or expressions.report_end.search(text):
        return True
    quotation = _quotation(text)
    rest = text[len(quotation) + 2 :] if quotation else ""
    if _SIGNATURE.match(rest):
        return True
    ends = (quotation or "").endswith((",", "!", "?")) or rest.startswith(",")
    return ends and expressions.speech.search(rest) is not None


def _is_quotation(labelling: Labelling, i: int, *, styled: bool) -> bool:
    """Whether the line is a quotation, perhaps after its speaker's name, and nothing else, and no
    line below repeats it."""
    text = _SPEAKER.sub("", labelling.texts[i], count=1)
    quotation = _quotation(text)
    if quotation is None or len(quotation) + 2 < len(text):
        return False
    if labelling.marked[i] and length(text) < _SHORTEST_MARKED:
        return False
    if styled and text[0] in _SINGLE_MARKS:
        return False
    return not _is_repeated(labelling, i, quotation)


def _is_quoted_from_below(labelling: Labelling, i: int) -> bool:
    """Whether a heading in single quotation marks repeats what stands below it; then others in
    such marks are headings as well, though in other words than those below."""
    text = labelling.texts[i]
    quotation = _quotation(text) if text[0] in _SINGLE_MARKS else None
    whole = quotation is not None and len(quotation) + 2 == len(text)
    return whole and _is_repeated(labelling, i, text)


def _quotation(text: str) -> str | None:
    """What stands in the quotation marks with which the text begins.

    A single mark that is an apostrophe ends nothing.
    """
    closers = _CLOSERS.get(text[0])
    if closers is None:
        return None
    single = text[0] in _SINGLE_MARKS
    for end in range(2, len(text)):
        ends = not single or text[end + 1 : end + 2] in ("", ",") or text[end - 1] in ",.!?"
        if text[end] in closers and ends:
            return text[1:end]
    return None


def _is_repeated(labelling: Labelling, i: int, quotation: str) -> bool:
    said, longer = set(words(quotation.casefold())), stems(quotation)
    for text in labelling.texts[i + 1 : i + 1 + _BELOW]:
        shared = len(said & set(words(text.casefold())))
        if shared < _REPEATED_WORDS * len(said):
            continue
        if len(longer & stems(text)) >= _REPEATED_STEMS * len(longer):
            return True
    return False


def _is_message(labelling: Labelling, i: int, capitals: set[int]) -> bool:
    """Whether the paragraph above announces the line; or it is the only one in capitals, and names
    nothing that the text below is about."""
    text, is_only = labelling.texts[i], len(capitals) == 1
    if i in labelling.head:
        return False
    above = next((j for j in range(i - 1, -1, -1) if _may_announce(labelling, j, capitals)), None)
    if above is None:
        return False
    if length(text) < _SHORTEST_MESSAGE:
        return is_only and _announces(labelling, above, in_passing=False)
    if _announces(labelling, above, in_passing=is_only):
        return True
    return is_only and not stems(text) & _stems_below(labelling, i)


def _may_announce(labelling: Labelling, i: int, capitals: set[int]) -> bool:
    return i not in capitals and not labelling.is_dropped(i)


def _announces(labelling: Labelling, i: int, *, in_passing: bool) -> bool:
    """Whether the last sentence speaks of a message; or, `in_passing`, any does, or the last one of
    somebody who says something."""
    expressions, text = _expressions(labelling.language), labelling.texts[i]
    last = max(sentence_ends(text, labelling.language), default=0)
    announced = expressions.messages.search(text, 0 if in_passing else last)
    return bool(announced or (in_passing and expressions.reports.search(text, last)))


def _stems_below(labelling: Labelling, i: int) -> set[str]:
    """The longer words of the text under the line, up to the next heading."""
    found: set[str] = set()
    for j in range(i + 1, min(i + 1 + _BELOW, len(labelling))):
        if labelling.kinds[j] is BlockKind.HEADING:
            break
        found |= stems(labelling.texts[j])
    return found
