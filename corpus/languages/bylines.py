"""Words around the names of authors and outlets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BylineWords:
    """Words in lower case.

    `by` stands before a name, and one of `before_by` before it; `joint` between the last two of a
    list. What ends with one of the `roles`, or has one of the `role_joints` after it, is what
    somebody does. `nobody` are words in the place of a name; `agencies` stand behind the names of
    their people. `sections` are what parts of any site are called; none is an outlet.

    `outlets` are what newspapers are called, `common_to_outlets` what stands beside those words in
    the names of sections; `article`, `on` and `place` stand before a name, a day and a place.
    `mastheads` end the names of outlets that stand above a headline, and a `slogan` may stand below
    one; `told` is before the short name of the outlet that somebody speaks to.
    `published_by` and `published` are patterns of what is written before the outlet, and before
    the day alone; `labels` are those of what is written before a colon in a head, by what it labels
    ("title", "outlet", "published", "byline", "url", "dateline").
    """

    by: str
    before_by: frozenset[str]
    joint: frozenset[str]
    roles: frozenset[str]
    role_joints: frozenset[str]
    nobody: frozenset[str]
    agencies: frozenset[str]
    sections: frozenset[str]
    outlets: frozenset[str]
    common_to_outlets: frozenset[str]
    mastheads: frozenset[str]
    slogan: str
    told: str
    article: str
    on: str
    place: str
    published_by: str
    published: str
    labels: Mapping[str, str]
