"""Words that stand close to somebody who did not say them: the adversary, a namesake, whoever is
addressed. What cannot be told stays open."""

from __future__ import annotations

import pytest

from corpus.attribution.attributors import read
from corpus.attribution.clauses import keep_to_clauses
from corpus.attribution.cleaning import clean
from corpus.attribution.constructions import complete
from corpus.attribution.coreference import Said, resolve
from corpus.attribution.deeds import DEED
from corpus.attribution.unspoken import UNSPOKEN
from tests.parses import attribute, attribute_all, marked, parse


def said(text: str) -> dict[str, str | None]:
    """Who says what, by the words."""
    return {
        " … ".join(span.of(text) for span in one.content): one.speaker for one in attribute(text)
    }


def speaker(text: str, words: str) -> str | None:
    """Who says the content that begins with these words."""
    (found,) = [
        who for content, who in said(text).items() if content.lstrip('"“').startswith(words)
    ]
    return found


@pytest.mark.parametrize(
    "accused",
    [
        "But Governor Adam Moor was accused of theft by the opposition MP Coralie Bell.",
        "But Governor Adam Moor was blamed for the theft by firebrand Coralie Bell MP.",
        "But Governor Ilia Moor was accused of theft by the opposition MP Coralie Bell.",
    ],
)
def test_after_an_accusation_she_is_who_made_it_where_she_speaks_of_him(accused: str) -> None:
    text = (
        f'Defence boss Ruark Hale called it "gossip".\n\n{accused}'
        ' "He named the culprit before he had counted the dead," she said.'
    )
    assert speaker(text, "He named the culprit") == "Coralie Bell"


OPENING = (
    "Halder Foods, the sauce maker behind the Gull brand, has closed its works in Orle."
    "\n\nMayor Ada Bell said that the town was shocked."
    "\n\n"
)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("Some 57 people will go, the company said.", "Halder Foods"),
        ("Halder has two more works. Some 57 people will go, the company said.", "Halder Foods"),
        ("Corvane Mills bakes there. Some 57 people will go, the company said.", None),
    ],
)
def test_the_company_is_the_business_that_the_article_opens_with(
    more: str, expected: str | None
) -> None:
    assert speaker(OPENING + more, "Some 57 people") == expected


def test_the_company_is_no_product_of_it() -> None:
    text = (
        "Do not use it, says the mayor of Orle.\n\nThe old Halder Swift has another brake and is"
        " not affected, the company said."
    )
    assert speaker(text, "The old Halder Swift") != "Halder Swift"


def test_the_firm_is_the_one_that_is_called_so() -> None:
    text = "Seven men of the private security firm Corvane Group were killed on Monday, {} said."
    assert speaker(text.format("the firm"), "Seven men") == "Corvane Group"


def test_his_party_is_not_the_one_that_was_named_last() -> None:
    text = (
        "The nationalist Dawn party doubled its seats.\n\nMatthias Elver refused to concede."
        " His party said that boxes had been opened."
    )
    assert speaker(text, "that boxes") is None


def test_an_operator_of_one_word_is_a_company() -> None:
    text = "Operator Sundline said that a pump had tripped. It said that there was no fire."
    assert speaker(text, "that there was no fire") == "Sundline"


def test_nobody_is_called_by_whose_it_is() -> None:
    text = "The ship flies the flag of the isles, whose registry said that it had struck her off."
    assert "whose registry" not in said(text).values()


def test_the_company_goes_by_the_first_word_of_its_name() -> None:
    assert speaker(OPENING + "Halder said some 57 people will go.", "some 57") == "Halder Foods"
    place = "A court in Halder sat.\n\nHalder said some 57 people will go."
    assert speaker(OPENING + place, "some 57") is not None


def test_the_company_is_nobody_of_an_age() -> None:
    text = (
        "Velbrandt, the tyre maker, will cut jobs in Orle.\n\nThe union says that more will go."
        " Velbrandt called this “mixing apples and tyres”.\n\n“First the arm,” said Heikko Trumm,"
        " 56, who has worked there for years.\n\nThe company said that the shift was made up."
    )
    assert speaker(text, "that the shift") == "Velbrandt"


def test_the_club_is_the_one_whose_the_article_is_unless_another_is_named() -> None:
    text = (
        "Orle Rovers dismissed their coach on Monday.\n\nThe captain, Jan Ruud, said that it was"
        " late.\n\n{}The club said that it would pay him."
    )
    assert speaker(text.format(""), "that it would pay") == "Orle Rovers"
    assert speaker(text.format("It rained on Corvane City. "), "that it would pay") is None


def test_it_is_who_acts_in_the_sentence_before() -> None:
    text = (
        "The rival Gommatec said that it would shut a plant."
        "\n\nVelbrandt opens its books on March 6. In November it forecast that the profit"
        " would fall."
    )
    assert speaker(text, "that the profit") == "Velbrandt"


def test_the_capital_where_a_body_is_does_not_speak() -> None:
    text = "The electoral commission in the capital, Brask, said that the count was over."
    assert speaker(text, "that the count") == "electoral commission in the capital"


@pytest.mark.parametrize(
    "name", ["Road and Tram Workers’ Union", "Bakers’ and Confectioners’ Alliance"]
)
def test_a_name_with_and_is_one(name: str) -> None:
    assert speaker(f"The {name} said that 412 members had come.", "that 412") == name


@pytest.mark.parametrize("day", ["Sunday", "Monday"])
def test_a_day_does_not_speak(day: str) -> None:
    parsed = parse(f"Supporters held up a banner on {day} that called for her resignation.")
    that = parsed.words.index("that")
    (found,) = resolve(parsed, [Said((that, that + 1))])
    assert found.name != day


def test_a_name_is_whole_before_its_short_form() -> None:
    text = (
        "Lantern Surgical Aid (LSA), a charity that supports it, said that it had asked for a"
        " pause.\n\nThe LSA said that nobody answered."
    )
    assert set(said(text).values()) == {"Lantern Surgical Aid"}


def test_a_chief_executive_is_called_by_the_name_alone() -> None:
    text = "“We turned it twice,” Chief Executive Wendelin Aurich said on a call."
    assert speaker(text, "We turned") == "Wendelin Aurich"


def test_a_kind_at_the_start_is_no_part_of_a_name() -> None:
    text = "Tyremaker Velbrandt said that it would cut jobs."
    assert speaker(text, "that it would") == "Velbrandt"
    text = "Prosecutor Laine Pukkonen said that it would cut jobs."
    assert speaker(text, "that it would") == "Laine Pukkonen"


def test_a_counsel_is_called_by_her_surname_without_her_letters() -> None:
    text = (
        "Adam Lorne, 46, denies theft.\n\nMiriam Lorne KC, defending, said the case was weak."
        '\n\n"Somebody will be in the dock," Ms Lorne said.'
    )
    assert speaker(text, "Somebody will") == "Miriam Lorne"


def test_the_accused_is_not_the_counsel_of_that_name() -> None:
    text = (
        'Miriam Lorne KC said: "The case is weak."\n\nLorne, who denies that he stole it, smiled.'
    )
    assert speaker(text, "that he stole it") != "Miriam Lorne"


@pytest.mark.parametrize("address", ["Sir", "Lord"])
def test_a_man_s_address_is_no_woman_s(address: str) -> None:
    text = (
        "Miriam Salt said the gate was old.\n\nAdam Hale said it held."
        f'\n\n"It is neither," {address} Salt said.'
    )
    assert speaker(text, "It is neither") != "Miriam Salt"


def test_who_is_addressed_does_not_say_so() -> None:
    text = (
        '"I imagine it was Mr Hask’s," Sir Adam Stell replied.'
        '\n\n"Mr Hask is dead, Sir Adam. He was on the train."'
        '\n\n"Then I am sorry to have mentioned him."'
    )
    assert list(said(text)) == ['"I imagine it was Mr Hask’s,"']


def test_he_is_not_who_is_addressed_by_name_after_him() -> None:
    text = (
        'Adam Lorne said he was tired. "I could have stopped it," he said.'
        '\n\n"Seventeen people had no breakfast, Mr Lorne."'
    )
    assert not any("breakfast" in content for content in said(text))


def test_whoever_asked_does_not_answer() -> None:
    text = '"Whose gate is it?" Ada Bell asked.\n\n"I imagine that it is the mayor’s."'
    assert list(said(text)) == ['"Whose gate is it?"']


def test_a_quotation_goes_on_over_paragraphs_that_address_nobody() -> None:
    text = '"The gate is old," Ada Bell said.\n\n"It will hold for another year."'
    assert list(said(text)) == ['"The gate is old," … "It will hold for another year."']


@pytest.mark.parametrize(
    "rebels", ["the Army of the Lower Valley", "the Orlo Liberation Army", "the Free Weir Army"]
)
def test_the_army_is_not_the_rebels_who_have_the_word_in_their_name(rebels: str) -> None:
    text = (
        f"In a leaflet, {rebels} said that the government had paid.\n\nThe army said that it had"
        " killed four of them."
    )
    assert speaker(text, "that it had killed") == "army"


def test_the_army_is_the_only_one_of_a_state() -> None:
    text = "The Norland Army said that it had left.\n\nThe army said that nobody was hurt."
    assert speaker(text, "that nobody was hurt") == "Norland Army"


def test_an_office_is_not_the_relative_s_who_bears_the_name() -> None:
    text = (
        "Dr Torvald Breck, a cousin of the foreign minister, said that it was about fish."
        "\n\nForeign Minister Breck said that it was about cables, and she said that it would last."
    )
    assert speaker(text, "that it was about cables") == "Breck"
    assert speaker(text, "that it would last") == "Breck"


def test_of_two_who_share_a_surname_he_is_the_man() -> None:
    text = (
        "Stig Aune said that he was tired.\n\nHis mother, Ragnhild Aune, said that it was late."
        '\n\nAune looked at the window for a while. "Somebody paid," he said.'
    )
    assert speaker(text, "Somebody paid") == "Stig Aune"


def test_the_words_of_somebody_without_a_name_are_not_the_last_speaker_s() -> None:
    text = (
        "Adam Stell told the court that it was old.\n\nMy grandfather worked the gate."
        ' "The levers are heavy," he said.'
    )
    assert speaker(text, "The levers") is None


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("The answer came from Prime Minister Jan Moor the same evening.", "Jan Moor"),
        ("The gate was built for Mayor Jan Moor in 2019.", None),
        ("The gate was built in 2019.", "Adam Bell"),
    ],
)
def test_he_is_no_earlier_speaker_where_a_man_is_introduced(
    told: str, expected: str | None
) -> None:
    text = f'Adam Bell said that it was old.\n\n{told} "Let them say that to me," he said.'
    assert speaker(text, "Let them") == expected


def within(text: str, *, he: str) -> str | None:
    """Who the "he" of these words is, within what Adam Aune says at the end of the text."""
    tree = parse(text)
    start = text.index(he)
    own = tree.tokens(start, start + len("He"))
    aune = tree.tokens(text.rindex("Adam"), text.rindex(" said"))
    quotation = (tree.tokens(text.index("“"), text.index("”") + 1),)
    told = (own[1] + 1, aune[0])
    found = resolve(tree, [Said(own, (told,)), Said(aune, quotation, quotation)])
    assert found[1].name == "Adam Aune"
    return found[0].name


def test_he_within_a_quotation_is_not_who_says_it() -> None:
    text = (
        "Adam Aune was tired. “After a month a boy brought the glasses back. He said that I would"
        " see the dam,” Adam Aune said."
    )
    assert within(text, he="He said") is None


def test_he_within_a_quotation_is_who_is_named_there() -> None:
    text = "“Jan Ruud came to the dam. He said that it would hold,” Adam Aune said."
    assert within(text, he="He said") == "Jan Ruud"


def test_who_tells_him_is_not_he() -> None:
    text = "Lorne said that it was late. Control told him, he said, that there was only him."
    tree = parse(text)
    he = tree.words.index("he")
    late, only = (3, tree.words.index(".")), (he + 3, len(tree) - 1)
    found = resolve(tree, [Said((0, 1), (late,)), Said((he, he + 1), (only,))])
    assert [one.name for one in found] == ["Lorne", "Lorne"]


@pytest.mark.parametrize(
    ("text", "anchor", "source", "content"),
    [
        ("Old Jan, as everyone calls him, laughed.", "calls", "everyone", "him"),
        ("The general says many things.", "says", "The general", "many things"),
        (
            "Officials contradicted one another about how.",
            "contradicted",
            "Officials",
            "one another about how",
        ),
        (
            "The ministry considers it necessary to state the following.",
            "considers",
            "The ministry",
            "it necessary to state the following",
        ),
    ],
)
def test_what_tells_nothing_is_no_statement(
    text: str, anchor: str, source: str, content: str
) -> None:
    document = read(parse(text))
    candidate = marked(document.parse, anchor=anchor, source=source, content=(content,))
    assert all(one.shape in (DEED, UNSPOKEN) for one in complete(document, [candidate]))


def test_who_is_asked_says_nothing_by_that() -> None:
    document = read(parse("Aune, asked about that, looks at the window for a while."))
    candidate = marked(document.parse, anchor="asked", source="Aune", content=("that",))
    assert clean(document, candidate) is None


def test_an_interview_goes_on_under_initials_and_its_questions_are_nobody_s() -> None:
    text = (
        "Ada Bell: Did you take the weir?\n\nJan Ruud: No. We did not do this.\n\nAB: Why should"
        " anyone believe you?\n\nJR: Because in June we said so. We sign what we do."
    )
    found = [one for one in attribute_all(text) if one.cue and one.cue.of(text) == ":"]
    assert [(one.speaker, one.is_statement) for one in found] == [("Jan Ruud", True)] * 2


def test_which_is_the_whole_name_before_it() -> None:
    text = "The Army of the Lower Valley, which denied that it took them, was not seen."
    assert speaker(text, "that it took them") == "Army of the Lower Valley"


def test_the_ministry_is_the_one_whose_name_begins_so() -> None:
    text = (
        "The Ministry of Defence of Norland said that it had seen nothing.\n\nThe Ministry said"
        " that it would look."
    )
    assert speaker(text, "that it would look") == "Ministry of Defence of Norland"


@pytest.mark.parametrize(
    ("text", "words", "rest"),
    [
        (
            "A commission said that parts had been found, but declined to say who had fired it.",
            "that parts had been found",
            "to say who had fired it",
        ),
        (
            "Four launchers were lost in 2030, the Ledger has reported; Moor did not mention them.",
            "Four launchers were lost in 2030",
            "Moor did not mention them",
        ),
    ],
)
def test_what_was_not_said_and_what_the_article_goes_on_with_are_cut(
    text: str, words: str, rest: str
) -> None:
    tree = parse(text)
    anchor = "reported" if "reported" in text else "said"
    subject = "the Ledger" if "reported" in text else "A commission"
    candidate = marked(tree, anchor=anchor, source=subject, content=(words, rest))
    (mended,) = keep_to_clauses(read(tree), [candidate])
    assert [tree.slice(piece) for piece in mended.content] == [words]
