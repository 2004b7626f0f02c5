"""What an amount counts, by the words around it in its sentence. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from corpus.figures.types import Amount
from corpus.languages.en import ENGLISH
from corpus.languages.figures import FigureWords
from corpus.languages.language import Language

PERSON = "person"
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_MOST_WORDS = 6  # of a noun phrase; set by hand, not measured
_NOUN_PHRASE = (
    r"\s+(?:more\s+|other\s+|of\s+(?:the|its|their|them|those)\s+)?"
    r"(?P<words>(?:[“\"‘'(]?[\w’'-]+[”\"’)]?\s+){0,5}?)"
)
_WHOSE = (
    r"(?:(?:from|in|on|aboard|of|at)\s+(?:the\s+|a\s+)?(?:[\w’'-]+\s+){1,4}?)?"
    r"(?:who\s+|that\s+|which\s+)?"
)
_OF_THINGS = frozenset(("damaged", "destroyed"))
_LARGEST_MAGNITUDE = 10.0
_DIGIT_OR_STOP = re.compile(r"[\d.;:!?]")


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted: a kind, the unit of the values, whoever or whatever it is.

    `factor` takes the value to that unit. `by_verb`: what is counted next may be of the same kind.
    """

    kind: str
    unit: str | None = None
    who: str | None = None
    factor: float = 1.0
    part: bool = False
    by_verb: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before an amount in its sentence: the amount before it, and what that counts."""

    amount: Amount
    counted: Counted


def counted(
    sentence: str,
    amount: Amount,
    *,
    before: Before | None = None,
    earlier: str = "",
    last: Counted | None = None,
    language: Language = ENGLISH,
) -> Counted | None:
    """What `amount` counts in `sentence`; `earlier` is the sentence before it, `last` what the last
    amount there counts.

    None of a vague word for what is not one of the kinds: "several reasons".
    """
    words = language.figures
    left, right = sentence[: amount.quote.start], sentence[amount.quote.stop :]
    if last is not None and _patterns(language).referring.search(left):
        return replace(last, factor=1.0, part=False, by_verb=False)
    return (
        _money(sentence, amount, words)
        or _magnitude(sentence, amount, earlier, language)
        or _measured(left, right, words, language)
        or _people_or_things(left, right, amount, before, sentence, language)
    )


def _money(sentence: str, amount: Amount, words: FigureWords) -> Counted | None:
    before = sentence[: amount.span.start]
    for sign, unit in words.currencies.items():
        if before.endswith(sign):
            return Counted("money", unit)
    return None


def _magnitude(sentence: str, amount: Amount, earlier: str, language: Language) -> Counted | None:
    patterns = _patterns(language)
    if amount.vague is not None or not 0 < amount.low < _LARGEST_MAGNITUDE:
        return None
    left, right = sentence[: amount.span.start], sentence[amount.span.stop :]
    counted = Counted("magnitude", "magnitude", _smaller(left, right, language))
    if patterns.magnitude_after.match(right) or patterns.magnitude_before.search(left):
        return counted
    if "." in amount.span.of(sentence) and not _noun(right, language):
        near = patterns.magnitude_near.search(f"{earlier} {sentence}")
        return counted if near and not _unit_of(right, language.figures) else None
    return None


def _smaller(left: str, right: str, language: Language) -> str | None:
    """The word of what follows the event of the news, where the magnitude is of that."""
    smaller, near = language.figures.smaller, _patterns(language).magnitude_of
    beside = near.match(right.lstrip(" -"))
    before = [match[0] for match in near.finditer(left)]
    word = beside[0] if beside else before[-1] if before else ""
    return next((known for known in sorted(smaller) if word.lower() == known), None)


def _measured(left: str, right: str, words: FigureWords, language: Language) -> Counted | None:
    found = _unit_of(right, words)
    if found is None:
        return None
    kind, unit, factor = found
    if kind == "distance" and _patterns(language).depth.search(left + right[:30]):
        kind = "depth"
    return Counted(kind, unit, None, factor)


def _unit_of(right: str, words: FigureWords) -> tuple[str, str, float] | None:
    for pattern, kind, unit, factor in words.units:
        if re.match(rf"[\s-]?{pattern}(?!\w)", right, re.IGNORECASE):
            return kind, unit, factor
    return None


def _people_or_things(
    left: str,
    right: str,
    amount: Amount,
    before: Before | None,
    sentence: str,
    language: Language,
) -> Counted | None:
    patterns = _patterns(language)
    noun = _noun(right, language)
    unit, who = _of_noun(noun, before, language)
    is_part = bool(patterns.part.search(left)) or bool(patterns.parted.match(right))
    for kind, lead in patterns.leads.items():
        if lead.search(left):
            return Counted(kind, PERSON if kind in ("killed", "injured", "population") else unit)
    if patterns.population.search(left) and unit == PERSON:
        return Counted("population", PERSON)
    if is_part and before is not None:
        return Counted(before.counted.kind, unit, who, part=True)
    is_within = bool(patterns.within.search(left))
    for kind, predicate in patterns.predicates.items():
        match = None if is_within and kind not in _OF_THINGS else predicate.match(right)
        if match is not None and not _crosses(match["words"], language):
            counted_noun = _noun(" " + match["words"], language)
            if not counted_noun and kind in _OF_THINGS:  # "39 damaged homes"
                counted_noun = _noun(right[match.end() :], language)
            unit, who = _of_noun(counted_noun, before, language)
            if kind in _OF_THINGS and unit == PERSON:
                continue
            if is_within:  # what stands there was: "homes in seven villages were destroyed"
                kind = "damaged"
            return Counted(kind, unit, who, part=is_part, by_verb=True)
    for kind, noun_pattern in patterns.nouns.items():
        if noun_pattern.match(right):
            return Counted(kind, PERSON if kind != "aftershocks" else None, part=is_part)
    for kind, verb in patterns.verbs.items():
        if verb.search(left):
            further = unit != PERSON and bool(patterns.further.search(left))
            return Counted(kind, unit, who, part=is_part or further, by_verb=True)
    if before is not None and before.counted.by_verb:
        between = sentence[before.amount.span.stop : amount.quote.start]
        if _goes_on(between, language):
            return Counted(before.counted.kind, unit, who, part=is_part, by_verb=True)
    if unit == PERSON and _patterns(language).residents.match(right):
        return Counted("population", PERSON)
    if amount.vague is not None or (unit == PERSON and amount.low % 1):
        return None
    return Counted("count", unit, who, part=bool(patterns.parted.match(right)))


def _of_noun(
    noun: list[str], before: Before | None, language: Language
) -> tuple[str | None, str | None]:
    """Without a noun of its own it is of those who were counted before: "two fighters had died and
    one was missing"."""
    if not noun and before is not None and before.counted.by_verb:
        return before.counted.unit, before.counted.who
    return _unit_and_who(noun, language)


def _goes_on(between: str, language: Language) -> bool:
    """Whether nothing but a noun, a comma and "and" stands between two amounts."""
    words = [word.lower() for word in _WORD.findall(between)]
    if _DIGIT_OR_STOP.search(between) or not words or len(words) > _MOST_WORDS:
        return False
    return words[-1] in ("and", "or") and not any(
        word in language.figures.heads for word in words[:-1]
    )


def _crosses(words: str, language: Language) -> bool:
    return any(word.lower() in language.figures.heads for word in _WORD.findall(words)) or bool(
        re.search(r"\d", words)
    )


def _noun(right: str, language: Language) -> list[str]:
    """The words of the noun phrase behind an amount."""
    found: list[str] = []
    match = _patterns(language).before_noun.match(right)
    if match is None:
        return []
    position = match.end()
    while len(found) < _MOST_WORDS:
        word = re.compile(r"[“\"‘'(]?([^\W\d_][\w’'-]*)[”\"’')]?(\s+|)").match(right, position)
        if word is None or word[1].lower().strip("’'") in language.figures.heads:
            break
        found.append(word[1].strip("’'"))
        position = word.end()
        if not word[2]:
            break
    return found


def _unit_and_who(noun: list[str], language: Language) -> tuple[str | None, str | None]:
    people, nations = language.figures.people, language.speech.nations
    if not noun:
        return PERSON, None
    for index, word in enumerate(noun):
        lowered = word.lower()
        if lowered in people:
            group = people[lowered]
            nation = next((nations[w.lower()] for w in noun[:index] if w.lower() in nations), None)
            if not group:
                return PERSON, nation
            return PERSON, f"{nation} {group}" if nation and group != "fighters" else group
        if lowered in nations and index == len(noun) - 1:
            return PERSON, nations[lowered]
        if lowered.endswith("s") and lowered[:-1] in nations:
            return PERSON, nations[lowered[:-1]]
    named = [word for word in noun if not re.search(r"[’']s?$", word)] or noun
    head = next((w for w in named if re.fullmatch(r"[a-zA-Z’'-]+[^s]s", w)), named[-1]).lower()
    return "thing", language.figures.same_things.get(head, head)


@dataclass(frozen=True, slots=True)
class _Patterns:
    magnitude_before: re.Pattern[str]
    magnitude_after: re.Pattern[str]
    magnitude_near: re.Pattern[str]
    magnitude_of: re.Pattern[str]
    depth: re.Pattern[str]
    part: re.Pattern[str]
    further: re.Pattern[str]
    referring: re.Pattern[str]
    parted: re.Pattern[str]
    within: re.Pattern[str]
    before_noun: re.Pattern[str]
    population: re.Pattern[str]
    residents: re.Pattern[str]
    leads: dict[str, re.Pattern[str]]
    predicates: dict[str, re.Pattern[str]]
    nouns: dict[str, re.Pattern[str]]
    verbs: dict[str, re.Pattern[str]]


@cache
def _patterns(language: Language) -> _Patterns:
    words = language.figures

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    values = "|".join(language.questions.values)
    nouns = r"\s+(?:more\s+|other\s+|[\w’'-]+\s+)?"
    return _Patterns(
        magnitude_before=compiled(words.magnitude_before),
        magnitude_after=compiled(words.magnitude_after),
        magnitude_near=compiled(words.magnitude_near),
        magnitude_of=compiled(words.magnitude_of),
        depth=compiled(r"\b(?:depth|deep)\b"),
        part=compiled(words.part),
        further=compiled(words.more),
        referring=compiled(words.referring),
        parted=compiled(rf"{words.parted}|^\s*of (?:the|those|these) (?:{values})\b"),
        within=compiled(words.within),
        before_noun=compiled(
            r"\s+(?:more\s+|other\s+)*(?:of\s+)*(?:more\s+|other\s+)*"
            rf"(?:(?:the|its|their|his|her|those|these)\s+(?:(?:\d+|{values})\s+)?)?|-"
        ),
        population=compiled(words.population),
        residents=compiled(r"\s+(?:residents|inhabitants)\b"),
        leads={kind: compiled(rf"\b(?:{lead})\s+$") for lead, kind in words.leads.items()},
        predicates={
            kind: compiled(rf"^{_NOUN_PHRASE}{_WHOSE}{predicate}\b")
            for predicate, kind in words.predicates.items()
        },
        nouns={kind: compiled(rf"^{nouns}(?:{noun})\b") for noun, kind in words.nouns.items()},
        verbs={
            kind: compiled(
                rf"\b(?:{verb})\s+(?:(?:a total of|other|another|all|the|its|their|a further)\s+)?$"
            )
            for verb, kind in words.verbs.items()
        },
    )
