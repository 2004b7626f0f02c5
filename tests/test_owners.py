"""Whose a body is: Norland's ministry is never Aldmoor's, in whatever words and order."""

from __future__ import annotations

from itertools import product

import pytest

from corpus.speakers.appearances import appearances_of
from corpus.speakers.linking import link
from tests.parses import attribute_together

BODIES = [
    "Defence Ministry",
    "Ministry of Defence",
    "Foreign Ministry",
    "General Staff",
    "Air Force",
    "Security Service",
    "National Guard",
    "Border Guard",
    "Central Bank",
    "Supreme Court",
    "Election Commission",
    "Red Crescent",
    "City Council",
    "Health Office",
    "defence ministry",
    "general staff",
    "air force",
]
# Whose it is in each form; a state that no list has has no demonym and no capital there.
OWNERS = {
    "Ukraine": ("Ukraine's {}", "The {} of Ukraine", "The Ukrainian {}", "Kyiv's {}"),
    "Russia": ("Russia's {}", "The {} of Russia", "The Russian {}", "Moscow's {}"),
    "Kestria": ("Kestria's {}", "The {} of Kestria", "The Kestrian {}", "Kestria’s {}"),
    "Varn": ("Varn's {}", "The {} of Varn", "The Varnish {}", "Varn’s {}"),
}
PAIRS = [("Ukraine", "Russia"), ("Russia", "Ukraine"), ("Kestria", "Varn"), ("Varn", "Ukraine")]


def said_in(*texts: str) -> dict[tuple[int, str], tuple[str | None, str | None]]:
    """The one name and the party of the speaker in each article, by the words that name them."""
    found = {}
    articles = list(zip(texts, attribute_together(texts), strict=True))
    appearances = [
        appearance
        for number, (text, attributions) in enumerate(articles)
        for appearance in appearances_of(number, text, attributions)
    ]
    linked = {(one.appearance.article, one.appearance.speaker): one for one in link(appearances)}
    for number, (text, attributions) in enumerate(articles):
        for said in attributions:
            if said.source is None or said.speaker is None:
                continue
            one = linked[number, said.speaker]
            party = one.appearance.party
            found[number, said.source.of(text)] = one.origin, party.name if party else None
    return found


@pytest.mark.parametrize("body", BODIES)
def test_two_owners_have_two_bodies_in_one_article(body: str) -> None:
    for number, (here, there) in enumerate(product(range(4), range(4))):
        owner, other = PAIRS[number % len(PAIRS)]
        one, two = OWNERS[owner][here].format(body), OWNERS[other][there].format(body)
        text = f"{one} said that the bridge stood.\n\n{two} said that the bridge was gone."
        found = said_in(text)
        origin, party = found.get((0, one), (None, None))
        second, party_of_second = found.get((0, two), (None, None))
        assert origin is None or origin != second, text
        assert party in (None, owner), text
        assert party_of_second in (None, other), text


@pytest.mark.parametrize("body", BODIES)
def test_two_owners_have_two_bodies_over_the_articles(body: str) -> None:
    texts = [
        f"{form.format(body)} said that the bridge stood. {owner}'s foreign minister came."
        for owner, forms in OWNERS.items()
        for form in forms
    ]
    found = said_in(*texts)
    by_owner: dict[str, set[str | None]] = {}
    for (number, _), (origin, party) in found.items():
        owner = list(OWNERS)[number // 4]
        by_owner.setdefault(owner, set()).add(origin)
        assert party in (None, owner), texts[number]
    for owner, other in product(by_owner, by_owner):
        assert owner == other or by_owner[owner].isdisjoint(by_owner[other])


@pytest.mark.parametrize("body", ["Defence Ministry", "defence ministry", "General Staff"])
def test_a_body_is_one_by_whatever_word_for_its_state(body: str) -> None:
    for forms in OWNERS.values():
        texts = [
            f"{form.format(body)} said that it was dark. Kestria's and Varn's foreign ministers and"
            " a Kestrian and a Varnish guest came. Varn's army left. The army of Kestria stayed."
            for form in forms[:3]
        ]
        found = said_in(*texts)
        assert len({origin for origin, _ in found.values()}) == 1


def test_a_group_with_its_nation_is_the_group_of_these_initials() -> None:
    texts = [
        "Sudan's Rapid Support Forces (RSF) said that it was dark.",
        "The paramilitary Rapid Support Forces (RSF) came. The RSF said that it was late.",
    ]
    found = said_in(*texts)
    assert len(found) == 2
    assert len({origin for origin, _ in found.values()}) == 1
