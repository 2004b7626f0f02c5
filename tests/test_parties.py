"""Whom somebody speaks for, by the words that describe them."""

from __future__ import annotations

import pytest

from corpus.speakers.parties import Party, one_party, party_in
from corpus.types import Span


@pytest.mark.parametrize(
    ("description", "name", "party"),
    [
        ("Ukraine's Deputy Defence Minister Hanna Maliar", "Hanna Maliar", "Ukraine"),
        ("Ada Bell, a spokesman for the Russian defence ministry", "Ada Bell", "Russia"),
        ("Kremlin spokesman Piet Oren", "Piet Oren", "Russia"),
        ("Prime Minister Ada Bell of Australia", "Ada Bell", "Australia"),
        ("Ada Bell, an adviser to Ukraine's president", "Ada Bell", "Ukraine"),
        ("Ada Bell, a member of the Ukrainian parliament", "Ada Bell", "Ukraine"),
        ("US ambassador to Ukraine Ada Bell", "Ada Bell", "United States"),
        ("Poland and Ukraine's president Ada Bell", "Ada Bell", "Ukraine"),
        ("Russian-installed governor Ada Bell", "Ada Bell", "Russia"),
        ("Capt. Ada Bell of US Central Command", "Ada Bell", "United States"),
        ("Lt. Col. Ada Bell of the Russian general staff", "Ada Bell", "Russia"),
        ("Ukraine's Ada Bell, the foreign minister", "Ada Bell", "Ukraine"),
        ("Ada Bell, who is Ukraine's foreign minister", "Ada Bell", "Ukraine"),
        ("Russia's UN ambassador, Ada Bell", "Ada Bell", "Russia"),
        ("NATO's secretary general, Ada Bell", "Ada Bell", "NATO"),
        ("The EU's foreign policy chief, Ada Bell", "Ada Bell", "EU"),
        ("senior US defense officials", "", "United States"),
        ("US officials in Kyiv", "", "United States"),
        ("Kyiv", "", "Ukraine"),
        ("the Kremlin", "", "Russia"),
        ("Russian Ministry of Defence", "", "Russia"),
        ("Israel Defense Forces", "", "Israel"),
        ("Hamas spokesman Ada Bell", "Ada Bell", "Hamas"),
        (
            "Ada Bell, chairman of the Valley National Committee",
            "Ada Bell",
            "Valley National Committee",
        ),
        ("Commander Ada Bell of the Valley Free Front", "Ada Bell", "Valley Free Front"),
        (
            "Ada Bell, who heads the Valley Free Front's political office",
            "Ada Bell",
            "Valley Free Front",
        ),
        (
            "a spokesman for the Russian Volunteer Corps, Ada Bell",
            "Ada Bell",
            "Russian Volunteer Corps",
        ),
    ],
)
def test_an_office_of_one_nation_or_organisation_makes_a_party(
    description: str, name: str, party: str
) -> None:
    found = party_in(description, name=name)
    assert found is not None
    assert (found.name, found.held) == (party, True)


@pytest.mark.parametrize(
    ("description", "name"),
    [
        ("Russian Volunteer Corps", ""),
        ("Iran analysts", ""),
        ("Kremlin watchers", ""),
        ("Tony Jordan", "Tony Jordan"),
        ("Pan American Health Organization", ""),
        ("USA TODAY", ""),
        ("Americans", ""),
        ("Ukrainian soldiers", ""),
        ("residents of Kyiv", ""),
        ("Russian state media", ""),
        ("pro-Russian officials", ""),
        ("US and British officials", ""),
        ("US, EU and UK officials", ""),
        ("a US official and a Ukrainian official", ""),
        ("Valley Fire Battalion Chief Ada Bell", "Ada Bell"),
        ("UN official in Ukraine", ""),
        ("the most recent US government statistics", ""),
        ("London Mayor Ada Bell", "Ada Bell"),
        ("Paris police", ""),
        ("US Senator Ada Bell", "Ada Bell"),
        ("Ukrainian lawmakers", ""),
        ("New Mexico governor Ada Bell", "Ada Bell"),
        ("Georgia Secretary of State Ada Bell", "Ada Bell"),
        ("Northern Ireland Secretary Ada Bell", "Ada Bell"),
        ("Bank of Japan governor Ada Bell", "Ada Bell"),
        ("German Football Association president Ada Bell", "Ada Bell"),
        ("Russian opposition leader Ada Bell", "Ada Bell"),
        ("Ukrainian presidential candidate Ada Bell", "Ada Bell"),
        ("Ada Bell, a critic of the Russian defence ministry", "Ada Bell"),
        ("Ada Bell, wife of the Ukrainian president", "Ada Bell"),
        ("Ukrainian President Piet Oren's wife Ada Bell", "Ada Bell"),
        ("US Army veteran Ada Bell", "Ada Bell"),
        ("Ada Bell, head of the Ukrainian Red Cross", "Ada Bell"),
        ("Ada Bell, who met Ukrainian officials", "Ada Bell"),
        ("Senate Majority Leader Ada Bell", "Ada Bell"),
        ("RSM chief economist Ada Bell", "Ada Bell"),
        ("Ada Bell, who met the Valley Free Front's leader", "Ada Bell"),
        ("Professor Ada Bell of the Valley Free Front", "Ada Bell"),
        ("Ada Bell of US Steel", "Ada Bell"),
        ("Norway's Ada Bell, the president of the skating union", "Ada Bell"),
        ("Ada Bell, who met Ukraine's foreign minister", "Ada Bell"),
    ],
)
def test_a_nation_without_an_office_of_it_makes_none(description: str, name: str) -> None:
    assert party_in(description, name=name) is None


@pytest.mark.parametrize(
    "description", ["former US President Ada Bell", "Russian ex-president Ada Bell"]
)
def test_an_office_that_was_left_is_told_apart(description: str) -> None:
    found = party_in(description, name="Ada Bell")
    assert found is not None
    assert not found.held


def test_the_words_that_show_it_are_a_span() -> None:
    text = "Ada Bell, a spokesman for the Russian defence ministry"
    found = party_in(text, name="Ada Bell")
    assert found is not None
    assert found.span.of(text) == "spokesman for the Russian defence ministry"


def party(name: str, *, held: bool = True) -> Party:
    return Party(name, Span(0, 1), held)


def test_articles_have_to_agree() -> None:
    assert one_party([party("Russia"), party("Russia")]) == "Russia"
    assert one_party([party("Russia"), party("Ukraine")]) is None
    assert one_party([party("Russia"), party("Russia", held=False)]) is None
    assert one_party([party("F.B.I."), party("FBI")]) == "F.B.I."
    assert one_party([party("ADF"), party("Anti-Dam Front")]) == "Anti-Dam Front"
    assert one_party([party("Front"), party("Anti-Dam Front")]) == "Anti-Dam Front"
    assert one_party([party("defence ministry"), party("Russia")]) == "Russia"
    assert one_party([party("WHO"), party("World Health Organization")]) == (
        "World Health Organization"
    )
    assert one_party([]) is None
