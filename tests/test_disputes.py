"""Which claims oppose each other, and which only look as if they did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from corpus.attribution.types import Act, Kind, Statement
from corpus.figures.reading import read_figures
from corpus.types import Span
from index.claims.disputes.charges import charges_in
from index.claims.disputes.features import asserted
from index.claims.disputes.pairing import (
    Conflict,
    ConflictKind,
    Issue,
    conflicts_among,
    number_conflicts_in,
)
from index.claims.figures.grouping import Relation, Reported, group_figures, relation
from index.claims.story import Claim, claims_in
from tests.claims import Said, article_of
from tests.passages import make_article, make_passage


def claim(
    speaker: str | None,
    said: str,
    *,
    act: Act = Act.STATES,
    cue: str = "said",
    party: str | None = None,
    source: str | None = None,
    number: int,
) -> Claim:
    passage = make_passage(said, article=make_article(number), position=number)
    statement = Statement(
        id=number,
        paragraph=passage.paragraph.id,
        content=(Span(0, len(said)),),
        source=source or speaker,
        cue=cue,
        speaker=speaker,
        party=party,
        antecedent=None,
        act=act,
        kind=Kind.INDIRECT,
    )
    return Claim(passage, statement)


def conflicts_in(claims: Iterable[Claim], sides: Mapping[int, str]) -> list[Conflict]:
    """Those of the claims of one story. `sides` is for whom each statement stands, by its id."""
    return conflicts_among([asserted(one, sides.get(one.statement.id)) for one in claims])


def speakers_of(claims: Iterable[Claim]) -> dict[int, str]:
    return {each.statement.id: each.statement.speaker for each in claims if each.statement.speaker}


def kinds(*claims: Claim) -> list[tuple[ConflictKind, Issue]]:
    told = {each.statement.id: each.statement.party or each.statement.speaker for each in claims}
    sides = {id_: side for id_, side in told.items() if side is not None}
    return [(conflict.kind, conflict.issue) for conflict in conflicts_in(claims, sides)]


NORWAY_SAYS = claim(
    "Oslo", "the raiders were Danish", act=Act.CLAIMS, party="Norway", cue="insists", number=1
)


@pytest.mark.parametrize(
    ("said", "act", "kind"),
    [
        ("involvement", Act.DENIES, ConflictKind.DENIAL),
        ("any role in the raid", Act.DENIES, ConflictKind.DENIAL),
        ("that it was behind the raid", Act.DENIES, ConflictKind.DENIAL),
        ("the raiders were Norwegians", Act.STATES, ConflictKind.BLAME),
    ],
)
def test_who_did_it_is_disputed(said: str, act: Act, kind: ConflictKind) -> None:
    denmark = claim("Copenhagen", said, act=act, party="Denmark", number=2)
    assert kinds(NORWAY_SAYS, denmark) == [(kind, Issue.WHO)]


@pytest.mark.parametrize(
    ("speaker", "party", "said", "act"),
    [
        ("Tone Moe", "Norway", "involvement", Act.DENIES),  # the same side
        ("Copenhagen", "Denmark", "the raiders were Danish", Act.CONFIRMS),  # the same charge
        ("Copenhagen", "Denmark", "a motion to delay the vote", Act.DENIES),
        ("Copenhagen", "Denmark", "the talks as “a sham”", Act.DENIES),
        ("Helsinki", "Finland", "involvement", Act.DENIES),  # nobody said that it was Finland
        ("Copenhagen", "Denmark", "the raiders may have been Norwegians", Act.STATES),
        ("Copenhagen", "Denmark", "who the raiders were", Act.STATES),
    ],
)
def test_what_only_looks_like_a_dispute_is_none(
    speaker: str, party: str, said: str, act: Act
) -> None:
    assert kinds(NORWAY_SAYS, claim(speaker, said, act=act, party=party, number=2)) == []


def test_losses_are_denied_by_whom_they_are_of_not_where_civilians_are_meant() -> None:
    kill = claim("Army", "70 attackers were killed", party="Norway", number=1)
    hurt = claim("Army", "13 residents had been injured", party="Norway", number=2)
    denial = claim("Fjord Guard", "suffering any casualties", act=Act.DENIES, number=3)
    assert kinds(kill, denial) == [(ConflictKind.DENIAL, Issue.LOSSES)]
    assert kinds(hurt, denial) == []


def test_losses_called_invented_are_denied() -> None:
    kill = claim("Army", "we killed more than 70 ‘Danish’ fighters", party="Norway", number=1)
    denial = claim("Fjord Guard", "“they attribute invented losses to us”", number=2)
    assert kinds(kill, denial) == [(ConflictKind.DENIAL, Issue.LOSSES)]


def test_a_force_is_beaten_or_goes_on() -> None:
    beaten = claim("Army", "the raiders have been defeated", party="Norway", number=1)
    going_on = claim("Fjord Guard", "it still controlled a piece of the shore", number=2)
    likely = claim("Analysts", "it was likely that the raiders were driven back", number=3)
    assert kinds(beaten, going_on) == [(ConflictKind.CONTRADICTION, Issue.STATE)]
    assert kinds(likely, going_on) == []


def test_what_one_says_the_other_says_not() -> None:
    one = claim("Army", "the northern bridge was mined before the raid", number=1)
    two = claim("Fjord Guard", "the northern bridge was never mined before the raid", number=2)
    three = claim("Mayor", "not only the northern bridge was mined before the raid", number=3)
    assert kinds(one, two) == [(ConflictKind.CONTRADICTION, Issue.SAID)]
    assert kinds(one, three) == []


SHELLED = claim("Guard", "the army had opened fire on the weir with mortars", number=1)
ACCUSED = claim(
    "Guard", "the army of having hit the weir with mortar fire", act=Act.ACCUSES, number=1
)


@pytest.mark.parametrize("charge", [SHELLED, ACCUSED])
@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("firing mortars", Act.DENIES),
        ("that mortars had been used at any time", Act.DENIES),
        ("claims that it had fired mortars as “nonsense”", Act.DENIES),
    ],
)
def test_what_is_denied_in_other_words_is_disputed(charge: Claim, said: str, act: Act) -> None:
    denial = claim("Defence Ministry", said, act=act, number=2)
    assert kinds(charge, denial) == [(ConflictKind.DENIAL, Issue.SAID)]


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("that the weir had been mined", Act.DENIES),  # of something else
        ("the mortars as old-fashioned", Act.DENIES),  # says what they are like
        ("it would not fire mortars", Act.STATES),  # of what is to come
        ("it fired no mortars", Act.PROMISES),
        ("it could not say whether mortars had been fired", Act.STATES),
    ],
)
def test_what_denies_something_else_is_no_dispute(said: str, act: Act) -> None:
    assert kinds(SHELLED, claim("Defence Ministry", said, act=act, number=2)) == []


def test_what_only_negates_has_to_be_said_of_the_same() -> None:
    hidden = claim("Rival", "the club has long had cameras and judges to detect cheating", number=1)
    player = claim("Player", "he has never cheated at the club", number=2)
    assert kinds(hidden, player) == []
    accused = claim(
        "Guard", "Norway of having hit the weir with mortar fire", act=Act.ACCUSES, number=1
    )
    for_norway = claim("Ada Bell", "it fired no mortars", party="Norway", number=2)
    assert kinds(accused, for_norway) == [(ConflictKind.CONTRADICTION, Issue.SAID)]
    assert kinds(accused, claim("A bystander", "it fired no mortars", number=2)) == []


def test_they_are_not_is_said_of_what_was_said_last() -> None:
    [one, two] = claims_in(
        article_of(
            (
                "The province says that the forms are at every post office."
                " The postmistress says that they are not.",
                [
                    Said("that the forms are at every post office", "Province"),
                    Said("that they are not", "Postmistress"),
                ],
            )
        )
    )
    assert kinds(one, two) == [(ConflictKind.CONTRADICTION, Issue.SAID)]


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("They disagree on how the workers came free.", 1),
        ("They told how the workers came free.", 0),
    ],
)
def test_accounts_that_the_outlet_says_differ_are_disputed(opening: str, expected: int) -> None:
    claims = claims_in(
        article_of(
            (
                f"{opening} The ministry said that soldiers had rescued six."
                " The Guard said that it had let all seven go.",
                [
                    Said("that soldiers had rescued six", "Ministry"),
                    Said("that it had let all seven go", "Guard"),
                ],
            )
        )
    )
    assert len(kinds(*claims)) == expected


def test_a_rejected_accusation_is_denied_and_a_dismissed_video_is_not() -> None:
    [accusation, denial, dismissal] = claims_in(
        article_of(
            (
                "Oslo accused the Danes of arming the raiders.",
                [Said("the Danes of arming the raiders", "Oslo", act=Act.ACCUSES)],
            ),
            (
                "Copenhagen rejected the accusation as “a reflex”, Bergen the video as “a play”.",
                [
                    Said("the accusation as “a reflex”", "Copenhagen", act=Act.DENIES),
                    Said("the video as “a play”", "Bergen", act=Act.DENIES, cue="rejected"),
                ],
            ),
        )
    )
    assert kinds(accusation, denial) == [(ConflictKind.DENIAL, Issue.SAID)]
    assert kinds(accusation, dismissal) == []


def opposed_in(*paragraphs: tuple[str, list[Said]]) -> list[tuple[str, str]]:
    claims = claims_in(article_of(*paragraphs))
    return [(each.one.words, each.two.words) for each in conflicts_in(claims, speakers_of(claims))]


BLAME = Said("gunners of the Fjord Guard", "Army", act=Act.ACCUSES, cue="blamed")
BLAMED = ("The army blamed gunners of the Fjord Guard.", [BLAME])
TALK = Said("the port was calm", "Army")


@pytest.mark.parametrize(("who", "is_meant"), [("Fjord Guard", True), ("Quay Guild", False)])
def test_who_denies_it_denies_what_they_were_accused_of_before_other_words(
    who: str, is_meant: bool
) -> None:
    denied = (f"The {who} denied it.", [Said("it", who, act=Act.DENIES, cue="denied")])
    calm = ("The army said that the port was calm.", [TALK])
    expected = [("gunners of the Fjord Guard", "it")] if is_meant else []
    assert opposed_in(BLAMED, calm, denied) == expected


def test_an_army_without_a_name_is_accused_by_what_it_is_called() -> None:
    guns = Said("army guns on the hill", "Fjord Guard", act=Act.ACCUSES, cue="blamed")
    called = Said("the raid “a disgrace”", "Ada Bell", cue="called")
    for denier, expected in (("army", [("army guns on the hill", "it")]), ("navy", [])):
        found = opposed_in(
            (
                "The Fjord Guard blamed army guns on the hill. Ada Bell called the raid “a"
                " disgrace”.",
                [guns, called],
            ),
            (f"The {denier} denied it.", [Said("it", denier, act=Act.DENIES, cue="denied")]),
        )
        assert found == expected


@pytest.mark.parametrize("denied", ["that account", "this version", "it", "that, saying she slept"])
def test_that_account_is_the_one_before_it_without_how_it_was_put(denied: str) -> None:
    words = "the sirens had been late"
    quoted = "“I was in bed,”"
    told = [
        Said(words, "Ada Bell"),
        Said(quoted, "Ada Bell", kind=Kind.DIRECT),
        Said(denied, "Port staff", act=Act.DENIES, cue="denied"),
    ]
    text = f"Ada Bell said that {words}. {quoted} she said. Port staff denied {denied}."
    assert opposed_in((text, told)) == [(words, denied)]


def test_who_contradicts_what_was_said_is_opposed_to_it_and_who_speaks_next_is_not() -> None:
    one, two = "nobody wanted the brand", "he had sent a letter in May"
    for between, expected in (
        ("That was contradicted by Otto Falk, who said", [(one, two)]),
        ("Otto Falk, a former director, said", []),
    ):
        text = f"Ada Bell said that {one}. {between} that {two}."
        assert opposed_in((text, [Said(one, "Ada Bell"), Said(two, "Otto Falk")])) == expected


def test_a_part_is_denied_of_a_violent_deed_of_another_article_and_of_any_of_its_own() -> None:
    for deed, elsewhere in (("shelling the quay", 1), ("selling the river", 0)):
        said = f"Denmark of {deed}"
        accused = claim("Oslo", said, act=Act.ACCUSES, number=1, party="Norway")
        ours = claim("Copenhagen", "that is not our work", number=2, party="Denmark")
        assert len(kinds(accused, ours)) == elsewhere
        denial = Said("any part in it", "Copenhagen", "Denmark", Act.DENIES, cue="denied")
        told = [Said(said, "Oslo", "Norway", Act.ACCUSES, cue="accused"), denial]
        text = f"Oslo accused {said}. Copenhagen denied any part in it."
        assert len(kinds(*claims_in(article_of((text, told))))) == 1


def test_somebodys_claim_is_the_one_that_is_denied() -> None:
    [first, second, denial] = claims_in(
        article_of(
            (
                "Ada Bell claimed that the log was burnt, Tone Moe that the boat was sold."
                " The ministry dismissed Bell’s claims after a day.",
                [
                    Said("that the log was burnt", "Ada Bell", act=Act.CLAIMS),
                    Said("that the boat was sold", "Tone Moe", act=Act.CLAIMS),
                    Said("Bell’s claims after a day", "Ministry", act=Act.DENIES, cue="dismissed"),
                ],
            )
        )
    )
    sides = {first.statement.id: "Ada Bell", second.statement.id: "Tone Moe"}
    sides[denial.statement.id] = "Ministry"
    [conflict] = conflicts_in([first, second, denial], sides)
    assert conflict.one == first


def test_what_two_sides_say_again_is_an_echo() -> None:
    again = claim("Defence Ministry", "that it had ever fired mortars", act=Act.DENIES, number=3)
    denial = claim("Defence Ministry", "firing mortars", act=Act.DENIES, number=2)
    sides = {1: "Guard", 2: "Defence Ministry", 3: "Defence Ministry"}
    [conflict] = conflicts_in([SHELLED, denial, again], sides)
    assert conflict.echoes == ((), (again,))


def test_a_denial_of_it_is_of_what_was_just_said() -> None:
    accusation = claim("Army", "the Fjord Guard took the log", number=1)
    denial = claim("Fjord Guard", "having taken it", act=Act.DENIES, number=2)
    article = accusation.passage.article
    denial = replace(denial, passage=replace(denial.passage, article=article))
    assert kinds(accusation, denial) == [(ConflictKind.DENIAL, Issue.SAID)]
    other = claim("Army", "the sea was rough", number=1)
    assert kinds(other, denial) == []


def test_somebody_who_cannot_be_told_opposes_a_named_side_only_by_other_words() -> None:
    beaten = claim("Army", "the raiders have been defeated", party="Norway", number=1)
    told = claim(None, "it still controlled a shore", source="one of the groups", number=2)
    pronoun = claim(None, "it still controlled a shore", source="it", number=3)
    assert kinds(beaten, told) == [(ConflictKind.CONTRADICTION, Issue.STATE)]
    assert kinds(beaten, pronoun) == []


def test_reprints_of_a_pair_are_one() -> None:
    denial = claim("Copenhagen", "involvement", act=Act.DENIES, party="Denmark", number=2)
    reprint = claim("Copenhagen", "involvement", act=Act.DENIES, party="Denmark", number=3)
    assert len(kinds(NORWAY_SAYS, denial, reprint)) == 1


# Numbers


def reported(
    text: str, *, number: int, speaker: str | None = None, published: str | None = "2031-03-04"
) -> Reported:
    article = make_article(number, outlet=f"Outlet {number}", published=published)
    figure, *_ = read_figures(text, [Span(0, len(text))], published=date(2031, 3, 4))
    return Reported(
        figure,
        article,
        story=1,
        is_said=speaker is not None,
        speaker=speaker,
        passage=make_passage(text, article=article),
    )


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("Twelve people were killed.", "12 people were killed.", Relation.SAME),
        ("Dozens of people were killed.", "70 people were killed.", Relation.COMPATIBLE),
        ("More than 70 people were killed.", "75 people were killed.", Relation.COMPATIBLE),
        ("About 70 people were killed.", "75 people were killed.", Relation.COMPATIBLE),
        ("10 to 15 people were killed.", "12 people were killed.", Relation.COMPATIBLE),
        ("Twelve people were killed.", "30 people were killed.", Relation.DIFFER),
        ("Hundreds of people were killed.", "12 people were killed.", Relation.DIFFER),
        ("It is 10 miles off.", "It is 16.1 km off.", Relation.SAME),
    ],
)
def test_figures_are_compared_by_what_they_admit(one: str, two: str, expected: Relation) -> None:
    first, second = reported(one, number=1), reported(two, number=2)
    assert relation(first.amount, second.amount) is expected
    assert relation(second.amount, first.amount) is expected


def numbers(*figures: Reported) -> int:
    return len(number_conflicts_in(group_figures(figures)))


def test_numbers_of_two_sides_at_a_time_are_at_odds() -> None:
    army = reported("34 attackers were killed.", number=1, speaker="Army")
    guard = reported("Two of its fighters were killed.", number=2, speaker="Fjord Guard")
    assert numbers(army, guard) == 1


@pytest.mark.parametrize(("more", "expected"), [("nine", 1), ("eight", 0)])
def test_a_toll_that_is_told_by_how_much_it_differs_is_at_odds(more: str, expected: int) -> None:
    army = reported("At least 14 people were killed.", number=1, speaker="Army")
    told = f"23 people were killed, {more} more than the army admits."
    late = reported(told, number=2, speaker="Fjord Guard", published="2031-03-05")
    assert numbers(army, late) == expected


@pytest.mark.parametrize(
    ("text", "speaker", "published"),
    [
        ("At least two fighters were killed.", "Fjord Guard", "2031-03-04"),  # admits 34
        ("Two fighters were killed.", "Fjord Guard", "2031-03-09"),  # of another time
        ("Two fighters were killed.", "Army", "2031-03-04"),  # the same side
        ("Two civilians were killed.", "Fjord Guard", "2031-03-04"),  # others
        ("Two fighters were injured.", "Fjord Guard", "2031-03-04"),
        ("In 2003 two fighters were killed.", "Fjord Guard", "2031-03-04"),
    ],
)
def test_numbers_of_other_things_are_not_at_odds(text: str, speaker: str, published: str) -> None:
    army = reported("34 attackers were killed.", number=1, speaker="Army")
    assert numbers(army, reported(text, number=2, speaker=speaker, published=published)) == 0


def test_a_toll_that_grows_overnight_is_not_at_odds_and_one_that_falls_is() -> None:
    early = reported("Nine people were killed.", number=1, speaker="Fire chief")
    for text, at_odds in (("41 people were killed.", 0), ("Four people were killed.", 1)):
        late = reported(text, number=2, speaker="Ministry", published="2031-03-05")
        assert numbers(early, late) == at_odds


def test_what_is_estimated_once_is_at_odds_at_any_time() -> None:
    early = reported("The quake of magnitude 6.1 shook the port.", number=1, speaker="Survey")
    late = reported(
        "The quake of magnitude 5.8 shook the port.",
        number=2,
        speaker="Ministry",
        published="2031-03-09",
    )
    assert numbers(early, late) == 1


def test_a_later_figure_of_the_same_issuer_supersedes_and_is_not_at_odds() -> None:
    early = reported("Three people were killed.", number=1, speaker="Fire chief")
    late = reported(
        "Nine people were killed.", number=2, speaker="Fire chief", published="2031-03-05"
    )
    [group] = group_figures([early, late])
    assert [value.reported.amount.value for value in group.values] == [9, 3]
    assert [value.superseded_by is not None for value in group.values] == [False, True]
    assert numbers(early, late) == 0


def test_another_story_is_never_compared() -> None:
    here = reported("Three people were killed.", number=1, speaker="Army")
    there = replace(reported("Nine people were killed.", number=2, speaker="Guard"), story=2)
    assert len(group_figures([here, there])) == 2


def charged(*paragraphs: tuple[str, list[Said]]) -> list[tuple[str, str]]:
    """The words of each charge that is denied, and of the denial."""
    passages = article_of(*paragraphs)
    denials = [asserted(each, each.statement.speaker) for each in claims_in(passages)]
    return [
        (
            found.span.of(found.passage.paragraph.text),
            found.denied.of(found.denied_in.paragraph.text),
        )
        for found in charges_in([each for each in denials if each.denies], passages)
    ]


def denial(words: str, by: str = "Ada Bell") -> list[Said]:
    return [Said(words, by, act=Act.DENIES, cue="denied")]


CHARGE = "Ada Bell was arrested on espionage charges in May."


def test_a_charge_that_an_outlet_tells_of_stands_against_who_denies_it() -> None:
    answer = ("Bell denied the charges.", denial("the charges"))
    assert charged((CHARGE, []), answer) == [(CHARGE, "denied the charges")]
    told = f"{CHARGE} She has pleaded not guilty."
    assert charged((told, [])) == [(CHARGE, "She has pleaded not guilty.")]
    told = f"{CHARGE} She says she is innocent, and that she was at sea."
    assert charged((told, [])) == [(CHARGE, "She says she is innocent, and that she was at sea.")]
    assert charged((f"{CHARGE} Falk says he is innocent.", [])) == []
    at_once = "Bell has been accused of hitting a guard, which she denied."
    assert charged((at_once, [])) == [
        ("Bell has been accused of hitting a guard", "which she denied")
    ]


@pytest.mark.parametrize(
    "charge",
    [
        "Otto Falk was arrested on espionage charges in May.",  # somebody else
        "Ada Bell went home in May.",  # no charge
        "Ada Bell could face espionage charges in May.",  # not yet
        "Ada Bell pleaded not guilty to espionage charges.",  # the denial
    ],
)
def test_what_is_no_charge_against_who_denies_is_not_set_against_it(charge: str) -> None:
    assert charged((charge, []), ("Bell denied the charges.", denial("the charges"))) == []


def test_a_charge_of_something_else_is_not_what_is_denied() -> None:
    other = ("Bell denied breaking a window.", denial("breaking a window"))
    assert charged((CHARGE, []), other) == []


def test_who_neither_admits_nor_denies_a_charge_does_not_deny_it() -> None:
    quiet = [Said("the charges", "Ada Bell", act=Act.DENIES, cue="did not admit")]
    assert charged((CHARGE, []), ("Bell did not admit the charges.", quiet)) == []


def test_a_figure_that_says_what_it_was_before_supersedes_that_and_is_not_at_odds() -> None:
    early = reported("1,400 passengers were stranded.", number=1, speaker="Gull Lines")
    late = reported(
        "900 passengers were stranded, down from 1,400.",
        number=2,
        speaker="Port authority",
        published="2031-03-05",
    )
    [group] = group_figures([early, late])
    assert [value.superseded_by is not None for value in group.values] == [False, True]
    assert numbers(early, late) == 0


def test_an_estimate_is_not_at_odds_with_that_of_an_article_without_a_day() -> None:
    early = reported("The quake of magnitude 6.1 shook the port.", number=1, speaker="Survey")
    late = reported(
        "The quake of magnitude 5.8 shook the port.", number=2, speaker="Ministry", published=None
    )
    assert numbers(early, late) == 0


def test_who_denies_what_others_are_blamed_for_denies_no_accusation() -> None:
    blamed, denied = "the Reed Gang for the raid", "it"
    accuser = Said(blamed, "Otto Falk", act=Act.ACCUSES, cue="blamed")
    for by, expected in (("Fjord Front", 0), ("Reed Gang", 1)):
        said = [accuser, Said(denied, by, act=Act.DENIES, cue="denied")]
        some = article_of((f"Otto Falk blamed {blamed}. The {by} denied it.", said))
        sides = {s.id: s.speaker for s in some[0].statements if s.speaker}
        assert len(conflicts_in(claims_in(some), sides)) == expected


def test_those_whom_an_article_calls_by_fewer_words_are_no_other_side() -> None:
    text = "Gull monitors said the gate was blown up. The monitors denied that."
    said = [
        Said("the gate was blown up", "Gull monitors", act=Act.CLAIMS),
        Said("that", None, source="The monitors", act=Act.DENIES, cue="denied"),
    ]
    some = article_of((text, said))
    sides = {s.id: s.speaker for s in some[0].statements if s.speaker}
    assert conflicts_in(claims_in(some), sides) == []


def test_a_bare_that_denies_whatever_was_said_last() -> None:
    text = "Otto Falk said one nurse had eleven patients. Ada Bell disputed that."
    said = [
        Said("one nurse had eleven patients", "Otto Falk"),
        Said("that", "Ada Bell", act=Act.DENIES, cue="disputed"),
    ]
    some = article_of((text, said))
    sides = {s.id: s.speaker for s in some[0].statements if s.speaker}
    assert len(conflicts_in(claims_in(some), sides)) == 1


def test_two_words_in_common_are_too_few_where_one_only_negates() -> None:
    homes = claim("Ada Bell", "the homes in the villages are not safe", number=1)
    people = claim("Otto Falk", "the people from the villages are safe", number=2)
    assert kinds(homes, people) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("two workers were hurt when a crane fell", [(ConflictKind.CONTRADICTION, Issue.LOSSES)]),
        ("two workers were killed when a crane fell", []),  # of something else
        ("two workers may have been hurt when a crane fell", []),
    ],
)
def test_nobody_was_hurt_and_two_were_is_a_dispute(
    said: str, expected: list[tuple[ConflictKind, Issue]]
) -> None:
    nobody = claim("Eva Lund", "“Nobody was hurt,”", number=1)
    assert kinds(claim("Police", said, number=2), nobody) == expected


def test_numbers_that_one_sentence_sets_against_each_other_are_at_odds() -> None:
    text = "The ministry said nine people were killed, but the union said 26 people were killed."
    passage = make_passage(text, article=make_article(1))
    speakers = (("Ministry", "Union", 1), ("Ministry", "Ministry", 0))
    for first, last, expected in speakers:
        figures = read_figures(text, [Span(0, len(text))], published=date(2031, 3, 4))
        told = [
            Reported(figure, passage.article, 1, is_said=True, speaker=by, passage=passage)
            for figure, by in zip(figures, (first, last), strict=True)
        ]
        assert numbers(*told) == expected


def test_figures_of_another_event_of_the_kind_are_not_at_odds() -> None:
    sunday = "A quake of magnitude 5.6 shook the port on Sunday."
    first = reported(sunday, number=1, speaker="Survey")
    for other in (
        "The port was hit by a 6.1 quake in March.",  # a month is not the day of the news
        "The 6.1 quake was the second one to hit the port.",
        "A quake of magnitude 6.1 shook the port on Monday.",
    ):
        assert numbers(first, reported(other, number=2, speaker="Ministry")) == 0
    again = "A quake of magnitude 6.1 shook the port, the ministry said on Monday."
    assert numbers(first, reported(again, number=2, speaker="Ministry")) == 1


def test_who_gives_a_figure_together_with_another_is_not_at_odds_with_themselves() -> None:
    survey = reported("The quake measured 6.1.", number=1, speaker="U. S. Tide Survey")
    both = "Coast Agency and United States Tide Survey"
    joint = reported("The quake measured 5.9.", number=2, speaker=both)
    assert numbers(survey, joint) == 0
    assert numbers(replace(survey, speaker="Ministry"), joint) == 1


def test_a_round_hundred_is_not_at_odds_with_what_it_rounds() -> None:
    exact = reported("612 people were killed.", number=1, speaker="Ministry")
    assert numbers(exact, reported("600 people were killed.", number=2, speaker="Mayor")) == 0
    assert numbers(exact, reported("660 people were killed.", number=2, speaker="Mayor")) == 1


def test_two_who_are_named_in_one_article_give_one_quake_two_magnitudes() -> None:
    told = "A magnitude-5.2 quake shook the port, the station says. The survey puts it at 5.4."
    article = make_article(1, outlet="Harbour Post", published="2031-03-04")
    figures = read_figures(told, [Span(0, len(told))], published=date(2031, 3, 4))
    assert len(figures) == 2
    one, two = (
        Reported(each, article, 1, True, by, passage=make_passage(told, article=article))
        for each, by in zip(figures, ("Station", "Survey"), strict=True)
    )
    assert numbers(one, two) == 1


def test_a_charge_is_shown_as_whose_it_is_against_whom_it_is() -> None:
    told = (
        "Otto Falk went home, and so did Ada Bell, a diver, who was convicted of espionage,"
        " charges she denies."
    )
    passages = article_of((told, []))
    [found] = charges_in([], passages)
    assert found.span.of(told) == "Ada Bell, a diver, who was convicted of espionage"
    assert found.speaker == "Ada Bell"
    charge = "Ines Falk filed suit against Bell, alleging that she was abused."
    denied = ("Bell denied Falk's allegations.", denial("Falk's allegations"))
    passages = article_of((charge, []), denied)
    read = [asserted(each, each.statement.speaker) for each in claims_in(passages)]
    assert [each.accuser for each in charges_in(read, passages)] == ["Ines Falk"]


def test_a_year_and_its_month_are_one_event_where_the_place_is() -> None:
    told = (
        "In December 2003 a quake killed 900 people.",
        "It was in Lissow in December 2003 that a quake killed 900 people in Lissow.",
        "A quake killed 900 people in Lissow in 2003.",
    )
    figures = [reported(f"It rained. It blew. {each}", number=n) for n, each in enumerate(told)]
    assert len(group_figures(figures)) == 1
    other = reported("It rained. It blew. A quake killed 900 people in Velm in 2003.", number=9)
    assert len(group_figures([*figures, other])) == 2


def test_an_offer_and_a_demand_of_another_height_are_at_odds() -> None:
    offer = claim("Gull Lines", "We offered 4.5 per cent on Monday", number=1)
    said = [(ConflictKind.CONTRADICTION, Issue.SAID)]
    for demand, expected in (
        ("If they bring seven per cent, we sail", said),
        ("If they bring 4.5 per cent, we sail", []),
        ("If they bring seven boats, we sail", []),
        ("It rained on seven per cent of the boats", []),
    ):
        assert kinds(offer, claim("Seamen", demand, number=2)) == expected
    assert kinds(offer, claim("Gull Lines", "we demand seven per cent", number=2)) == []
    told = claim("Gull News", "the guild has offered 4.5 per cent", number=1)  # of others
    assert kinds(told, claim("Seamen", "If they bring seven per cent, we sail", number=2)) == []


def test_who_rejects_this_rejects_what_was_said_last() -> None:
    passages = article_of(
        ("Falk said they offered a rise.", [Said("they offered a rise", "Falk")]),
        ("Bell rejected this.", [Said("this", "Bell", act=Act.DENIES, cue="rejected")]),
    )
    told = claims_in(passages)
    assert kinds(*told) == [(ConflictKind.DENIAL, Issue.SAID)]
    assert kinds(*told[1:]) == []


def test_who_puts_a_figure_at_half_of_that_is_at_odds_with_who_gave_it() -> None:
    text = "Falk said it cost 2 million. Bell put it at “less than half of that”."
    given = Said("it cost 2 million", "Falk")
    for words, expected in (("it at “less than half of that”", 1), ("it", 0)):
        passages = article_of((text, [given, Said(words, "Bell", cue="put")]))
        assert len(kinds(*claims_in(passages))) == expected


@pytest.mark.parametrize(
    ("text", "superseded"),
    [
        ("The death toll has risen to 17.", True),
        ("The death toll now stands at 17.", True),
        ("That brings the death toll to 17.", True),
        ("17 people were killed.", False),
        ("The death toll has fallen to 17.", False),
        ("The death toll has fallen to seven.", True),
        ("The death toll has risen to seven.", False),
    ],
)
def test_a_toll_that_has_risen_takes_the_place_of_whoever_gave_a_lower_one(
    text: str, superseded: bool
) -> None:
    early = reported("Nine people were killed.", number=1, speaker="Fire chief")
    late = reported(text, number=2, speaker="Governor", published="2031-03-06")
    [group] = group_figures([early, late])
    assert [value.superseded_by is not None for value in group.values] == [False, superseded]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("its jets struck only the depot", "no aircraft of ours were in the area"),
        ("Varnish guns had shelled the clinic", "his gunners had not fired on Monday"),
        ("it offered the dockers 4.5 per cent", "no offer had reached the dockers"),
        ("the crew walked away from an offer", "no such offer had been put in writing"),
        ("an announcement was made at once", "there was no announcement for an hour"),
        ("soldiers had fired on its trucks at Leth", "no shots were fired at Leth"),
        ("chlorine had leaked from the plant", "no gas had escaped from the plant"),
        ("it had telephoned the town hall at six", "nobody had called the town hall"),
        ("ballots had been destroyed in Ilmar", "no ballots were missing in Ilmar"),
        ("the Front had received rifles from Varn", "it had sent nothing to the Front"),
        ("its troops had entered Sell", "no soldiers were in Sell"),
        ("talks with the ministry had begun", "there were no talks"),
        ("guards had beaten prisoners", "no prisoner had been touched"),
        ("the boat was 3 miles inside its waters", "the boat was 5 miles outside"),
        ("he had sent her the drawings", "no drawings had arrived"),
        ("the army had broken the ceasefire", "its troops had kept the ceasefire"),
    ],
)
def test_what_happened_is_opposed_to_what_did_not_whatever_the_words(one: str, two: str) -> None:
    varn = ("Ruvo Tann", "the Varnish army's spokesman, General Ruvo Tann")
    first = "Varn" if one.startswith("its jets") else "Ada Bell"
    second, described = ("Varn", "Varn") if "it had sent" in two else varn
    passages = article_of(
        (f"{first} said that {one}.", [Said(one, first)]),
        (f"{second} said that {two}.", [Said(two, second, source=described)]),
    )
    claims = claims_in(passages)
    found = conflicts_in(claims, speakers_of(claims))
    assert [(each.one.words, each.two.words) for each in found] == [(one, two)]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Tarvian guns had struck a bridge", "its planes had not flown because of fog"),
        ("lightning had struck the church", "no shots were fired at the football match"),
        ("the bank had offered staff 2 per cent", "no offer had come from foreign buyers"),
        ("they were warned about fees", "it had received no warnings of fraud"),
        ("only military targets had been hit", "it had no artillery near Arlo"),
        ("troops would enter Sell", "no soldiers were in Sell"),
        ("teachers had been offered 3 per cent", "no offer had reached them"),
        ("lava may have moved into the valley", "hopefully it does not cross the road"),
    ],
)
def test_what_happened_to_others_is_no_dispute(one: str, two: str) -> None:
    passages = article_of(
        (f"Ada Bell said that {one}.", [Said(one, "Ada Bell")]),
        (f"Quell said that {two}.", [Said(two, "Quell", source="The Quell army")]),
    )
    claims = claims_in(passages)
    assert conflicts_in(claims, speakers_of(claims)) == []


@pytest.mark.parametrize(
    ("one", "two", "are_opposed"),
    [
        ("only 900 tents had come", "it had 2,200 tents, not 900", True),
        ("only 800 tents had come", "it had 2,200 tents, not 900", False),
        ("the council had spent 390,000 crowns", "the true figure was 148,000", True),
        ("the council had wasted money", "the true figure was 148,000", False),
        ("the certificates had been mailed", "it has none", True),
        ("mines lay in the bay", "there were none and he would sail", True),
        ("23 people had died", "the number of 23 was false", True),
        ("23 people had died", "the number of 30 was wrong for a crew", False),
        ("23 people had died", "the figure is inflated", True),
        ("23 people had died", "the boat is inflated", False),
        ("two rules had been broken", "no rules had been broken", True),
        ("nine men were trapped in the shaft", "nobody was trapped", True),
        ("nine men were trapped in the shaft", "nobody was hurt", False),
        ("nine men were hurt", "there were no casualties in the raid", True),
        ("40 soldiers had been killed", "it had lost no men in Tessel", True),
        ("guards had threatened Mia Dorn", "Dorn had not been threatened", True),
        ("guards had threatened Mia Dorn", "Kern had not been threatened", False),
        ("a child died of cold in Upper Sarai", "he knows of no child who died of cold", True),
        ("the line had cancelled 60 flights", "only 12 flights were cancelled", True),
        ("60% had tickets for flights", "only 40% had tickets for flights", False),
        ("the union claimed a third", "this is fantasy", True),
    ],
)
def test_a_figure_or_a_claim_is_put_right_by_whoever_speaks_next(
    one: str, two: str, are_opposed: bool
) -> None:
    passages = article_of(
        (f"Ada Bell said that {one}.", [Said(one, "Ada Bell", act=Act.CLAIMS)]),
        (f"Otto Falk said that {two}.", [Said(two, "Otto Falk")]),
    )
    claims = claims_in(passages)
    assert bool(conflicts_in(claims, speakers_of(claims))) is are_opposed


def test_nobody_was_hurt_where_somebody_else_was_not_looking() -> None:
    told = claim("Police", "two workers were hurt on the quay", number=1)
    for said, found in (
        ("nobody was hurt on the quay", [(ConflictKind.CONTRADICTION, Issue.LOSSES)]),
        ("there were no casualties in the accident", [(ConflictKind.CONTRADICTION, Issue.LOSSES)]),
        ("nobody was hurt on the bridge", []),
    ):
        assert kinds(told, claim("Harbour master", said, number=2)) == found


def test_where_and_when_it_was_need_not_be_said_again() -> None:
    told = claim("Aid worker", "a child died of cold in Upper Sarai on Sunday", number=1)
    no = claim("Governor", "he knows of no child who died of cold", number=2)
    assert kinds(told, no) == [(ConflictKind.CONTRADICTION, Issue.SAID)]
