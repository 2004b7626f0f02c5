"""Whose words a question asks for: "What did Macron say about the drones?"

Only something that Macron says, or a passage that at least names him, can answer that. Where he is
known to speak of them, that is what was asked for, however it is worded. People in a hurry write
"macron", and mean nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from corpus.attribution.acts import acts_by_lemma
from corpus.attribution.nations import nation_of
from corpus.attribution.types import Statement
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from index.query.names_in_small import are_two_persons, name_in_small
from index.query.question import Question
from index.query.spellings import nations_meant
from index.query.words import Same, analyse, as_asked, share_held, stem

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w[\w’'.-]*\w|\w")
# Between what asks and the verb. Set by hand; not measured.
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class AskedSpeaker:
    """Somebody whose words are asked for.

    `name` is as the question has it; `subject` are the stems, with their idf, of what they are
    asked about, and `same` the phrases that mean the same as any of the question's. `known` are the
    names, case-folded, of the speakers and parties that the corpus has under that name,
    `namesakes` those of others who bear the surname. `names` are the stems of names in the subject.
    """

    name: str
    subject: Mapping[str, float]
    known: frozenset[str] = frozenset()
    language: Language = ENGLISH
    same: Same = field(default_factory=dict)
    namesakes: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()

    def speaks_in(self, statements: Sequence[Statement]) -> bool:
        """Whether one of the statements is theirs.

        Kyiv speaks where Ukraine's government does.
        """
        nation = nation_of(self.name, self.language)
        if nation is not None and any(said.party == nation for said in statements):
            return True
        if self.known:
            return any(self._is_known(said) for said in statements)
        return any(
            self._last in self._held(name) or self._last == stem(_initials(name), self.language)
            for said in statements
            if self.may_be(said.speaker)
            for name in self.names_of(said)
            if name
        )

    def names_of(self, said: Statement) -> tuple[str | None, ...]:
        """What may name the speaker of a statement; "Ms Bell's lawyer" names no Bell, where several
        are about."""
        if self.namesakes and said.speaker:
            return said.speaker, said.party
        return said.speaker, said.party, said.source, said.antecedent

    def _is_known(self, said: Statement) -> bool:
        """By a name that the corpus has, by the last name alone, or where no name is known."""
        if said.speaker is None:
            words = filter(None, (said.source, said.antecedent))
            return any(self._last in self._held(name) for name in words)
        names = {name.casefold() for name in (said.speaker, said.party) if name}
        return not names.isdisjoint(self.known) or analyse(said.speaker).stems == (self._last,)

    def first(self, statements: Sequence[Statement]) -> tuple[Statement, ...]:
        """The statements, theirs before anybody else's."""
        return tuple(sorted(statements, key=lambda said: not self.speaks_in((said,))))

    def is_named_in(self, text: str) -> bool:
        nation = nation_of(self.name, self.language)
        held = self._held(text)
        named = self._last in held
        if self.namesakes:  # in their company a surname is not enough
            named = named and not self._first.isdisjoint(held)
        return named or (nation is not None and nation in nations_meant(text, self.language))

    def may_be(self, speaker: str | None) -> bool:
        """Whether a speaker may be whom the question names, and is not somebody of that surname."""
        return speaker is None or not are_two_persons(self.name, speaker, self.language)

    def share_of_subject(self, text: str) -> float:
        """How much of the subject, by idf, a text holds; 1.0 where nothing is asked about."""
        return share_held(self.subject, text, self.same, self.language)

    def is_asked_about_in(self, text: str) -> bool:
        """Whether a text has a word of the subject."""
        return not self.subject.keys().isdisjoint(self._held(text))

    def names_subject_in(self, text: str) -> bool:
        """Whether a text has a name of the subject."""
        return not self.names.isdisjoint(self._held(text))

    def asks_about_anything_in(self, text: str) -> bool:
        """Whether a text has a word of the subject, if there is one."""
        return not self.subject or self.is_asked_about_in(text)

    def _held(self, text: str) -> Mapping[str, object]:
        return as_asked(analyse(text, self.language), self.same).at

    @property
    def _first(self) -> frozenset[str]:
        """The stems of what stands before the last name."""
        return frozenset(analyse(self.name, self.language).stems[:-1])

    @property
    def _last(self) -> str:
        """The stem of the last name, by which news goes on calling people."""
        return analyse(self.name, self.language).stems[-1]


def asked_speaker(
    question: Question,
    names_for: Callable[[str], Sequence[str]] = lambda name: (),
    is_written_small: Callable[[str], bool] = lambda word: True,
    language: Language = ENGLISH,
) -> AskedSpeaker | None:
    """Who a question asks to hear; None where it names nobody: "the minister" is no name.

    `names_for` gives the speakers and parties that the corpus has under a name, `is_written_small`
    tells whether its articles have a word in lower case: "police", but not "macron".
    """

    def name_of(words: Sequence[str]) -> str | None:
        return _written(words) or name_in_small(words, names_for, is_written_small, language)

    found = _before_a_verb(question.text, name_of, language)
    found = found or _after_according_to(question.text, language)
    if found is None:
        return None
    name, verb = found
    apart = {
        *analyse(name, language).stems,
        stem(verb, language),
        *_asking_stems(question.text, language),
    }
    _, *surname = name.split()
    bearers = names_for(surname[-1]) if surname else ()
    return AskedSpeaker(
        name,
        {root: idf for root, idf in question.idf.items() if root not in apart},
        frozenset(map(str.casefold, names_for(name))),
        language,
        question.same,
        tuple(other for other in bearers if are_two_persons(name, other, language)),
        (question.names & question.idf.keys()) - apart - _day_stems(language),
    )


@cache
def _day_stems(language: Language) -> frozenset[str]:
    """Of words that have a capital and name no place: "Monday"."""
    return frozenset(stem(word, language) for word in language.dates.mentioned)


def _asking_stems(text: str, language: Language) -> Sequence[str]:
    """Of the word that asks, however it is spelt: "wat did Marn say" asks about nothing."""
    first, *rest = _WORD.findall(text)
    is_asking = bool(rest) and rest[0].lower() in language.questions.speakers.asking
    return (stem(first, language),) if is_asking else ()


def _before_a_verb(
    text: str, name_of: Callable[[Sequence[str]], str | None], language: Language
) -> tuple[str, str] | None:
    asked, saying = language.questions.speakers, _saying_stems(language)
    words = _WORD.findall(text)
    starts = [at for at, word in enumerate(words) if word.lower() in asked.asking]
    for start in starts:
        for stop in range(start + 2, min(start + 2 + MOST_WORDS, len(words))):
            verb = words[stop]
            # A verb has no capital: "Did the United States reply?"
            is_name = verb[0].isupper() and not text.isupper()
            if is_name or stem(verb, language) not in saying:
                continue
            named = words[start + 1 : stop]
            while named and named[-1].lower() in asked.between:
                named.pop()
            name = name_of(named)
            # "Does the whip admit threatening her?" names nobody called "admit".
            if name and not (name.islower() and is_saying(name, language)):
                return name, verb
    return None


def _written(named: Sequence[str]) -> str | None:
    """What ends with a capitalised word, from the first such word on."""
    capitals = [at for at, word in enumerate(named) if word[0].isupper()]
    if capitals and capitals[-1] == len(named) - 1:
        return " ".join(named[capitals[0] :])
    return None


def _after_according_to(text: str, language: Language) -> tuple[str, str] | None:
    asked = language.questions.speakers
    match = re.search(asked.according, text)
    return (match[1].strip(), asked.accord) if match else None


def is_saying(word: str, language: Language = ENGLISH) -> bool:
    """Whether a word is of a verb of saying, or of any act done by it."""
    return stem(word, language) in _saying_stems(language)


@cache
def _saying_stems(language: Language) -> frozenset[str]:
    """Of the verbs of saying and of those of acts."""
    verbs = language.questions.speakers.saying | acts_by_lemma(language).keys()
    return frozenset(stem(verb, language) for verb in verbs)


def _initials(name: str) -> str:
    return "".join(word[0] for word in _WORD.findall(name) if word[0].isupper())
