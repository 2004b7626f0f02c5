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
# Of 33 headings in quotation marks in 1,888 articles, 26 stand below to the letter, 30 by these
# shares of the words and of the longer ones.
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
    """Lines of a heading's shape that are somebody's words."""
    styled = _is_styled(labelling)
    for i in labelling.open():
        if not labelling.could_head(i) or labelling.is_time(i) or is_question(labelling.texts[i]):
            continue
        if _is_statement(labelling, i) or _is_quotation(labelling, i, styled=styled):
            labelling.kinds[i] = BlockKind.PROSE
    _keep_messages(labelling)


def _is_statement(labelling: Labelling, i: int) -> bool:
    """Whether the line says whose words it tells: "The crane was unsafe, Ruud said"."""
    text, expressions = labelling.texts[i], _expressions(labelling.language)
    told = text.partition(": ")[2]
    labelled = told[:1].islower() and expressions.reports.search(told)
    if labelled or expressions.report_end.search(text):
        return True
    quotation = _quotation(text)
    rest = text[len(quotation) + 2 :] if quotation else ""
    ends = (quotation or "").endswith((",", "!", "?")) or rest.startswith(",")
    return ends and expressions.speech.search(rest) is not None


def _is_quotation(labelling: Labelling, i: int, *, styled: bool) -> bool:
    """Whether the line is a quotation and nothing else, and no line below repeats it."""
    text = labelling.texts[i]
    quotation = _quotation(text)
    if quotation is None or len(quotation) + 2 < len(text):
        return False
    if labelling.marked[i] and length(text) < _SHORTEST_MARKED:
        return False
    if styled and text[0] in _SINGLE_MARKS:
        return False
    return not _is_repeated(labelling, i, quotation)


def _is_styled(labelling: Labelling) -> bool:
    """Whether a heading in single quotation marks repeats what stands below it; then others in
    such marks are headings as well, though in other words than those below."""
    for i in labelling.open():
        quotation = _quotation(labelling.texts[i])
        if quotation is None or labelling.texts[i][0] not in _SINGLE_MARKS:
            continue
        whole = len(quotation) + 2 == len(labelling.texts[i]) and labelling.could_head(i)
        if whole and _is_repeated(labelling, i, quotation):
            return True
    return False


def _quotation(text: str) -> str | None:
    """What stands in the quotation marks with which the text begins.

    A single mark that is an apostrophe ends nothing.
    """
    closers = _CLOSERS.get(text[0])
    if closers is None:
        return None
    single = text[0] in _SINGLE_MARKS
    for end in range(2, len(text)):
        ends = not single or end + 1 == len(text) or text[end - 1] in ",.!?"
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


def _keep_messages(labelling: Labelling) -> None:
    """Lines in capitals that the paragraph above announces, or the only one if it names nothing
    that the text below is about."""
    lines = [
        i
        for i in labelling.open()
        if labelling.could_head(i)
        and is_in_capitals(labelling.texts[i])
        and not is_question(labelling.texts[i])
    ]
    for i in lines:
        text = labelling.texts[i]
        if labelling.marked[i] or i in labelling.head or length(text) < _SHORTEST_MESSAGE:
            continue
        is_only = len(lines) == 1
        if _is_announced(labelling, i, is_only=is_only) or (
            is_only and not stems(text) & _stems_below(labelling, i)
        ):
            labelling.kinds[i] = BlockKind.PROSE


def _is_announced(labelling: Labelling, i: int, *, is_only: bool) -> bool:
    expressions = _expressions(labelling.language)
    above = next((j for j in range(i - 1, -1, -1) if not labelling.is_dropped(j)), None)
    if above is None:
        return False
    text = labelling.texts[above]
    last = max(sentence_ends(text, labelling.language), default=0)
    announced = expressions.messages.search(text, 0 if is_only else last)
    return bool(announced or (is_only and expressions.reports.search(text, last)))


def _stems_below(labelling: Labelling, i: int) -> set[str]:
    found: set[str] = set()
    for j in range(i + 1, min(i + 1 + _BELOW, len(labelling))):
        if labelling.could_head(j):
            break
        found |= stems(labelling.texts[j])
    return found
