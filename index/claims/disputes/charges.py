"""What an outlet says in its own voice that somebody is accused of, and who denies it. Pure.

"Bell was accused of firing on the barge. Her lawyers deny it" has one side that is quoted. The
other is nobody's claim, so the outlet's sentence stands for it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.attribution.types import Act
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.sentences import split_sentences
from corpus.types import Span
from index.claims.disputes.features import Asserted
from index.claims.disputes.propositions import propositions_in, shared
from index.claims.sides import quoted
from index.claims.story import by_article
from index.types import Passage

_REACH = 3  # paragraphs between a charge and who denies it; set by hand, not measured
# What is denied of a sentence that is no charge in so many words: the least weight of the words
# that both have, and the least share of the denial's. Set on 1,000 news articles.
_LEAST, _MOST = 3.5, 0.6
_SAME_SAID = 0.65  # of the shorter's words, as for other disputes


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge in the outlet's own voice, and its denial. `statement` is the id of what is denied
    in so many words of a speaker's; None where the outlet says itself that `source` denies it, who
    is `speaker` if the charge names them. `accuser` is whose charge the denial says it is."""

    passage: Passage
    span: Span
    denied_in: Passage
    denied: Span
    statement: int | None = None
    source: str | None = None
    speaker: str | None = None
    accuser: str | None = None


def charges_in(
    denials: Sequence[Asserted],
    passages: Sequence[Passage],
    language: Language = ENGLISH,
) -> list[Charge]:
    """The charges that these denials mean, and those that the outlets say are denied, each once."""
    found: list[Charge] = []
    articles = by_article(passages)
    for denial in denials:
        charge = _charge_before(denial, articles[denial.article], language)
        if charge is not None:
            found.append(charge)
    for some in articles.values():
        found += _told_at_once(some, language)
    return _without_echoes(found, language)


def _charge_before(
    denial: Asserted, passages: Sequence[Passage], language: Language
) -> Charge | None:
    """The nearest sentence before a denial that says what whoever denies is accused of."""
    words, said = _patterns(language), f"{denial.statement.cue or ''} {denial.said}"
    if not (denial.statement.act is Act.DENIES or denial.is_of_a_claim):
        return None
    if words.no_denials.search(said) or words.no_answer.search(said):
        return None
    names = _names_of(denial)
    own = denial.claim.passage.paragraph
    for passage in reversed(passages):
        paragraph = passage.paragraph
        if not 0 <= own.position - paragraph.position <= _REACH:
            continue
        for span in reversed(split_sentences(paragraph.text, language)):
            if paragraph.id == own.id and span.stop > denial.claim.extent.start:
                continue
            before = paragraph.text[: span.start]
            if _says_it(denial, passage, span):
                continue
            if _is_of(span.of(paragraph.text), before, names, language) and _is_meant(
                denial, span.of(paragraph.text), language
            ):
                return Charge(
                    passage,
                    span,
                    denial.claim.passage,
                    quoted(denial.claim),
                    denial.statement.id,
                    accuser=_full_name(denial.whose, span.of(paragraph.text)),
                )
    return None


def _charges(sentence: str, language: Language) -> bool:
    """Whether it says that somebody is accused, and not that they may be."""
    words = _patterns(language)
    found = words.charge.search(sentence)
    return found is not None and not words.open.search(sentence, 0, found.start())


def _says_it(denial: Asserted, passage: Passage, sentence: Span) -> bool:
    """Whether a sentence is what whoever denies says, too."""
    return any(
        statement.speaker == denial.statement.speaker
        and any(span.overlaps(sentence) for span in statement.content)
        for statement in passage.statements
    )


def _is_of(sentence: str, before: str, names: Collection[str], language: Language) -> bool:
    """Whether a sentence names one of these, or goes on about who is named before it; and does not
    tell of the denial itself."""
    words = _patterns(language)
    if words.denied.search(sentence):
        return False
    if words.personal.search(sentence) is None:
        before = ""
    told = {_bare(word) for word in _NAME.findall(f"{before} {sentence}")}
    return not told.isdisjoint(names)


def _is_meant(denial: Asserted, sentence: str, language: Language) -> bool:
    """Whether a denial is of what a sentence says: of a charge if it says no more than that, or
    tells of the same deed; of anything else if that is most of what it denies."""
    is_charge = _charges(sentence, language)
    if denial.points_back:
        return is_charge
    told = propositions_in(sentence, language)
    deeds = [
        {word: weight for word, weight in one.deed.items() if word not in one.named}
        for one in denial.propositions
    ]
    for deed in deeds:
        for two in told:
            weight = shared(deed, two.deed, frozenset())
            if is_charge and weight:
                return True
            if two.is_asserted and weight >= max(_LEAST, _MOST * sum(deed.values())):
                return True
    return is_charge and not any(deeds)


def _told_at_once(passages: Sequence[Passage], language: Language) -> Iterator[Charge]:
    """Charges of which their own sentence, or the next one, says that they are denied."""
    words = _patterns(language)
    for passage in passages:
        text = passage.paragraph.text
        before: Span | None = None
        for span in split_sentences(text, language) if words.denied.search(text) else ():
            if found := words.denied_at_once.search(text, span.start, span.stop):
                noun = found.end("noun") if found["noun"] and not found["apart"] else found.start()
                charge = Span(span.start, noun)
                if _charges(charge.of(text) + found[0], language):
                    denied = Span(found.start("denied"), found.end())
                    who = found["who"]
                    meant = _told_of(charge.of(text), who, language)
                    if meant is not None:  # what stands before the name is of others
                        charge = Span(charge.start + meant.start(), charge.stop)
                    name = meant["name"] if meant else None
                    yield Charge(passage, charge, passage, denied, source=who, speaker=name)
            elif (
                before is not None
                and (found := words.pleaded.match(text, span.start, span.stop))
                and _charges(before.of(text), language)
                and _may_be_in(before.of(text), found["who"], language)
            ):
                yield Charge(passage, before, passage, span, source=found["who"])
            before = span


def _may_be_in(charge: str, who: str, language: Language) -> bool:
    """Whether a charge names whoever pleads, or a pronoun may mean whom it names."""
    grammar = language.speech.grammar
    is_pronoun = who.lower() in {*grammar.personal, *grammar.plural}
    return is_pronoun or who.split()[-1] in charge


def _told_of(charge: str, who: str, language: Language) -> re.Match[str] | None:
    """Whom a pronoun means where the charge is told in a clause about them: "Ada Bell, who was
    charged with fraud, which she denies"."""
    if who.lower() not in language.speech.grammar.personal:
        return None
    relative = "|".join(sorted(language.speech.grammar.who))
    told = re.compile(rf"(?P<name>{_FULL_NAME})(?:, [^,;]+)?, (?:{relative})\b")
    return next(reversed(list(told.finditer(charge))), None)


def _full_name(last: str | None, text: str) -> str | None:
    """The name of several words that ends with this one."""
    found = (match[0] for match in re.finditer(_FULL_NAME, text))
    return next((name for name in found if last and name.lower().endswith(f" {last}")), None)


def _names_of(denial: Asserted) -> frozenset[str]:
    """The last names of whoever denies, or for whom they do: "Castillo’s defence"."""
    statement = denial.statement
    told = (denial.side, statement.speaker, statement.source)
    return frozenset(_bare(names[-1]) for one in told if one and (names := _NAME.findall(one)))


def _without_echoes(charges: Sequence[Charge], language: Language) -> list[Charge]:
    kept: list[tuple[Charge, frozenset[str]]] = []
    for charge in charges:
        told = _telling(charge, language)
        if not any(_share(told, other) >= _SAME_SAID for _, other in kept):
            kept.append((charge, told))
    return [charge for charge, _ in kept]


def _telling(charge: Charge, language: Language) -> frozenset[str]:
    said = charge.span.of(charge.passage.paragraph.text)
    return frozenset(word for one in propositions_in(said, language) for word in one.deed)


def _share(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / max(1, min(len(one), len(two)))


_FULL_NAME = r"\b[A-Z][\w’-]+(?: [A-Z][\w’-]+)+"
_NAME = re.compile(r"\b[A-Z][\w’'-]+")


def _bare(name: str) -> str:
    return name.lower().removesuffix("’s").removesuffix("'s")


@dataclass(frozen=True, slots=True)
class _Patterns:
    charge: re.Pattern[str]
    open: re.Pattern[str]
    denied: re.Pattern[str]
    denied_at_once: re.Pattern[str]
    pleaded: re.Pattern[str]
    no_denials: re.Pattern[str]
    no_answer: re.Pattern[str]
    personal: re.Pattern[str]


@cache
def _patterns(language: Language) -> _Patterns:
    words = language.disputes
    personal = "|".join(sorted(map(re.escape, language.speech.grammar.personal)))
    return _Patterns(
        charge=re.compile(words.charge, re.IGNORECASE),
        open=re.compile(words.open, re.IGNORECASE),
        denied=re.compile(words.denied, re.IGNORECASE),
        denied_at_once=re.compile(words.denied_at_once),
        pleaded=re.compile(words.pleaded),
        no_denials=re.compile(words.no_denials, re.IGNORECASE),
        no_answer=re.compile(words.no_answer, re.IGNORECASE),
        personal=re.compile(rf"\\b(?:{personal})\\b", re.IGNORECASE),
    )
