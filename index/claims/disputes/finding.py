"""The disputes of a topic, by issue, as the store has them."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from corpus.attribution.types import Act
from corpus.figures.types import Slot
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.storage.dispute_table import StoredDispute, StoredSide
from corpus.storage.store import CorpusStore
from corpus.types import Filters, Span
from index.claims.disputes.charges import Charge, charges_in
from index.claims.disputes.features import Asserted, asserted
from index.claims.disputes.pairing import (
    Conflict,
    ConflictKind,
    Issue,
    NumberConflict,
    conflicts_among,
    number_conflicts_in,
    rival_conflicts_in,
)
from index.claims.figures.finding import reported_in
from index.claims.figures.grouping import Reported, group_figures
from index.claims.frame import Frame, frame_of
from index.claims.publishers import Publishers
from index.claims.sides import quoted, sentences_of
from index.claims.story import Claim, Story, Topic, claims_in
from index.claims.topics import find_topic
from index.claims.voices import Voice, VoiceKind, voices_of
from index.types import Passage

# Raised whenever the code finds disputes in another way; words speak for themselves.
_CODE = 6
_PAIRS_OF_A_QUANTITY = 3  # that are shown; set by hand, not measured


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute: the words, and who says them.

    `speaker` is None for the outlet's own voice or where the speaker could not be told; `source` is
    what the article calls them. `span` is of the passage's paragraph, `statement` the id of whose
    words they are; None where a figure is meant.
    """

    passage: Passage
    span: Span
    speaker: str | None
    party: str | None
    source: str | None
    act: str | None
    statement: int | None = None

    @property
    def words(self) -> str:
        return self.span.of(self.passage.paragraph.text)


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two claims that cannot both be so. `counted` is what figures are of. `echoes` are the places
    where either side says the same elsewhere; those of kept disputes are left in the store."""

    kind: ConflictKind
    issue: Issue
    one: Side
    two: Side
    score: float
    counted: Slot | None = None
    echoes: tuple[tuple[Claim, ...], tuple[Claim, ...]] = ((), ())


@dataclass(frozen=True, slots=True)
class Disputes:
    """The disputes of a story, by issue, the surest first; `unfound` are words of the topic that no
    article has."""

    story: Story
    by_issue: Mapping[Issue, tuple[Dispute, ...]]
    unfound: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[Dispute, ...]:
        return tuple(dispute for some in self.by_issue.values() for dispute in some)

    @property
    def shown(self) -> Mapping[Issue, tuple[Dispute, ...]]:
        """What people are shown: a few pairs of a quantity, as any two of its figures make one."""
        return {issue: tuple(_few_of_a_quantity(some)) for issue, some in self.by_issue.items()}

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The paragraphs that are quoted."""
        sides = (side for dispute in self.all for side in (dispute.one, dispute.two))
        return tuple({side.passage.paragraph.id: side.passage for side in sides}.values())


def _few_of_a_quantity(disputes: Sequence[Dispute]) -> Iterator[Dispute]:
    pairs: Counter[Slot] = Counter()
    for dispute in disputes:
        if dispute.counted is not None:
            pairs[dispute.counted] += 1
            if pairs[dispute.counted] > _PAIRS_OF_A_QUANTITY:
                continue
        yield dispute


def find_disputes(
    store: CorpusStore,
    topic: str,
    publishers: Publishers,
    *,
    filters: Filters = Filters(),
    language: Language = ENGLISH,
) -> Disputes | None:
    """The disputes of a topic; None where no story has its words."""
    frame = frame_of(store, filters, language=language)
    found = find_topic(store, topic, frame=frame, language=language)
    return disputes_on(found, frame, publishers, language=language) if found else None


def disputes_on(
    found: Topic,
    frame: Frame,
    publishers: Publishers,
    *,
    voices: Mapping[int, tuple[Voice, ...]] | None = None,
    language: Language = ENGLISH,
) -> Disputes:
    """The disputes of a topic that was found in this frame.

    Where the topic is a part of a story, at least one side of each stands in that part. Those of a
    whole story are kept; they are looked for again only as of a moment, within filters, and where
    they have not been found yet.
    """
    stored = None
    if frame.as_of is None and len(found.story.articles) == len(frame.members(found.story.id)):
        stored = frame.store.disputes.of(found.story.id, finder_of(publishers, language))
    if stored is None:
        every = compare(found, frame, publishers, voices=voices, language=language)
    else:
        passages = {passage.paragraph.id: passage for passage in found.passages}
        every = [_kept(dispute, passages) for dispute in stored]
    shown = [
        dispute
        for dispute in every
        if {dispute.one.passage.paragraph.id, dispute.two.passage.paragraph.id} & found.on_topic
    ]
    return Disputes(
        found.story,
        {
            issue: some
            for issue in Issue
            if (some := tuple(dispute for dispute in shown if dispute.issue is issue))
        },
        found.unfound,
    )


def compare(
    found: Topic,
    frame: Frame,
    publishers: Publishers,
    *,
    voices: Mapping[int, tuple[Voice, ...]] | None = None,
    language: Language = ENGLISH,
) -> list[Dispute]:
    """The disputes of the whole story of a topic, found anew."""
    voices = voices or voices_of(found.passages, is_outlet=publishers.knows, language=language)
    sides = {id_: side for id_, some in voices.items() if (side := _side_of(some))}
    speakers = {
        id_: some[0].speaker for id_, some in voices.items() if len(some) == 1 and some[0].speaker
    }
    read = [
        asserted(claim, sides.get(claim.statement.id), language)
        for claim in claims_in(found.passages)
    ]
    conflicts = [
        _dispute(conflict, sides, speakers) for conflict in conflicts_among(read, language)
    ]
    conflicts += _of_charges(read, sides, speakers, conflicts, found.passages, language)
    conflicts.sort(key=lambda dispute: -dispute.score)
    groups = group_figures(reported_in(frame, found.story.articles))
    numbers = number_conflicts_in(groups)
    known = {_values_of(conflict) for conflict in numbers}
    rivals = rival_conflicts_in(found.passages, language)
    numbers += [conflict for conflict in rivals if _values_of(conflict) not in known]
    return conflicts + [_of_numbers(conflict) for conflict in numbers]


def finder_of(publishers: Publishers, language: Language = ENGLISH) -> str:
    """Names the code, the words and the outlets by which disputes are found, so that a change is
    noticed."""
    known = [*sorted(publishers.families.items()), *sorted(publishers.agencies.items())]
    words = json.dumps([asdict(language.disputes), known], sort_keys=True, default=sorted)
    return f"disputes-{_CODE}-{hashlib.sha256(words.encode()).hexdigest()[:12]}"


def _kept(dispute: StoredDispute, passages: Mapping[int, Passage]) -> Dispute:
    def side(stored: StoredSide) -> Side:
        return Side(
            passages[stored.paragraph],
            stored.span,
            stored.speaker,
            stored.party,
            stored.source,
            stored.act,
            stored.statement,
        )

    return Dispute(
        ConflictKind(dispute.kind),
        Issue(dispute.issue),
        side(dispute.one),
        side(dispute.two),
        dispute.score,
        dispute.slot,
    )


def _side_of(voices: Sequence[Voice]) -> str | None:
    """For whom a statement stands: two groups that speak together are one side."""
    names = [voice.name for voice in voices if voice.kind is not VoiceKind.UNRESOLVED]
    return _TOGETHER.join(names) or None


def _dispute(conflict: Conflict, sides: Mapping[int, str], speakers: Mapping[int, str]) -> Dispute:
    return Dispute(
        conflict.kind,
        conflict.issue,
        _said(conflict.one, sides, speakers),
        _said(conflict.two, sides, speakers),
        conflict.score,
        echoes=conflict.echoes,
    )


def _said(claim: Claim, sides: Mapping[int, str], speakers: Mapping[int, str]) -> Side:
    statement = claim.statement
    side = sides.get(statement.id)
    return Side(
        claim.passage,
        _shown(claim),
        statement.speaker or speakers.get(statement.id) or side,
        side,
        statement.source,
        statement.act.value,
        statement.id,
    )


def _shown(claim: Claim) -> Span:
    """The words, or the sentence where they only point at others' words: "denied it"."""
    is_bare = len(claim.words.split()) == 1 and claim.statement.act is Act.DENIES
    return sentences_of(claim) if is_bare else quoted(claim)


def _of_charges(
    read: Sequence[Asserted],
    sides: Mapping[int, str],
    speakers: Mapping[int, str],
    found: Sequence[Dispute],
    passages: Sequence[Passage],
    language: Language,
) -> list[Dispute]:
    """What outlets say that somebody is accused of and denies, where no other side is quoted."""
    opposed = {side.statement for each in found for side in (each.one, each.two)}
    opposed |= {claim.statement.id for each in found for some in each.echoes for claim in some}
    denials = [each for each in read if each.denies and each.statement.id not in opposed]
    claims = [each.claim for each in read]
    by_id = {claim.statement.id: claim for claim in claims}
    disputes = [
        Dispute(
            ConflictKind.DENIAL,
            Issue.SAID,
            _charging(charge, claims, sides, speakers),
            Side(
                charge.denied_in,
                charge.denied,
                charge.speaker,
                None,
                charge.source,
                Act.DENIES.value,
            )
            if charge.statement is None
            else _said(by_id[charge.statement], sides, speakers),
            _CHARGE_SCORE,
        )
        for charge in charges_in(denials, passages, language)
    ]
    return [each for each in disputes if each.one.party is None or each.one.party != each.two.party]


def _charging(
    charge: Charge,
    claims: Sequence[Claim],
    sides: Mapping[int, str],
    speakers: Mapping[int, str],
) -> Side:
    """The charge as whoever accuses puts it, else as the outlet's own words of it."""
    for claim in claims:
        here = claim.passage.paragraph.id == charge.passage.paragraph.id
        accuses = claim.statement.act is Act.ACCUSES and claim.statement.id in sides
        if here and accuses and claim.extent.overlaps(charge.span):
            return _said(claim, sides, speakers)
    return Side(charge.passage, charge.span, charge.accuser, None, charge.accuser, None)


def _of_numbers(conflict: NumberConflict) -> Dispute:
    return Dispute(
        ConflictKind.NUMBER,
        Issue.NUMBER,
        _printed(conflict.one),
        _printed(conflict.two),
        _NUMBER_SCORE,
        conflict.one.figure.slot if conflict.one.figure.slot.kind != "count" else None,
    )


_TOGETHER = ", "
# Between a denial that names what it denies and a state. Set by hand; not measured.
_NUMBER_SCORE = 0.85
_CHARGE_SCORE = 0.65  # below who is quoted; set by hand, not measured


def _values_of(conflict: NumberConflict) -> frozenset[tuple[int, float]]:
    """The two values, each with its article."""
    sides = (conflict.one, conflict.two)
    return frozenset((each.article.number, each.amount.low) for each in sides)


def _printed(reported: Reported) -> Side:
    if reported.passage is None or reported.sentence is None:
        raise ValueError("a figure without a paragraph is in no dispute")
    return Side(
        reported.passage,
        reported.sentence,
        reported.speaker,
        reported.party,
        reported.source,
        None,
    )
