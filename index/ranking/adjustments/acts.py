"""The statements asked for: a passage in which somebody does what the question asks about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.attribution.types import Act, Statement
from index.query.asked_act import (
    act_stems,
    asks_for_words,
    does,
    is_by,
    is_named,
    question_words,
)
from index.query.asked_speaker import AskedSpeaker
from index.query.words import analyse, as_asked, share_held, stem
from index.ranking.adjustments.grounds import Grounds
from index.ranking.adjustments.shifts import capped, shift
from index.ranking.claimed_deed import AskedDeed, Told, asked_deed, asks_who_claims
from index.ranking.decision import Decision, Ranked
from index.search.candidate import Candidate
from index.types import Shift

# The statements asked for: who does what. All of this is set by hand; in `python -m bench.sweep`
# (141 dev questions of the demo corpus, 750 over news) no other value changes R@1, AUROC or what is
# answered by more than .002, since few of them ask for an act.

# How far what is done raises the score of a passage that is about the rest of the question. Whoever
# asks "who denied it" names nobody, so there the act is enough.
_DONE, _DONE_BY_SOMEBODY = 0.95, 0.6
# How far it is raised by what the speaker asked for says on all of the subject. Set by hand.
_SAYS_IT = 0.95
# What is left of the score of one that only mentions what another does.
_MENTIONED = 0.9
# How far a claim of responsibility raises its passage, and word that nobody claims it; and how far
# either raises the confidence that it answers.
_CLAIMED, _BY_NOBODY, _CLAIM_ANSWERS = 0.95, 0.9, 0.6
# How near the best passage another claim of the same deed is at least: shown, after the cut.
_ALSO_CLAIMED = 0.4
# What is left of the threshold where none of so many of the best passages tells who claims it.
_UNCLAIMED, _BEST_TELLING = 0.5, 5
# With less of the question than this, a passage is about something else.
_ON_QUESTION = 0.6


def for_asked_act(decision: Decision, grounds: Grounds) -> Decision:
    """A passage in which the right speaker does the right thing comes before one that mentions it,
    where it is about the rest of the question.

    A claim of responsibility is worded in so many ways ("said they were behind it") that the act
    itself counts as the words do: it comes first, and makes an answer likely, where the passage or
    what stands around it holds the rest of the question. So does word that nobody claims it.
    """
    words = question_words(grounds.question.text)
    deed, told = _told(decision, grounds)
    doing = {
        passage.candidate.paragraph.id: [
            statement
            for statement in grounds.said_in(passage.candidate)
            if does(words, statement, grounds.speaker)
        ]
        for passage in decision.ranked
    }
    if deed is not None:
        doing = {id_: done if told[id_] is Told.CLAIMED else [] for id_, done in doing.items()}
    mentioned = _MENTIONED if any((*doing.values(), *told.values())) else 1.0
    scores: dict[int, Shift] = {}
    claimed = 0.0
    for passage in decision.ranked:
        id_ = passage.candidate.paragraph.id
        done, tells = doing[id_], told.get(id_)
        if tells is Told.UNREAD:
            tells = None
        raised = _SAYS_IT * _share_spoken(words, passage.candidate, grounds)
        if done or tells:
            share = _share_held(grounds, passage.candidate, done, deed)
            raised = max(raised, _strength(words, done, tells, grounds.speaker) * share)
            if tells in (Told.CLAIMED, Told.BY_NOBODY):
                claimed = max(claimed, share)
        moved = shift(passage.score, lowered=1.0 if done or tells else mentioned, raised=raised)
        if moved.factors:
            scores[id_] = moved
    if not scores:
        return decision
    claims = [p for p in decision.ranked if told.get(p.candidate.paragraph.id) is Told.CLAIMED]
    if claims:
        scores |= _kept_near(claims, decision, scores, grounds)
    confidence = shift(decision.confidence, raised=_CLAIM_ANSWERS * claimed)
    return decision.shifted("statements asked for", confidence=confidence, scores=scores)


def _told(decision: Decision, grounds: Grounds) -> tuple[AskedDeed | None, dict[int, Told | None]]:
    """The deed whose claim is asked for, and by paragraph what is told of that."""
    deed = asked_deed(grounds.question, [passage.candidate for passage in decision.ranked])
    if deed is None:
        return None, {}
    return deed, {
        candidate.paragraph.id: deed.told_in(candidate, grounds.said_in(candidate))
        for candidate in (passage.candidate for passage in decision.ranked)
    }


def _kept_near(
    claims: Sequence[Ranked],
    decision: Decision,
    scores: Mapping[int, Shift],
    grounds: Grounds,
) -> dict[int, Shift]:
    """What keeps another's claim as near the best passage as it was before that was raised, and
    near enough to be shown where it is known for a claim of responsibility.

    A second group may claim the same in words that hold less of the question; without this the cut
    (`index/answering/cut.py`) would leave it out.
    """
    most = max(passage.score for passage in decision.ranked)
    raised_to = max(moved.after for moved in scores.values())
    kept = {}
    for passage in claims:
        id_ = passage.candidate.paragraph.id
        said = grounds.said_in(passage.candidate)
        is_known = any(each.act is Act.CLAIMS_RESPONSIBILITY for each in said)
        level = raised_to * max(passage.score / most, _ALSO_CLAIMED if is_known else 0.0)
        if level > (scores[id_].after if id_ in scores else passage.score):
            kept[id_] = shift(passage.score, raised=(level - passage.score) / (1 - passage.score))
    return kept


def _share_spoken(words: tuple[str, ...], candidate: Candidate, grounds: Grounds) -> float:
    """How much of the subject a passage holds in which the speaker asked for says something."""
    speaker = grounds.speaker
    if speaker is None or not speaker.known or not speaker.subject or not asks_for_words(words):
        return 0.0
    if not speaker.speaks_in(grounds.said_in(candidate)):
        return 0.0
    share = speaker.share_of_subject(candidate.paragraph.text)
    return share if share >= _ON_QUESTION else 0.0


def _strength(
    words: Sequence[str],
    done: Sequence[Statement],
    told: Told | None,
    speaker: AskedSpeaker | None,
) -> float:
    if told is Told.CLAIMED:
        return _CLAIMED
    if told is Told.BY_NOBODY:
        return _BY_NOBODY
    named = any(is_by(statement, words, speaker) for statement in done)
    return _DONE if named else _DONE_BY_SOMEBODY


def _share_held(
    grounds: Grounds, candidate: Candidate, done: Sequence[Statement], deed: AskedDeed | None
) -> float:
    """How much of the question, apart from the act and who does it, the passage is about.

    By idf; 0 where it lacks a name of the question's, or too much else.
    """
    question, speaker = grounds.question, grounds.speaker
    words = question_words(question.text)
    apart = act_stems(words) | {
        stem(word) for word in words if any(is_named(statement, [word]) for statement in done)
    }
    if speaker is not None and speaker.known:
        apart |= set(analyse(speaker.name).stems)
    wanted = {root: idf for root, idf in question.idf.items() if root not in apart}
    if not wanted:
        return 1.0
    text = f"{candidate.heading} {candidate.neighbours} {candidate.paragraph.text}"
    if deed is not None:
        text = deed.worded_as_asked(text)
    share = share_held(wanted, text, question.same)
    lacking = question.names - apart - as_asked(analyse(text), question.same).at.keys()
    return share if share >= _ON_QUESTION and not lacking else 0.0


def for_claimed_deed(decision: Decision, grounds: Grounds) -> Decision:
    """Too little confidence to answer who claims a deed where no passage tells that of this one:
    neither a denial nor a claim of another deed does."""
    if not asks_who_claims(grounds.question):
        return decision
    candidates = [passage.candidate for passage in decision.ranked]
    deed = asked_deed(grounds.question, candidates)
    if deed is None or any(
        deed.told_in(each, grounds.said_in(each)) for each in candidates[:_BEST_TELLING]
    ):
        return decision
    confidence = capped(decision.confidence, _UNCLAIMED * decision.threshold)
    return decision.shifted("claim asked for is not told of", confidence=confidence)
