"""Who claims the deed that a question is about: "Who claimed responsibility for the blast?" Pure.

A claim of another deed, a denial, and what somebody says of whoever did it are no such claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.attribution.types import Act, Statement
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.sentences import split_sentences
from index.query.asked_act import act_stems, asked_acts, question_words
from index.query.question import AnswerKind, Question
from index.query.spellings import nations_meant
from index.query.words import analyse, as_asked, stem
from index.search.candidate import Candidate

# What an article is about stands in its first paragraphs. Set by hand; not measured.
_LEAD = 3
# Where a claim says of what: "for the abduction". Set by hand; not measured.
_OF_WHAT = 40
_CLAIM = Act.CLAIMS_RESPONSIBILITY
_PLAIN = frozenset((Act.STATES, Act.CLAIMS, Act.CONFIRMS))


class Told(StrEnum):
    """What a passage tells of who claims a deed."""

    CLAIMED = "claimed"
    DONE = "done"
    """Somebody says that they did something, which may be this."""
    UNREAD = "unread"
    """Somebody may say so; who says what there was not read."""
    BY_NOBODY = "by nobody"


@dataclass(frozen=True, slots=True)
class AskedDeed:
    """The deed of a question for a claim of responsibility; `leads` are by article what of its
    first paragraphs was found."""

    question: Question
    leads: Mapping[int, str]
    language: Language = ENGLISH

    def told_in(self, candidate: Candidate, statements: Sequence[Statement]) -> Told | None:
        """What a passage tells of who claims this deed; None where it tells nothing of it."""
        if self._is_of_something_else(candidate):
            return None
        text = candidate.paragraph.text
        sentences = [span.of(text) for span in split_sentences(text, self.language)]
        claims = [claim for each in sentences if (claim := self._claim(each))]
        claims += [_said(each, text) for each in statements if each.act is _CLAIM]
        if claims:
            return Told.CLAIMED if any(map(self._may_be_of_it, claims)) else None
        claimed = self.language.questions.claimed
        if any(
            re.search(claimed.nobody, each, re.IGNORECASE) and self._may_be_of_it(each)
            for each in sentences
        ):
            return Told.BY_NOBODY
        said = [_said(each, text) for each in statements if each.act in _PLAIN]
        if any(map(self._did_it, said)):
            return Told.DONE
        after = (each[found.end() :] for each in sentences for found in self._sayings(each))
        return Told.UNREAD if not statements and any(map(self._did_it, after)) else None

    def worded_as_asked(self, text: str) -> str:
        """A text with the question's words for the deed beside another word for it."""
        deeds = self.language.questions.claimed.deeds
        if not re.search(deeds, text, re.IGNORECASE):
            return text
        return " ".join((text, *re.findall(deeds, self.question.text, re.IGNORECASE)))

    def _is_of_something_else(self, candidate: Candidate) -> bool:
        """Whether nothing around the passage has a name that the question has; or, of a question
        without one, any word for what it is about."""
        lead = self.leads.get(candidate.article.number, "")
        around = f"{candidate.with_neighbours} {lead}"
        held = as_asked(analyse(around, self.language), self.question.same).at.keys()
        days = {stem(word, self.language) for word in self.language.dates.mentioned}
        names = self.question.names - days
        if not names:
            subject = self._subject
            return bool(subject) and subject.isdisjoint(held)
        lacking = names - held
        nations = nations_meant(around, self.language) if lacking else frozenset()
        return any(nations.isdisjoint(nations_meant(root, self.language)) for root in lacking)

    @property
    def _subject(self) -> frozenset[str]:
        """The stems of what the question says of the deed, but for what deeds are called."""
        words = question_words(self.question.text)
        deeds = re.findall(self.language.questions.claimed.deeds, self.question.text, re.IGNORECASE)
        called = {stem(deed, self.language) for deed in deeds}
        return frozenset(self.question.idf) - act_stems(words, self.language) - called

    def _claim(self, sentence: str) -> str | None:
        """The claim of a deed in a sentence, with what it may say of the deed."""
        claimed = self.language.questions.claimed
        found = re.search(claimed.claimed, sentence, re.IGNORECASE)
        if found is None or _is_negated(sentence[: found.end()], claimed.negated):
            return None
        return sentence[found.start() : found.end() + _OF_WHAT]

    def _sayings(self, sentence: str) -> Iterator[re.Match[str]]:
        return re.finditer(self.language.questions.claimed.saying, sentence, re.IGNORECASE)

    def _did_it(self, said: str) -> bool:
        claimed = self.language.questions.claimed
        found = re.match(claimed.own, said, re.IGNORECASE)
        if found is None or _is_negated(found.group(), claimed.negated):
            return False
        return self._may_be_of_it(said)

    def _may_be_of_it(self, claim: str) -> bool:
        """Whether a claim is of no other kind of deed: an abduction is no explosion."""
        kinds = self.language.questions.claimed.kinds
        asked, claimed = (
            {kind for kind in kinds if re.search(kind, text, re.IGNORECASE)}
            for text in (self.question.text, claim)
        )
        return not asked or not claimed or not asked.isdisjoint(claimed)


def asked_deed(
    question: Question, candidates: Iterable[Candidate], language: Language = ENGLISH
) -> AskedDeed | None:
    """The deed that a question for a claim of responsibility is about; None for any other: with the
    words of an earlier question, "how many were hurt?" asks for no claim."""
    if question.kind not in (AnswerKind.PARTY, AnswerKind.OTHER):
        return None
    if _CLAIM not in asked_acts(question_words(question.text), language):
        return None
    leads: dict[int, str] = {}
    for candidate in _in_order(candidates):
        number, paragraph = candidate.article.number, candidate.paragraph
        leads[number] = f"{leads.get(number, '')} {paragraph.text}"
    return AskedDeed(question, leads, language)


def asks_who_claims(question: Question, language: Language = ENGLISH) -> bool:
    """Whether only a claim answers: "who was behind it?" asks for those who are blamed as well."""
    asked = " ".join(question_words(question.text))
    return re.search(language.questions.claimed.asked, asked) is not None


def _in_order(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    leads = (each for each in candidates if each.paragraph.position <= _LEAD)
    yield from sorted(leads, key=lambda each: each.paragraph.position)


def _said(statement: Statement, text: str) -> str:
    """What is said, as far as a paragraph's text holds it."""
    return " ".join(span.of(text) for span in statement.content)


def _is_negated(text: str, negated: str) -> bool:
    return re.search(negated, text, re.IGNORECASE) is not None
