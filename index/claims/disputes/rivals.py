"""Two counts of one thing, of which a text gives the second as another's for the first. Pure.

"The union says that 430 are out. The port puts the number at 310" needs no kind of figure to be
known: the words say that both are of one thing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpus.figures.amounts import amounts
from corpus.figures.kinds import PERSON, THING, Counted, counted
from corpus.figures.types import Amount, Figure, Slot
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.sentences import split_sentences
from corpus.languages.words import WORD, fold
from corpus.types import Span
from index.claims.figures.grouping import Reported
from index.claims.figures.issuers import source_in
from index.claims.story import by_article
from index.query.words import stem
from index.types import Passage

_REACH = 1  # paragraphs between two counts; set by hand, not measured
_REACH_OF_A_NOUN = 3  # where the second says of what it is; set by hand, not measured
_MOST_OF_A_NAME = 14  # words of whoever counts; set by hand, not measured
_DEATHS = frozenset(("killed", "bodies"))
_OF_PEOPLE = frozenset(("killed", "bodies", "injured", "missing", "detained"))


@dataclass(frozen=True, slots=True)
class _Count:
    """An amount, what it counts, whose it is, and the clause that it stands in."""

    passage: Passage
    sentence: Span
    amount: Amount
    counted: Counted
    speaker: str | None
    source: str | None
    words: frozenset[str]

    @property
    def measure(self) -> str | None:
        return _measure(self.counted)


def _measure(what: Counted) -> str | None:
    """The unit, where it is a measure and no number of people or things."""
    return None if what.unit in (None, PERSON, THING) else f"{what.kind} {what.unit}"


@dataclass(frozen=True, slots=True)
class _Clause:
    passage: Passage
    sentence: Span
    span: Span

    @property
    def text(self) -> str:
        return self.span.of(self.passage.paragraph.text)


@dataclass(frozen=True, slots=True)
class _Rival:
    """A count given as another's; `of` are the words for what it counts, none where it is the
    number that was just given."""

    count: _Count
    of: frozenset[str]
    is_of_deaths: bool


def rivals_in(
    passages: Sequence[Passage], language: Language = ENGLISH
) -> Iterator[tuple[Reported, Reported]]:
    """Pairs of a count and the one that somebody else gives for it in the same article."""
    for some in by_article(passages).values():
        speakers = {each.speaker for one in some for each in one.statements if each.speaker}
        ordered = sorted(some, key=lambda passage: passage.paragraph.position)
        clauses = [clause for passage in ordered for clause in _clauses(passage, language)]
        for place, clause in enumerate(clauses):
            for rival in _rivals(clause, speakers, language):
                first = _first(rival, clauses[:place], language)
                if first is not None:
                    yield _reported(first), _reported(rival.count)


def _clauses(passage: Passage, language: Language) -> Iterator[_Clause]:
    joints, text = _patterns(language).joints, passage.paragraph.text
    for sentence in split_sentences(text, language):
        start = sentence.start
        for joint in joints.finditer(text, sentence.start, sentence.stop):
            yield _Clause(passage, sentence, Span(start, joint.start()))
            start = joint.end()
        yield _Clause(passage, sentence, Span(start, sentence.stop))


def _rivals(clause: _Clause, speakers: Collection[str], language: Language) -> Iterator[_Rival]:
    """The counts that a clause gives as somebody's in words that take another up."""
    words, text = _patterns(language), clause.text
    for amount in amounts(text, language) if words.any_of_them.search(text) else ():
        left, right = text[: amount.quote.start], text[amount.quote.stop :]
        if words.former.search(left) or words.own.match(right):
            continue
        what = counted(text, amount, language=language)
        if what is None:
            continue
        found, of = words.puts.match(left), frozenset[str]()
        is_of_deaths = False
        if found is not None:
            if not words.number.fullmatch(found["what"] or "it"):
                of = _stems(words.number_of.sub(r"\g<noun>", found["what"]), language)
                is_of_deaths = bool(words.deaths.search(found["what"]))
        elif found := words.speaks_of.match(left) or words.figure_is.match(left):
            of = frozenset() if what.kind in _OF_PEOPLE else _noun_behind(right, language)
        elif (found := words.counts.match(left)) and (
            words.deaths.match(right) or what.kind in _OF_PEOPLE
        ):
            is_of_deaths = bool(words.deaths.match(right))
        elif (found := words.says.match(left)) is None or right.strip(' .,”"’'):
            continue
        who = found["who"]
        if _is_somebody(who, language):
            speaker = _speaker_at(clause, amount)[0] or _full_name(
                _name_in(who, language), speakers
            )
            count = _Count(
                clause.passage,
                clause.sentence,
                _shifted(amount, clause.span.start),
                what,
                speaker,
                who,
                _stems(who, language),
            )
            yield _Rival(count, of, is_of_deaths)


def _first(rival: _Rival, before: Sequence[_Clause], language: Language) -> _Count | None:
    """The count that a rival takes up: the nearest that somebody else gives of the same; nobody's
    but for what it says of what it counts."""
    at = rival.count.passage.paragraph.position
    reach = _REACH_OF_A_NOUN if rival.of else _REACH
    for clause in reversed(before):
        if at - clause.passage.paragraph.position > reach:
            return None
        found = [
            count
            for count in _counts(clause, language)
            if _is_of_the_same(count, rival, clause, language)
        ]
        if found:
            first = min(found, key=lambda count: _apart(count.amount, rival.count.amount))
            return first if first.words.isdisjoint(rival.count.words) else None
        if not (rival.of or rival.is_of_deaths) and _has_another(clause, rival, language):
            return None
    return None


def _has_another(clause: _Clause, rival: _Rival, language: Language) -> bool:
    """Whether a clause has an amount of the same measure, whoever gives it."""
    text = clause.text
    found = (counted(text, each, language=language) for each in amounts(text, language))
    return any(what is not None and _measure(what) == rival.count.measure for what in found)


def _counts(clause: _Clause, language: Language) -> Iterator[_Count]:
    """The counts of a clause that are somebody's."""
    text, words = clause.text, _patterns(language)
    for amount in amounts(text, language):
        what = counted(text, amount, language=language)
        left = text[: amount.quote.start]
        if what is None or amount.is_whole or amount.value is None or words.former.search(left):
            continue
        speaker, source = _speaker_at(clause, amount)
        told = source_in(text, amount.quote, language)
        if told is None and (reckoner := words.reckoner.search(text)):
            told = _name_in(reckoner["who"], language)
        if told is not None:
            speaker = source = told
        given = words.puts.match(left)
        if given and given["what"] and words.deaths.search(given["what"]):
            what = Counted("killed", what.unit, what.who)
        if speaker or source:
            yield _Count(
                clause.passage,
                clause.sentence,
                _shifted(amount, clause.span.start),
                what,
                speaker,
                source,
                _stems(f"{speaker or ''} {source or ''}", language),
            )


def _is_of_the_same(count: _Count, rival: _Rival, clause: _Clause, language: Language) -> bool:
    other = rival.count
    if count.measure != other.measure:
        return False
    kinds = {count.counted.kind, other.counted.kind}
    if rival.is_of_deaths:
        return count.counted.kind in _DEATHS
    if other.counted.kind in _OF_PEOPLE:
        return len(kinds) == 1 or kinds <= _DEATHS
    return rival.of <= _stems(clause.text, language) if rival.of else True


def _speaker_at(clause: _Clause, amount: Amount) -> tuple[str | None, str | None]:
    """Who says the words that an amount stands in."""
    span = amount.span.shifted(clause.span.start)
    for statement in clause.passage.statements:
        if any(span.overlaps(each) for each in statement.content):
            source = re.split(r"[,;(]", statement.source or "")[0].strip() or None
            return statement.speaker, source
    return None, None


def _is_somebody(who: str, language: Language) -> bool:
    grammar = language.speech.grammar
    pronouns = {*grammar.personal, *grammar.neuter, *grammar.plural, *grammar.own, *grammar.who}
    words = [fold(word, language) for word in WORD.findall(who)]
    return 0 < len(words) <= _MOST_OF_A_NAME and words[0] not in pronouns | grammar.relative


def _name_in(who: str, language: Language) -> str:
    """The name behind what somebody is: "the port's owner, Strandline Holdings"."""
    parts = [part.strip() for part in re.sub(r"\s*\([^)]*\)", "", who).split(",") if part.strip()]
    name = parts[-1] if parts[-1][0].isupper() else parts[0]
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in language.speech.grammar.articles else name


def _full_name(name: str, speakers: Collection[str]) -> str:
    """The name of the only speaker that this is a part of."""
    words = set(name.split())
    fuller = [each for each in speakers if each[0].isupper() and words < set(each.split())]
    return fuller[0] if len(fuller) == 1 else name


def _noun_behind(right: str, language: Language) -> frozenset[str]:
    """The word that an amount is followed by, if it is followed by any."""
    found = re.match(r"\s+([\w’'-]+)", right)
    is_noun = found and fold(found[1], language) not in language.figures.heads
    return _stems(found[1], language) if found and is_noun else frozenset()


def _stems(text: str, language: Language) -> frozenset[str]:
    return frozenset(
        stem(word, language)
        for word in WORD.findall(text)
        if fold(word, language) not in language.questions.stop_words
    )


def _apart(one: Amount, two: Amount) -> float:
    less, more = sorted((one.low, two.low))
    return more / less if less else more


def _shifted(amount: Amount, by: int) -> Amount:
    return replace(amount, span=amount.span.shifted(by), quote=amount.quote.shifted(by), whole=None)


def _reported(count: _Count) -> Reported:
    what = count.counted
    slot = Slot(what.kind, what.unit, what.who, None, None, False)
    return Reported(
        figure=Figure(count.amount, slot, count.sentence),
        article=count.passage.article,
        story=None,
        is_said=True,
        speaker=count.speaker,
        source=count.source,
        passage=count.passage,
    )


@dataclass(frozen=True, slots=True)
class _Patterns:
    joints: re.Pattern[str]
    any_of_them: re.Pattern[str]
    puts: re.Pattern[str]
    speaks_of: re.Pattern[str]
    figure_is: re.Pattern[str]
    counts: re.Pattern[str]
    says: re.Pattern[str]
    number: re.Pattern[str]
    number_of: re.Pattern[str]
    reckoner: re.Pattern[str]
    deaths: re.Pattern[str]
    former: re.Pattern[str]
    own: re.Pattern[str]


@cache
def _patterns(language: Language) -> _Patterns:
    words = language.disputes.rivals
    signs = "".join(re.escape(sign[-1]) for sign in language.figures.currencies)
    opening = rf"[“\"‘]?[{signs}]?"

    def given(verb: str) -> re.Pattern[str]:
        who = rf"^\W*(?P<who>[^;:]{{2,120}}?),?\s+(?:{words.adverb} )*"
        return re.compile(rf"{who}{verb}{opening}$")

    verbs = (words.puts, words.speaks_of, words.counts, words.says)
    either = [rf"\b{re.sub('P<what>', ':', verb)}" for verb in verbs]
    return _Patterns(
        joints=re.compile(words.joints),
        any_of_them=re.compile("|".join([*either, words.figure_is])),
        puts=given(words.puts),
        speaks_of=given(words.speaks_of),
        figure_is=re.compile(rf"^\W*(?P<who>[^;:]{{2,120}}?){words.figure_is}{opening}$"),
        counts=given(words.counts),
        says=given(words.says),
        number=re.compile(words.number),
        number_of=re.compile(words.number_of),
        reckoner=re.compile(language.figures.issuing.reckoner),
        deaths=re.compile(words.deaths),
        former=re.compile(words.former, re.IGNORECASE),
        own=re.compile(words.own),
    )
