"""What a claim asserts, as far as the words tell: read once, compared often. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.attribution.nations import nations_in
from corpus.attribution.types import Act, Statement
from corpus.figures.amounts import amounts
from corpus.figures.kinds import counted
from corpus.figures.reading import read_figures
from corpus.languages.disputes import State
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.types import Span
from index.claims.disputes.propositions import Proposition, propositions_in
from index.claims.sides import sentences_of
from index.claims.story import Claim
from index.query.terms import content_words
from index.query.words import stem

_NAME_WORD = re.compile(r"[A-Z][\w’-]+")
_ANYBODY = r"[\w.’'-]+"
_OPENING = 3  # words, with which an accusation names whom it is against; set by hand, not measured
# Words of many names, which tell nobody apart.
_NOBODY: frozenset[str] = frozenset()
_HARM = ("killed", "injured")
_NO_NAMES = frozenset(("the", "ministry", "of", "president", "minister", "mr", "ms", "mrs", "he"))


_Sum = tuple[str, float]  # in a unit: ("%", 4.5)
_OF_A_DEAL = ("share", "money")


@dataclass(frozen=True, slots=True)
class Asserted:
    """A claim and what is read off it.

    `side` is whom it stands for, else the article's words for who says it; None where it has none.
    `denies` is set for a denial, of what stands in `said`; `is_bare` for one of "that" alone;
    `is_of_a_claim` where that is called so, `whose` is then the name of whoever made the claim.
    `is_elliptic`: it says no more than that something is not so. `doers` are those who are said to
    have done the story's deed, `accused` those of whom something is said that others may have done;
    it `accuses_of_a_deed` where it says what, and `accuses_of_violence` where that is violent.
    `named` the names in what is said, `around` those in the sentence of a denial, and `names` the
    words and nations of whoever speaks, all in lower case. `spared` is the kind of figure of which
    it says that there is nobody, and no more ("nobody was hurt"), `spared_where` what it says of
    where; `harmed` are the kinds of which
    it gives a number. `offered` and `demanded` are shares and sums, each with its unit; it
    `puts_otherwise` a figure that was just given. `denied_values` are those that it gives another
    for: "2,200, not 900".
    """

    claim: Claim
    side: str | None
    is_resolved: bool
    said: str
    stems: frozenset[str]
    is_negated: bool
    denies: bool
    denies_role: bool
    denies_losses: bool
    points_back: bool
    is_bare: bool
    is_of_a_claim: bool
    whose: str | None
    is_elliptic: bool
    asserts: bool
    propositions: tuple[Proposition, ...]
    doers: frozenset[str]
    accused: frozenset[str]
    accuses_of_a_deed: bool
    accuses_of_violence: bool
    named: frozenset[str]
    around: frozenset[str]
    names: frozenset[str]
    kills_fighters: bool
    states: frozenset[str]
    opposites: frozenset[str]
    spared: str | None
    spared_where: frozenset[str]
    harmed: frozenset[str]
    offered: frozenset[_Sum]
    demanded: frozenset[_Sum]
    denied_values: frozenset[float]
    puts_otherwise: bool

    @property
    def statement(self) -> Statement:
        return self.claim.statement

    @property
    def deed(self) -> frozenset[str]:
        """What is said without the names in it."""
        return self.stems - {stem(name) for name in self.named}

    @property
    def claims_it(self) -> bool:
        """Whether the speaker claims to have done it."""
        return self.statement.act is Act.CLAIMS_RESPONSIBILITY

    @property
    def article(self) -> int:
        return self.claim.passage.article.number

    def is_named_in(self, names: Collection[str]) -> bool:
        """Whether names, in lower case, have whoever speaks: a person's last one will do."""
        for told in filter(None, (self.side, self.statement.speaker, self.statement.party)):
            words = [word.lower() for word in _NAME_WORD.findall(told)]
            if words and words[-1] in names and words[-1] not in _NO_NAMES:
                return True
        return False


def asserted(claim: Claim, side: str | None, language: Language = ENGLISH) -> Asserted:
    """What a claim asserts; `side` is whom it stands for, where that could be told."""
    statement = claim.statement
    text = claim.passage.paragraph.text
    said = " ".join(span.of(text) for span in statement.content)
    patterns = _patterns(language)
    cue = statement.cue or ""
    negated = _is_negated(f"{cue} {said}", patterns)
    made_up = bool(patterns.made_up.search(said))
    false = bool(patterns.false.search(f"{said} {cue}" if cue in ("is", "are") else said))
    no_role = bool(patterns.no_role.search(said))
    no_losses = bool(patterns.no_losses.search(said))
    denies = made_up or no_losses or no_role or false or _is_denial(statement, said, patterns)
    speaker, party = statement.speaker, statement.party
    told = (side, speaker, statement.source, party, statement.description)
    is_open = bool(patterns.hedges.search(said))
    return Asserted(
        claim=claim,
        side=side or _named_source(statement, language),
        is_resolved=side is not None,
        said=said,
        stems=frozenset(stem(word) for word in content_words(said)),
        is_negated=negated,
        denies=denies,
        denies_role=no_role or (denies and bool(patterns.role.search(said))),
        denies_losses=made_up or no_losses or (denies and bool(patterns.losses.search(said))),
        points_back=false or (denies and bool(patterns.points_back.search(said))),
        is_bare=denies and bool(patterns.bare.search(said)),
        is_of_a_claim=denies and bool(patterns.assertions.search(said)),
        whose=_claimant(said, patterns) if denies else None,
        is_elliptic=bool(patterns.elliptic.search(said)),
        propositions=propositions_in(said, language),
        asserts=not patterns.asking.search(cue),
        doers=_doers(statement, said, negated=negated or denies, language=language),
        accused=_accused(statement, said, language=language),
        accuses_of_a_deed=bool(patterns.of_a_deed.search(said)),
        accuses_of_violence=bool(patterns.violence.search(said)),
        named=_names_in(said),
        around=_names_in(sentences_of(claim, language=language).of(text)) if denies else _NOBODY,
        names=_names_in(" ".join(filter(None, told))),
        kills_fighters=not negated and not denies and bool(patterns.killing.search(said)),
        states=frozenset()
        if denies or negated or is_open
        else frozenset(
            state.name
            for state, pattern, _, about in patterns.states
            if pattern.search(said) and about.search(said)
        ),
        opposites=frozenset()
        if statement.act is Act.DENIES
        else frozenset(s.name for s, _, p, _ in patterns.states if p.search(said)),
        spared=_spared(said, patterns),
        spared_where=_spared_where(said, patterns),
        harmed=_harmed(said, language) if not (denies or negated or is_open) else _NOBODY,
        offered=_sums(f"{cue} {said}", patterns.offering, language),
        demanded=_sums(f"{cue} {said}", patterns.demanding, language),
        denied_values=_denied_values(said, language),
        puts_otherwise=bool(patterns.put_otherwise.search(said)),
    )


def _spared(said: str, patterns: _Patterns) -> str | None:
    found = patterns.nobody.match(said)
    if found is None:
        return None
    return "killed" if found["killed"] or found["deaths"] else "injured"


def _spared_where(said: str, patterns: _Patterns) -> frozenset[str]:
    """The words for where there is nobody: "nobody was hurt on the quay"."""
    found = patterns.nobody.match(said)
    return frozenset(content_words(found["where"])) if found and found["where"] else _NOBODY


def _denied_values(said: str, language: Language) -> frozenset[float]:
    """The values that somebody says it is not: "2,200 tents, not 900", "the number of 23 was
    false"."""
    words = _patterns(language)
    if not (words.instead.search(said) or words.false_figure.search(said)):
        return frozenset()
    false = [Span(*found.span()) for found in words.false_figure.finditer(said)]
    return frozenset(
        amount.low
        for amount in amounts(said, language)
        if amount.value is not None
        and (
            any(amount.span.overlaps(each) for each in false)
            or words.behind_instead.search(said[: amount.quote.start])
        )
    )


def _harmed(said: str, language: Language) -> frozenset[str]:
    figures = read_figures(said, [Span(0, len(said))], language=language)
    slots = [figure.slot for figure in figures]
    return frozenset(s.kind for s in slots if s.kind in _HARM and s.event is None)


def _sums(said: str, pattern: re.Pattern[str], language: Language) -> frozenset[_Sum]:
    """The shares and sums behind a verb."""
    verb = pattern.search(said)
    found: set[_Sum] = set()
    for amount in amounts(said, language) if verb is not None else ():
        what = counted(said, amount, language=language)
        is_behind = verb is not None and amount.span.start >= verb.end()
        if is_behind and what is not None and what.kind in _OF_A_DEAL and what.unit is not None:
            found.add((what.unit, amount.low * what.factor))
    return frozenset(found)


def _is_denial(statement: Statement, said: str, patterns: _Patterns) -> bool:
    """Whether something that is asserted is denied, and not a motion or a proposal turned down."""
    if statement.act is not Act.DENIES or patterns.no_denials.search(said):
        return False
    is_of_a_claim = bool(patterns.assertions.search(said))
    if patterns.evaluations.search(said) or patterns.turning_down.search(statement.cue or ""):
        return is_of_a_claim or bool(patterns.bare.search(said))
    return not _is_negated(said, patterns)


def _claimant(said: str, patterns: _Patterns) -> str | None:
    """Whose claim is denied: "Bell’s accusation"."""
    found = patterns.claimants.match(said)
    return found[1].lower() if found else None


def _named_source(statement: Statement, language: Language) -> str | None:
    """The article's words for somebody who could not be told; a pronoun may be anybody."""
    source, grammar = statement.source, language.speech.grammar
    pronouns = {*grammar.personal, *grammar.neuter, *grammar.plural, *grammar.first, *grammar.who}
    pronouns |= {*grammar.relative, *grammar.that}
    return None if source is None or source.lower() in pronouns else source


@lru_cache(maxsize=4096)
def _names_in(text: str) -> frozenset[str]:
    words = {word.lower() for word in _NAME_WORD.findall(text)}
    return frozenset(words | {nation.lower() for nation in nations_in(text)}) - _NO_NAMES


def _is_negated(text: str, patterns: _Patterns) -> bool:
    return bool(patterns.negations.search(patterns.no_negations.sub(" ", text)))


def _doers(statement: Statement, said: str, *, negated: bool, language: Language) -> frozenset[str]:
    """Nations and groups that are said to have done it, and whoever claims to have."""
    if negated:
        return frozenset()
    words, is_violent = language.disputes, bool(_patterns(language).violence.search(said))
    if statement.act is Act.CLAIMS_RESPONSIBILITY:
        told = " ".join(filter(None, (statement.speaker, statement.party, statement.source)))
        named = {*nations_in(told), *filter(None, (statement.speaker,))}
        return frozenset(named if is_violent else ())
    asked = [words.identity, *((words.deeds, words.done_by) if is_violent else ())]
    # Looked for first with any word for whom: there are hundreds of nations' words.
    patterns = [pattern for pattern in asked if _fill(pattern, _ANYBODY).search(said)]
    found: set[str] = set()
    for nation in _nations(said, language) if patterns else ():
        forms = _forms(nation, language)
        if any(_fill(pattern, forms).search(said) for pattern in patterns):
            found.add(nation)
    return frozenset(found)


def _accused(statement: Statement, said: str, *, language: Language) -> frozenset[str]:
    """With whom what somebody is accused of begins, a nation or the first of the words of another
    name: "Norland of shelling …"."""
    if statement.act is not Act.ACCUSES:
        return frozenset()
    opening = " ".join(said.split()[:_OPENING])
    names = [name for name in _NAME_WORD.findall(opening) if name.lower() not in _NO_NAMES]
    return frozenset((_nations(opening, language) or names)[:1])


def _nations(said: str, language: Language) -> list[str]:
    """The nations that are named, also by their people: "Norwegians"."""
    known = language.speech.nations
    return list(
        dict.fromkeys(known[match[1].lower()] for match in _of_nations(language).finditer(said))
    )


@cache
def _of_nations(language: Language) -> re.Pattern[str]:
    longest_first = sorted(language.speech.nations, key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})s?(?!\w)", re.IGNORECASE)


@cache
def _forms(nation: str, language: Language) -> str:
    known = [word for word, name in language.speech.nations.items() if name == nation]
    forms = sorted({nation.lower(), *known, *(f"{word}s" for word in known)}, key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, forms)) + ")"


@cache
def _fill(pattern: str, forms: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{who}", forms), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Patterns:
    negations: re.Pattern[str]
    no_negations: re.Pattern[str]
    no_denials: re.Pattern[str]
    evaluations: re.Pattern[str]
    role: re.Pattern[str]
    no_role: re.Pattern[str]
    no_losses: re.Pattern[str]
    losses: re.Pattern[str]
    made_up: re.Pattern[str]
    hedges: re.Pattern[str]
    turning_down: re.Pattern[str]
    assertions: re.Pattern[str]
    false: re.Pattern[str]
    points_back: re.Pattern[str]
    elliptic: re.Pattern[str]
    claimants: re.Pattern[str]
    asking: re.Pattern[str]
    nobody: re.Pattern[str]
    bare: re.Pattern[str]
    offering: re.Pattern[str]
    demanding: re.Pattern[str]
    put_otherwise: re.Pattern[str]
    instead: re.Pattern[str]
    behind_instead: re.Pattern[str]
    false_figure: re.Pattern[str]
    violence: re.Pattern[str]
    of_a_deed: re.Pattern[str]
    killing: re.Pattern[str]
    states: tuple[tuple[State, re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...]


@cache
def _patterns(language: Language) -> _Patterns:
    words = language.disputes

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    return _Patterns(
        negations=compiled(words.negations),
        no_negations=compiled(words.no_negations),
        no_denials=compiled(words.no_denials),
        evaluations=compiled(words.evaluations),
        role=compiled(words.role),
        no_role=compiled(words.no_role),
        no_losses=compiled(words.no_losses),
        losses=compiled(words.losses),
        made_up=compiled(words.made_up),
        hedges=compiled(words.hedges),
        turning_down=compiled(words.turning_down),
        assertions=compiled(words.assertions),
        false=compiled(words.false),
        points_back=compiled(words.points_back),
        elliptic=compiled(words.elliptic),
        claimants=compiled(rf"\W*(?:[\w.-]+ )*?(\w+)[’']s? (?:\w+ ){{0,2}}{words.assertions}"),
        asking=compiled(words.asking),
        nobody=compiled(words.nobody),
        bare=compiled(words.bare),
        offering=compiled(words.offering),
        demanding=compiled(words.demanding),
        put_otherwise=compiled(words.put_otherwise),
        instead=compiled(words.instead),
        behind_instead=compiled(f"(?:{words.instead})$"),
        false_figure=compiled(words.false_figure),
        violence=compiled(words.violence),
        of_a_deed=compiled(words.of_a_deed),
        killing=compiled(words.killing),
        states=tuple(
            (state, compiled(state.pattern), compiled(state.opposite), compiled(state.about))
            for state in words.states
        ),
    )
