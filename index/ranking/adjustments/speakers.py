"""The speaker asked for: whether they are heard, and on what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.attribution.acts import acts_by_lemma
from corpus.attribution.nations import nation_of
from corpus.attribution.types import Act
from corpus.languages.sentences import split_sentences
from index.query.asked_act import (
    asked_acts,
    question_words,
)
from index.query.asked_role import asked_role
from index.query.asked_speaker import AskedSpeaker
from index.query.question import AnswerKind, Question
from index.query.words import analyse, as_asked, stem
from index.ranking.adjustments.grounds import Grounds, Statements
from index.ranking.adjustments.shifts import capped, shift
from index.ranking.decision import Decision, Ranked
from index.search.candidate import Candidate

# The speaker asked for. docs/decisions.md says on which questions these were chosen ("What somebody
# says is answered by passages that have them"). In `python -m bench.sweep`, over the demo corpus,
# leaving a speaker who is not heard at full confidence loses .026 of AUROC and .038 of what is
# refused; _ABOUT at .4 loses .023 of what is answered; all else, and all over news, is within .005,
# but for _UNHEARD (AUROC .009 more at 0, .016 less at .75).

# With less than this share of the subject, by idf, a passage is about something else.
_ABOUT = 0.2
# What is left of the threshold where the speaker is not heard.
_UNHEARD = 0.5
# And where they are named, but nothing there can be theirs, as a mention may tell what they said;
# or where they say what was read as the best answer, in none of the question's words. Of thirteen
# such answers over groups 0 to 3, 12 to 15, 19, 23, 26, 27 and the demo, nine were right.
_SILENT = 0.9
# What the speaker says comes first where it scores at least this share of the best.
_OWN = 0.35
# With at least this share, one of the best passages in which the speaker speaks makes an answer so
# much likelier.
_ON_SUBJECT, _BEST, _LIKELIER = 0.6, 5, 0.5
# What is left of the score of a passage without a name of the subject where another has one.
_ELSEWHERE = 0.3
# Whoever does none of these, where a question asks about them, has not answered it.
_POSITIONS = frozenset((Act.CONFIRMS, Act.DENIES))


def for_asked_speaker(decision: Decision, grounds: Grounds) -> Decision:
    """Too little confidence to answer where the speaker that is asked for is not heard on the
    subject, and more where they do on it what the question asks about.

    A number, a place or a time may be missing from what somebody says on the very subject.
    """
    speaker = grounds.speaker
    if speaker is None:
        return decision
    if not may_do(speaker, grounds.question, decision.ranked, grounds.statements):
        confidence = capped(decision.confidence, _UNHEARD * decision.threshold)
        return decision.shifted("speaker asked for does not do it", confidence=confidence)
    if not is_heard(speaker, decision.ranked, grounds.statements):
        # Who "carried on" was asked why they "kept going": what they say first may be on it.
        share = _SILENT if leads(speaker, decision.ranked, grounds.statements) else _UNHEARD
        confidence = capped(decision.confidence, share * decision.threshold)
        return decision.shifted("speaker asked for is not heard", confidence=confidence)
    if not may_speak(speaker, decision.ranked, grounds.statements):
        confidence = capped(decision.confidence, _SILENT * decision.threshold)
        return decision.shifted("speaker asked for is only mentioned", confidence=confidence)
    if grounds.question.kind is not AnswerKind.OTHER:
        return decision
    share = _share_said(speaker, decision.ranked[:_BEST], grounds)
    if share < _ON_SUBJECT:
        return decision
    confidence = shift(decision.confidence, raised=_LIKELIER * share)
    return decision.shifted("speaker asked for is on the subject", confidence=confidence)


def for_own_words(decision: Decision, grounds: Grounds) -> Decision:
    """What the speaker says on the subject comes before what others say of it, unless it was read
    as much less of an answer."""
    speaker = grounds.speaker
    if speaker is None or not decision.ranked:
        return decision
    if leads(speaker, decision.ranked, grounds.statements):
        return decision
    least = _OWN * decision.ranked[0].score
    if not any(
        passage.score >= least
        and speaker.speaks_in(grounds.said_in(passage.candidate))
        and speaker.share_of_subject(passage.candidate.with_heading) >= _ABOUT
        for passage in decision.ranked[:_BEST]
    ):
        return decision
    scores = {
        passage.candidate.paragraph.id: shift(passage.score, lowered=_OWN)
        for passage in decision.ranked
        if not speaker.speaks_in(grounds.said_in(passage.candidate))
    }
    return decision.shifted("own words asked for", scores=scores) if scores else decision


def for_named_subject(decision: Decision, grounds: Grounds) -> Decision:
    """What the speaker says of what the question names comes before what they say elsewhere."""
    speaker = grounds.speaker
    if speaker is None or not speaker.names:
        return decision
    candidates = [passage.candidate for passage in decision.ranked[:_BEST]]
    named = {
        each.paragraph.id for each in candidates if speaker.names_subject_in(each.with_neighbours)
    }
    speaking = list(_with_speaker(speaker, decision.ranked[:_BEST], grounds.statements))
    if not any(each.paragraph.id in named for each in speaking):
        return decision
    scores = {
        passage.candidate.paragraph.id: shift(passage.score, lowered=_ELSEWHERE)
        for passage in decision.ranked[:_BEST]
        if passage.candidate.paragraph.id not in named
    }
    return decision.shifted("subject asked for is named", scores=scores) if scores else decision


def for_asked_role(decision: Decision, grounds: Grounds) -> Decision:
    """Too little confidence to answer where somebody is asked for by what they are, "the driver" or
    "Bell's wife", of whom no passage has a word: others speak there."""
    called = asked_role(grounds.question.text)
    best = [passage.candidate for passage in decision.ranked[:_BEST]]
    if not called or any(_has_role(called, candidate, grounds) for candidate in best):
        return decision
    confidence = capped(decision.confidence, _SILENT * decision.threshold)
    return decision.shifted("role asked for is not heard", confidence=confidence)


def _has_role(called: frozenset[str], candidate: Candidate, grounds: Grounds) -> bool:
    """Whether the passage, what is around it or what its speakers are called has such a word."""
    said = grounds.said_in(candidate)
    told = [told for each in said for told in (each.source, each.description, each.antecedent)]
    around = " ".join(filter(None, (candidate.with_heading, candidate.neighbours, *told)))
    return not called.isdisjoint(as_asked(analyse(around), grounds.question.same).at)


def is_heard(speaker: AskedSpeaker, ranked: Sequence[Ranked], statements: Statements) -> bool:
    """Whether a passage in which the speaker speaks, or is named, is about the subject.

    Where that has a name, by its own words and its heading: what stands beside it may be about
    another place.
    """
    return any(
        speaker.share_of_subject(
            candidate.with_heading if speaker.names else candidate.with_neighbours
        )
        >= _ABOUT
        for candidate in _with_speaker(speaker, ranked, statements)
    )


def leads(speaker: AskedSpeaker, ranked: Sequence[Ranked], statements: Statements) -> bool:
    """Whether the speaker speaks in the best passage."""
    return bool(ranked) and speaker.speaks_in(statements.get(ranked[0].candidate.paragraph.id, ()))


def may_speak(speaker: AskedSpeaker, ranked: Sequence[Ranked], statements: Statements) -> bool:
    """Whether somebody whom the corpus has as a speaker, or a nation, is asked for, or one of these
    passages has their words, as far as that was read: of an article that nobody is known to speak
    in, speakers may yet have to be read."""
    read = {
        passage.candidate.article.number
        for passage in ranked
        if statements.get(passage.candidate.paragraph.id)
    }
    return (
        bool(speaker.known)
        or nation_of(speaker.name) is not None
        or any(
            candidate.article.number not in read
            or not candidate.article.speakers_read
            or speaker.speaks_in(statements.get(candidate.paragraph.id, ()))
            for candidate in _with_speaker(speaker, ranked, statements)
        )
    )


def may_do(
    speaker: AskedSpeaker, question: Question, ranked: Sequence[Ranked], statements: Statements
) -> bool:
    """Whether a nation denies or confirms something, where that is asked about.

    True also where a sentence may say so, and nobody else is known to do it there: "what did Kyiv
    deny?" is no question about those who deny what Kyiv says. Who speaks for a nation is known;
    who speaks for anybody else may not be, so that there it is always true.
    """
    words = question_words(question.text)
    acts = asked_acts(words) & _POSITIONS
    if not acts or not speaker.known or nation_of(speaker.name) is None:
        return True
    asking = {stem(lemma) for lemma, act in acts_by_lemma().items() if act in acts}
    for candidate in (passage.candidate for passage in ranked):
        text = candidate.paragraph.text
        doing = [said for said in statements.get(candidate.paragraph.id, ()) if said.act in acts]
        if speaker.speaks_in(doing):
            return True
        if not doing and any(
            speaker.is_named_in(sentence) and not asking.isdisjoint(analyse(sentence).at)
            for sentence in (span.of(text) for span in split_sentences(text))
        ):
            return True
    return False


def _with_speaker(
    speaker: AskedSpeaker, ranked: Sequence[Ranked], statements: Statements
) -> Iterator[Candidate]:
    """The passages in which the speaker speaks or is named."""
    for candidate in (passage.candidate for passage in ranked):
        said = statements.get(candidate.paragraph.id, ())
        if speaker.is_named_in(candidate.with_heading) or speaker.speaks_in(said):
            yield candidate


def _share_said(speaker: AskedSpeaker, ranked: Sequence[Ranked], grounds: Grounds) -> float:
    """The most of the subject that a passage holds in which the speaker does what is asked."""
    acts = asked_acts(question_words(grounds.question.text))
    found = [
        speaker.share_of_subject(passage.candidate.with_heading)
        for passage in ranked
        if speaker.speaks_in(
            [said for said in grounds.said_in(passage.candidate) if not acts or said.act in acts]
        )
    ]
    return max(found, default=0.0)
