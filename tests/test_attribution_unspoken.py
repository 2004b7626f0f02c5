"""What was not said: refusals, conditions, questions and plans state nothing."""

from __future__ import annotations

import pytest

from corpus.attribution.attributors import read
from corpus.attribution.candidates import Candidate
from corpus.attribution.deeds import is_deed
from corpus.attribution.document import Document
from corpus.attribution.phrases import cue_of, subject_of
from corpus.attribution.types import Act
from corpus.attribution.unspoken import is_unspoken
from tests.parses import attribute, attribute_all, marked, parse, told


def unspoken(verb: str, text: str) -> bool:
    """What is thought of a candidate with this verb for its anchor."""
    return is_unspoken(*candidate_of(verb, text))


def candidate_of(verb: str, text: str) -> tuple[Document, Candidate]:
    document = read(parse(text))
    tree = document.parse
    anchor = tree.words.index(verb)
    source = subject_of(tree, anchor)
    content = ((anchor + 1, len(tree)),)
    return document, Candidate(anchor, cue_of(tree, anchor), source, content, "")


@pytest.mark.parametrize(
    ("verb", "text"),
    [
        ("says", "If Brandt says the basin is safe, the ships will return."),
        ("said", "Had Ruud said that the crane was unsafe, nobody would have died."),
        ("say", "Did Brandt say that the basin was safe? Nobody asked."),
        ("say", "Brandt did not say that the basin was safe."),
        ("say", "Brandt refused to say whether the basin was safe."),
        ("refused", "Brandt refused to say whether the basin was safe."),
        ("comment", "The council declined to comment on the report."),
        ("declined", "The council declined to comment on the report."),
        ("said", "The council has not said whether the basin is safe."),
        ("say", "Should Ruud say that the crane is unsafe, the port will close."),
        ("say", "It is unclear whether Brandt will say that the basin is safe."),
        ("say", "Brandt may say that the basin is safe."),
        ("say", "Brandt was expected to say that the basin was safe."),
        ("say", "Brandt is due to say on Friday that the basin is safe."),
        ("said", "Ruud never said that the crane was unsafe."),
        ("saying", "Brandt left without saying that the basin was safe."),
        ("say", "Ruud has yet to say whether the crane is safe."),
        ("saying", "Ruud denied saying that the crane was unsafe."),
        ("said", "Ruud denied that he had said the crane was unsafe."),
        ("said", "No minister said that the crane was unsafe."),
        ("said", "Nobody said that the crane was unsafe."),
        ("claimed", "Neither Brandt nor Ruud claimed that the crane was unsafe."),
        ("say", "The council asked Ruud to say that the crane was safe."),
        ("saying", "Ruud stopped short of saying that the crane was unsafe."),
        ("says", "Unless Brandt says the basin is safe, no ship will return."),
        ("says", "No ship will sail until Brandt says the basin is safe."),
        ("say", "Were Brandt to say that the basin is safe, ships would return."),
        ("announced", "Has the ministry announced that the port is closed?"),
        ("say", "Will Brandt say that the basin is safe?"),
        ("claim", "Critics could claim that the basin was never safe."),
        ("said", "If the mayor had said that the bridge was closed, we would have turned back."),
        ("mention", "The report fails to mention that the crane was old."),
        ("explain", "Ruud did not explain why the crane fell."),
        ("say", "Officials would not say how many had died."),
        ("said", "Suppose Brandt said that the basin was safe."),
        ("tell", "Nobody would tell reporters that the port was closed."),
        ("deny", "Ruud did not deny that the crane was unsafe."),
        ("respond", "The council did not respond to a request for comment."),
        ("confirm", "The spokesman did not confirm or deny the report."),
        ("announce", "The ministry plans to announce that the port will close."),
        ("say", "Brandt did not go on to say that the basin was safe."),
        (
            "says",
            "If Brandt goes on television and says that the basin is safe, ships will return.",
        ),
        ("said", "I wish Brandt had said that the basin was safe."),
        ("say", "Rather than say that the basin was safe, Brandt left."),
        ("said", "Brandt would have said that the basin was safe."),
        ("saying", "Is Brandt saying that the basin is safe?"),
        ("say", "Anna Brandt, who runs the port, did not say that the basin was safe."),
        ("say", "The minister is likely to say that the talks failed."),
        ("told", "It is not true that Brandt told the council the basin was safe."),
        (
            "told",
            "Had the master, who left in June, told them that it was old, it would stand.",
        ),
    ],
)
def test_what_was_not_said_is_no_statement(verb: str, text: str) -> None:
    assert unspoken(verb, text)


@pytest.mark.parametrize(
    ("verb", "text"),
    [
        ("said", "Brandt said that the basin was safe."),
        ("say", "Brandt went on to say that the basin was safe."),
        ("said", "Brandt not only said that the basin was safe but promised it."),
        ("say", "Brandt would only say that the basin was safe."),
        ("say", "Brandt did not hesitate to say that the basin was safe."),
        ("said", "When Brandt said that the basin was safe, nobody believed it."),
        ("said", "Brandt said if the crane fell the basin would close."),
        ("said", "If the crane falls, Brandt said, the basin will close."),
        ("said", "Only then did they leave, Brandt said."),
        ("saying", "The council declined to comment, saying the case was open."),
        ("said", "No 10 said that the talks had failed."),
        ("denied", "Ruud denied that the crane was unsafe."),
        ("say", "Brandt was the first to say that the basin was safe."),
        ("say", "Ruud took to the radio to say that the crane was safe."),
        ("said", "Asked whether the basin was safe, Brandt said it was."),
        ("say", "Brandt would later say that the basin was safe."),
        ("admit", "Ruud was forced to admit that the crane was unsafe."),
        ("confirm", "The Lantern could not confirm that the crane was unsafe."),
        ("admit", "Ruud did not admit that the crane was unsafe."),
        ("said", "Brandt said she would not say that again."),
        ("said", "Brandt, who did not resign, said that the basin was safe."),
        ("said", "The crane is not safe, Ruud said."),
        ("say", "As Brandt likes to say, the basin is safe."),
        ("say", "Residents say that the basin is unsafe."),
        ("say", "Why did Brandt say that the basin was safe?"),
        ("say", "What did Brandt say?"),
        ("told", "Once Brandt told them that the basin was safe, they left."),
        ("said", "He was not hurt and said that the basin was safe."),
        ("said", "Ruud could not come and said that he was ill."),
        ("say", "Police say they do not know whether the driver will live."),
        ("adding", "Ruud refused to resign, adding that the crane was safe."),
        ("said", "Not everyone agreed, but Brandt said that the basin was safe."),
        ("said", "As if that were not enough, Brandt said that the basin was unsafe."),
        ("said", "In June Brandt had said that the basin was safe."),
        ("said", "If, as Brandt said, the basin is safe, ships may return."),
        ("saying", "Brandt was quoted as saying that the basin was safe."),
    ],
)
def test_what_was_said_is_one(verb: str, text: str) -> None:
    assert not unspoken(verb, text)


def test_the_words_of_a_speech_that_was_given_out_are_kept() -> None:
    assert not unspoken("say", "The minister will say on Friday: “We have a plan for the port.”")
    assert unspoken("say", "The minister will say on Friday that there is a plan for the port.")


def test_whoever_can_be_heard_saying_it_says_it() -> None:
    assert not unspoken("yelling", "Bell can be heard yelling that the crane was unsafe.")


def test_speakers_say_what_they_say_they_would() -> None:
    assert not unspoken("say", "“I would say that the basin is safe,” Brandt said.")


def test_nothing_is_attributed_where_nothing_was_said() -> None:
    assert told("If Brandt says the basin is safe, the ships will return.") == []
    assert told("Brandt refused to say whether the basin was safe.") == []


@pytest.mark.parametrize(
    "text",
    [
        "President Adam Halder dismissed his defence minister.",
        "President Adam Halder rejected Adam Bell.",
        "The Ministry of Interior contradicted the Ministry of Defence.",
    ],
)
def test_who_sends_somebody_away_says_nothing(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "President Adam Halder dismissed the minister’s claim.",
        "President Adam Halder rejected the Paris Agreement.",
    ],
)
def test_who_rejects_words_denies_them(text: str) -> None:
    assert [act for _, act, _ in told(text)] == ["denies"]


def test_what_was_not_said_has_an_act_of_its_own_and_is_in_nobodys_way() -> None:
    text = (
        "Mayor Ada Bell said the weir held. Jan Ruud did not say that it was safe. She added that"
        " it was old."
    )
    acts = [(one.speaker, one.act) for one in attribute_all(text)]
    assert ("Jan Ruud", Act.NOT_SAID) in acts
    assert [one.speaker for one in attribute(text)] == ["Ada Bell", "Ada Bell"]


@pytest.mark.parametrize(
    ("verb", "text", "expected"),
    [
        ("passed", "The council passed a bill on the weir.", True),
        ("want", "The owners want a new gate.", True),
        ("declined", "The court declined to take up the case.", True),
        ("seen", "The town has seen an increase in floods.", True),
        ("know", "You know the weir is old.", True),
        ("see", "The owners see that the gate is old.", False),
        ("requires", "The law requires “a gate of oak and iron”.", False),
        ("believe", "The owners believe the gate is old.", False),
        ("declined", "The council declined an offer.", False),
        ("called", "The mayor called an emergency meeting of the council.", True),
        ("called", "An emergency meeting was called by the mayor.", True),
        ("called", "The strike was called off by the union.", True),
        ("called", "The meeting was called a waste of time by the mayor.", False),
        ("called", "The mayor called on the council to leave.", False),
        ("asked", "The driver was asked to leave.", True),
        ("asked", "Marsden asked the driver to leave.", False),
        ("ordered", "An inquiry was ordered by the minister.", True),
        ("ordered", "The mayor ordered the town to be cleared.", False),
        ("questioned", "The judge questioned the witness.", True),
        ("questioned", "The judge questioned the claim.", False),
        ("said", "Marsden said nothing.", True),
        ("said", "Marsden said that nothing had been seen.", False),
        ("called", "The mayor called the meeting a waste of time.", False),
        ("called", "The mayor called for a meeting of the council.", False),
        ("asked", "Two officials, who asked not to be named, left.", True),
        ("asked", "A clerk who asked not to be identified for fear of losing her job left.", True),
        ("asked", "The mayor asked not to be woken.", False),
    ],
)
def test_a_deed_or_a_wish_is_no_statement(verb: str, text: str, *, expected: bool) -> None:
    assert is_deed(*candidate_of(verb, text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Event: The gates are opened at five.", True),
        ("Police: The gates are opened at five.", False),
        ("Wen: The gates are opened at five.\n\nThe doctor, Leana Wen, left.", False),
        ("WHAT WE KNOW: The gates are opened at five.", True),
        ("ADA BELL: The gates are opened at five.\n\nAda Bell left.", False),
        ("Aldmoor timeline: The gates are opened at five.", True),
        ("The mayor: The gates are opened at five.", False),
    ],
)
def test_a_label_says_nothing(text: str, *, expected: bool) -> None:
    document = read(parse(text))
    colon = document.parse.words.index(":")
    content = ((colon + 1, document.parse.paragraphs[0][1]),)
    candidate = Candidate(colon, (colon, colon + 1), ((0, colon),), content, "")
    assert is_deed(document, candidate) is expected


@pytest.mark.parametrize(
    ("verb", "text"),
    [
        ("finds", "Jury finds Jan Ruud not liable for the fire."),
        ("posted", "On Tuesday the guard posted a video of its boats."),
        ("wrote", "Bell wrote about the fire in the mill."),
        ("list", "The label does not list the weight of the crane."),
        ("recalling", "Bell Motors is recalling certain vans."),
        ("show", "The maps show two islands."),
        ("denied", "The judge denied him bail."),
        ("dismissed", "A court dismissed the convictions of both men."),
        ("derailed", "Injuries derailed the team in spring."),
        ("rejected", "Voters in Ohio rejected an amendment that would have closed the port."),
        ("rejected", "A measure on the port was rejected by voters."),
        ("dismissed", "A judge has dismissed a case from an engineer, who accused the port."),
        ("dismissed", "Stern dismissed the case “with prejudice”."),
        ("deny", "The council moved to deny any protection for the weir."),
        ("support", "Those voters support the party more than others do."),
        ("ruled", "The court ruled against an effort to close the port."),
        ("assured", "The Herons assured the title in spring."),
        ("taking", "The mayor was taking credit for the new gate."),
        ("announced", "The mayor announced the news on her page."),
        ("added", "The list added a record number of mills."),
        ("citing", "The port closed on Monday, citing unnamed sources."),
        ("suggests", "Activity in the basin suggests that the storm may end."),
        ("threatening", "A wildfire in the park is threatening the old mill."),
        ("aware", "The mayor has been keenly aware of the gate."),
        ("looking", "The company is looking to open the mill."),
        ("hope", "The owners hope to open the mill by Monday."),
        ("called", "A ring of magnets called a tokamak is used."),
        ("said", "The court said nothing: that is for others to decide."),
        ("noticed", "The vicar noticed that something was amiss."),
        ("asking", "A motion asking for the report was put off."),
        ("called", "Workers held up a banner that called for her resignation."),
        ("put", "The deaths put the toll at 14."),
        ("put", "The raid put an end to the talks."),
    ],
)
def test_a_verdict_a_topic_and_what_a_thing_shows_are_no_statements(verb: str, text: str) -> None:
    assert is_deed(*candidate_of(verb, text))


def test_the_word_that_asks_is_not_what_was_said() -> None:
    document = read(parse("What do critics say?"))
    assert is_deed(
        document, marked(document.parse, anchor="say", source="critics", content=("What",))
    )


def test_the_next_clause_is_not_what_was_said() -> None:
    text = "The post gave no evidence and the paper could not verify it."
    document = read(parse(text))
    content = ("the paper could not verify it",)
    assert is_deed(
        document, marked(document.parse, anchor="gave", source="The post", content=content)
    )
    text = "It rained, according to the mayor, and the gate held."
    document = read(parse(text))
    said = marked(
        document.parse, anchor="according", source="the mayor", content=("the gate held",)
    )
    assert not is_deed(document, said)
    text = "The mayor said the gate held and the paper could not verify it."
    document = read(parse(text))
    content = ("the gate held and the paper could not verify it",)
    said = marked(document.parse, anchor="said", source="The mayor", content=content)
    assert not is_deed(document, said)


@pytest.mark.parametrize(
    ("verb", "text"),
    [
        ("found", "The inquiry found that the gate was old."),
        ("put", "The port’s operator, Halder, put the number at fewer than 1,200."),
        ("put", "The insurers put the losses at £9,300."),
        ("posted", "Bell posted that the gate was old."),
        ("wrote", "Bell wrote: “The gate is old.”"),
        ("recalled", "Bell recalled seeing the gate open."),
        ("identified", "Police identified the man as Jan Ruud."),
        ("denied", "The judge denied that he had met the men."),
        ("denied", "The mayor denied any part in the fire."),
        ("opposes", "The mayor opposes the new gate."),
        ("named", "The bureau named one of them as Jan Ruud, a foreman."),
        ("allege", "The owners allege fraud."),
        ("rejected", "The court rejected the claim that the gate was old."),
        ("dismissed", "The mayor dismissed the suit as a farce."),
        ("taking", "The brigade was taking credit for the attack on the mill."),
        ("cited", "Bell cited three reasons: the storm, the tide and the wind."),
        ("assured", "The mayor assured reporters that the gate held."),
        ("aware", "The mayor is aware that the gate is old."),
        ("suggests", "The study suggests that the gate is old."),
        ("hope", "The owners hope that the gate holds."),
        ("ruled", "The mayor ruled out any plan to sell the mill."),
        ("suggests", "The city suggests that the gate is old."),
        ("added", "The mayor added that the gate was old."),
    ],
)
def test_what_has_a_clause_or_a_quotation_is_said(verb: str, text: str) -> None:
    assert not is_deed(*candidate_of(verb, text))


def test_a_label_that_begins_many_lines_is_nobody() -> None:
    lines = "WINNER: Ada Bell\n\nWINNER: Jan Ruud\n\nWINNER: Ida Hall"
    assert not attribute(lines)


@pytest.mark.parametrize(
    "text",
    [
        "Bell faces thirty days in jail, according to federal law.",
        "The crane may stay, according to rules posted by the port.",
    ],
)
def test_a_law_is_no_speaker(text: str) -> None:
    [found] = attribute(text)
    assert found.speaker is None


def test_how_something_is_done_is_nobodys_word() -> None:
    assert not attribute("Prices were changed according to each country’s purchasing parity.")


def test_who_would_not_confirm_it_refused() -> None:
    assert not attribute("The office would not confirm the visit in advance.")
    [found] = attribute("The office could not confirm the visit in advance.")
    assert found.act is Act.CANNOT_VERIFY
