"""Coverage: which outlets have a claim, and which have not, by whom it comes from.

What one origin says to the same effect is one row, in whatever words outlets report it. Columns are
publishers, so that two outlets of one house are not two witnesses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.types import Article
from index.claims.origins import Origin
from index.claims.publishers import Publishers
from index.claims.sides import Sides, newest_first
from index.claims.story import Claim
from index.query.terms import content_words
from index.query.words import stem

# Two claims of one origin are to the same effect if they share so many stems, such a part of those
# of the shorter one, and all figures. Set by hand; not measured.
_LEAST_SHARED, _SAME_EFFECT = 4, 0.6


@dataclass(frozen=True, slots=True)
class Row:
    """A claim with where it stands: the claims of each publisher, newest first.

    What has no known outlet counts among the `articles` alone. `claim` is the first published.
    """

    claim: Claim
    origin: Origin
    outlets: Mapping[str, tuple[Claim, ...]]
    articles: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The rows of a topic, what most publishers have first; `outlets` are all of the story's."""

    sides: Sides
    outlets: tuple[str, ...]
    rows: tuple[Row, ...]


def find_coverage(sides: Sides, publishers: Publishers) -> Coverage:
    """Which publishers have which claims; those of several parties once."""
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
    rows.sort(key=lambda row: (row.claim.passage.article.number, row.claim.statement.id))
    rows.sort(key=lambda row: row.claim.passage.article.published or "", reverse=True)
    rows.sort(key=lambda row: (-len(row.outlets), -row.articles))
    return Coverage(sides, sides.outlets, tuple(rows))


def _row(claims: Sequence[Claim], origin: Origin, publishers: Publishers) -> Row:
    ordered = newest_first(claims)
    outlets: dict[str, list[Claim]] = {}
    for claim in ordered:
        family = publishers.family(claim.passage.article)
        if family is not None:
            outlets.setdefault(family, []).append(claim)
    first = min(ordered, key=lambda claim: _published(claim.passage.article))
    return Row(
        claim=first,
        origin=origin,
        outlets={family: tuple(some) for family, some in outlets.items()},
        articles=len({claim.passage.article.number for claim in ordered}),
    )


def _published(article: Article) -> tuple[bool, str, int]:
    return article.published is None, article.published or "", article.number


def _to_one_effect(claims: Sequence[Claim], sides: Sides) -> list[list[Claim]]:
    """An origin's claims, those to the same effect together."""
    groups: list[list[Claim]] = []
    for claim in sorted(claims, key=lambda claim: _published(claim.passage.article)):
        alike = next((some for some in groups if _is_alike(claim, some[0], sides)), None)
        if alike is None:
            groups.append([claim])
        else:
            alike.append(claim)
    return groups


def _is_alike(claim: Claim, other: Claim, sides: Sides) -> bool:
    if claim.statement.act is not other.statement.act:
        return False  # who denies it does not say the same as who says it
    echoes = sides.origins.echoes.get(claim.statement.id, ())
    if any(echo.statement.id == other.statement.id for echo in echoes):
        return True
    one, two = _stems(claim), _stems(other)
    shared = len(one & two)
    if {root for root in one ^ two if root[:1].isdigit()}:
        return False
    return shared >= _LEAST_SHARED and shared >= _SAME_EFFECT * min(len(one), len(two))


def _stems(claim: Claim) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(claim.words))
