"""Who gives a figure, by its clause alone, and one issuer under several names."""

from __future__ import annotations

import pytest

from corpus.figures.amounts import amounts
from index.claims.figures.issuers import one_names, source_in


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("The toll was put at 14 by the health ministry.", "health ministry"),
        ("The damage was put at 2.1 billion by the finance ministry.", "finance ministry"),
        ("The hospital put the number at 14.", "hospital"),
        ("Norland said so, while the U.S. Tide Survey put it all at 14.", "U.S. Tide Survey"),
        ("By the ministry's count, 14 people were killed.", "ministry"),
        ("It killed 14 people, officials in Lissow were quoted as saying.", "officials in Lissow"),
        ("U. S. Tide Survey puts it all at 14.", "U. S. Tide Survey"),
        (
            "The official Fen news agency and the Tide Survey said it killed 14.",
            "official Fen news agency and the Tide Survey",
        ),
        ("It killed 14, the Coast Guard and Fen News said.", "Coast Guard and Fen News"),
        ("Ada Bell and her sons said it killed 14.", None),
        ("There were 14 cases on Monday, per the CDC.", "CDC"),
        ("It led in 14 countries, according to a Gull Music news release.", "Gull Music"),
        ("It costs 14 crowns, adjusted according to each country's prices.", None),
        ("There are 14 births per hour, according to Monday's data.", None),
        ("It put the toll at 14.", None),
        ("The deaths put the toll at 14.", None),
        ("The raid killed 14 people and put an end to the talks.", None),
        ("The number was put at 14 on Tuesday.", None),
    ],
)
def test_a_clause_names_the_source_of_its_figure(sentence: str, source: str | None) -> None:
    [figure] = amounts(sentence)
    assert source_in(sentence, figure.quote) == source


def test_one_issuer_may_have_several_names() -> None:
    survey = "U.S. Geological Survey"
    names = one_names([survey, "Geological Survey", "USGS", "officials", "Danish officials"])
    assert [names[each] for each in (survey, "Geological Survey", "USGS")] == [survey] * 3
    assert names["officials"] == "officials"  # anybody's


def test_a_name_that_two_nations_have_is_neither() -> None:
    both = ["Danish defence ministry", "Norway's defence ministry", "defence ministry"]
    assert len(set(one_names(both).values())) == 3
    assert len(set(one_names(both[1:]).values())) == 1
