"""Speakers within an article: the full name for a short one, and doubts left open."""

from __future__ import annotations

import pytest

from corpus.attribution.coreference import Said, resolve
from tests.parses import attribute, parse


def speakers(text: str) -> list[str | None]:
    return [attribution.speaker for attribution in attribute(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mayor Ada Bell said the dam was safe.\n\nMs Bell said work would go on."
            "\n\nShe said the cost was fair.",
            ["Ada Bell", "Ada Bell", "Ada Bell"],
        ),
        (
            "The River Guard Brigade (RGB) said it had taken the weir.\n\nThe group said it would"
            " stay.\n\nThe RGB said nobody was hurt.",
            ["River Guard Brigade"] * 3,
        ),
        (
            "The Shield of Norland Legion said it had taken the weir.\n\nThe Legion said it would"
            " stay.",
            ["Shield of Norland Legion", "Shield of Norland Legion"],
        ),
        (
            "Norland’s water ministry said the gates were open.\n\nThe ministry said the level"
            " would fall.",
            ["Norland’s water ministry", "Norland’s water ministry"],
        ),
        (
            "Local officials said the road was closed.\n\nThey said it would open on Monday.",
            ["Local officials", "Local officials"],
        ),
        (
            "Mayor Ada Stone-Bell said the dam was safe.\n\nMs Stone-Bell said work would go on.",
            ["Ada Stone-Bell", "Ada Stone-Bell"],
        ),
    ],
)
def test_later_mentions_join_the_first(text: str, expected: list[str | None]) -> None:
    assert speakers(text) == expected


def test_of_two_groups_of_a_kind_neither_is_the_group() -> None:
    text = (
        "The River Brigade said it had taken the weir.\n\nThe Dock Brigade said nobody was hurt."
        "\n\nThe Brigade said it would stay."
    )
    assert speakers(text)[-1] not in ("River Brigade", "Dock Brigade")


def test_it_is_whoever_became_the_subject_since() -> None:
    text = (
        "The Water Ministry said the weir was safe.\n\nThe Medical Council protested to the mayor."
        " In a letter it warned that nobody would stay."
    )
    assert speakers(text) == ["Water Ministry", "Medical Council"]
    text = text.replace("The Medical Council protested to the mayor. ", "Rain fell on the town. ")
    assert speakers(text) == ["Water Ministry", "Water Ministry"]


def test_he_is_whoever_became_the_subject_after_somebody_without_a_name() -> None:
    text = (
        "A ministry official said the dam was safe.\n\nGovernor Adam Bell visited the town hall."
        " He told the people there that nobody had known."
    )
    assert speakers(text)[-1] == "Adam Bell"
    text = text.replace("Governor Adam Bell visited the town hall. ", "")
    assert speakers(text)[-1] == "ministry official"


def test_who_is_not_the_town_that_somebody_is_in() -> None:
    text = "A diplomat in Aldmoor, who asked not to be named, said that the dam was safe."
    assert "Aldmoor" not in speakers(text)


def test_a_source_may_hold_both_the_noun_and_the_who_of_its_clause() -> None:
    parsed = parse("There is a board of eight engineers who decide whether the gate is shut.")
    start = parsed.words.index("eight")
    (found,) = resolve(parsed, [Said((start, start + 3))])
    assert found.name == "eight engineers"


@pytest.mark.parametrize(
    "sentence",
    [
        "It was not possible to verify the report.",
        "It was difficult to say whether the gate leaked.",
    ],
)
def test_it_is_nobody_where_something_is_not_possible(sentence: str) -> None:
    text = f"The Water Ministry said the weir was safe.\n\n{sentence}"
    assert speakers(text) == ["Water Ministry", None]


def test_the_antecedent_is_where_the_name_stands() -> None:
    text = "Mayor Ada Bell said the dam was safe.\n\nShe said the cost was fair."
    first, second = attribute(text)
    assert first.antecedent is None
    assert second.antecedent is not None
    assert second.antecedent.of(text) == "Ada Bell"
    assert second.source is not None
    assert second.source.of(text) == "She"


@pytest.mark.parametrize(
    ("text", "described"),
    [
        (
            "Norland’s Deputy Water Minister Ada Bell said the dam was safe.\n\nShe said the cost"
            " was fair.",
            "Norland’s Deputy Water Minister Ada Bell",
        ),
        (
            "Bell said the dam was safe.\n\nTom Bell, a spokesman for the Water Ministry, said the"
            " cost was fair.\n\nHe said it held.",
            "Tom Bell, a spokesman for the Water Ministry",
        ),
        (
            "A spokesman for the Water Ministry, Tom Bell, said the dam was safe.\n\nBell said it"
            " held.",
            "spokesman for the Water Ministry, Tom Bell",
        ),
        (
            "Tom Bell, the mayor, who was ill, said the dam was safe.\n\nMr Bell said it held.",
            "Tom Bell, the mayor",
        ),
        ("Local officials said the road was shut.\n\nThey said it held.", "Local officials"),
    ],
)
def test_the_description_is_where_the_article_says_most_of_the_speaker(
    text: str, described: str
) -> None:
    last = attribute(text)[-1]
    assert last.description is not None
    assert last.description.of(text) == described


def test_a_pronoun_with_nobody_before_it_stays_open() -> None:
    assert speakers("He said the dam was safe.") == [None]


def test_a_woman_is_not_he() -> None:
    text = "Mrs Ada Bell said the dam was safe.\n\nHe said the cost was fair."
    assert speakers(text) == ["Ada Bell", None]


def test_the_group_with_two_groups_named_and_none_near_stays_open() -> None:
    text = (
        "The Weir Brigade and the Gate Legion were both at the dam in spring.\n\n"
        + "Rain fell for days on the valley and the roads were shut.\n\n" * 4
        + "The group said it would stay."
    )
    assert speakers(text) == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Whom somebody speaks about does not speak next.
        (
            "Mr Moor said that the Weir Guard had opened the gate.\n\nHe said it was late.",
            ["Moor", "Moor"],
        ),
        (
            "Mr Moor said that Tom Stone had opened the gate.\n\nHe said it was late.",
            ["Moor", "Moor"],
        ),
        # After a question, who was asked; open where that is nobody named.
        (
            "Ada Bell asked Tom Moor whether the gate was shut.\n\nHe said it was.",
            ["Ada Bell", "Tom Moor"],
        ),
        (
            "The Lantern asked the company whether the gate was shut.\n\nIt said that it was.",
            ["Lantern", None],
        ),
        # Between the pronoun and a name stands somebody who cannot be told.
        (
            "The Weir Guard said the gate was shut.\n\nTwo people said it was open.\n\nThey said"
            " water was rising.",
            ["Weir Guard", None, None],
        ),
        # What a person is called belongs to them; where they are from is no part of the name.
        (
            "A member of the Weir Board, Ada Bell, said the gate was shut.\n\nMs Bell said it"
            " leaked.",
            ["Ada Bell", "Ada Bell"],
        ),
        (
            "Ada Bell of the Lowland Unity Party said the gate was shut.\n\nShe said it leaked.",
            ["Ada Bell", "Ada Bell"],
        ),
        # A forename tells whom "he" can be.
        (
            "Tom Moor said the gate was shut.\n\nAda Bell left.\n\nHe said it leaked.",
            ["Tom Moor", "Tom Moor"],
        ),
        # A group may be called WHO, and the man in "his daughter" is none.
        (
            "The World Health Organization said water was safe.\n\nWHO said nobody was ill.",
            ["World Health Organization", "World Health Organization"],
        ),
        (
            "Tom Moor, his daughter Ada Moor and an engineer left.\n\nTom Moor said the gate was"
            " shut.\n\nHe said it leaked.",
            ["Tom Moor", "Tom Moor"],
        ),
        # A person who is only described.
        (
            "Tom Moor said the gate was shut.\n\nAn engineer said it was open.\n\nHe said water"
            " was rising.",
            ["Tom Moor", "engineer", "engineer"],
        ),
    ],
)
def test_who_a_pronoun_can_be(text: str, expected: list[str | None]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Of two who became the subject, neither.
        ("Tom Moor saw the weir. Adam Bell stayed at home. He said it was safe.", [None]),
        (
            "Mark Stone said the gate was shut.\n\nTom Moor saw the weir. Adam Bell stayed at home."
            " He said it leaked.",
            ["Mark Stone", None],
        ),
        (
            "The Water Ministry said the weir was safe.\n\nThe Medical Council protested to the"
            " mayor. The Harbour Board wrote to the town. It warned that nobody would stay.",
            ["Water Ministry", None],
        ),
        # "He" is no group, no nation and no thing; "it" is no person; neither is several.
        ("The Water Ministry said it was safe.\n\nHe said it leaked.", ["Water Ministry", None]),
        ("The Water Ministry opened the gate. He said it leaked.", [None]),
        ("France opened the gate. He said it leaked.", [None]),
        ("Lower Aldmoor Weir Works opened the gate. He said it leaked.", [None]),
        ("A charity said the gate was shut.\n\nHe said it leaked.", ["charity", None]),
        ("Two engineers said it was shut.\n\nHe said it leaked.", ["Two engineers", None]),
        ("Tom Moor said the gate was shut.\n\nIt said the cost was fair.", ["Tom Moor", None]),
        ("Local officials said it was shut.\n\nIt said it leaked.", ["Local officials", None]),
        ("Tom Moor said the gate was shut.\n\nThey said it leaked.", ["Tom Moor", None]),
        # Somebody only described, in passing.
        (
            "The gate was shut, according to an official.\n\nHe said it leaked.",
            ["official", None],
        ),
        # Named but silent, and two paragraphs away.
        ("Tom Moor saw the weir.\n\nRain fell.\n\nHe said it leaked.", [None]),
        # Whoever was "he" is neither "she" nor "it" afterwards.
        ("Quill Stone left. He said it leaked.\n\nShe said it held.", ["Quill Stone", None]),
        ("Quill Stone left. He said it leaked.\n\nIt said it held.", ["Quill Stone", None]),
        # Whom a question was put to does not fit, and who spoke before is out of it.
        (
            "Tom Moor said it was safe.\n\nThe Lantern asked Ada Bell whether it leaked.\n\nHe"
            " said the gate was open.",
            ["Tom Moor", "Lantern", None],
        ),
        # Nobody in particular.
        ("Two of the groups said the gate was shut.", [None]),
        ("Somebody said the gate was shut.", [None]),
        ("The engineers said the gate was shut.", [None]),
        # "The engineer" is nobody who is not called one.
        ("Tom Moor said it was shut.\n\nThe engineer said it leaked.", ["Tom Moor", None]),
    ],
)
def test_a_doubt_is_left_open(text: str, expected: list[str | None]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # Not a place that rain fell on, or whoever was written to.
        (
            "Mr Tom Moor said the gate was shut.\n\nAldmoor flooded on Monday. He said it leaked.",
            "Tom Moor",
        ),
        (
            "The Water Ministry said the weir was safe.\n\nThe mayor wrote to the Medical Council."
            " In a letter it warned that nobody would stay.",
            "Water Ministry",
        ),
        (
            "The Water Ministry said the weir was safe.\n\nTom Moor said the gate was shut.\n\nIt"
            " said the cost was fair.",
            "Water Ministry",
        ),
        # What a group put out says what the group says, and the only group is the group.
        (
            "The Water Ministry said the weir was safe.\n\nThe statement said the cost was fair.",
            "Water Ministry",
        ),
        (
            "The Weir Brigade came in spring.\n\nRain fell.\n\nThe group said it stayed.",
            "Weir Brigade",
        ),
        # Of another kind than the group before.
        ("The Weir Brigade said it stayed.\n\nThe armed gang said it left.", "armed gang"),
    ],
)
def test_no_doubt_is_made_where_one_speaker_fits(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


@pytest.mark.parametrize(
    ("name", "pronoun"),
    [("Mayor Ada Bell", "She"), ("The Water Ministry", "It"), ("Local officials", "They")],
)
def test_a_pronoun_reaches_three_paragraphs_back_and_no_further(name: str, pronoun: str) -> None:
    def last(between: int) -> str | None:
        rain = "Rain fell on the valley.\n\n" * between
        return speakers(f"{name} said it was safe.\n\n{rain}{pronoun} said it was fair.")[-1]

    assert last(2) == last(0)
    assert last(2) is not None
    assert last(3) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # By Mr and Ms.
        (
            "Ada Bell and her brother Tom Bell came.\n\nMs Bell said it held.\n\nMr Bell said it"
            " leaked.",
            ["Ada Bell", "Tom Bell"],
        ),
        # By office.
        (
            "Governor Ada Bell and Senator Tom Bell came.\n\nSenator Bell said it held.\n\nThe"
            " governor said it leaked.",
            ["Tom Bell", "Ada Bell"],
        ),
        # By the pronoun that goes on.
        (
            "Ada Bell and her brother Tom Bell came.\n\nBell said she would stay.",
            ["Ada Bell"],
        ),
        # Who was called so first, once the other is out of the way.
        (
            "Tom Bell said it held. Bell said it leaked.\n\nAda Bell came."
            + "\n\nRain fell." * 3
            + "\n\nBell said it was late.",
            ["Tom Bell"] * 3,
        ),
        # A president's wife is not the president.
        (
            "President Bell said it held. First lady Ada Bell said it leaked. Bell said it was"
            " late.",
            ["Bell", "Ada Bell", "Bell"],
        ),
        (
            "Mr. Bell said it held.\n\nTom Bell Jr., his son, said it leaked.",
            ["Bell", "Tom Bell Jr."],
        ),
        # Who is missing does not speak.
        (
            "Ada Bell has been missing since Monday. Her sister, Mira Bell, pleaded with her. Bell"
            " said she loved her.",
            ["Mira Bell"],
        ),
        # Nor who is dead.
        (
            "Tom Bell died on Monday. His brother, Ian Bell, was there. Mr Bell said it was late.",
            ["Ian Bell"],
        ),
        # Else nobody can tell.
        (
            "Ada Bell and her brother Tom Bell came.\n\nBell said it held.\n\nAda Bell said it"
            " leaked.",
            [None, "Ada Bell"],
        ),
        (
            "Tom Bell and his son, Tom Bell, run the mill.\n\nTom Bell said it held.",
            [None],
        ),
        ("Mr. and Mrs. Bell said it held.", ["Mr. and Mrs. Bell"]),
        # Nobody in particular stands in the way of whoever spoke before.
        (
            "Mark Stone said it was late.\n\nTom Bell and Ian Bell came.\n\nBell said it held."
            "\n\nHe said it leaked.",
            ["Mark Stone", None, None],
        ),
    ],
)
def test_whose_surname_it_is(text: str, expected: list[str | None]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Secretary of State Ada Bell said it held.", "Ada Bell"),
        ("Secretary of War Quill Stone said it held.", "Quill Stone"),
        ("Secretary of the Interior Tom Moor said it held.", "Tom Moor"),
        ("Director of National Intelligence Ada Bell said it held.", "Ada Bell"),
        ("Defense Secretary Quill Stone said it held.", "Quill Stone"),
        ("Aldmoor County Sheriff Quill Stone said it held.", "Quill Stone"),
        ("Lantern Editor Ada Bell said it held.", "Ada Bell"),
        ("House speaker Ada Bell said it held.", "Ada Bell"),
        ("The Lantern’s editor in chief Ada Bell said it held.", "Ada Bell"),
        (
            "The Weir Times praised Aldmoor County Sgt. Ada Bell. Sgt. Ada Bell said it held.",
            "Ada Bell",
        ),
        ("Tom Moor’s lawyer, Ada Bell, said it held.", "Ada Bell"),
        ("Norland member of parliament Ada Bell said it held.", "Ada Bell"),
        ("On 5 October Ada Bell said it held.", "Ada Bell"),
        ("The Rev. Ada van der Berg said it held.", "Ada van der Berg"),
        ("Ada Bell Jr. said it held.", "Ada Bell Jr."),
        ("ALDMOOR (LNT) — Mayor Ada Bell said it held.", "Ada Bell"),
        ("The mayor herself, Ada Bell, said it held.", "Ada Bell"),
        # Organisations.
        ("The Department of Dams and River Services said it held.", None),
        ("The Ministry of Dams on Saturday said it held.", "Ministry of Dams"),
        ("The Norland Fish and River Service said it held.", "Norland Fish and River Service"),
        ("Stone & Moor said it held.", "Stone & Moor"),
        ("Downing Street said it held.", "Downing Street"),
    ],
)
def test_where_a_name_begins_and_ends(text: str, name: str | None) -> None:
    assert speakers(text) == [name or "Department of Dams and River Services"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Full names that come later.
        (
            "“It held,” Bell said.\n\nTom Bell, who leads the council, was there.",
            ["Tom Bell"],
        ),
        # Not where it is a place.
        ("Officials in Bell said it held.\n\nTom Bell was there.", ["officials in Bell"]),
        # Abbreviations.
        (
            "The Norland River Corps (NRC) came.\n\nThe NRC said it held.",
            ["Norland River Corps"],
        ),
        ("Aldmoor (LNT) The dam held.\n\nThe LNT said it leaked.", ["LNT"]),
        # Offices.
        ("President Ada Bell came.\n\nThe President said it held.", ["Ada Bell"]),
        (
            "Norland President Ada Bell met President Tom Moor.\n\nThe Norland president said it"
            " held.",
            ["Ada Bell"],
        ),
        (
            "Russian President Ada Bell met President Tom Moor.\n\nThe president said it held.",
            ["Tom Moor"],
        ),
        # Groups and companies.
        (
            "The Bell administration came.\n\nThe administration said it held.",
            ["Bell administration"],
        ),
        ("Wexly sold the dam. Wexly built it.\n\nThe company said it held.", ["Wexly"]),
        ("The LNA has no advice, but the agency said it held.", ["LNA"]),
        ("The Aldmoor Browns came.\n\nThe Browns said it held.", ["Aldmoor Browns"]),
        ("Abu Tom al-Moor came.\n\nAl-Moor said it held.", ["Abu Tom al-Moor"]),
        # Not a surname.
        ("Public Broadcaster NBK came.\n\nNBK said it held.", ["NBK"]),
        ("Wexly’s warned that it leaked.", ["Wexly’s"]),
        ("The family of Ada Bell came. “It held,” they said.", ["family of Ada Bell"]),
    ],
)
def test_names_that_are_told_elsewhere(text: str, expected: list[str | None]) -> None:
    assert [name and name[0].lower() + name[1:] for name in speakers(text)] == [
        name and name[0].lower() + name[1:] for name in expected
    ]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("A tweet from Ada Bell", "Ada Bell"),
        ("A post by Ada Bell", "Ada Bell"),
        ("Ada Bell’s letter", "Ada Bell"),
        ("Data from the Water Ministry", "Water Ministry"),
        ("A spokesman for the Water Ministry", "Water Ministry"),
        ("A Water Ministry spokesman", "Water Ministry"),
        ("Norland’s foreign ministry spokesperson", "Norland’s foreign ministry"),
        ("Ada Bell, a spokeswoman for the Water Ministry,", "Ada Bell"),
        ("A spokesman for Ada Bell", "spokesman for Ada Bell"),
        ("The Ada Bell video", None),
        ("A video", None),
        ("A WhatsApp message", None),
        ("The Norland Strait", None),
        ("1-800-CALL-LNT", None),
    ],
)
def test_who_speaks_through_whom(source: str, name: str | None) -> None:
    assert speakers(f"{source} said it held.") == [name]


def test_the_statement_is_by_whoever_spoke_in_one() -> None:
    text = (
        "In a release, the Weir Board said it held.\n\nTom Moor said it leaked.\n\nThe release"
        " said it was new."
    )
    assert speakers(text) == ["Weir Board", "Tom Moor", "Weir Board"]


def test_what_somebody_compiled_is_theirs() -> None:
    text = "The dam held, according to figures compiled by the Water Ministry."
    assert speakers(text) == ["Water Ministry"]
    text = text.replace("compiled", "seen")
    assert "Water Ministry" not in speakers(text)


def test_i_is_whoever_is_quoted() -> None:
    parsed = parse("“I said that the gate was shut,” Ada Bell told the Lantern.")
    bell = parsed.words.index("ada")
    quotation = ((0, bell),)
    found = resolve(parsed, [Said((1, 2)), Said((bell, bell + 2), quotation, quotation)])
    assert [one.name for one in found] == ["Ada Bell", "Ada Bell"]


@pytest.mark.parametrize(
    "sentence",
    [
        "It is wrong to claim that the dam leaks.",
        "It is too early to say whether it holds.",
        "It is said that it leaks.",
        "It was announced that it leaked.",
    ],
)
def test_an_empty_it_stands_in_nobodys_way(sentence: str) -> None:
    text = f"The Water Ministry said it was safe. {sentence} It also said that it was new."
    assert speakers(text) == ["Water Ministry", None, "Water Ministry"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Tom Moor and Adam Bell met in the town hall. He said that it held.", None),
        (
            "The engineer Tom Moor saw the weir. The engineer Adam Bell stayed at home. The"
            " engineer said it held.",
            None,
        ),
        # A new subject, however long since, unless the last speaker is named after it.
        (
            "Mr Tom Moor said it held. Adam Bell left the town. Rain fell. Water rose. He said it"
            " leaked.",
            "Adam Bell",
        ),
        (
            "Mr Tom Moor said it held. Adam Bell left the town. Rain fell on Mr Moor. Water rose."
            " He said it leaked.",
            "Tom Moor",
        ),
        # Nobody in a clause within the sentence.
        (
            "Mark Stone said it held.\n\nThe gate that Adam Bell built was shut. He said it"
            " leaked.",
            "Mark Stone",
        ),
        # Nobody that somebody speaks about.
        (
            "Mark Stone said it held. “Adam Bell left,” he said. He said it leaked.",
            "Mark Stone",
        ),
        (
            "Mr Tom Moor said it held and that Adam Bell had left the town. He said it leaked.",
            "Tom Moor",
        ),
    ],
)
def test_who_he_is_after_a_new_subject(text: str, last: str | None) -> None:
    assert speakers(text)[-1] == last


def test_who_did_not_confirm_is_who_denies_next() -> None:
    text = (
        "“The shooting was lawful,” said Minister Pell.\n\nKarsk did not confirm that his men had"
        " fired. He denied “everything”."
    )
    assert speakers(text) == ["Pell", "Karsk"]


def test_a_name_does_not_end_within_a_bracket() -> None:
    text = "Negotiators for the town and the Free Valley Front (FVF) said the talks would go on."
    tree = parse(text)
    source = tree.tokens(0, text.index(")"))
    (found,) = resolve(tree, [Said(source)])
    assert found.name == "Negotiators for the town and the Free Valley Front (FVF)"
    (cut,) = resolve(tree, [Said((source[0], source[1] - 1))])
    assert cut.name == "Negotiators for the town and the Free Valley Front"


def test_who_has_a_husband_is_not_the_husband() -> None:
    text = (
        "President Adam Halder won the vote. Halder’s wife, Maria, defended him.\n\nHalder, asked"
        " about her husband’s decision, said: “He slept badly.”"
    )
    assert "Adam Halder" not in speakers(text)
    assert speakers(text.replace("her husband", "his wife"))[-1] == "Adam Halder"


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "Candidate Adam Bell said the weir was lost. “I will end it,” said the Aldmoor"
            " governor.",
            "Adam Bell",
        ),
        (
            "Rep. Ed Roy said it was wrong.\n\n“Stop it,” the committee chairman said.",
            "Ed Roy",
        ),
        (
            "Senator Ada Bell said it was wrong.\n\n“Nobody knew that,” said the 43-year-old.",
            "Ada Bell",
        ),
        (
            "Jan Ruud, 61, met Tom Bell, 43.\n\n“Nobody knew that,” said the 61-year-old.",
            "Jan Ruud",
        ),
        # Somebody else, who is not named.
        (
            "Mayor Adam Bell said it was wrong.\n\n“Nobody knew that,” said the Aldmoor governor.",
            None,
        ),
        (
            "North Korean leader Kim Jong Un said it was wrong. “It was right,” said the Japanese"
            " leader.",
            None,
        ),
        ("Jan Ruud met Tom Bell.\n\n“Nobody knew that,” said the 61-year-old.", None),
    ],
)
def test_who_is_called_by_what_they_are(text: str, last: str | None) -> None:
    found = speakers(text)[-1]
    assert found == last or (last is None and found is not None and "Bell" not in found)


def test_an_office_of_a_client_is_the_lawyers() -> None:
    text = (
        "Strand attorney Aldo Good said it was over.\n\nThe bureau said nothing was.\n\nStrand’s"
        " attorney said that it was not fair."
    )
    assert speakers(text)[-1] == "Aldo Good"


def test_a_headline_is_no_name() -> None:
    text = (
        "Bell Accuses Former Weir Aide of Breaking Rules\n\nMayor Bell said the aide broke a rule."
        "\n\nMr. Bell said he had seen it."
    )
    assert set(speakers(text)) == {"Bell"}


def test_a_headline_may_be_the_only_place_of_a_name() -> None:
    text = "Adam Bell Says Old Weir Will Hold Out\n\nMr. Bell said the weir was safe."
    assert speakers(text)[-1] == "Adam Bell"


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "The letter, signed by nine teachers, came on Monday.\n\nThe letter said the budget"
            " was wrong.",
            "nine teachers",
        ),
        (
            "A report by the Water Trust is out.\n\nIt has 90 pages.\n\nThe report said the weir"
            " was old.",
            "Water Trust",
        ),
        (
            "A report of abuse by teachers is out.\n\nThe report said the weir was old.",
            None,
        ),
    ],
)
def test_a_text_is_whoever_made_it(text: str, last: str | None) -> None:
    found = speakers(text)[-1]
    assert found == last or (last is None and found != "teachers")


def test_an_abbreviation_is_the_full_name_in_the_article() -> None:
    text = (
        "The Justice Department said it would sue.\n\nA judge said no.\n\nThe DOJ said it would"
        " appeal."
    )
    assert speakers(text)[-1] == "Justice Department"


def test_a_short_forename_is_the_same_person_in_the_article() -> None:
    text = "William Stroll said no.\n\nA judge said yes.\n\nBill Stroll said he would appeal."
    assert len(set(speakers(text)) - {"judge"}) == 1


def test_who_is_named_in_somebodys_words_is_not_at_hand() -> None:
    text = "Rep. Ed Roy said Adam Stone had lied.\n\n“Stop it now,” said the committee chairman."
    assert speakers(text)[-1] == "Ed Roy"


def test_a_name_that_is_read_as_an_apposition_is_a_subject() -> None:
    text = (
        "Mark Stone said it held. On the future of the dam Mr Bell gave no ground. He said it"
        " leaked."
    )
    assert speakers(text)[-1] == "Bell"


def test_a_name_goes_on_after_the_stop_of_a_short_title() -> None:
    assert speakers("The gate held, according to Det. Ada Bell.") == ["Ada Bell"]


def test_it_is_no_director() -> None:
    text = "A weir trust’s director said rates would rise. It said that power was dear."
    assert "director" not in (speakers(text)[-1] or "")


def test_whom_a_sentence_is_about_from_its_start_is_he() -> None:
    text = (
        "Adam Stone said he was ready.\n\nFor the old engineer Tom Bell, this is the fifth trip."
        "\n\n“I remember the first one well,” he recalled."
    )
    assert speakers(text)[-1] == "Tom Bell"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Park Superintendent Cam Sholly told reporters that it held.", "Cam Sholly"),
        ("Minister for the Environment and Water Tanya Bell said it held.", "Tanya Bell"),
    ],
)
def test_a_name_is_as_long_as_it_is(text: str, name: str) -> None:
    assert (speakers(text)[-1] or "").endswith(name)


def test_a_surname_that_looks_like_several_is_one_persons() -> None:
    text = (
        "Rep. Hakeem Jeffries said it was over. Steny Hoyer said it was not.\n\nJeffries said it"
        " would take a year.\n\nHe said that nobody would leave."
    )
    assert speakers(text)[-1] == "Hakeem Jeffries"


def test_several_of_them_are_nobody_by_name() -> None:
    assert speakers("Several of Bell’s staff members said it was lost.") == [None]


def test_an_organisations_name_goes_on_over_an_article() -> None:
    text = "The Committee for a Responsible Weir Budget said it would cost a lot."
    assert speakers(text) == ["Committee for a Responsible Weir Budget"]


TRIAL = (
    "Dana Moor, 47, denies fraud.\n\nAda Bell, the prosecutor, said Ms Moor had lied.\n\nThe first"
    " witness was Margaret Moor, 74, her mother. She said that she had heard it.\n\nMrs Moor said"
    " that she was sorry."
)


def test_a_witness_who_is_presented_speaks_next() -> None:
    assert speakers(TRIAL)[2] == "Margaret Moor"


def test_mrs_is_not_who_is_ms_elsewhere() -> None:
    assert speakers(TRIAL)[3] == "Margaret Moor"


def test_whoever_disagreed_speaks_next_though_a_place_stands_before_the_name() -> None:
    text = (
        "Wenn said no crane could reach the weir. A crane analyst at the Aldmoor Institute, Marek"
        " Soltan, disagreed. “The new one reaches it,” he said."
    )
    assert speakers(text) == ["Wenn", "Marek Soltan"]


def test_whom_somebody_disagreed_with_does_not_speak() -> None:
    text = (
        "Tom Wenn said no crane could reach the weir, near the home of Ada Bell. He said that none"
        " was needed."
    )
    assert speakers(text) == ["Tom Wenn", "Tom Wenn"]


def test_who_wrote_the_article_is_not_the_governor() -> None:
    text = (
        "By Lina Farrow in Halmar\n\nThree gates broke, the regional governor said."
        "\n\nGovernor Teodor Lask said the gates were old."
    )
    assert speakers(text) == ["regional governor", "Teodor Lask"]


def test_a_company_is_not_who_may_be_its_head() -> None:
    text = (
        "Nordchem admitted that the alarm had been off. “We are sorry,” Ulla Brandstrom said."
        " The company had told this newspaper that it had been on."
    )
    assert speakers(text) == ["Nordchem", "Ulla Brandstrom", None]


def test_it_is_the_ministry_that_the_paragraph_is_about_before_any_has_spoken() -> None:
    text = "The Norland Water Ministry has corrected its count. It now says that five gates broke."
    assert speakers(text) == ["Norland Water Ministry"]


def test_a_general_staff_is_no_general_called_staff() -> None:
    text = "The General Staff said two gates broke. General Ada Stone said nobody was hurt."
    assert speakers(text) == ["General Staff", "Ada Stone"]


def test_it_may_be_the_note_that_an_outlet_has_seen() -> None:
    text = "The Norland Press Agency has seen a copy of the note. It says that five gates broke."
    assert speakers(text) == [None]


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        (
            "Otto Hall/The Brook Echo/Reuters Norland officials have said the road is open.",
            "Otto Hall/The Brook Echo/Reuters Norland officials",
            "Norland officials",
        ),
        (
            "The Hall of Fame’s Keeper of the Cup, Carl Ruud, told the court it was dented.",
            "The Hall of Fame’s Keeper of the Cup, Carl Ruud",
            "Carl Ruud",
        ),
        ("And letters and court papers allege the gate was old.", "and court papers", None),
        ("Just 24 said the gate was old.", "Just 24", None),
    ],
)
def test_a_name_is_whole_and_nothing_but_a_name(
    text: str, source: str, expected: str | None
) -> None:
    tree = parse(text)
    start = text.index(source)
    [found] = resolve(tree, [Said(tree.tokens(start, start + len(source)))])
    assert found.name == expected


def test_a_short_form_is_the_union_that_was_named() -> None:
    text = (
        "Seamen’s Union chief Ada Bell will meet the owners on Friday."
        "\n\nThe union said that the ships would stay."
    )
    tree = parse(text)
    start = text.index("The union")
    [found] = resolve(tree, [Said(tree.tokens(start, start + len("The union")))])
    assert found.name == "Seamen’s Union"


def test_two_organisations_that_speak_together_are_two() -> None:
    text = (
        "The official LNA news agency and the Norland Geological Survey said that it was a quake."
    )
    assert speakers(text) == ["LNA", "Norland Geological Survey"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Prince Jan and Ida, Duchess of Corvane, left Aldmoor. Prince Jan said the gate was"
            " old. He said it would not hold.",
            "Jan",
        ),
        (
            "Coach Adam Bell said the team had run out of luck.\n\nTorvin Lask, who has led the"
            " guard since 2011, came second. He has been hurt. “I may leave,” he told the Lantern.",
            "Torvin Lask",
        ),
        (
            "Mayor Ada Bell said the gates were shut.\n\nThe spring had begun well for Orla Fenn,"
            " who guides visitors.\n\nNow the road is out of reach to Fenn and her guests.\n\n“We"
            " may close,” she said.",
            "Orla Fenn",
        ),
        (
            "Jan Ruud’s son said he was sad. She said that the gate was old.",
            None,
        ),
    ],
)
def test_he_and_she_are_whoever_the_article_tells_of(text: str, expected: str | None) -> None:
    assert speakers(text)[-1] == expected


def test_the_office_is_whoever_the_sentence_before_is_about() -> None:
    text = (
        "The former governor Adam Bell will return to the company.\n\nJan Ruud led it for years."
        "\n\nLater Jan Ruud apologised for his silence. In a letter the governor said he was sorry."
    )
    assert speakers(text)[-1] == "Jan Ruud"
    text = text.replace("former ", "")
    assert speakers(text)[-1] is None


def test_they_are_whoever_the_sentence_is_about() -> None:
    text = (
        "The governors said they had written a letter.\n\nResearchers have found a bone, and they"
        " say it is old."
    )
    assert speakers(text)[-1] == "Researchers"


def test_a_couple_is_not_the_officials_before_it() -> None:
    text = (
        "Local officials said the mill was lost.\n\nIn a note, Ada Bell and Jan Ruud shared it."
        " They said that he was kind."
    )
    assert speakers(text) == ["Local officials", None]


def test_two_who_spoke_together_are_neither_he_nor_the_company() -> None:
    text = "The WVA and the LNA said the gate held. It said that nobody was hurt."
    assert speakers(text) == ["WVA", "LNA", None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Halder Logistics Group said it was safe. Its spokesman said nobody was hurt.", "Halder"),
        ("The strike at the Port Authority goes on. Its spokesman said it was old.", "Port"),
        ("Doctors said it was old. Its spokesman said nobody was hurt.", None),
    ],
)
def test_its_spokesman_speaks_for_it(text: str, expected: str | None) -> None:
    speaker = speakers(text)[-1]
    assert speaker is None if expected is None else (speaker or "").startswith(expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("the Moore County Sheriff’s Office", "Moore County Sheriff’s Office"),
        ("the Norland Secretary of State’s Office", "Norland Secretary of State’s Office"),
        ("the Nation of Halmar", "Nation of Halmar"),
        (
            "the National Geological Survey of Norway and Sweden",
            "National Geological Survey of Norway and Sweden",
        ),
        ("Mohsen Kalim from Norway’s Red Weir relief agency", "Mohsen Kalim"),
        ("Democrat Karen Stone", "Karen Stone"),
        ("a.m. HST) harbour officials", "harbour officials"),
        ("The bipartisan group, which includes Sen. Ada Bell and Sen. Jan Ruud", None),
        ("Robert Lask, author of a book, “The Man: The Life and Legacy of Jan Ruud", "Robert Lask"),
        ("voters in Arkansas, Ohio and Iowa", "voters in Arkansas, Ohio and Iowa"),
        ("WVA numbers from Wednesday, 5 May", "WVA"),
        ("the testimony of Ada Bell", "Ada Bell"),
        ("police figures", "police"),
        ("a securities filing", None),
        ("reports", None),
        ("Public polling", None),
        ("activity in the basin", None),
        ("Storm Stadium", None),
        ("63%", None),
    ],
)
def test_a_source_is_named_in_full_or_is_nobody(source: str, expected: str | None) -> None:
    text = f"{source} said that the gate was old."
    [found] = resolve(parse(text), [Said(parse(text).tokens(0, len(source)))])
    assert found.name == expected


def test_a_newsletter_of_a_union_is_not_the_union() -> None:
    text = "The Union Times, a newsletter, said the pay was poor.\n\nThe union said it would stay."
    assert speakers(text) == ["Union Times", "union"]


def test_an_auxiliary_in_a_question_is_no_forename() -> None:
    text = "Halder announced that it would buy Corvan.\n\nWill Halder and Corvan close mills?"
    assert speakers(text)[0] == "Halder"


def test_a_description_before_a_forename_tells_a_person_who_may_be_meant() -> None:
    text = (
        "As part of the deal Famer Mario Lemmer will stay.\n\nSinger Brendan Lemmer faces a ban."
        "\n\nLemmer said he would go on."
    )
    assert speakers(text) == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A group called the Sons of the Ridge said that it was dark. The group said that it"
            " would stay.",
            ["Sons of the Ridge"] * 2,
        ),
        (
            "A group of hackers called Nightjar said that it was dark. The group said that it"
            " would stay.",
            ["Nightjar"] * 2,
        ),
        (
            "The Sons of the Ridge said that it was dark. The group said that it would stay.",
            ["Sons of the Ridge"] * 2,
        ),
        ("Ada Bell of a site called River Column said that it was dark.", ["Ada Bell"]),
    ],
)
def test_a_group_is_called_as_it_calls_itself(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected


def test_a_name_in_the_clause_after_the_source_is_theirs() -> None:
    parsed = parse("A militant group that calls itself the Moor Column claimed the raid.")
    (found,) = resolve(parsed, [Said((0, 3))])
    assert found.name == "Moor Column"


def test_whoever_was_a_minister_is_the_former_minister() -> None:
    text = (
        "Helen Marsden, who was health minister until May, was heard.\n\nAda Stone, who was in"
        " court, said that she was late. Jan Ruud said that it was dark.\n\nThe former minister"
        " said that she was sorry."
    )
    assert speakers(text) == ["Ada Stone", "Jan Ruud", "Helen Marsden"]


@pytest.mark.parametrize("office", ["lawyer", "coach"])
def test_an_office_is_that_of_whose_it_is(office: str) -> None:
    text = (
        f"Bell's {office}, Ada Stone, said that it was dark. Moor's {office} said that it was not."
        f" Bell's {office} said that it was late."
    )
    assert speakers(text) == ["Ada Stone", f"Moor's {office}", "Ada Stone"]


def test_initials_of_two_are_neithers() -> None:
    text = (
        "Norland's Ministry of Defence said that it was dark. Aldmoor's Ministry of Defence said"
        " that it was not. The MOD said that it was late."
    )
    assert speakers(text)[-1] not in speakers(text)[:2]


@pytest.mark.parametrize(
    "opening",
    [
        "Kestrian Foreign Minister Tarn Weems arrived on Monday.",
        "The governor of Lower Brenn, Tarn Weems, was at the dam on Monday.",
        "Officers of the guard met Brig. Gen. Tarn Weems at the dam.",
    ],
)
def test_a_surname_is_that_of_the_one_person_named_in_full(opening: str) -> None:
    assert speakers(f"{opening}\n\nWeems said that it was dark.") == ["Tarn Weems"]


def test_a_name_goes_on_over_its_hyphen() -> None:
    text = "Yun Seo-jin, the harbour master, said that it was dark.\n\nYun said that it was late."
    assert speakers(text) == ["Yun Seo-jin", "Yun Seo-jin"]


def test_a_sentence_does_not_begin_within_a_name() -> None:
    text = "Reporters met Lio Tarrant, the state's emergency director, at the dam."
    assert len(parse(text).sentences) == 1


def test_the_chiefs_of_a_staff_are_no_title() -> None:
    text = "The Norland Joint Chiefs of Staff said that it was dark."
    assert speakers(text) == ["Norland Joint Chiefs of Staff"]


@pytest.mark.parametrize(
    ("before", "pronoun", "expected"),
    [
        ("State prosecutor Elin Marsden charged Adam Nyman on Monday.", "He", "Adam Nyman"),
        ("Police arrested Adam Nyman on Monday.", "He", "Adam Nyman"),
        ("The prosecutor, Elin Marsden, charged Adam Nyman on Monday.", "She", "Elin Marsden"),
        ("President Hadda Merel dismissed her minister, Jan Vesk.", "He", "Jan Vesk"),
        # Who did it, or whom it was done to: not told.
        ("Prosecutor Marsden charged Adam Nyman on Monday.", "He", None),
        ("Officer Jan Reel arrested the driver, Adam Nyman, on the bridge.", "He", None),
        ("The officer stopped Adam Nyman at noon.", "He", None),
        ("Adam Nyman was accused of it by Jan Reel.", "He", None),
    ],
)
def test_who_speaks_after_something_was_done_to_somebody(
    before: str, pronoun: str, expected: str | None
) -> None:
    assert speakers(f"{before} {pronoun} said that it was dark.")[-1] == expected


def test_whom_the_words_name_does_not_say_them() -> None:
    text = "Tarn Oduya, the mayor, sacked Adam Nyman on Monday. He said that Nyman had lied."
    assert speakers(text)[-1] == "Tarn Oduya"
