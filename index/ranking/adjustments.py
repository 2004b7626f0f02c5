"""What changes a decision after the model has made it: the act, speaker and days asked for.

This is the one place where anything but the model touches a score or the confidence. Each
adjustment goes from a decision to a decision, and what it did is on record in it
(`Decision.shifted`), so that `dateline ask --explain` shows it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.attribution.acts import acts_by_lemma
from corpus.attribution.nations import nation_of
from corpus.attribution.types import Act, Statement
from corpus.languages.en import ENGLISH
from corpus.languages.sentences import split_sentences
from index.query.asked_act import (
    act_stems,
    asked_acts,
    asks_for_words,
    does,
    is_by,
    is_named,
    question_words,
)
from index.query.asked_names import names_to_be_told
from index.query.asked_role import asked_role
from index.query.asked_speaker import AskedSpeaker
from index.query.question import AnswerKind, Question
from index.query.spellings import may_name
from index.query.words import analyse, as_asked, share_held, stem
from index.ranking.claimed_deed import AskedDeed, Told, asked_deed, asks_who_claims
from index.ranking.decision import Decision, Ranked
from index.ranking.temporal_match import TemporalMatch
from index.search.candidate import Candidate
from index.types import Shift

Statements = Mapping[int, Sequence[Statement]]


@dataclass(frozen=True, slots=True)
class Grounds:
    """What adjustments go by: the question, who says what by paragraph, the days and the speaker
    asked for, and the outlets whose own corrections are.

    `whole_article` gives the title and text of a candidate's article, `is_written_small` tells
    whether the corpus has a word in lower case.
    """

    question: Question
    statements: Statements
    temporal: TemporalMatch | None = None
    speaker: AskedSpeaker | None = None
    correcting: frozenset[str] = frozenset()
    whole_article: Callable[[Candidate], str] = lambda candidate: candidate.with_heading
    is_written_small: Callable[[str], bool] = lambda word: False

    def said_in(self, candidate: Candidate) -> Sequence[Statement]:
        return self.statements.get(candidate.paragraph.id, ())


def adjust(decision: Decision, grounds: Grounds) -> Decision:
    """The decision after every adjustment."""
    for adjustment in ADJUSTMENTS:
        decision = adjustment(decision, grounds)
    return decision


# The statements asked for: who does what. All of this is set by hand; in `python -m bench.sweep`
# (141 dev questions of the demo corpus, 750 over news) no other value changes R@1, AUROC or what is
# answered by more than .002, since few of them ask for an act.

# How far a match raises the score of a passage: by itself, and where it is about the rest of the
# question too. Whoever asks "who denied it" names nobody, so there the act is enough.
_MATCHED = 0.25
_DONE, _DONE_BY_SOMEBODY = 0.95, 0.6
# How far it is raised by what the speaker asked for says on all of the subject. Set by hand.
_SAYS_IT = 0.95
# What is left of the score of one that only mentions what another does.
_MENTIONED = 0.9
# How far a claim of responsibility raises its passage, and word that nobody claims it; and how far
# either raises the confidence that it answers.
_CLAIMED, _BY_NOBODY, _CLAIM_ANSWERS = 0.95, 0.9, 0.6
# What is left of the threshold where none of so many of the best passages tells who claims it.
_UNCLAIMED, _BEST_TELLING = 0.5, 5
# With less of the question than this, a passage is about something else.
_ON_QUESTION = 0.6
# How well a statement meets the question that shares its speaker, its act or both.
_SPEAKER_AND_ACT, _SPEAKER, _ACT = 1.0, 0.6, 0.4


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
        if deed is None:
            said = grounds.said_in(passage.candidate)
            raised = max(raised, _MATCHED * attribution_match(words, said, grounds.speaker))
        elif tells:
            raised = max(raised, _MATCHED * _ACT)
        if done or tells:
            share = _share_held(grounds, passage.candidate, done, deed)
            raised = max(raised, _strength(words, done, tells, grounds.speaker) * share)
            if tells in (Told.CLAIMED, Told.BY_NOBODY):
                claimed = max(claimed, share)
        shift = _shift(passage.score, lowered=1.0 if done or tells else mentioned, raised=raised)
        if shift.factors:
            scores[id_] = shift
    if not scores:
        return decision
    if claimed:
        claims = [p for p in decision.ranked if told[p.candidate.paragraph.id] is Told.CLAIMED]
        scores |= _kept_near(claims, decision, scores)
    confidence = _shift(decision.confidence, raised=_CLAIM_ANSWERS * claimed)
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
    claims: Sequence[Ranked], decision: Decision, scores: Mapping[int, Shift]
) -> dict[int, Shift]:
    """What keeps another's claim as near the best passage as it was before that was raised.

    A second group may claim the same in words that hold less of the question; without this the cut
    (`index/answering/cut.py`) would leave it out only because the first was raised.
    """
    most = max(passage.score for passage in decision.ranked)
    raised_to = max(shift.after for shift in scores.values())
    kept = {}
    for passage in claims:
        level, id_ = raised_to * passage.score / most, passage.candidate.paragraph.id
        if level > (scores[id_].after if id_ in scores else passage.score):
            kept[id_] = _shift(passage.score, raised=(level - passage.score) / (1 - passage.score))
    return kept


def attribution_match(
    words: tuple[str, ...], statements: Sequence[Statement], speaker: AskedSpeaker | None = None
) -> float:
    """0..1: whether somebody the question names does in a statement what the question asks about.

    0 for a question that names neither a speaker of these statements nor an act.
    """
    acts = asked_acts(words)
    says = not acts and asks_for_words(words)
    best = 0.0
    for statement in statements:
        named = is_by(statement, words, speaker)
        done = statement.act in acts
        if named and done:
            return _SPEAKER_AND_ACT
        if named and says:
            best = max(best, _SPEAKER)
        elif done:
            best = max(best, _ACT)
    return best


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
    deed, told = _told(decision, grounds)
    best = [passage.candidate.paragraph.id for passage in decision.ranked[:_BEST_TELLING]]
    if deed is None or any(told[id_] for id_ in best):
        return decision
    confidence = _capped(decision.confidence, _UNCLAIMED * decision.threshold)
    return decision.shifted("claim asked for is not told of", confidence=confidence)


# The speaker asked for. docs/decisions.md says on which questions these were chosen ("What somebody
# says is answered by passages that have them"). In `python -m bench.sweep`, over the demo corpus,
# leaving a speaker who is not heard at full confidence loses .026 of AUROC and .038 of what is
# refused; _ABOUT at .4 loses .023 of what is answered; all else, and all over news, is within .005,
# but for _UNHEARD (AUROC .009 more at 0, .016 less at .75).

# With less than this share of the subject, by idf, a passage is about something else.
_ABOUT = 0.2
# What is left of the threshold where the speaker is not heard.
_UNHEARD = 0.5
# And where they are named, but nothing there can be theirs: a mention may tell what they said.
_SILENT = 0.9
# With at least this share, one of the best passages in which the speaker speaks makes an answer so
# much likelier.
_ON_SUBJECT, _BEST, _LIKELIER = 0.6, 5, 0.5
# Whoever does none of these, where a question asks about them, has not answered it.
# What is left of the score of a passage without a name of the subject where another has one.
_ELSEWHERE = 0.3
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
        confidence = _capped(decision.confidence, _UNHEARD * decision.threshold)
        return decision.shifted("speaker asked for does not do it", confidence=confidence)
    if not is_heard(speaker, decision.ranked, grounds.statements):
        confidence = _capped(decision.confidence, _UNHEARD * decision.threshold)
        return decision.shifted("speaker asked for is not heard", confidence=confidence)
    if not may_speak(speaker, decision.ranked, grounds.statements):
        confidence = _capped(decision.confidence, _SILENT * decision.threshold)
        return decision.shifted("speaker asked for is only mentioned", confidence=confidence)
    if grounds.question.kind is not AnswerKind.OTHER:
        return decision
    share = _share_said(speaker, decision.ranked[:_BEST], grounds)
    if share < _ON_SUBJECT:
        return decision
    confidence = _shift(decision.confidence, raised=_LIKELIER * share)
    return decision.shifted("speaker asked for is on the subject", confidence=confidence)


def for_named_subject(decision: Decision, grounds: Grounds) -> Decision:
    """What the speaker says of what the question names comes before what they say elsewhere."""
    speaker = grounds.speaker
    if speaker is None or not speaker.names:
        return decision
    candidates = [passage.candidate for passage in decision.ranked[:_BEST]]
    named = {each.paragraph.id for each in candidates if speaker.names_subject_in(_around(each))}
    speaking = list(_with_speaker(speaker, decision.ranked[:_BEST], grounds.statements))
    if not any(each.paragraph.id in named for each in speaking):
        return decision
    scores = {
        passage.candidate.paragraph.id: _shift(passage.score, lowered=_ELSEWHERE)
        for passage in decision.ranked[:_BEST]
        if passage.candidate.paragraph.id not in named
    }
    return decision.shifted("subject asked for is named", scores=scores) if scores else decision


def _around(candidate: Candidate) -> str:
    return f"{candidate.with_heading} {candidate.neighbours}"


def for_asked_role(decision: Decision, grounds: Grounds) -> Decision:
    """Too little confidence to answer where somebody is asked for by what they are, "the driver",
    of whom no passage has a word: others speak there."""
    role = asked_role(grounds.question.text)
    best = [passage.candidate for passage in decision.ranked[:_BEST]]
    if role is None or any(_has_role(role, candidate, grounds) for candidate in best):
        return decision
    confidence = _capped(decision.confidence, _SILENT * decision.threshold)
    return decision.shifted("role asked for is not heard", confidence=confidence)


def _has_role(role: str, candidate: Candidate, grounds: Grounds) -> bool:
    """Whether the passage, what is around it or what its speakers are called has the word."""
    said = grounds.said_in(candidate)
    told = [told for each in said for told in (each.source, each.description, each.antecedent)]
    around = " ".join(filter(None, (candidate.with_heading, candidate.neighbours, *told)))
    return role in as_asked(analyse(around), grounds.question.same).at


def is_heard(speaker: AskedSpeaker, ranked: Sequence[Ranked], statements: Statements) -> bool:
    """Whether a passage in which the speaker speaks, or is named, is about the subject.

    Where that has a name, by its own words and its heading: what stands beside it may be about
    another place.
    """
    return any(
        speaker.share_of_subject(
            candidate.with_heading
            if speaker.names
            else f"{candidate.with_heading} {candidate.neighbours}"
        )
        >= _ABOUT
        for candidate in _with_speaker(speaker, ranked, statements)
    )


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


# An outlet's own corrections. Set by hand: over the demo's and a stranger's articles the model gave
# the correction that was asked for .04 to .26, as it says nothing of who corrects what.
_CORRECTS, _CORRECTION_ANSWERS = 0.95, 0.6


def for_asked_correction(decision: Decision, grounds: Grounds) -> Decision:
    """What an outlet says of its own mistake is what whoever asks for its corrections wants, where
    its article is about the rest of the question."""
    words = ENGLISH.questions
    shares: dict[int, float] = {}
    for passage in decision.ranked:
        candidate, outlet = passage.candidate, passage.candidate.article.outlet
        if not candidate.paragraph.is_correction or outlet not in grounds.correcting:
            continue
        apart = {stem(word) for word in words.of_corrections} | set(analyse(outlet).stems)
        wanted = {root: idf for root, idf in grounds.question.idf.items() if root not in apart}
        text = f"{candidate.article.title} {candidate.neighbours} {candidate.paragraph.text}"
        share = share_held(wanted, text, grounds.question.same) if wanted else 1.0
        if share >= _ON_QUESTION:
            shares[candidate.paragraph.id] = share
    if not shares:
        return decision
    scores = {
        id_: _shift(passage.score, raised=_CORRECTS * shares[id_])
        for passage in decision.ranked
        if (id_ := passage.candidate.paragraph.id) in shares
    }
    raised = _CORRECTION_ANSWERS * max(shares.values())
    confidence = _shift(decision.confidence, raised=raised)
    return decision.shifted("corrections asked for", confidence=confidence, scores=scores)


# The days asked for. Set by hand; docs/decisions.md has what days are worth over a live corpus
# ("Words for days are a preference"). Over archives no other value changes a figure of `python -m
# bench.sweep` by more than .004.

# How far a perfect match raises a passage's score. Where the days differ from article to article,
# the passage's own words have said as much already.
_OF_THE_DAY, _OF_ITS_OWN_DAY = 0.15, 0.05
# What is left of the threshold where no passage tells of the date.
_UNTOLD = 0.5


def for_days_asked(decision: Decision, grounds: Grounds) -> Decision:
    """Passages of the days asked for come further up.

    Where the question has a date that none of the best tells of, the confidence is too low to
    answer.
    """
    temporal = grounds.temporal
    if temporal is None:
        return decision
    boost = _OF_THE_DAY if temporal.certain else _OF_ITS_OWN_DAY
    scores: dict[int, Shift] = {}
    for passage in decision.ranked:
        shift = _shift(passage.score, raised=boost * temporal.match(passage.candidate))
        if shift.factors:
            scores[passage.candidate.paragraph.id] = shift
    if scores:
        decision = decision.shifted("days asked for", scores=scores)
    candidates = [passage.candidate for passage in decision.ranked]
    if not temporal.dates or temporal.told(temporal.dates, candidates):
        return decision
    confidence = _capped(decision.confidence, _UNTOLD * decision.threshold)
    return decision.shifted("date asked for is not told of", confidence=confidence)


# The names asked for. Set by hand: what is left of the score of a passage, and of the confidence,
# where the article has nothing of a name that the question has. Passages that score at least _CLOSE
# of the best are looked at. docs/decisions.md has what it does ("A name that the article lacks").
_UNNAMED, _CLOSE = 0.5, 0.5


def for_names_asked(decision: Decision, grounds: Grounds) -> Decision:
    """A passage of an article that lacks a name which the question has is of another event.

    How many died at Mirrow is not answered by how many did in the flood at Orle.
    """
    names = names_to_be_told(grounds.question)
    if not names or not decision.ranked:
        return decision
    best = decision.ranked[0].score
    lacked = {
        passage.candidate.paragraph.id: _lacked(names, passage.candidate, grounds)
        for passage in decision.ranked
        if passage.score >= _CLOSE * best
    }
    common = {
        name
        for name in set().union(*lacked.values())
        if any(grounds.is_written_small(word.lower()) for word in name.split())
    }
    scores = {
        passage.candidate.paragraph.id: _shift(passage.score, lowered=_UNNAMED)
        for passage in decision.ranked
        if lacked.get(passage.candidate.paragraph.id, frozenset()) - common
    }
    if not scores:
        return decision
    lowered = decision.shifted("names asked for", scores=scores)
    if lowered.ranked[0].candidate.paragraph.id not in scores:
        return lowered
    confidence = _shift(decision.confidence, lowered=_UNNAMED)
    return decision.shifted("names asked for", confidence=confidence, scores=scores)


def _lacked(names: Sequence[str], candidate: Candidate, grounds: Grounds) -> frozenset[str]:
    """The names of which a candidate's article has no spelling."""
    near = f"{candidate.with_heading} {candidate.neighbours}"
    missing = [name for name in names if not may_name(name, near)]
    article = grounds.whole_article(candidate) if missing else ""
    return frozenset(name for name in missing if not may_name(name, article))


# What is current. Of the yearly final the latest is meant, unless the question names a day or a
# year. How much less the oldest passage counts than the newest of those that score at least _RIVAL
# of the best, the days in which most of that is lost, and those in which news is of one event. Ages
# are among the candidates, not from today: an archive is as good as it was. Over 60 quiz questions
# on a year and a half of news, in which little happens twice, R@1 is .900 with and without, and
# .917 with .4 in place of .25; over 361 written questions it is .823 with either and .820 without.
# Over longer times it was not measured.
_OLDEST, _RIVAL, _FADING, _ONE_EVENT = 0.25, 0.5, 90.0, 60
_YEAR = re.compile(r"(?:19|20)\d\d")


def for_what_is_current(decision: Decision, grounds: Grounds) -> Decision:
    """Of passages that score alike, those published last come first.

    Not where the question names days, or a year.
    """
    if grounds.temporal is not None or any(map(_YEAR.fullmatch, grounds.question.numbers)):
        return decision
    days = {
        passage.candidate.paragraph.id: date.fromisoformat(passage.candidate.article.day)
        for passage in decision.ranked
        if passage.candidate.article.day is not None
    }
    best = decision.ranked[0].score if decision.ranked else 0.0
    rivals = [
        days[passage.candidate.paragraph.id]
        for passage in decision.ranked
        if passage.score >= _RIVAL * best and passage.candidate.paragraph.id in days
    ]
    if not rivals:
        return decision
    newest = max(rivals)
    scores: dict[int, Shift] = {}
    for passage in decision.ranked:
        day = days.get(passage.candidate.paragraph.id)
        older = (newest - day).days - _ONE_EVENT if day is not None else 0
        if older > 0:
            left = 1 - _OLDEST * (1 - math.exp(-older / _FADING))
            scores[passage.candidate.paragraph.id] = _shift(passage.score, lowered=left)
    return decision.shifted("what is current", scores=scores) if scores else decision


ADJUSTMENTS: tuple[Callable[[Decision, Grounds], Decision], ...] = (
    for_asked_act,
    for_claimed_deed,
    for_asked_speaker,
    for_named_subject,
    for_asked_role,
    for_asked_correction,
    for_names_asked,
    for_days_asked,
    for_what_is_current,
)


def _shift(value: float, *, lowered: float = 1.0, raised: float = 0.0) -> Shift:
    """A number made smaller by a factor, then raised by a share of what it lacks of 1."""
    factors = {}
    after = value
    if lowered < 1:
        factors["factor"] = lowered
        after *= lowered
    if raised:
        factors["remainder"] = 1 - raised
        after = 1 - (1 - after) * (1 - raised)
    return Shift(value, after, factors)


def _capped(value: float, most: float) -> Shift:
    return Shift(value, min(value, most), {"at most": most})
