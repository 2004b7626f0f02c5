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
from index.claims.origins import Origin
from index.claims.publishers import Publishers
from index.claims.sides import Sides, newest_first, quoted
from index.claims.story import Claim
from index.query.terms import content_words
from index.query.words import stem
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
    `first` is the first published. `otherwise` are publishers that give a figure's value with
    another bound ("at least 10").
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
    """The rows of a topic, what most publishers have first; `outlets` are all of the story's."""

    sides: Sides
    outlets: tuple[str, ...]
    rows: tuple[Row, ...]

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
    rows = [
        _row(some, origins[origin], publishers)
        for origin, of_origin in by_origin.items()
        for some in _to_one_effect(of_origin, sides)
    ]
    rows += [row for group in figures.compared for row in _figure_rows(group, publishers)]
    rows.sort(key=lambda row: (row.first.passage.article.number, row.first.passage.paragraph.id))
    rows.sort(key=lambda row: row.first.passage.article.published or "", reverse=True)
    rows.sort(key=lambda row: (-len(row.outlets), -row.articles))
    return Coverage(sides, sides.outlets, tuple(rows))


def _row(claims: Sequence[Claim], origin: Origin, publishers: Publishers) -> Row:
    places = [Place(claim.passage, quoted(claim)) for claim in newest_first(claims)]
    return replace(_placed(places, publishers), origin=origin)


def _figure_rows(group: Group, publishers: Publishers) -> list[Row]:
    """A row a value; each knows who else gives the value, but with another bound."""
    rows = [(some[0].amount, _figure_row(some, publishers)) for some in _of_one_value(group)]
    return [
        replace(
            row,
            otherwise=frozenset(
                outlet
                for other, another in rows
                if another is not row and other.value is not None and other.value == amount.value
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
    stems = {claim.statement.id: _stems(claim) for claim in claims}

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


def _stems(claim: Claim) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(claim.words))
