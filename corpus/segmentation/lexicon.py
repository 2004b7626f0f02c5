"""Which lines are boilerplate by their wording, by the patterns and words of the language.

A pattern describes a line from its first character to its last, and long lines are never tried: a
line that only mentions an advertisement or a newsletter is prose. Repetition and place (see
`roles`) need no words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from corpus.languages.language import Language
from corpus.segmentation.shape import is_sentence, length

_MOST_WORDS = 80
_MOST_CHARACTERS = 700
_LONGEST_CORRECTION = 2_000  # set by hand; not measured
_LONGEST_BYLINE = 160
_LONGEST_TIME = 100
_SHORTEST_NEWS = 6  # words; set by hand, not measured
_FULL_STOPS = (".", "!", "?", "…")

# No word pattern: an author's name has points, hyphens and apostrophes in it ("J.-P. O'Neill"),
# and what stands between two authors may be a mark.
_AUTHORS = re.compile(r"[\w.'’-]+|[;:]")
# Nor here: "7.05pm" is a number, a mark and a number with its ending.
_TIME_TOKEN = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.(?:twitter|x)\.com/)\S+$|\S+@\S+\.\w+$|@\w+$")
# The links of a site's sections, or of what a reader may do with a page, side by side.
_BETWEEN_LINKS = re.compile(r"\s{2,}|\s*[|·•]\s*")
_FEWEST_LINKS = 3
_LONGEST_LINK = 3  # words
# A label that a link has run into: "More on this:Who are they".
_RUN_IN = re.compile(r"[A-Z0-9'‘“\"][^!;]{1,90}:(?=[A-Z'‘])[^:]{8,}[^.!?:;,\s\"”]$")


class Furniture(Enum):
    """What a line of boilerplate announces about the lines after it."""

    PLAIN = auto()
    CAPTION_LABEL = auto()
    """The next line is a caption ("Image caption,")."""
    NOTICE_LABEL = auto()
    """The next paragraph is a notice of the editors ("Correction")."""
    CLAIM_LABEL = auto()
    """The next paragraph is a claim that the article reviews."""
    TEASER_LABEL = auto()
    """Headlines of other stories follow ("Other topics of interest")."""


@dataclass(frozen=True, slots=True)
class _Expressions:
    """A language's patterns, compiled."""

    caption_label: re.Pattern[str]
    notice_label: re.Pattern[str]
    claim_label: re.Pattern[str]
    teaser_label: re.Pattern[str]
    label: re.Pattern[str]
    prompt: re.Pattern[str]
    notice: re.Pattern[str]
    own: re.Pattern[str]
    pointer: re.Pattern[str]
    speech: re.Pattern[str]
    reports: re.Pattern[str]
    report_end: re.Pattern[str]
    orders: re.Pattern[str]
    notice_text: re.Pattern[str]
    correction_label: re.Pattern[str]
    correction_column: re.Pattern[str]
    mistake: re.Pattern[str]
    source_note: re.Pattern[str]
    dateline: re.Pattern[str]
    byline: re.Pattern[str]
    signature: re.Pattern[str]
    time_evidence: re.Pattern[str]
    time_number: re.Pattern[str]


@cache
def _expressions(language: Language) -> _Expressions:
    patterns = language.furniture
    return _Expressions(
        caption_label=_whole(patterns.caption_labels),
        notice_label=_whole(patterns.notice_labels),
        claim_label=_whole(patterns.claim_labels),
        teaser_label=_whole(patterns.teaser_labels),
        label=_whole(patterns.labels),
        prompt=_starting(patterns.prompts),
        notice=_starting(patterns.notices),
        own=re.compile(patterns.own, re.IGNORECASE),
        pointer=_starting(patterns.pointers),
        speech=re.compile(patterns.speech),
        reports=re.compile(patterns.reports),
        report_end=re.compile(patterns.report_end),
        orders=re.compile(patterns.orders, re.IGNORECASE),
        notice_text=re.compile(patterns.notice_text, re.IGNORECASE),
        correction_label=_starting((patterns.correction_label,)),
        correction_column=_whole((patterns.correction_column,)),
        mistake=re.compile(patterns.mistake, re.IGNORECASE),
        source_note=re.compile(patterns.source_note, re.IGNORECASE),
        dateline=re.compile(patterns.dateline),
        byline=re.compile(patterns.byline, re.IGNORECASE),
        signature=re.compile(patterns.signature, re.IGNORECASE),
        time_evidence=re.compile(patterns.time_evidence, re.IGNORECASE),
        time_number=re.compile(rf"\d+(?:{patterns.time_numbers})?"),
    )


def _starting(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """A line that begins with any of `patterns`, in any case, perhaps after a mark or an emoji."""
    return re.compile(rf"[^\w\"“«„'‘]*(?:{'|'.join(patterns)})", re.IGNORECASE)


def _whole(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """A line that is any of `patterns`, in any case, whatever marks stand around it."""
    return re.compile(rf"[^\w\"“«„'‘]*(?:{'|'.join(patterns)})[\s\W_]*$", re.IGNORECASE)


def furniture(line: str, language: Language) -> Furniture | None:
    """What kind of boilerplate the line is by its wording; None where it reads as prose."""
    if not any(map(str.isalnum, line)):
        return Furniture.PLAIN
    if len(line) > _MOST_CHARACTERS or line.count(" ") >= _MOST_WORDS:
        return None
    expressions = _expressions(language)
    for label, expression in (
        (Furniture.CAPTION_LABEL, expressions.caption_label),
        (Furniture.NOTICE_LABEL, expressions.notice_label),
        (Furniture.CLAIM_LABEL, expressions.claim_label),
        (Furniture.TEASER_LABEL, expressions.teaser_label),
    ):
        if expression.match(line):
            return label
    return Furniture.PLAIN if _is_plain(line, language) else None


def _is_plain(line: str, language: Language) -> bool:
    expressions = _expressions(language)
    return bool(
        expressions.label.match(line)
        or expressions.notice.match(line)
        or _is_pointer(line, language)
        or _is_prompt(line, language)
        or _is_row_of_links(line, language)
        or _names_authors(line, expressions.signature, language)
        or expressions.dateline.match(line)
        or _ADDRESS.match(line)
        or (_RUN_IN.match(line) and not expressions.report_end.search(line))
    )


def _is_row_of_links(line: str, language: Language) -> bool:
    """Whether short pieces stand side by side, of which most are what any site's links say."""
    links = _BETWEEN_LINKS.split(line.strip())
    if len(links) < _FEWEST_LINKS or any(length(link) > _LONGEST_LINK for link in links):
        return False
    label, sections = _expressions(language).label, language.bylines.sections
    known = [link for link in links if link.casefold() in sections or label.fullmatch(link)]
    return len(known) >= _FEWEST_LINKS and 2 * len(known) > len(links)


def _is_prompt(line: str, language: Language) -> bool:
    """Whether the line asks the reader for something, and neither tells what somebody said nor
    gives an order that concerns more than readers."""
    expressions = _expressions(language)
    if not expressions.prompt.match(line) or expressions.speech.search(line):
        return False
    return bool(expressions.own.search(line)) or not expressions.orders.search(line)


def _is_pointer(line: str, language: Language) -> bool:
    """Whether the line is a label and the headline of another story, a credit or a correction.

    A headline tells of the past in the present, and begins with a capital; what does not is news
    under a label.
    """
    expressions = _expressions(language)
    match = expressions.pointer.match(line)
    if match is None or expressions.report_end.search(line):
        return False
    text = line.partition(":")[2].strip()
    told = text[:1].islower() and length(text) >= _SHORTEST_NEWS
    return not (is_sentence(line) and (told or expressions.reports.search(line)))


def _names_authors(line: str, opening: re.Pattern[str], language: Language) -> bool:
    """Whether nothing but capitalised names follows the opening."""
    between = language.furniture.between_authors
    match = opening.match(line)
    authors = _AUTHORS.findall(line[match.end() :].partition(", ")[0]) if match else []
    names = [word for word in authors if word.casefold() not in between]
    return bool(names) and all(name[0].isupper() for name in names)


def is_notice(text: str, language: Language) -> bool:
    """Whether a paragraph under a correction's label speaks of the article."""
    return text.count(" ") < _MOST_WORDS and speaks_of_article(text, language)


def speaks_of_article(text: str, language: Language) -> bool:
    """Whether it is about the article, and no news: "An earlier version of this story said so"."""
    return bool(_expressions(language).notice_text.search(text))


def is_correction(line: str, language: Language) -> bool:
    """Whether the outlet says in it that the article was wrong: under a label, or as a notice that
    speaks of a mistake. That there was an update is none."""
    if len(line) > _LONGEST_CORRECTION:
        return False
    expressions = _expressions(language)
    if expressions.correction_label.match(line):
        return is_sentence(line) or bool(expressions.notice_text.search(line))
    return bool(expressions.notice.match(line) and expressions.mistake.search(line))


def is_correction_column(line: str, language: Language) -> bool:
    """Whether the line is the title of a column of the outlet's corrections."""
    return _expressions(language).correction_column.match(line) is not None


def is_source_note(line: str, language: Language) -> bool:
    """Whether the line, where it ends an article, names its sources: "Source: News agencies"."""
    expressions = _expressions(language)
    return bool(expressions.source_note.match(line)) and not expressions.reports.search(line)


def is_byline(line: str, language: Language) -> bool:
    """Whether the line does nothing but name its authors: "By Ann Lee and Bo Ek in Kyiv"."""
    byline = _expressions(language).byline
    if len(line) > _LONGEST_BYLINE or not _names_authors(line, byline, language):
        return False
    timed = is_time(byline.sub("", line, count=1), language)
    return not line.endswith((".", "?", "!")) and not timed


def is_time(line: str, language: Language) -> bool:
    """Whether the line is nothing but a date or a time: "Updated 4 March, 7.05 pm", "Tuesday".

    A sentence that could be one ("Then on to the first of May.") is prose: it ends in a full stop
    and has no figure, or says the same over and over.
    """
    expressions, words = _expressions(language), language.furniture.time_words
    if len(line) > _LONGEST_TIME or not expressions.time_evidence.search(line):
        return False
    if line.endswith(_FULL_STOPS) and not any(map(str.isdigit, line)):
        return False
    tokens = _TIME_TOKEN.findall(line.casefold())
    if len(tokens) > 2 * len(set(tokens)):
        return False
    return all(token in words or expressions.time_number.fullmatch(token) for token in tokens)
