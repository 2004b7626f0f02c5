"""Who says what on a topic: under whom, from how many, what is doubted of it, who is silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.attribution.types import Act, Kind
from index.claims.caveat import CaveatKind, Scope
from index.claims.publishers import PublishersUnreadable, read_publishers
from index.claims.sides import Sides, quoted
from index.claims.voices import VoiceKind
from tests.claims import Said, article_of, sides_of, told

RUSSIA = "Russia"


def kinds(sides: Sides) -> dict[str, str]:
    return {block.voice.name: block.voice.kind.value for block in sides.blocks}


def doubts(sides: Sides, words: str) -> set[tuple[str, str]]:
    """Kind and scope of the caveats about the claim with these words."""
    return {
        (caveat.kind.value, caveat.scope.value)
        for claim in sides.claims
        if words in claim.words
        for caveat in sides.caveats_of(claim)
    }


# Under whom


def test_an_office_speaks_for_its_nation_and_an_armed_group_for_itself() -> None:
    sides = sides_of(
        article_of(
            ("The ministry said the gate held.", [Said("the gate held", "the ministry", RUSSIA)]),
            (
                "The Russian Volunteer Corps said it broke.",
                [Said("it broke", "Russian Volunteer Corps", RUSSIA)],
            ),
            ("Lowland Radio said it rained.", [Said("it rained", "Lowland Radio", RUSSIA)]),
            outlet="Lowland Radio",
        )
    )
    assert told(sides) == {
        RUSSIA: ["the gate held"],
        "Russian Volunteer Corps": ["it broke"],
        "Lowland Radio": ["it rained"],
    }
    assert kinds(sides)["Lowland Radio"] == VoiceKind.OUTLET


def test_a_body_without_a_name_is_the_party_of_its_spokesman() -> None:
    moor = Said("it was quiet", "Jan Moor", "army", described="Jan Moor, the army's spokesman")
    sides = sides_of(
        article_of(
            ("The army said the gate held.", [Said("the gate held", "army", source="The army")]),
            ("Jan Moor said it was quiet.", [moor]),
        ),
        article_of(
            ("The army said it rained.", [Said("it rained", "army", source="The army")]), number=2
        ),
    )
    heads = [(block.voice.kind.value, {c.words for c in block.claims}) for block in sides.blocks]
    assert heads == [("party", {"the gate held", "it was quiet"}), ("described", {"it rained"})]


def test_who_is_described_as_an_outlet_is_one() -> None:
    sides = sides_of(
        article_of(
            (
                "The independent news platform Astrel reported shots.",
                [Said("shots", "Astrel", described="The independent news platform Astrel")],
            )
        )
    )
    assert kinds(sides) == {"Astrel": "outlet"}


def test_parties_come_before_those_without_a_name_and_outlets_and_the_unresolved_last() -> None:
    sides = sides_of(
        article_of(
            ("It held, somebody said.", [Said("It held", None, source="somebody")]),
            ("The BBC said it broke.", [Said("it broke", "BBC")]),
            ("It fell, local officials said.", [Said("It fell", "local officials")]),
            ("Ada Bell said it stood.", [Said("it stood", "Ada Bell")]),
        )
    )
    assert [block.voice.kind.value for block in sides.blocks] == [
        "party",
        "described",
        "outlet",
        "unresolved",
    ]


def test_both_groups_are_the_two_armed_groups_of_the_article_and_one_of_them_stays_open() -> None:
    sides = sides_of(
        article_of(
            ("The Weir Legion said yes.", [Said("yes", "Weir Legion")]),
            ("The Gate Corps said no.", [Said("no", "Gate Corps")]),
            ("Both groups said they won.", [Said("they won", None, source="Both groups")]),
            (
                "One of the two groups said it lost.",
                [Said("it lost", None, source="One of the two groups")],
            ),
        )
    )
    assert told(sides) == {
        "Gate Corps": ["no", "they won"],
        "Weir Legion": ["yes", "they won"],
        "unresolved": ["it lost"],
    }


def test_both_groups_are_nobody_where_there_are_three() -> None:
    sides = sides_of(
        article_of(
            ("The Weir Legion said yes.", [Said("yes", "Weir Legion")]),
            ("The Gate Corps said no.", [Said("no", "Gate Corps")]),
            ("The Mole Brigade said maybe.", [Said("maybe", "Mole Brigade")]),
            ("Both groups said they won.", [Said("they won", None, source="Both groups")]),
        )
    )
    assert told(sides)["unresolved"] == ["they won"]


def test_a_sentence_that_goes_on_has_the_same_speaker() -> None:
    text = "The Weir Legion said it won, claiming it had crossed the river."
    sides = sides_of(
        article_of(
            (
                text,
                [
                    Said("it won", "Weir Legion"),
                    Said("it had crossed the river", None, source=None, cue="claiming"),
                ],
            )
        )
    )
    [block] = sides.blocks
    assert block.voice.name == "Weir Legion"


def test_the_statement_goes_on_with_the_party_before_it() -> None:
    text = "The statement said ten had died."
    sides = sides_of(
        article_of(
            ("The ministry said it held.", [Said("it held", "the ministry", RUSSIA)]),
            (text, [Said("ten had died", None, source="The statement")]),
        )
    )
    assert told(sides) == {RUSSIA: ["it held", "ten had died"]}
    assert len(sides.blocks[0].origins) == 1


def test_what_is_said_within_a_claim_of_the_same_voice_is_no_claim_of_its_own() -> None:
    sides = sides_of(
        article_of(
            (
                'Ada Bell said that what she called a "stick" broke the gate.',
                [
                    Said('what she called a "stick" broke the gate', "Ada Bell"),
                    Said('"stick"', "Ada Bell", kind=Kind.DIRECT, cue="called"),
                ],
            )
        )
    )
    assert told(sides) == {"Ada Bell": ['what she called a "stick" broke the gate']}


def test_a_denial_is_shown_with_its_verb_and_without_a_loose_end() -> None:
    text = "Ada Bell has denied involvement and two others left."
    sides = sides_of(
        article_of((text, [Said("involvement and", "Ada Bell", act=Act.DENIES, cue="has denied")]))
    )
    [claim] = sides.claims
    assert quoted(claim).of(text) == "has denied involvement"


# How many stand behind it

SAME = "Twelve boats were seen below the gate at night."


def test_the_same_words_in_two_outlets_are_one_claim_of_one_origin() -> None:
    sides = sides_of(
        article_of((SAME, [Said(SAME[:-1], "Ada Bell")])),
        article_of((SAME, [Said(SAME[:-1], "Ada Bell")]), number=2, outlet="The Gull"),
    )
    [block] = sides.blocks
    assert (block.outlets, len(block.origins)) == (("Harbour Post", "The Gull"), 1)
    [claim] = block.claims
    assert [e.passage.article.number for e in sides.origins.echoes[claim.statement.id]] == [2]


def test_the_same_words_with_another_figure_are_another_claim() -> None:
    other = SAME.replace("Twelve", "13")
    twelve = SAME.replace("Twelve", "12")
    sides = sides_of(
        article_of((twelve, [Said(twelve[:-1], "Ada Bell")])),
        article_of((other, [Said(other[:-1], "Ada Bell")]), number=2, outlet="The Gull"),
    )
    assert len(sides.blocks[0].claims) == 2


def test_words_without_a_speaker_come_from_whoever_is_quoted_with_them_elsewhere() -> None:
    sides = sides_of(
        article_of((SAME, [Said(SAME[:-1], "Ada Bell")])),
        article_of((SAME, [Said(SAME[:-1], None)]), number=2, outlet="The Gull"),
    )
    assert len(sides.origins.all) == 1
    assert sides.origins.all[0].speaker == "Ada Bell"


STORY = [
    "Raiders held the lock at Tolvane for nine hours on Monday and left it before dawn.",
    "Two men of the night shift were locked in the pump house and found there unharmed.",
    "The road along the dyke stays closed, and ferries run from the old quay until Friday.",
    "Divers searched the basin below the gate and brought up a rifle and a torn map.",
]
BOATS = "Many boats had crossed below the gate at night without lights or flags of any kind"


def test_an_edited_cut_of_a_story_is_an_echo_of_it_and_of_one_origin() -> None:
    edited = BOATS.replace("at night", "by dark").replace("lights or flags", "lamps or flags")
    story = [*[(text, []) for text in STORY], (f"{BOATS}.", [Said(BOATS, None)])]
    cut = [*[(text, []) for text in STORY[:3]], (f"{edited}.", [Said(edited, None)])]
    of_their_own = [(f"{edited}.", [Said(edited, None)])]
    for other, origins in ((cut, 1), (of_their_own, 2)):
        sides = sides_of(
            article_of(*story, outlet="Meridian Wire"),
            article_of(*other, number=2, outlet="The Gull", published="2031-03-05"),
        )
        assert len(sides.origins.all) == origins
        assert sum(map(len, sides.origins.echoes.values())) == (2 if origins == 1 else 0)


def test_words_without_a_speaker_come_from_the_agency_that_one_of_the_outlets_credits() -> None:
    sides = sides_of(
        article_of((f"{SAME} (Reuters)", [Said(SAME[:-1], None)])),
        article_of((SAME, [Said(SAME[:-1], None)]), number=2, outlet="The Gull"),
    )
    assert [origin.via for origin in sides.origins.all] == ["Reuters"]


def test_two_outlets_of_one_publisher_are_one_and_an_unknown_one_is_its_own() -> None:
    sides = sides_of(
        article_of(("It held.", [Said("It held", "Ada Bell")]), outlet="BBC News"),
        article_of(("It stood.", [Said("It stood", "Ada Bell")]), number=2, outlet="bbc.co.uk"),
        article_of(("It fell.", [Said("It fell", "Ada Bell")]), number=3, outlet="BBC of Weir"),
        article_of(("It sank.", [Said("It sank", "Ada Bell")]), number=4, outlet=None),
    )
    assert sides.blocks[0].outlets == ("BBC", "BBC of Weir")


def test_an_agency_that_is_credited_is_named_and_one_spoken_of_is_not() -> None:
    sides = sides_of(
        article_of(("“It held,” Ada Bell told AFP.", [Said("“It held,”", "Ada Bell")])),
        article_of(
            ("It held, Otto Falk said of Reuters.", [Said("It held", "Otto Falk")]), number=2
        ),
    )
    assert {origin.speaker: origin.via for origin in sides.origins.all} == {
        "Ada Bell": "AFP",
        "Otto Falk": None,
    }


def test_an_editors_table_adds_a_publisher(tmp_path: Path) -> None:
    table = tmp_path / "publishers.toml"
    table.write_text('[families]\n"Harbour House" = ["Harbour Post", "harbour.example"]\n')
    publishers = read_publishers(tmp_path)
    assert publishers.family_of("www.harbour.example") == "Harbour House"
    assert publishers.family_of("BBC News") == "BBC"
    table.write_text('[outlets]\n"Harbour House" = ["Harbour Post"]\n')
    with pytest.raises(PublishersUnreadable):
        read_publishers(tmp_path)


# What is doubted


def test_what_is_said_of_the_warring_sides_holds_for_all_their_claims_and_nobody_elses() -> None:
    sides = sides_of(
        article_of(
            ("The ministry said it held.", [Said("it held", "the ministry", RUSSIA)]),
            ("The Weir Legion said it fell.", [Said("it fell", "Weir Legion")]),
            ("The claims by the warring sides have not been independently verified.", []),
            ("Ada Bell said she slept.", [Said("she slept", "Ada Bell")]),
        )
    )
    wide = ("cannot-verify", "article")
    assert wide in doubts(sides, "it held")
    assert wide in doubts(sides, "it fell")
    assert doubts(sides, "she slept") == set()


def test_what_names_a_party_holds_for_its_claims_alone() -> None:
    sides = sides_of(
        article_of(
            ("Russia said it held.", [Said("it held", "Russia", RUSSIA)]),
            ("The Weir Legion said it fell.", [Said("it fell", "Weir Legion")]),
            ("Russia's claim could not be independently verified.", []),
        )
    )
    assert doubts(sides, "it held") == {("cannot-verify", "article")}
    assert doubts(sides, "it fell") == set()


def test_of_all_claims_those_of_the_party_that_is_named_are_doubted() -> None:
    sides = sides_of(
        article_of(
            ("Russia said it held.", [Said("it held", "Russia", RUSSIA)]),
            ("The Weir Legion said it fell.", [Said("it fell", "Weir Legion")]),
            ("None of the claims by Russia have been independently verified.", []),
        )
    )
    assert doubts(sides, "it held") == {("cannot-verify", "article")}
    assert doubts(sides, "it fell") == set()


@pytest.mark.parametrize(
    ("text", "is_doubted"),
    [
        ("The claim could not be independently verified.", True),
        ("This could not be verified.", True),
        ("It was not possible to verify when the video had been filmed.", False),
    ],
)
def test_what_was_said_before_is_doubted_where_the_sentence_points_back(
    text: str, is_doubted: bool
) -> None:
    sides = sides_of(
        article_of(("Ada Bell said it held.", [Said("it held", "Ada Bell")]), (text, []))
    )
    assert bool(doubts(sides, "it held")) is is_doubted


def test_either_account_is_what_the_last_two_say() -> None:
    sides = sides_of(
        article_of(
            ("Ada Bell said it rained.", [Said("it rained", "Ada Bell")]),
            ("Otto Falk said it held.", [Said("it held", "Otto Falk")]),
            ("Ines Vardal said it fell.", [Said("it fell", "Ines Vardal")]),
            ("The Harbour Post could not verify either account.", []),
        )
    )
    assert doubts(sides, "it held") == doubts(sides, "it fell") == {("cannot-verify", "paragraph")}
    assert doubts(sides, "it rained") == set()


@pytest.mark.parametrize("verb", ["did not confirm", "could not confirm"])
def test_that_a_party_does_not_confirm_is_no_doubt_of_the_outlets(verb: str) -> None:
    sides = sides_of(
        article_of(
            (
                f"Ada Bell said it held. The ministry {verb} it.",
                [Said("it held", "Ada Bell")],
            )
        )
    )
    assert sides.caveats == ()


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Ada Bell said the alleged spies left.", "the alleged spies left", CaveatKind.ALLEGED),
        ("Ada Bell said ten reportedly died.", "ten reportedly died", CaveatKind.REPORTEDLY),
        ("Ada Bell said, without evidence, it fell.", "it fell", CaveatKind.OUTLET_DOUBT),
        (
            "Ada Bell said the ‘Swiss’ men left.",
            "the ‘Swiss’ men left",
            CaveatKind.SCARE_QUOTES,
        ),
    ],
)
def test_a_word_of_doubt_is_about_its_clause(text: str, words: str, kind: CaveatKind) -> None:
    sides = sides_of(article_of((text, [Said(words, "Ada Bell")])))
    assert doubts(sides, words) == {(kind.value, Scope.CLAUSE.value)}


def test_a_word_of_doubt_that_is_quoted_is_the_speakers_own() -> None:
    text = "“The alleged spies left,” Ada Bell said."
    said = Said("“The alleged spies left,”", "Ada Bell", kind=Kind.DIRECT)
    assert sides_of(article_of((text, [said]))).caveats == ()


def test_doubts_of_one_article_leave_anothers_claims_alone() -> None:
    sides = sides_of(
        article_of(("Russia said it held.", [Said("it held", "Russia", RUSSIA)])),
        article_of(("The claims by both sides could not be verified.", []), number=2),
    )
    assert sides.caveats == ()


# What says nothing by itself


@pytest.mark.parametrize("words", ["it", "that", "that account", "the accusation"])
def test_what_only_points_at_others_words_is_no_claim_and_no_silence(words: str) -> None:
    denial = f"The Gate Corps denied {words}."
    sides = sides_of(
        article_of(
            ("The Weir Legion said the gate broke.", [Said("the gate broke", "Weir Legion")]),
            (denial, [Said(words, "Gate Corps", act=Act.DENIES, cue="denied")]),
        ),
        narrowed=("gate",),
    )
    assert told(sides) == {"Weir Legion": ["the gate broke"]}
    assert sides.silent == ()


def test_a_denial_with_a_charge_in_it_is_a_claim() -> None:
    denial = "The Gate Corps denied firing."
    said = Said("firing", "Gate Corps", act=Act.DENIES, cue="denied")
    assert told(sides_of(article_of((denial, [said])))) == {"Gate Corps": ["firing"]}


# Who is silent


def test_who_is_quoted_on_something_else_alone_is_silent_here() -> None:
    sides = sides_of(
        article_of(
            ("Russia said ten were killed.", [Said("ten were killed", "Russia", RUSSIA)]),
            ("The Weir Legion said it won.", [Said("it won", "Weir Legion")]),
            ("Ada Bell said she slept.", [Said("she slept", "Ada Bell")]),
        ),
        narrowed=("casualties",),
    )
    assert told(sides) == {RUSSIA: ["ten were killed"]}
    assert [voice.name for voice in sides.silent] == ["Weir Legion"]


def test_what_a_text_equates_is_one_party() -> None:
    staff = "General Staff of the Norland Forces"
    sides = sides_of(
        article_of((f"The {staff} (GSNF) said it rained.", [Said("it rained", "General Staff")])),
        article_of(("The GSNF said it snowed.", [Said("it snowed", "GSNF")]), number=2),
        article_of(
            (
                "Norland's forces, known as the GSNF, said it froze.",
                [Said("it froze", "forces", described="Norland's forces, known as the GSNF")],
            ),
            number=3,
        ),
    )
    assert {head: sorted(words) for head, words in told(sides).items()} == {
        staff: ["it froze", "it rained", "it snowed"]
    }


def test_several_sides_are_no_party() -> None:
    said = Said("it rained", "The two sides")
    sides = sides_of(article_of(("The two sides said it rained.", [said])))
    assert list(told(sides)) == ["unresolved"]


def test_who_is_named_among_others_is_the_party() -> None:
    described = "Analysts including the Institute of Tides"
    said = Said("it rained", "analysts", described=described)
    sides = sides_of(article_of((f"{described} said it rained.", [said])))
    assert list(told(sides)) == ["Institute of Tides"]
    assert sides.speaker_of(sides.claims[0]) == described


def test_two_translations_of_a_name_are_one_party() -> None:
    liberty, freedom = "Liberty of Norland Legion", "Freedom of Norland Legion"
    sides = sides_of(
        article_of((f"The {liberty}: no.", [Said("no", liberty)])),
        article_of((f"The {freedom}: gate.", [Said("gate", freedom)]), number=2),
        article_of(
            ("The Guard of Norland Legion: yes.", [Said("yes", "Guard of Norland Legion")]),
            number=3,
        ),
    )
    assert set(told(sides)) == {liberty, "Guard of Norland Legion"}


def test_nobody_is_silent_who_may_have_spoken_of_it() -> None:
    """In a sentence that has the topic's word, or under another translation of the name."""
    sides = sides_of(
        article_of(
            (
                "Norway said it rained; Otto Falk said the gate broke.",
                [Said("it rained", "Norway"), Said("the gate broke", "Otto Falk")],
            ),
            ("The Liberty of Norland Legion: gate.", [Said("gate", "Liberty of Norland Legion")]),
            ("The Freedom of Norland Legion: no.", [Said("no", "Freedom of Norland Legion")]),
            ("Denmark said nothing.", [Said("nothing", "Denmark")]),
            ("It said gate.", [Said("gate", "Ada Bell")]),
        ),
        narrowed=("gate",),
    )
    assert [voice.name for voice in sides.silent] == ["Denmark"]


def test_a_governor_speaks_for_the_nation_that_the_story_says_the_region_is_of() -> None:
    claims = [
        Said("the gate was hit", "Norway", party="Norway"),
        Said("a bridge was hit", "Ada Bell", described="Orme’s governor Ada Bell"),
        Said("nobody was there", "Finland", party="Finland"),
    ]
    hit = "Guns hit Norway’s Orme region. Norway said the gate was hit."
    others = "Ada Bell said a bridge was hit. Finland said nobody was there."
    both = article_of((hit, claims[:1]), (others, claims[1:]))
    assert told(sides_of(both))["Norway"] == ["the gate was hit", "a bridge was hit"]
    one = article_of((hit, claims[:1]), ("Ada Bell said a bridge was hit.", claims[1:2]))
    assert "Ada Bell" in told(sides_of(one))
    two = article_of((hit, claims[:1]), (f"Finland’s Orme region was calm. {others}", claims[1:]))
    assert "Ada Bell" in told(sides_of(two))


@pytest.mark.parametrize(
    ("text", "words", "cue", "shown"),
    [
        (
            "Ada Bell told the panel that a mortar had fired.",
            "the panel that a mortar had fired",
            "told",
            "told the panel that a mortar had fired",
        ),
        (
            "The Guard posted a video of its boats on the lower river.",
            "of its boats on the lower river",
            "posted a video",
            "posted a video of its boats on the lower river",
        ),
        (
            "Ada Bell said the mortar had not fired at all.",
            "the mortar had not fired at all",
            "said",
            "the mortar had not fired at all",
        ),
    ],
)
def test_what_begins_with_whom_it_was_said_to_is_shown_with_its_verb(
    text: str, words: str, cue: str, shown: str
) -> None:
    [claim] = sides_of(article_of((text, [Said(words, "Ada Bell", cue=cue)]))).claims
    assert quoted(claim).of(text) == shown
