"""Figures read off text: what is printed, what it counts, of which event."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.figures.amounts import amounts
from corpus.figures.reading import read_figures
from corpus.figures.types import Bound, Figure
from corpus.types import Span

DAY = date(2031, 3, 4)
LEAD = "A ferry sank off Orlund on Monday. "


def read(text: str, *, title: str = "") -> list[Figure]:
    return read_figures(text, [Span(0, len(text))], title=title, published=DAY)


@pytest.mark.parametrize(
    ("text", "printed", "low", "high", "bound"),
    [
        ("At least 12 drowned.", "At least 12", 12, 12, Bound.LEAST),
        ("More than a dozen drowned.", "More than a dozen", 12, 12, Bound.MORE),
        ("Up to 300 drowned.", "Up to 300", 300, 300, Bound.MOST),
        ("Fewer than 30 drowned.", "Fewer than 30", 30, 30, Bound.LESS),
        ("Nearly two hundred drowned.", "Nearly two hundred", 200, 200, Bound.ABOUT),
        ("Between 10 and 15 drowned.", "Between 10 and 15", 10, 15, Bound.EXACT),
        ("It cost $2.5bn.", "2.5bn", 2.5e9, 2.5e9, Bound.EXACT),
        ("Half a million fled.", "Half a million", 5e5, 5e5, Bound.EXACT),
        ("It was 60km away.", "60", 60, 60, Bound.EXACT),
        ("Some 9,300 or more fled.", "Some 9,300", 9_300, 9_300, Bound.ABOUT),
        ("Dozens drowned.", "Dozens", 20, 999, Bound.ABOUT),
    ],
)
def test_an_amount_is_kept_as_printed(
    text: str, printed: str, low: float, high: float, bound: Bound
) -> None:
    [found] = amounts(text)
    assert (found.quote.of(text), found.low, found.high, found.bound) == (printed, low, high, bound)


def test_a_range_and_a_vague_word_print_no_value() -> None:
    for text in ("10 to 15 drowned", "Dozens drowned"):
        [found] = amounts(text)
        assert found.value is None


@pytest.mark.parametrize(
    "text",
    [
        "It sank on 3 May 2031 at 10:30.",
        "The 70-year-old pilot of the Su-27 left.",
        "Ada Bell, 22, swam ashore.",
        "A girl of 9 swam ashore.",
        "The boys, aged 9 and 11, swam ashore.",
        "It left at 1353 (1023 GMT).",
        "Two-thirds of it burnt.",
        "In the 1990s COVID-19 was unknown.",
    ],
)
def test_days_ages_and_names_are_no_amounts(text: str) -> None:
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Twelve people were killed and 30 injured.", ["killed", "injured"]),
        ("1,740 of the 1,800 drivers had joined the walkout.", ["on strike", "count"]),
        ("300 people walked out of the hall.", ["count"]),
        ("The storm killed at least 12 people, wounding 30.", ["killed", "injured"]),
        ("The death toll from the storm rose to 12.", ["killed"]),
        ("The number of people known to have died in the flood was lowered to 35.", ["killed"]),
        ("The number of those who have died in the flood fell to 35.", ["killed"]),
        (
            "The death toll was cut to 35 after three bodies had been counted twice.",
            ["killed", "count"],
        ),
        ("There were six deaths.", ["killed"]),
        ("Police arrested 14 suspects.", ["detained"]),
        ("Forty passengers are still missing.", ["missing"]),
        ("Some 9,300 people have been displaced.", ["displaced"]),
        ("Floods left 200 families homeless.", ["displaced"]),
        ("It destroyed four armoured vehicles.", ["destroyed"]),
        ("Seven villages were badly damaged.", ["damaged"]),
        ("Seven homes were also hit.", ["damaged"]),
        ("Seven homes hit by rockets burn.", ["damaged"]),
        ("Two drones hit the port.", ["count"]),
        ("Air defences shot down nine drones.", ["shot down"]),
        ("A 6.1-magnitude quake struck.", ["magnitude"]),
        ("The quake measured magnitude-5.9.", ["magnitude"]),
        ("It cost 54 million dollars.", ["money"]),
        ("Some 40 percent of it burnt.", ["share"]),
        ("Orlund, a town of 9,000 people, flooded.", ["population"]),
        ("It is 35 miles (56 km) off the coast.", ["distance"]),
        ("The quake struck at a depth of 10 km.", ["depth"]),
        ("The toll could rise to 50.", []),
        ("The toll may rise to 50.", []),
        ("Fifty people died on 12 May.", ["killed"]),
        ("ALDMOOR, May 12 \N{EM DASH} At least 14 people were killed.", ["killed"]),
        ("Several people have been hurt.", []),
    ],
)
def test_a_figure_counts_what_the_words_around_it_say(text: str, kinds: list[str]) -> None:
    assert [figure.slot.kind for figure in read(text)] == kinds


def test_units_are_converted_and_currencies_are_not() -> None:
    miles, kilometres = read("It is 10 miles off. It is 16.09 km off.")
    assert miles.amount.low == pytest.approx(kilometres.amount.low, rel=0.01)
    dollars, euros = read("It cost $5 million. It cost €5 million.")
    assert (dollars.slot.unit, euros.slot.unit) == ("USD", "EUR")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Two people were killed.", None),
        ("Two civilians were killed.", "civilians"),
        ("Three Norwegians were killed.", "Norway"),
        ("Two children were killed.", "children"),
        ("Seventy attackers were killed.", "fighters"),
        ("They killed more than 70 ‘rebel’ fighters.", "fighters"),
    ],
)
def test_groups_of_victims_are_kept_apart(text: str, who: str | None) -> None:
    assert [figure.slot.who for figure in read(text)] == [who]


@pytest.mark.parametrize(
    "text",
    [
        "The storm killed 12 people, including three children.",
        "Twelve people were killed, three of them children.",
        "Twelve people were killed, among them three children.",
        "Twelve people were killed, including, according to the town, three children.",
    ],
)
def test_a_part_is_told_from_the_whole(text: str) -> None:
    whole, part = read(text)
    assert (whole.slot.part, part.slot.part) == (False, True)
    assert part.slot.kind == "killed"


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("It killed 12 people.", [None]),
        ("In December 2003 a ferry sank, killing 900 people.", ["2003-12"]),
        ("The 1987 sinking killed 900 people.", ["1987"]),
        ("A ferry sank in 2003. It killed 900 people.", ["2003"]),
        ("Another accident killed 40 people.", ["another"]),
        ("On Monday 12 people were killed.", [None]),
        (
            "A fire killed 31 people in Dorrick in 2003, and 600 were killed in Velm in November.",
            ["2003", "2030-11"],
        ),
        ("In 2003 it killed 900 people, and on Monday 12 people were killed.", ["2003", None]),
    ],
)
def test_background_is_told_from_the_news(text: str, events: list[str | None]) -> None:
    assert [figure.slot.event for figure in read(LEAD + text)] == events


def test_what_has_gone_on_since_is_not_of_the_day() -> None:
    [found] = read(LEAD + "Since the war began, 4,000 people have been killed.")
    assert found.slot.event is not None


def test_another_place_is_told_from_the_one_that_the_article_is_about() -> None:
    here, there = read(
        LEAD + "Ferries burn often. At least 12 people were killed in Orlund. "
        "Thirty people were killed in Velm."
    )
    assert (here.slot.place, there.slot.place) == (None, "velm")


def test_a_figure_is_a_span_of_the_body() -> None:
    body = "Ferry sinks\n\nAt least 12 people were killed.\n"
    [found] = read_figures(body, [Span(13, 44)], published=DAY)
    assert found.amount.quote.of(body) == "At least 12"
    assert found.sentence.of(body) == "At least 12 people were killed."


def test_what_follows_a_part_is_none() -> None:
    _, part, other = read("The storm killed 12 people, including two children, and injured five.")
    assert (part.slot.part, other.slot.part, other.slot.kind) == (True, False, "injured")


def test_a_number_that_points_back_counts_the_same() -> None:
    one, other = read("The storm killed 12 people. The hospital put the number at 14.")
    assert (one.slot.kind, other.slot.kind) == ("killed", "killed")


def test_waters_tell_where_a_place_is_and_are_none() -> None:
    [killed] = read("Ten people were killed on the Amber Sea island of Varrow.")
    assert killed.slot.place is None


def test_a_figure_without_a_noun_is_of_those_counted_before() -> None:
    killed, missing = read("Two of its fighters had died and one was missing.")
    assert (killed.slot.who, missing.slot.who) == ("fighters", "fighters")


def test_a_figure_that_a_headline_runs_into_is_told_once() -> None:
    again = read(
        "19 dead off Orlund Nineteen people were killed when a ferry sank, officials said."
    )
    assert [found.amount.span.start for found in again] == [19]
    other = read("19 dead off Orlund About nineteen people were killed when a ferry sank.")
    assert len(other) == 2


def test_one_of_something_deep_is_no_depth() -> None:
    assert read("She heard a bang, a deep one, and then a train.") == []


def test_what_is_recalled_is_not_damaged_and_who_is_stranded_is_not_trapped() -> None:
    assert [each.slot.kind for each in read("298 units are affected.")] == ["count"]
    assert [each.slot.kind for each in read("1,400 passengers were stranded.")] == ["stranded"]


def test_the_waters_that_a_place_lies_in_have_no_people() -> None:
    text = "Lissow is an island in the Norland Gulf with a population of 120,000."
    [figure] = read_figures(text, [Span(0, len(text))])
    assert (figure.slot.kind, figure.slot.place) == ("population", "lissow")


def kinds_in(text: str) -> list[tuple[str, str, str | None]]:
    return [
        (found.amount.quote.of(text), found.slot.kind, found.slot.who or found.slot.unit)
        for found in read(text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The S&P 500, which fell, closed higher.",
        "A song by Falk, 25 Savage and others.",
        "The Harbour 100 fell.",
        "Unlike type 2 diabetes it is rare.",
        "It left its zero-Covid approach.",
        "It takes unleaded 87 gasoline.",
        "He hoped one day to return to the U.S.",
        "She won for “Behind Every Great Lock are Seven Women” on Monday.",
        "The Gulls are 2 1/2 ahead.",
    ],
)
def test_a_number_in_a_name_counts_nothing(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("12 Republicans voted.", [("12", "count", "republicans")]),
        ("34 NATO soldiers were hurt.", [("34", "injured", "soldiers")]),
        ("In Lissow 34 people were killed.", [("34", "killed", "person")]),
        ("15 Father’s Day gifts are here.", [("15", "count", "gifts")]),
        ("It has 10 or more top boats.", [("10 or more", "count", "boats")]),
        (
            "At least two of those three questions are open.",
            [("At least two of those three", "count", "questions")],
        ),
        ("39 damaged homes stood empty.", [("39", "damaged", "houses")]),
        ("Seven villages were destroyed.", [("Seven", "destroyed", "villages")]),
        ("Homes in seven villages were destroyed.", [("seven", "damaged", "villages")]),
        (
            "12 people in two villages were killed.",
            [("12", "killed", "person"), ("two", "count", "villages")],
        ),
        (
            "It took 24 hours and two decades.",
            [("24", "duration", "hour"), ("two", "duration", "year")],
        ),
        (
            "Gull Cars, Inc. (Gull) is recalling some cars. They leak. 298 units are affected.",
            [("298", "recalled", "Gull")],
        ),
    ],
)
def test_what_is_counted_is_the_noun_that_is_counted(
    text: str, counts: list[tuple[str, str, str | None]]
) -> None:
    assert kinds_in(text)[: len(counts)] == counts


def test_several_hundred_is_no_hundred() -> None:
    [found] = read("It rose several hundred feet.")
    assert (found.amount.value, round(found.amount.low / 0.0003048)) == (None, 300)
    [amount] = amounts("It was 2 1/2 miles off.")
    assert amount.value == 2.5


def test_a_part_of_a_counted_whole_is_a_part() -> None:
    part, whole = read("11 of the 39 damaged homes were empty.")
    assert (part.slot.part, part.slot.who, whole.slot.who) == (True, "houses", "houses")


@pytest.mark.parametrize(
    ("text", "place", "event"),
    [
        ("30 people were killed in the Dominican Republic.", "dominican republic", None),
        ("30 people were killed in the U.S. on Monday.", "united states", None),
        ("30 people were killed in Phase 3.", None, None),
        ("30 people were killed since courts let them in 1976.", None, "since 1976"),
        ("It costs $8 per month.", None, "per month"),
        ("30 people were killed in March.", None, "2031-03"),
        ("30 people were killed. It was the second storm to hit.", None, "another, the second"),
    ],
)
def test_a_figure_has_the_place_and_the_event_that_are_named(
    text: str, place: str | None, event: str | None
) -> None:
    [found] = [each for each in read(f"It rained. It blew. {text}") if each.slot.kind != "count"]
    assert (found.slot.place, found.slot.event) == (place, event)


def test_an_article_of_one_more_event_tells_of_the_first_by_its_day() -> None:
    second, first = read(
        "A quake of magnitude 5.2 shook Lissow. Monday's quake was the second one to hit it. On"
        " Sunday a 5.6 quake shook Lissow."
    )
    assert (second.slot.event, first.slot.event) == ("another, the second", None)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "22 of the 24 crew were rescued.",
            [("22 of the 24", "rescued", "crew"), ("24", "count", "crew")],
        ),
        (
            "Rebels freed 3 of 5 hostages.",
            [("3 of 5", "released", "hostages"), ("5", "count", "hostages")],
        ),
        (
            "One of the two engines was destroyed.",
            [("One of the two", "destroyed", "engines"), ("two", "count", "engines")],
        ),
        (
            "12 out of 40 houses were damaged.",
            [("12 out of 40", "damaged", "houses"), ("40", "count", "houses")],
        ),
        (
            "Five of the ship's 19 sailors are missing.",
            [("Five of the ship's 19", "missing", "sailors"), ("19", "count", "sailors")],
        ),
        (
            "Two of the 14 people killed in the fire were nurses.",
            [("Two of the 14", "killed", "person"), ("14", "killed", "person")],
        ),
        (
            "Nine of the 40 wounded, three of them children, have died.",
            [("Nine of the 40", "killed", "person"), ("40", "injured", "person")],
        ),
        ("All but two of the 24 crew were rescued.", [("24", "count", "crew")]),
        ("A third of the 900 workers were injured.", [("900", "count", "workers")]),
        ("None of the 24 crew was hurt.", [("24", "count", "crew")]),
        ("Nearly four in five homes were destroyed.", []),
    ],
)
def test_what_is_said_of_a_part_is_not_said_of_the_whole(
    text: str, counts: list[tuple[str, str, str | None]]
) -> None:
    assert [each for each in kinds_in(text) if each[0] != "three"] == counts


def test_a_part_of_those_who_were_killed_is_a_part() -> None:
    part, whole = read("Nine of the 14 dead were children.")
    assert (part.slot.kind, part.slot.part, whole.slot.part) == ("killed", True, False)


@pytest.mark.parametrize(
    "text",
    [
        "The death toll from Monday's sinking has risen to 17, up from nine.",
        "The death toll from the sinking on 3 March climbed to 17 from nine.",
        "The number of the dead rose from nine to 17.",
    ],
)
def test_what_a_toll_was_before_is_of_the_same_quantity(text: str) -> None:
    found = read(LEAD + text)
    assert {(each.amount.value, each.slot.kind) for each in found} == {
        (17, "killed"),
        (9, "killed"),
    }
    assert len({each.slot for each in found}) == 1


def test_more_dead_are_no_toll() -> None:
    [found] = read("Eight more people died of their wounds.")
    assert found.slot.part
    for text in (
        "Nine people died and eight more were hurt.",
        "Nine were hurt and eight more died.",
    ):
        assert [each.slot.part for each in read(text)] == [False, False]
