"""Captions, told by the credit at their end from news that an agency or a desk has signed.

"Divers on the quay. Ann Lee/Reuters" is a caption. "Eleven were saved, the guard said. Reuters" may
be the last paragraph of agency copy, "dpa/al" has a desk's initials, and "guard.example/list" is an
address. Nobody speaks in a caption but in an aside: "People wait after the mayor said …".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from corpus.languages.language import Language
from corpus.segmentation.shape import count_sentences

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]* (?=\S)")
_IN_SQUARE_BRACKETS = re.compile(r"(?<![.!?] )\[[^\],/]{2,60}/[^\],]{2,40}\]$")
_IN_BRACKETS = re.compile(r"\(([^()/]{2,60}/[^()/]{2,40})\)$")
_WORD = re.compile(r"(?!.*\w\.\w\w)[\w.'’&+-]+")  # and no address: "guard.example"
_INITIALS = re.compile(r"[a-zà-ÿ]{1,3}|[A-Z]{2,3}")
_LONG_QUOTATION = re.compile(r"[\"“„«][^\"”“»]{25,}[\"“”»]")
_ASIDE = r"\b(?:after|as|who|whom|whose|when|while|because|before|since|where|which|that)\b"
_MOST_CHARACTERS = 700
# In words. Set by hand; not measured.
_MOST_WORDS = 80
_LONGEST_CREDIT = 14
_LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class _Expressions:
    """A language's patterns, compiled."""

    certain: re.Pattern[str]
    agency: re.Pattern[str]
    wire: re.Pattern[str]
    speech: re.Pattern[str]
    main_report: re.Pattern[str]
    report_end: re.Pattern[str]


@cache
def _expressions(language: Language) -> _Expressions:
    patterns = language.furniture
    return _Expressions(
        certain=re.compile(patterns.credits),
        agency=re.compile(patterns.agencies),
        wire=re.compile(patterns.wires),
        speech=re.compile(patterns.speech),
        main_report=re.compile(rf"(?:(?!{_ASIDE})[^.!?])*?{patterns.reports}"),
        report_end=re.compile(patterns.report_end),
    )


def is_caption(line: str, language: Language, *, is_last: bool) -> bool:
    """Whether the line is a caption, or the credit of one.

    `is_last`: no prose follows, so that the name of an agency may be the article's signature.
    """
    if len(line) > _MOST_CHARACTERS or line.count(" ") >= _MOST_WORDS:
        return False
    expressions = _expressions(language)
    bracketed = _IN_BRACKETS.search(line)
    if expressions.certain.search(line) or _IN_SQUARE_BRACKETS.search(line):
        return True
    if bracketed is not None:
        names = bracketed[1].split("/")
        return expressions.agency.fullmatch(names[-1].strip()) is not None and _are_names(
            names, language
        )
    for start in (0, *(end.end() for end in _SENTENCE_END.finditer(line))):
        names = [name.strip() for name in line[start:].rstrip(".").split("/")]
        if _are_names(names, language):
            return not start or _is_pictured(line[:start].rstrip(), names, language, is_last)
    return False


def _is_pictured(text: str, names: list[str], language: Language, is_last: bool) -> bool:
    """Whether a text that ends with these names describes a picture."""
    expressions = _expressions(language)
    if _reports(text, language):
        return False
    if len(set(names)) < len(names) or not all(map(expressions.wire.fullmatch, names)):
        return True
    told = _LONG_QUOTATION.search(text) or expressions.speech.search(text)
    return not (is_last or told or count_sentences(text, language) > 1)


def _reports(text: str, language: Language) -> bool:
    """Whether the last sentence reports what somebody said, and not in an aside."""
    expressions = _expressions(language)
    start = max((end.end() for end in _SENTENCE_END.finditer(text)), default=0)
    return bool(expressions.report_end.search(text) or expressions.main_report.match(text, start))


def _are_names(names: list[str], language: Language) -> bool:
    """Whether these are an agency, or several names of people and agencies."""
    agency = _expressions(language).agency
    known = [agency.fullmatch(name) is not None for name in names]
    if len(names) == 1:
        return known[0]
    if sum(len(name.split()) for name in names) > _LONGEST_CREDIT or _is_of_desk(names, language):
        return False
    if not any(known) and not any(" " in name for name in names):  # "open Mon/Tue"
        return False
    if any(a[-1:].isdigit() and b[:1].isdigit() for a, b in pairwise(names)):  # "on 9/11"
        return False
    return all(
        is_known or _is_name(name, language) or (known[-1] and name.isalnum())
        for name, is_known in zip(names, known, strict=True)
    )


def _is_name(name: str, language: Language) -> bool:
    found = name.split()
    small = language.furniture.credited
    return (
        0 < len(found) <= _LONGEST_NAME
        and all(map(_WORD.fullmatch, found))
        and any(word[:1].isupper() for word in found)
        and all(not word[:1].islower() or word in small for word in found)
    )


def _is_of_desk(names: list[str], language: Language) -> bool:
    """Whether the initials of those who wrote or edited a text stand by its agency: "dpa/al"."""
    expressions = _expressions(language)
    initials = [
        name
        for name in names
        if _INITIALS.fullmatch(name) and not expressions.agency.fullmatch(name)
    ]
    wires = [name for name in names if expressions.wire.fullmatch(name)]
    if not initials or len(initials) + len(wires) < len(names):
        return False
    return any(map(str.islower, initials)) or names[0] in wires or len(initials[0]) == 2
