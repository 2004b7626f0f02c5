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
THING = "thing"
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
_NEAR = 60  # characters between what a quantity was and is; set by hand, not measured
_LEAD = 250  # characters that the longest words before a figure may take
_OF_PEOPLE = frozenset(("killed", "injured", "missing", "population"))
_OF_THINGS = frozenset(("damaged", "destroyed"))
_LARGEST_MAGNITUDE = 10.0
_DIGIT_OR_STOP = re.compile(r"[\d.;:!?]")
_RELATIVE = re.compile(r"\b(?:who|that|which)\b")
_BARE_OF = re.compile(r"\bof\s+$")
_CLAUSE_END = re.compile(r"[,;:.]\s")


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
    if before is not None and _is_the_same_before(sentence, amount, before, language):
        return before.counted
    return (
        _money(sentence, amount, words)
        or _magnitude(sentence, amount, earlier, language)
        or _measured(left, right, words, language)
        or _people_or_things(left, right, amount, before, sentence, language)
    )


def _is_the_same_before(sentence: str, amount: Amount, before: Before, language: Language) -> bool:
    """Whether two amounts are of one quantity, before and after: "17, up from nine", "from nine to
    17"."""
    if before.counted.kind == "count" or before.counted.unit not in (PERSON, THING):
        return False
    right = sentence[amount.quote.stop :]
    noun = _noun(right, language)
    if _unit_of(right, language.figures) or (
        noun and _unit_and_who(noun, language)[0] != before.counted.unit
    ):
        return False
    former = _patterns(language).former
    between = sentence[before.amount.quote.stop : amount.quote.start]
    if between.strip() in language.figures.to:
        return former.search(sentence[: before.amount.quote.start][-_LEAD:]) is not None
    is_near = len(between) <= _NEAR and not _DIGIT_OR_STOP.search(between)
    return is_near and former.search(sentence[: amount.quote.start][-_LEAD:]) is not None


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
    lead = left[-_LEAD:]
    leads = {found.start(): kind for kind, p in patterns.leads.items() if (found := p.search(lead))}
    if leads:
        kind = leads[max(leads)]
        return Counted(kind, PERSON if kind in _OF_PEOPLE else unit)
    if patterns.population.search(left) and unit == PERSON:
        return Counted("population", PERSON)
    if is_part and before is not None and not amount.is_whole:
        return Counted(before.counted.kind, unit, who, part=True)
    by_verb = _by_verb(left, unit, who, is_part, patterns)
    if amount.whole is not None:
        before_whole = sentence[: amount.whole.start]
        counted = _part_or_whole(left, right, amount, before_whole, by_verb, language)
        is_added = patterns.added.match(before_whole[amount.span.stop :])
        return replace(counted, part=True) if counted is not None and is_added else counted
    told = (
        _by_predicate(left, right, before, is_part, language)
        or _by_counted_noun(right, patterns, is_part=is_part)
        or by_verb
    )
    if told is not None:
        return _added(told, right, before, patterns)
    if before is not None and before.counted.by_verb:
        between = sentence[before.amount.span.stop : amount.quote.start]
        if _goes_on(between, language):
            return Counted(before.counted.kind, unit, who, part=is_part, by_verb=True)
    if unit == PERSON and _patterns(language).residents.match(right):
        return Counted("population", PERSON)
    if amount.vague is not None or (unit == PERSON and amount.low % 1):
        return None
    return Counted("count", unit, who, part=bool(patterns.parted.match(right)))


def _added(counted: Counted, right: str, before: Before | None, patterns: _Patterns) -> Counted:
    """ "Eight more people died" is no toll, but what comes to one; "nine died and eight more were
    hurt" is."""
    is_first = before is None or before.counted.kind == counted.kind
    if counted.kind == "killed" and is_first and patterns.added.match(right):
        return replace(counted, part=True)
    return counted


def _by_verb(
    left: str, unit: str | None, who: str | None, is_part: bool, patterns: _Patterns
) -> Counted | None:
    for kind, verb in patterns.verbs.items():
        if verb.search(left):
            further = unit != PERSON and bool(patterns.further.search(left))
            return Counted(kind, unit, who, part=is_part or further, by_verb=True)
    return None


def _by_predicate(
    left: str,
    right: str,
    before: Before | None,
    is_part: bool,
    language: Language,
    *,
    is_finite: bool | None = None,
) -> Counted | None:
    """By what is said of it behind it; only by a finite verb, or only without one, where asked."""
    patterns = _patterns(language)
    is_within = bool(patterns.within.search(left))
    for kind, predicate in patterns.predicates.items():
        match = None if is_within and kind not in _OF_THINGS else predicate.match(right)
        if match is None or _crosses(match["words"], language):
            continue
        if is_finite is not None and is_finite is not _is_finite(match[0], patterns):
            continue
        counted_noun = _noun(" " + match["words"], language)
        if not counted_noun and kind in _OF_THINGS:  # "39 damaged homes"
            counted_noun = _noun(right[match.end() :], language)
        unit, who = _of_noun(counted_noun, before, language)
        if kind in _OF_THINGS and unit == PERSON:
            continue
        if is_within:  # what stands there was: "homes in seven villages were destroyed"
            kind = "damaged"
        return Counted(kind, unit, who, part=is_part, by_verb=True)
    return None


def _is_finite(predicate: str, patterns: _Patterns) -> bool:
    """Whether it says something of what is counted, and no clause or participle tells it from
    others."""
    return patterns.finite.search(predicate) is not None and not _RELATIVE.search(predicate)


def _part_or_whole(
    left: str,
    right: str,
    amount: Amount,
    before_whole: str,
    by_verb: Counted | None,
    language: Language,
) -> Counted | None:
    """What a part of a whole counts, or the whole: what is said of "22 of the 24" is said of 22.

    A participle right behind tells the whole from others where that has an article, or something is
    said behind it: "two of the 14 injured were children".
    """
    patterns = _patterns(language)
    right = patterns.aside.sub(r"\1", right)
    clause = _CLAUSE_END.split(right, maxsplit=1)[0]
    is_told_apart = by_verb is not None or not _BARE_OF.search(before_whole)
    of_whole = of_noun = None
    if is_told_apart or patterns.finite.search(clause):
        of_noun = _by_counted_noun(right, patterns)
        of_whole = _by_predicate(left, right, None, False, language, is_finite=False) or of_noun
    if amount.is_whole:
        return of_whole or Counted("count", *_unit_and_who(_noun(right, language), language))
    said = by_verb or _by_predicate(left, right, None, False, language, is_finite=True)
    if said is None and of_whole is None:
        said = _by_predicate(left, right, None, False, language)
    if said is not None and of_noun is not None:  # "nine of the 40 wounded have died"
        return replace(said, unit=of_noun.unit, who=None)
    if said is not None or (of_whole is None and amount.vague is not None):
        return said
    if of_whole is not None:
        return replace(of_whole, part=True, by_verb=False)
    return Counted("count", *_unit_and_who(_noun(right, language), language), part=True)


def _by_counted_noun(right: str, patterns: _Patterns, *, is_part: bool = False) -> Counted | None:
    """By a noun that says itself what is counted: "deaths", "wounded"."""
    for kind, noun in patterns.nouns.items():
        if (found := noun.match(right)) and not patterns.finite.search(found[0]):
            return Counted(kind, PERSON if kind != "aftershocks" else None, part=is_part)
    return None


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
    return THING, language.figures.same_things.get(head, head)


@dataclass(frozen=True, slots=True)
class _Patterns:
    magnitude_before: re.Pattern[str]
    magnitude_after: re.Pattern[str]
    magnitude_near: re.Pattern[str]
    magnitude_of: re.Pattern[str]
    depth: re.Pattern[str]
    part: re.Pattern[str]
    further: re.Pattern[str]
    added: re.Pattern[str]
    referring: re.Pattern[str]
    former: re.Pattern[str]
    parted: re.Pattern[str]
    finite: re.Pattern[str]
    aside: re.Pattern[str]
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
        added=compiled(words.added),
        referring=compiled(words.referring),
        parted=compiled(rf"{words.parted}|^\s*of (?:the|those|these) (?:{values})\b"),
        former=compiled(words.former),
        finite=compiled(words.finite),
        aside=compiled(words.aside),
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
