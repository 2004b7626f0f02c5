"""Whose words a question asks for: "What did Macron say about the drones?"

Only something that Macron says, or a passage that at least names him, can answer that. Where he is
known to speak of them, that is what was asked for, however it is worded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpus.attribution.acts import acts_by_lemma
from corpus.attribution.nations import nation_of
from corpus.attribution.types import Statement
from index.query.asked_act import asked_acts, question_words
from index.query.question import Kind, Question
from index.query.words import analyse, share_held, stem
from index.ranking.decision import Judgement
from index.ranking.features import Candidate
from index.ranking.ranker import Ranked

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
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w[\w’'.-]*\w|\w")
_ACCORDING = re.compile(r"\baccording to (?:the )?((?:[^\W\d_a-z][\w’'.-]*\s?)+)")
_MOST_WORDS = 8
# With less than this share of the subject, by rarity, a passage is about something else.
_ABOUT = 0.2
# What is left of the threshold where the speaker is not heard.
_UNHEARD = 0.5
# With at least this share, one of the best passages in which the speaker speaks makes an answer so
# much likelier.
_ON_SUBJECT, _BEST, _LIKELIER = 0.6, 5, 0.5


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
    return any(
        _share(question, speaker, candidate, candidate.around) >= _ABOUT
        for candidate in _with_speaker(speaker, ranked, statements)
    )


def weigh_speaker(
    question: Question, judgement: Judgement, statements: Mapping[int, Sequence[Statement]]
) -> Judgement:
    """The judgement, with too little confidence to answer where the speaker that is asked for is
    not heard on the subject, and with more where they do on it what the question asks about.

    A number, a place or a time may be missing from what somebody says on the very subject.
    """
    speaker = asked_speaker(question)
    if speaker is None:
        return judgement
    confidence = judgement.confidence
    if not heard(question, speaker, judgement.ranked, statements):
        confidence = min(confidence, _UNHEARD * judgement.threshold)
    elif question.kind is Kind.OTHER:
        share = _share_said(question, speaker, judgement.ranked[:_BEST], statements)
        if share >= _ON_SUBJECT:
            confidence = 1 - (1 - confidence) * (1 - _LIKELIER * share)
    return replace(judgement, confidence=confidence)


def _share_said(
    question: Question,
    speaker: Speaker,
    ranked: Sequence[Ranked],
    statements: Mapping[int, Sequence[Statement]],
) -> float:
    """The most of the subject that a passage holds in which the speaker does what is asked."""
    acts = asked_acts(question_words(question.text))
    found = [
        _share(question, speaker, passage.candidate)
        for passage in ranked
        if speaker.speaks_in(
            [
                said
                for said in statements.get(passage.candidate.paragraph.id, ())
                if not acts or said.act in acts
            ]
        )
    ]
    return max(found, default=0.0)


def _share(question: Question, speaker: Speaker, candidate: Candidate, around: str = "") -> float:
    """The share of the subject, by rarity, that a passage holds with its heading."""
    subject = {root: question.rarity[root] for root in speaker.subject}
    return share_held(subject, f"{candidate.heading} {candidate.paragraph.text} {around}")


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
            # A capital is no verb's: "Did the United States reply?"
            if not _is_saying(words[stop]) or (words[stop][0].isupper() and not text.isupper()):
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
    return frozenset(map(stem, acts_by_lemma()))


def _initials(name: str) -> str:
    return "".join(word[0] for word in _WORD.findall(name) if word[0].isupper())
