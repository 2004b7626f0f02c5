"""Whose words a question asks for: "What did Macron say about the drones?"

Only something that Macron says, or a passage that at least names him, can answer that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpus.attribution.acts import lexicon
from corpus.attribution.nations import nation_of
from corpus.attribution.types import Statement
from index.features import Candidate
from index.judge import Judgement
from index.question import Question
from index.ranker import Ranked
from index.words import analyse, stem

_SAYING = frozenset(
    map(
        stem,
        """
        add announce answer argue call comment complain declare demand describe explain insist react
        remark reply report respond say said state tell told write wrote written
        """.split(),
    )
)
_ASKING = frozenset(("did", "does", "do", "has", "have", "had"))
# Between a name and its verb: "Has Ada Bell ever said", "What did Ada Bell have to say".
_BETWEEN = frozenset(("actually", "already", "also", "ever", "have", "not", "publicly", "to"))
_WORD = re.compile(r"\w[\w’'.-]*\w|\w")
_ACCORDING = re.compile(r"\baccording to (?:the )?((?:[^\W\d_a-z][\w’'.-]*\s?)+)")
_MOST_WORDS = 8
# With less than this share of the subject, by rarity, a passage is about something else.
_ABOUT = 0.2
# What is left of the threshold where the speaker is not heard.
_UNHEARD = 0.5


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody whose words are asked for.

    `name` is as the question has it; `subject` are the stems of what they are asked about.
    """

    name: str
    subject: frozenset[str]

    def speaks_in(self, statements: Sequence[Statement]) -> bool:
        """Whether one of the statements is theirs."""
        nation = nation_of(self.name)
        return any(
            (nation is not None and said.party == nation)
            or any(
                self._last in analyse(name).at or self._last == stem(_initials(name))
                for name in (said.speaker, said.party, said.source, said.antecedent)
                if name
            )
            for said in statements
        )

    def is_asked_about(self, candidates: Sequence[Candidate]) -> bool:
        """Whether a passage has a word of the subject."""
        return any(
            not self.subject.isdisjoint(analyse(candidate.paragraph.text).at)
            for candidate in candidates
        )

    def is_named_in(self, text: str) -> bool:
        return self._last in analyse(text).at

    @property
    def _last(self) -> str:
        """The stem of the last name, by which news goes on calling people."""
        return analyse(self.name).stems[-1]


def asked_speaker(question: Question) -> Speaker | None:
    """Who a question asks to hear; None where it names nobody: "the minister" is no name."""
    found = _before_a_verb(question.text) or _after_according_to(question.text)
    if found is None:
        return None
    name, verb = found
    about = question.rarity.keys() - {*analyse(name).stems, stem(verb)}
    return Speaker(name, frozenset(about))


def heard(
    question: Question,
    speaker: Speaker,
    ranked: Sequence[Ranked],
    statements: Mapping[int, Sequence[Statement]],
) -> bool:
    """Whether a passage in which the speaker speaks, or is named, is about the subject."""
    total = sum(question.rarity[root] for root in speaker.subject)
    for candidate in _with_speaker(speaker, ranked, statements):
        text = f"{candidate.heading} {candidate.paragraph.text} {candidate.around}"
        held = analyse(text).at
        told = sum(question.rarity[root] for root in speaker.subject if root in held)
        if told >= _ABOUT * total:
            return True
    return False


def weigh_speaker(
    question: Question, judgement: Judgement, statements: Mapping[int, Sequence[Statement]]
) -> Judgement:
    """The judgement, with too little confidence to answer where the speaker that is asked for is
    not heard on the subject."""
    speaker = asked_speaker(question)
    if speaker is None or heard(question, speaker, judgement.ranked, statements):
        return judgement
    return replace(judgement, confidence=min(judgement.confidence, _UNHEARD * judgement.threshold))


def _with_speaker(
    speaker: Speaker, ranked: Sequence[Ranked], statements: Mapping[int, Sequence[Statement]]
) -> Iterator[Candidate]:
    """The passages in which the speaker speaks or is named."""
    for candidate in (passage.candidate for passage in ranked):
        said = statements.get(candidate.paragraph.id, ())
        text = f"{candidate.heading} {candidate.paragraph.text}"
        if speaker.is_named_in(text) or speaker.speaks_in(said):
            yield candidate


def _before_a_verb(text: str) -> tuple[str, str] | None:
    words = _WORD.findall(text)
    starts = [at for at, word in enumerate(words) if word.lower() in _ASKING]
    for start in starts:
        for stop in range(start + 2, min(start + 2 + _MOST_WORDS, len(words))):
            if not _is_saying(words[stop]):
                continue
            named = words[start + 1 : stop]
            while named and named[-1].lower() in _BETWEEN:
                named.pop()
            capitals = [at for at, word in enumerate(named) if word[0].isupper()]
            if capitals and capitals[-1] == len(named) - 1:
                return " ".join(named[capitals[0] :]), words[stop]
    return None


def _after_according_to(text: str) -> tuple[str, str] | None:
    match = _ACCORDING.search(text)
    return (match[1].strip(), "according") if match else None


def _is_saying(word: str) -> bool:
    return stem(word) in _SAYING | _acts()


@cache
def _acts() -> frozenset[str]:
    return frozenset(map(stem, lexicon().acts))


def _initials(name: str) -> str:
    return "".join(word[0] for word in _WORD.findall(name) if word[0].isupper())
