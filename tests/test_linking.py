"""Which speakers of several articles are one, by what name, and why."""

from __future__ import annotations

import random

import pytest

from corpus.attribution.types import Act, Attribution, Kind
from corpus.speakers.appearances import Appearance, appearances_of
from corpus.speakers.linking import keys_of, link
from corpus.speakers.names import NameKind, read_name
from corpus.types import Span

STORY = "Piet Oren, Greta Lund and Otto Falk met. "


def appearance(article: int, speaker: str, phrase: str = "", *, text: str = STORY) -> Appearance:
    """Of somebody who is described by `phrase`, in an article with `text`."""
    phrase = phrase or speaker
    body = f"{text}{phrase} said so."
    at = body.index(phrase)
    attribution = Attribution(
        source=Span(at, at + len(phrase)),
        cue=None,
        content=(Span(len(body) - 3, len(body) - 1),),
        speaker=speaker,
        antecedent=None,
        act=Act.STATES,
        kind=Kind.INDIRECT,
        description=Span(at, at + len(phrase)),
    )
    [found] = appearances_of(article, body, [attribution])
    return found


def origins(*appearances: Appearance) -> list[str | None]:
    by_article = {one.appearance.article: one.origin for one in link(appearances)}
    return [by_article[one.article] for one in appearances]


def test_a_surname_is_the_one_who_bears_it_in_the_same_story() -> None:
    event = "The Halvard was hit off Varnholm as it left Brennholm for Tolva and Kestria. "
    full = appearance(1, "Davit Morro", "the minister, Davit Morro", text=event)
    assert origins(full, appearance(2, "Morro", text=event)) == ["Davit Morro", "Davit Morro"]
    elsewhere = "The Halvard was raised off Aldmoor. "
    assert origins(full, appearance(2, "Morro", text=elsewhere)) == ["Davit Morro", "Morro"]


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [
        (["Barack Obama", "Barack H. Obama"], "Barack Obama"),
        (["Lindsey Graham", "Sen. Lindsey Graham"], "Lindsey Graham"),
        (["State Antony Blinken", "Antony Blinken"], "Antony Blinken"),
        (["Republican Whip John Thune", "John Thune"], "John Thune"),
        (["Volodymyr Zelensky", "Volodymyr Zelenskyy"], None),
        (
            ["Russia’s Ministry of Defense", "Russian defence ministry"],
            "Russia’s Ministry of Defense",
        ),
        (["U.S. Geological Survey", "US Geological Survey"], "US Geological Survey"),
        (["U. S. Geological Survey", "US Geological Survey"], "US Geological Survey"),
        (["United States Geological Survey", "US Geological Survey"], None),
        (["F.B.I.", "FBI"], "FBI"),
    ],
)
def test_other_spellings_and_titles_are_one_name(speakers: list[str], expected: str | None) -> None:
    found = origins(*(appearance(k, name) for k, name in enumerate(speakers)))
    assert len(set(found)) == 1
    assert expected in (found[0], None)


def test_a_surname_is_the_one_who_bears_it_with_the_same_office_and_people() -> None:
    full = appearance(1, "Ada Bell", "the governor, Ada Bell")
    bare = appearance(2, "Bell", "Governor Bell")
    assert origins(full, bare) == ["Ada Bell", "Ada Bell"]
    [reason] = [one.reason for one in link([full, bare]) if one.reason]
    assert "surname Bell" in reason
    assert "Ada" in reason
    assert "governor" in reason


def test_a_surname_alone_unites_nobody() -> None:
    full = appearance(1, "Ada Bell")
    bare = appearance(2, "Bell", text="Rain fell. ")
    assert origins(full, bare) == ["Ada Bell", "Bell"]


def test_of_two_bearers_a_surname_means_neither_without_more() -> None:
    ada = appearance(1, "Ada Bell")
    adam = appearance(2, "Adam Bell")
    assert origins(ada, adam, appearance(3, "Bell")) == ["Ada Bell", "Adam Bell", "Bell"]


def test_of_two_bearers_office_and_courtesy_decide() -> None:
    ada = appearance(1, "Ada Bell", "the governor, Ada Bell")
    adam = appearance(2, "Adam Bell", "Adam Bell, an engineer", text="Una Hall and Ida Marsh met. ")
    assert origins(ada, adam, appearance(3, "Bell", "Governor Bell"))[2] == "Ada Bell"
    assert origins(ada, adam, appearance(3, "Bell", "Ms. Bell"))[2] == "Ada Bell"


def test_another_forename_or_sex_is_somebody_else() -> None:
    ada, adam = appearance(1, "Ada Bell"), appearance(2, "Adam Bell")
    assert origins(ada, adam) == ["Ada Bell", "Adam Bell"]
    senior, junior = appearance(1, "Adam Bell"), appearance(2, "Adam Bell Jr.")
    assert origins(senior, junior) == ["Adam Bell", "Adam Bell Jr."]
    w, h = appearance(1, "George W. Bell"), appearance(2, "George H. Bell")
    assert origins(w, h, appearance(3, "George Bell")) == [
        "George W. Bell",
        "George H. Bell",
        "George Bell",
    ]


def test_a_surname_is_not_the_sons_where_the_father_is_known() -> None:
    senior = appearance(1, "Adam Bell", text="Rain fell. ")
    junior = appearance(2, "Adam Bell Jr.")
    assert origins(senior, junior, appearance(3, "Bell", "Mr. Bell"))[2] == "Bell"
    assert origins(junior, appearance(3, "Bell", "Mr. Bell"))[1] == "Adam Bell Jr."


def test_a_short_forename_needs_an_office_or_the_story() -> None:
    mitch = appearance(1, "Mitch Bell", "Senator Mitch Bell")
    full = appearance(2, "Mitchell Bell", "Senator Mitchell Bell")
    other = appearance(3, "Mitchell Bell", "Mitchell Bell, a farmer", text="Rain fell. ")
    assert len(set(origins(mitch, full))) == 1
    assert len(set(origins(mitch, other))) == 2


def test_the_fullest_good_name_is_the_one_name() -> None:
    usual = [appearance(k, "Ada Bell", "the governor, Ada Bell") for k in range(9)]
    rare = appearance(10, "Ada Maria Bell", "the governor, Ada Maria Bell")
    assert set(origins(*usual, rare)) == {"Ada Bell"}
    assert set(origins(usual[0], rare)) == {"Ada Maria Bell"}


def test_initials_mean_an_organisation_that_an_article_gives_them_for() -> None:
    text = "The Weir Volunteer Corps (WVC) is new. "
    full = appearance(1, "Weir Volunteer Corps", text=text)
    short = appearance(2, "WVC", text="Rain fell. ")
    assert origins(full, short) == ["Weir Volunteer Corps", "Weir Volunteer Corps"]
    unsaid = appearance(1, "Weir Volunteer Corps", text="Rain fell. ")
    assert origins(unsaid, short)[1] == "Weir Volunteer Corps"
    other = appearance(3, "Western Vaccine Council", text="Rain fell. ")
    assert origins(unsaid, short, other)[1] == "WVC"


def test_descriptions_and_what_cannot_speak_are_no_names() -> None:
    assert read_name("local officials").kind is NameKind.DESCRIPTION
    assert read_name("California Democrat").kind is NameKind.DESCRIPTION
    assert read_name("US").kind is NameKind.NATION
    assert [read_name(name).kind for name in ("No", "62", "Monday", "us")] == [NameKind.NOBODY] * 4
    assert origins(appearance(1, "No")) == [None]


def test_an_armed_group_speaks_for_itself() -> None:
    group = appearance(1, "Russian Volunteer Corps", "the Russian Volunteer Corps")
    assert group.party is not None
    assert group.party.name == "Russian Volunteer Corps"


def test_what_an_editor_split_stays_apart() -> None:
    full, other = appearance(1, "Ada Bell"), appearance(2, "Ada M. Bell")
    apart = {frozenset(("ada bell", "ada m bell"))}
    found = link(
        [full, other], apart=lambda a, b: frozenset((a.lower().replace(".", ""), b)) in apart
    )
    assert len({one.origin for one in found}) == 2
    governor, bare = (
        appearance(1, "Ada Bell", "Governor Ada Bell"),
        appearance(2, "Bell", "Governor Bell"),
    )
    assert len({one.origin for one in link([governor, bare])}) == 1
    found = link([governor, bare], apart=lambda a, b: {a.lower(), b} == {"bell", "ada bell"})
    assert len({one.origin for one in found}) == 2


def test_who_somebody_is_depends_on_those_alone_that_share_a_key() -> None:
    """What lets a corpus be kept up article by article."""
    chance = random.Random(5)
    names = ["Ada Bell", "Bell", "Ada M. Bell", "Adam Bell", "Otto Falk", "Falk", "WVC"]
    names += ["Weir Volunteer Corps", "Xi Jinping", "Xi", "Jinping"]
    every = [appearance(k, chance.choice(names)) for k in range(60)]
    whole = {one.appearance.article: one.origin for one in link(every)}
    left = set(range(60))
    while left:
        tied, grown = {min(left)}, True
        while grown:
            keys = {key for k in tied for key in keys_of(every[k])}
            more = {k for k in left if keys & keys_of(every[k])}
            grown, tied = not more <= tied, tied | more
        for one in link(every[k] for k in tied):
            assert one.origin == whole[one.appearance.article]
        left -= tied


@pytest.mark.parametrize(
    ("speaker", "phrase"),
    [
        ("Ada Bell", "Ada Bell and the Russian government"),
        ("Russian officials and the company", "Russian officials and the company"),
    ],
)
def test_whoever_is_named_beside_officials_has_not_their_party(speaker: str, phrase: str) -> None:
    assert appearance(1, speaker, phrase).party is None
    alone = appearance(1, "Russian officials", "Russian officials").party
    assert alone is not None
    assert alone.name == "Russia"


def test_a_department_is_the_nations_where_the_story_is_the_same() -> None:
    full = appearance(1, "US Department of Education")
    assert len(set(origins(full, appearance(2, "Education Department")))) == 1
    assert len(set(origins(full, appearance(2, "Education Department", text="Rain fell. ")))) == 2
    other = appearance(3, "Iraqi Department of Education")
    assert origins(full, other, appearance(2, "Education Department"))[2] == "Education Department"


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("DOJ", "Department of Justice"),
        ("DOJ", "Justice Department"),
        ("CDC", "Centers for Disease Control and Prevention"),
        ("HHS", "Department of Health and Human Services"),
        ("FDA", "Food and Drug Administration"),
        ("USGS", "US Geological Survey"),
    ],
)
def test_initials_with_or_without_small_words_are_the_name(short: str, full: str) -> None:
    assert set(origins(appearance(1, full), appearance(2, short))) == {full}


@pytest.mark.parametrize(
    "name", ["Judge", "Times", "Subcommittee", "Officials", "Council", "Sheriff’s Office"]
)
def test_a_word_for_many_is_nobodys_name(name: str) -> None:
    assert read_name(name).kind is NameKind.DESCRIPTION


def test_an_organisation_keeps_the_words_that_are_roles_as_well() -> None:
    assert read_name("Federal Student Aid").shown == "Federal Student Aid"
    assert read_name("House Subcommittee").shown == "House Subcommittee"
    assert read_name("President Bell").shown == "Bell"
    assert read_name("Gen Z").shown == "Gen Z"
    assert read_name("Ohio's governor Monday").shown == "Ohio's governor Monday"
    assert read_name("McDonald's").shown == "McDonald's"


def test_a_seat_speaks_for_its_nation_and_a_team_for_none() -> None:
    seat = appearance(1, "White House", "a White House spokesman").party
    assert seat is not None
    assert seat.name == "United States"
    sport = "The striker scored two goals in the match, and the squad cheered. "
    assert appearance(1, "Brazil", text=sport).party is None
    nation = appearance(1, "Brazil").party
    assert nation is not None


def test_nicknames_join_where_the_story_does() -> None:
    bill, william = appearance(1, "Bill Stroll"), appearance(2, "William Stroll")
    assert len(set(origins(bill, william))) == 1
    assert len(set(origins(bill, appearance(2, "William Stroll", text="Rain fell. ")))) == 2
