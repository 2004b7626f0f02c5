"""Coverage: which outlets have a claim or a figure, and which have not.

What one origin says to the same effect is one row, in whatever words outlets report it, and so is
one value of a quantity, whoever gives it. Columns are publishers, so that two outlets of one house
are not two witnesses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.types import Article, Span
from index.claims.figures.finding import Figures
from index.claims.figures.grouping import Group, Relation, Reported, relation
from index.claims.mentioned import Mentioned, mentioned_in, stems_of
from index.claims.origins import Origin
from index.claims.publishers import Publishers
from index.claims.sides import Sides, newest_first, quoted
from index.claims.story import Claim
from index.claims.voices import VoiceKind
from index.types import Passage

# Two claims of one origin are to the same effect if they share so many stems, such a part of those
# of the shorter one, and all figures. Set by hand; not measured.
_LEAST_SHARED, _SAME_EFFECT = 4, 0.6


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: words of a paragraph."""

    passage: Passage
    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """A claim, of an `origin`, or a figure that is `counted`, with its places in each publisher,
    newest first.

    What has no known outlet counts among the `articles` alone, with its places in `unplaced`.
    `first` is the first published. `otherwise` are publishers whose articles have the figure or
    most of the words elsewhere, and so may have it too.
    """

    first: Place
    outlets: Mapping[str, tuple[Place, ...]]
    articles: int
    origin: Origin | None = None
    counted: Reported | None = None
    unplaced: tuple[Place, ...] = ()
    otherwise: frozenset[str] = frozenset()

    def missing(self, outlets: Sequence[str]) -> list[str]:
        """Those of these publishers that have nothing of it."""
        return [each for each in outlets if each not in self.outlets and each not in self.otherwise]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The rows of a topic, what most publishers have first; `outlets` are the publishers of all of
    the story, `called` how each is shown: as its outlet, where it has but one there."""

    sides: Sides
    outlets: tuple[str, ...]
    rows: tuple[Row, ...]
    called: Mapping[str, str]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every paragraph that words are shown of."""
        places = (place for row in self.rows for some in row.outlets.values() for place in some)
        unplaced = (place for row in self.rows for place in row.unplaced)
        shown = (*(row.first for row in self.rows), *places, *unplaced)
        return tuple({place.passage.paragraph.id: place.passage for place in shown}.values())


def find_coverage(sides: Sides, figures: Figures, publishers: Publishers) -> Coverage:
    """Which publishers have which claims, those of several parties once, and which figures."""
    claims = {claim.statement.id: claim for claim in sides.claims}
    for claim in list(claims.values()):
        for echo in sides.origins.echoes.get(claim.statement.id, ()):
            claims.setdefault(echo.statement.id, echo)
    by_origin: dict[int, list[Claim]] = {}
    for claim in claims.values():
        by_origin.setdefault(sides.origins.of[claim.statement.id], []).append(claim)
    origins = {origin.id: origin for origin in sides.origins.all}
    effects = [
        (origins[origin], some)
        for origin, of_origin in by_origin.items()
        for some in _to_one_effect(of_origin, sides)
    ]
    claimed = [_row(some, origin, publishers) for origin, some in _with_open(effects, sides)]
    quantities = [_figure_rows(group, publishers) for group in figures.compared]
    counted = [row for rows in quantities for row in rows if not _is_told(rows, claimed)]
    mentioned = mentioned_in(sides.topic.passages, publishers)
    rows = [_told_otherwise(row, mentioned) for row in (*claimed, *counted)]
    rows.sort(key=lambda row: (row.first.passage.article.number, row.first.passage.paragraph.id))
    rows.sort(key=lambda row: row.first.passage.article.published or "", reverse=True)
    rows.sort(key=lambda row: (-len(row.outlets), -row.articles))
    return Coverage(sides, sides.outlets, tuple(rows), _called(sides, publishers))


def _called(sides: Sides, publishers: Publishers) -> Mapping[str, str]:
    """What publishers are called: by the name of their outlet where the story has only one, as it
    stands beside every quotation."""
    outlets: dict[str, set[str]] = {}
    for article in sides.articles:
        if article.outlet is not None:
            outlets.setdefault(publishers.family_of(article.outlet), set()).add(article.outlet)
    return {
        publisher: next(iter(names)) if len(names) == 1 else publisher
        for publisher, names in outlets.items()
    }


def _with_open(
    effects: Sequence[tuple[Origin, Sequence[Claim]]], sides: Sides
) -> list[tuple[Origin, list[Claim]]]:
    """With what is said by somebody who cannot be told beside what another article has to the same
    effect: nothing tells that it is not the same."""
    named = [(origin, list(some)) for origin, some in effects if not _is_open(some, sides)]
    for origin, some in effects:
        if not _is_open(some, sides):
            continue
        alike = next((others for _, others in named if _may_be_one(some[0], others)), None)
        if alike is None:
            named.append((origin, list(some)))
        else:
            alike += some
    return named


def _is_open(claims: Sequence[Claim], sides: Sides) -> bool:
    return all(
        voice.kind in (VoiceKind.UNRESOLVED, VoiceKind.DESCRIBED)
        for claim in claims
        for voice in sides.voices.get(claim.statement.id, ())
    )


def _may_be_one(claim: Claim, others: Sequence[Claim]) -> bool:
    first = others[0]
    articles = {other.passage.article.number for other in others}
    return (
        claim.statement.act is first.statement.act
        and claim.passage.article.number not in articles
        and _say_alike(stems_of(claim.words), stems_of(first.words))
    )


def _is_told(values: Sequence[Row], claimed: Sequence[Row]) -> bool:
    """Whether a quantity has one value, which stands in the words of one claim: that is shown."""
    return len(values) == 1 and any(_is_within(values[0], claim) for claim in claimed)


def _is_within(row: Row, claim: Row) -> bool:
    """Whether a figure stands wherever it does in the words of this claim."""
    places = [
        (place.passage.paragraph.id, place.span)
        for some in (*claim.outlets.values(), claim.unplaced)
        for place in some
    ]
    return all(
        any(place.passage.paragraph.id == id_ and place.span.overlaps(span) for id_, span in places)
        for some in (*row.outlets.values(), row.unplaced)
        for place in some
    )


def _told_otherwise(row: Row, mentioned: Mentioned) -> Row:
    """With the publishers that may have it, too."""
    if row.counted is None:
        words = row.first.span.of(row.first.passage.paragraph.text)
        others = mentioned.may_have_said(words)
    else:
        others = mentioned.have_figure(row.counted)
    return replace(row, otherwise=row.otherwise | frozenset(others))


def _row(claims: Sequence[Claim], origin: Origin, publishers: Publishers) -> Row:
    places = [Place(claim.passage, quoted(claim)) for claim in newest_first(claims)]
    return replace(_placed(places, publishers), origin=origin)


def _figure_rows(group: Group, publishers: Publishers) -> list[Row]:
    """A row a value; each knows who gives another that it admits."""
    rows = [(some[0].amount, _figure_row(some, publishers)) for some in _of_one_value(group)]
    return [
        replace(
            row,
            otherwise=frozenset(
                outlet
                for other, another in rows
                if another is not row and relation(other, amount) is not Relation.DIFFER
                for outlet in another.outlets
            ),
        )
        for amount, row in rows
    ]


def _figure_row(some: Sequence[Reported], publishers: Publishers) -> Row:
    places = [
        Place(each.passage, each.sentence)
        for each in some
        if each.passage is not None and each.sentence is not None
    ]
    return replace(_placed(places, publishers), counted=some[-1])


def _placed(places: Sequence[Place], publishers: Publishers) -> Row:
    outlets: dict[str, list[Place]] = {}
    unplaced: list[Place] = []
    for place in places:
        family = publishers.family(place.passage.article)
        (unplaced if family is None else outlets.setdefault(family, [])).append(place)
    return Row(
        first=min(places, key=lambda place: _published(place.passage.article)),
        outlets={family: tuple(some) for family, some in outlets.items()},
        articles=len({place.passage.article.number for place in places}),
        unplaced=tuple(unplaced),
    )


def _of_one_value(group: Group) -> list[list[Reported]]:
    """The figures of a quantity, those with one value and one bound together."""
    found: list[list[Reported]] = []
    for value in group.shown:
        amount = value.reported.amount
        for some in found:
            other = some[0].amount
            same = relation(amount, other) is Relation.SAME or (
                (amount.low, amount.high) == (other.low, other.high)
            )
            if same and amount.bound is other.bound:
                some.append(value.reported)
                break
        else:
            found.append([value.reported])
    return found


def _published(article: Article) -> tuple[bool, str, int]:
    return article.published is None, article.published or "", article.number


def _to_one_effect(claims: Sequence[Claim], sides: Sides) -> list[list[Claim]]:
    """An origin's claims, those to the same effect together."""
    stems = {claim.statement.id: stems_of(claim.words) for claim in claims}

    def is_alike(claim: Claim, other: Claim) -> bool:
        if claim.statement.act is not other.statement.act:
            return False  # who denies it does not say the same as who says it
        echoes = sides.origins.echoes.get(claim.statement.id, ())
        if any(echo.statement.id == other.statement.id for echo in echoes):
            return True
        return _say_alike(stems[claim.statement.id], stems[other.statement.id])

    groups: list[list[Claim]] = []
    for claim in sorted(claims, key=lambda claim: _published(claim.passage.article)):
        alike = next((some for some in groups if is_alike(claim, some[0])), None)
        if alike is None:
            groups.append([claim])
        else:
            alike.append(claim)
    return groups


def _say_alike(one: frozenset[str], two: frozenset[str]) -> bool:
    shared = len(one & two)
    if {root for root in one ^ two if root[:1].isdigit()}:
        return False
    return shared >= _LEAST_SHARED and shared >= _SAME_EFFECT * min(len(one), len(two))
