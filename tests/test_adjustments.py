"""What the act, the speaker and the days asked for do to a decision, and that it is on record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.attribute import attribute_articles
from corpus.attribution.types import Act, Kind, Statement
from corpus.storage.store import CorpusStore
from corpus.types import Span
from index.answering.cut import ENOUGH
from index.query.asked_speaker import asked_speaker
from index.query.question import Question, analyse_question
from index.ranking.adjustments.acts import for_asked_act, for_claimed_deed
from index.ranking.adjustments.content import for_content_asked
from index.ranking.adjustments.days import for_days_asked
from index.ranking.adjustments.grounds import Grounds
from index.ranking.adjustments.names import for_names_asked
from index.ranking.adjustments.recency import for_what_is_current
from index.ranking.adjustments.speakers import (
    for_asked_role,
    for_asked_speaker,
    for_named_subject,
    for_own_words,
)
from index.ranking.decision import Decision, Ranked
from index.ranking.temporal_match import TemporalMatch, temporal_match
from index.search.candidate import Candidate
from index.types import Evidence, Shift
from tests.articles import save
from tests.fakes import PatternAttributor
from tests.indexed import open_answerer
from tests.passages import make_article, make_paragraphs


def asked(text: str) -> Question:
    return analyse_question(text, passages=100, frequency=lambda word: 1)


def ranked(*texts: str, published: str = "2031-03-04", neighbours: str = "") -> list[Ranked]:
    """Passages with scores of .5, .4 and so on, without a heading."""
    article = make_article(title=None, published=published)
    return [
        Ranked(
            Candidate(paragraph, article, 0.5, 1.0, 1.0, 0.3, neighbours), 0.5 - n / 10, None, ()
        )
        for n, paragraph in enumerate(make_paragraphs(texts))
    ]


def decided(passages: Sequence[Ranked]) -> Decision:
    """.4 of a threshold of .5."""
    return Decision(tuple(passages), 0.4, 0.5)


def statement(speaker: str, act: Act = Act.STATES, party: str | None = None) -> Statement:
    return Statement(1, 1, (Span(0, 1),), speaker, "said", speaker, party, None, act, Kind.INDIRECT)


def first(decision: Decision) -> str:
    return decision.ranked[0].candidate.paragraph.text


@pytest.mark.parametrize("question", ["?", "the", "who", "Who was it?"])
def test_a_question_about_nothing_is_not_answered(question: str) -> None:
    weighed = for_content_asked(decided(ranked("No water left.")), Grounds(asked(question), {}))
    assert weighed.confidence == 0.0


@pytest.mark.parametrize("question", ["What happened?", "weir?", "Who denied it?"])
def test_one_word_of_content_is_a_question(question: str) -> None:
    passages = decided(ranked("No water left."))
    assert for_content_asked(passages, Grounds(asked(question), {})) == passages


# The names asked for.

FLOOD = "Flood on the Orle. Eleven people have died, the governor said."


def weighed_by_names(
    question: str, passages: Sequence[Ranked], articles: Sequence[str], *, small: str = ""
) -> Decision:
    """`articles` are the whole articles of the passages; `small` the corpus's words in small."""
    whole = {
        passage.candidate.paragraph.id: article
        for passage, article in zip(passages, articles, strict=True)
    }
    grounds = Grounds(
        asked(question),
        {},
        whole_article=lambda candidate: whole[candidate.paragraph.id],
        is_written_small=small.split().__contains__,
    )
    return for_names_asked(decided(passages), grounds)


def test_an_article_without_a_name_of_the_question_is_of_something_else() -> None:
    passages = ranked("Eleven people have died.")
    weighed = weighed_by_names("How many died in the flood at Mirrow?", passages, [FLOOD])
    assert weighed.confidence == 0.2
    assert weighed.ranked[0].shifts["names asked for"] == Shift(0.5, 0.25, {"factor": 0.5})


@pytest.mark.parametrize(
    "question",
    [
        "How many died on the Orle?",
        "How many died at Orle on Tuesday?",
        "How many Americans died in the flood?",
        "What does the WHO say of the dead?",
        "What did Governor say of the dead?",
        "how many died at mirrow?",
    ],
)
def test_what_the_article_may_have_another_word_for_is_not_missed(question: str) -> None:
    passages = ranked("Eleven people have died.")
    assert weighed_by_names(question, passages, [FLOOD]) == decided(passages)


def test_a_common_noun_with_a_capital_is_no_name() -> None:
    passages = ranked("Eleven people have died.")
    question = "What did the Treasury say of the dead?"
    assert weighed_by_names(question, passages, [FLOOD], small="treasury") == decided(passages)
    assert weighed_by_names(question, passages, [FLOOD]).confidence == 0.2


def test_the_article_that_has_the_name_comes_first_and_answers_as_surely() -> None:
    passages = ranked("Eleven people have died.", "Two people have died.")
    articles = [FLOOD, "Flood at Mirrow. Two people have died."]
    weighed = weighed_by_names("How many died at Mirrow?", passages, articles)
    assert first(weighed) == "Two people have died."
    assert weighed.confidence == 0.4


# The act asked for.


def weighed_by_act(
    question: str, passages: Sequence[Ranked], said: Mapping[int, Statement]
) -> Decision:
    """`said` is what somebody says in a passage, by its place."""
    statements = {passages[n].candidate.paragraph.id: [one] for n, one in said.items()}
    return for_asked_act(decided(passages), Grounds(asked(question), statements))


def test_who_does_it_comes_before_who_mentions_it() -> None:
    passages = ranked("Did Norland deny the leak?", "No water has left the weir.")
    denial = {1: statement("Norland", Act.DENIES)}
    weighed = weighed_by_act("What did Norland deny?", passages, denial)
    assert first(weighed) == "No water has left the weir."
    mention = weighed.ranked[1]
    assert mention.shifts["statements asked for"] == Shift(0.5, 0.45, {"factor": 0.9})
    assert weighed.confidence == 0.4


def test_a_claim_of_responsibility_makes_an_answer_likelier() -> None:
    passages = ranked("Two groups say they were behind the raid.", neighbours="Bridges in Aldmoor.")
    claim = {0: statement("Two groups", Act.CLAIMS_RESPONSIBILITY)}
    for question in ("Who was behind the raid?", "Who was behind the raid of Aldmoor?"):
        assert weighed_by_act(question, passages, claim).confidence > 0.7


def test_a_claim_without_a_name_of_the_question_is_for_something_else() -> None:
    passages = ranked("Two groups say they were behind the night raid on the bridge.")
    claim = {0: statement("Two groups", Act.CLAIMS_RESPONSIBILITY)}
    question = "Who was behind the night raid on the bridge in Holm?"
    assert weighed_by_act(question, passages, claim).confidence == 0.4


def test_a_claim_in_a_passage_about_something_else_answers_nothing() -> None:
    passages = ranked("Two groups say they were behind the raid.")
    claim = {0: statement("Two groups", Act.CLAIMS_RESPONSIBILITY)}
    question = "Who was behind the poisoning of the conductor after the raid?"
    assert weighed_by_act(question, passages, claim).confidence == 0.4


def claimed(question: str, *texts: str, said: Mapping[int, Statement] | None = None) -> Decision:
    """After both adjustments, from a confidence of .8, where the threshold is .5."""
    passages = ranked(*texts)
    statements = {passages[n].candidate.paragraph.id: [one] for n, one in (said or {}).items()}
    grounds = Grounds(asked(question), statements)
    sure = replace(decided(passages), confidence=0.8)
    return for_claimed_deed(for_asked_act(sure, grounds), grounds)


@pytest.mark.parametrize(
    "text",
    [
        "The Front did not attack Holm. The minister's claim of the blast is a lie.",
        "The Front denied responsibility for the blast in Holm.",
        "The Front denied that it had claimed responsibility for the blast in Holm.",
        "The Front claimed responsibility for the abduction in Holm.",
        "The Front claimed responsibility for the blast in Lissow.",
        "The Front has blamed the army for the blast in Holm.",
        "The Front claimed the blast had been an accident in Holm.",
    ],
)
def test_a_denial_and_a_claim_of_another_deed_do_not_answer_who_claims_it(text: str) -> None:
    assert not claimed("Who claimed responsibility for the Holm blast?", text).answered


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "Who claimed responsibility for the Holm blast?",
            "The Weir Brigade has claimed the attack in Holm.",
        ),
        (
            "Who claimed responsibility for the Holm blast?",
            "The bombing in Holm was later claimed by the Weir Brigade.",
        ),
        (
            "Who admitted responsibility for the Holm blast?",
            "The Weir Brigade has confessed to the attack in Holm.",
        ),
        ("Who said they bombed Holm?", "The Weir Brigade took credit for the bombing in Holm."),
        (
            "Which group claimed responsibility for the Holm blast?",
            "The Weir Brigade claimed on Monday to have carried out the explosion in Holm.",
        ),
        (
            "Has anybody claimed responsibility for the Holm blast?",
            "Nobody has claimed responsibility for the blast in Holm.",
        ),
        (
            "Who claimed responsibility for the Holm blast?",
            "There was no immediate claim of responsibility for the explosion in Holm.",
        ),
        (
            "Who claimed responsibility for the Holm blast?",
            "Responsibility for the blast in Holm has not been claimed.",
        ),
    ],
)
def test_a_claim_in_any_words_and_word_that_there_is_none_answer(question: str, text: str) -> None:
    weighed = claimed(question, "The Front condemned the blast in Holm.", text)
    assert first(weighed) == text
    assert weighed.confidence > 0.8


def test_a_question_in_lower_case_is_about_something_too() -> None:
    question = "who claimed responsibility for the holm rail crash"
    assert not claimed(question, "The Front claimed responsibility for a killing.").answered
    assert claimed(question, "The Front claimed responsibility for the crash in Holm.").answered


def test_who_says_they_did_it_may_be_who_claims_it() -> None:
    text = "The Brigade said its divers had fixed two charges to the gate in Holm."
    divers = text.index("its divers")
    did = replace(statement("Brigade"), content=(Span(divers, len(text)),))
    question = "Who claimed responsibility for the attack on the gate in Holm?"
    assert claimed(question, text, said={0: did}).answered
    assert claimed(question, text).answered
    denied = text.replace("had fixed", "had not fixed")
    assert not claimed(question, denied, said={0: did}).answered
    assert not claimed(question, denied).answered


def test_credit_may_be_taken_in_any_words() -> None:
    text = "The flights to Holm were just the beginning, the governor said."
    assert claimed("Who claimed credit for the flights to Holm?", text).answered


def test_who_is_behind_a_deed_may_be_told_by_others() -> None:
    text = "The army was behind the blast in Holm, the Front says."
    assert claimed("Who was behind the blast in Holm?", text).answered


def test_a_claim_of_another_deed_comes_after_one_of_this() -> None:
    other = "The Front claimed responsibility for the abduction in Lissow."
    this = "The Brigade claimed responsibility for the blast in Holm."
    claims = {
        n: replace(
            statement(f"Group {n}", Act.CLAIMS_RESPONSIBILITY), content=(Span(0, len(text)),)
        )
        for n, text in enumerate((other, this))
    }
    weighed = claimed("Who claimed responsibility for the blast in Holm?", other, this, said=claims)
    assert first(weighed) == this
    assert weighed.ranked[1].score < 0.5


def test_a_second_claim_stays_as_near_as_it_was_when_the_first_is_raised() -> None:
    passages = ranked(
        "The Weir Brigade says it was behind the raid of Aldmoor.",
        "Norland says the raid of Aldmoor was the Brigade's.",
        "The River Front says it was its work.",
    )
    claims = {
        0: statement("Weir Brigade", Act.CLAIMS_RESPONSIBILITY),
        2: statement("River Front", Act.CLAIMS_RESPONSIBILITY),
    }
    weighed = weighed_by_act("Who was behind the raid of Aldmoor?", passages, claims)
    score = {p.candidate.paragraph.text: p.score for p in weighed.ranked}
    brigade, norland, front = (score[p.candidate.paragraph.text] for p in passages)
    assert front / brigade == pytest.approx(0.3 / 0.5)
    assert norland < 0.4


def test_another_claim_of_the_deed_is_near_enough_to_be_shown() -> None:
    passages = ranked(
        "The Weir Brigade says it was behind breaking the gate.",
        "The River Front says the end of the gate was its work.",
    )
    passages[1] = replace(passages[1], score=0.03)
    claims = {
        0: statement("Weir Brigade", Act.CLAIMS_RESPONSIBILITY),
        1: statement("River Front", Act.CLAIMS_RESPONSIBILITY),
    }
    weighed = weighed_by_act("Who claimed responsibility for breaking the gate?", passages, claims)
    assert weighed.ranked[1].score >= ENOUGH * weighed.ranked[0].score


def test_how_many_asks_for_no_claim_whatever_words_it_has_from_before() -> None:
    passages = ranked("The Brigade has claimed the raid of Aldmoor.", "Nine people were hurt.")
    claim = {0: statement("Weir Brigade", Act.CLAIMS_RESPONSIBILITY)}
    question = "how many were hurt claimed responsibility raid Aldmoor"
    weighed = weighed_by_act(question, passages, claim)
    assert weighed.confidence == 0.4


def test_a_question_about_no_act_leaves_no_trace() -> None:
    passages = ranked("The weir is nine metres high.")
    weighed = weighed_by_act("How high is the weir?", passages, {0: statement("Ada Bell")})
    assert weighed == decided(passages)


def test_an_act_in_a_passage_about_something_else_does_not_come_first() -> None:
    texts = ("The mill paid the fine for Bell.", "The minister of Norland admits a leak.")
    passages = [replace(passage, score=passage.score / 10) for passage in ranked(*texts)]
    weighed = weighed_by_act(
        "did the mill admit paying for bell", passages, {1: statement("minister", Act.CONFIRMS)}
    )
    assert first(weighed) == texts[0]


# The speaker asked for.


def heard(question: str, text: str, *, speaker: str, act: Act = Act.STATES) -> float:
    """The confidence, first .4 of a threshold of .5, where somebody speaks in one passage."""
    passages = ranked(text)
    statements = {passages[0].candidate.paragraph.id: [statement(speaker, act)]}
    grounds = Grounds(asked(question), statements, speaker=asked_speaker(asked(question)))
    return for_asked_speaker(decided(passages), grounds).confidence


def test_who_speaks_on_the_very_subject_answers() -> None:
    said = "The pumps will run again, Ms Marn said."
    assert heard("What did Marn say about the pumps?", said, speaker="Ilse Marn") > 0.5
    assert heard("What did Marn say?", said, speaker="Ilse Marn") > 0.5
    convoy = "The convoy will sail, the U.S. State Department said."
    ours = "U.S. State Department"
    assert heard("What did the United States say of the convoy?", convoy, speaker=ours) > 0.5


@pytest.mark.parametrize(
    "question",
    [
        "What did Marn say about the pumps and the flooded tunnel?",  # half of it
        "Did Marn deny that the pumps will run?",  # another act
        "When did Marn say that the pumps will run?",  # something that may not be in it
    ],
)
def test_who_does_not_say_what_is_asked_makes_nothing_likelier(question: str) -> None:
    assert heard(question, "The pumps will run, Ms Marn said.", speaker="Ilse Marn") == 0.4


def test_who_says_nothing_on_the_subject_does_not_answer() -> None:
    passages = ranked("The pumps are idle, Ada Bell said.", "The gulls are back, Ms Marn said.")
    first, second = (passage.candidate.paragraph.id for passage in passages)
    statements = {first: [statement("Ada Bell")], second: [statement("Ilse Marn")]}
    question = asked("What did Marn say about the pumps?")
    grounds = Grounds(question, statements, speaker=asked_speaker(question))
    assert for_asked_speaker(decided(passages), grounds).confidence == 0.25


def test_what_the_speaker_says_first_in_other_words_is_doubtful() -> None:
    passages = ranked("I carried on because of my daughter, Ms Marn said.")
    statements = {passages[0].candidate.paragraph.id: [statement("Ilse Marn")]}
    question = asked("What did Marn say of keeping going?")
    grounds = Grounds(question, statements, speaker=asked_speaker(question))
    sure = for_asked_speaker(replace(decided(passages), confidence=0.8), grounds)
    assert sure.is_close


@pytest.mark.parametrize(
    ("text", "is_answered"),
    [
        ("The attack was planned abroad, Ms Marn said.", False),
        ("The shelling of Holm was planned abroad, Ms Marn said.", True),
    ],
)
def test_what_is_said_of_another_place_does_not_answer(text: str, *, is_answered: bool) -> None:
    question = asked("What did Marn say about the shelling of Holm?")
    passages = ranked(text, neighbours="Marn spoke to Radio Holm.")
    statements = {passages[0].candidate.paragraph.id: [statement("Ilse Marn")]}
    grounds = Grounds(question, statements, speaker=asked_speaker(question))
    sure = replace(decided(passages), confidence=0.8)
    weighed = for_asked_speaker(sure, grounds)
    assert weighed.answered is is_answered


@pytest.mark.parametrize(("score", "is_first"), [(0.3, True), (0.1, False)])
def test_what_the_speaker_says_comes_before_what_others_say_of_them(
    score: float, *, is_first: bool
) -> None:
    of, own = (
        ranked("Marn has looked at the pumps, Ada Bell said."),
        ranked("They hold, said Marn."),
    )
    mine = replace(own[0].candidate.paragraph, id=99, text="The pumps hold, said Marn.")
    passages = [
        replace(of[0], score=0.6),
        replace(own[0], candidate=replace(own[0].candidate, paragraph=mine), score=score),
    ]
    statements = {
        of[0].candidate.paragraph.id: [statement("Ada Bell")],
        99: [statement("Ilse Marn")],
    }
    question = asked("What did Marn say about the pumps?")
    grounds = Grounds(question, statements, speaker=asked_speaker(question))
    led = for_own_words(decided(passages), grounds)
    assert first(led).startswith("The pumps hold") is is_first


def test_what_is_said_of_the_place_named_comes_first() -> None:
    question = asked("What did Marn say about the shelling of Holm?")
    passages = [
        *ranked("The shelling of Lissow was planned abroad, Ms Marn said."),
        *ranked("A rocket fell on Holm, Ms Marn said."),
    ]
    passages[1] = replace(
        passages[1],
        candidate=replace(
            passages[1].candidate, paragraph=replace(passages[1].candidate.paragraph, id=99)
        ),
        score=0.4,
    )
    statements = {passage.candidate.paragraph.id: [statement("Ilse Marn")] for passage in passages}
    grounds = Grounds(question, statements, speaker=asked_speaker(question))
    assert first(for_named_subject(decided(passages), grounds)).startswith("A rocket fell on Holm")


@pytest.mark.parametrize(
    ("question", "described", "is_answered"),
    [
        ("What did the express's driver tell the court?", "Ms Vance, prosecuting", False),
        ("What did the express's driver tell the court?", "Ada Bell, its driver", True),
        # The bearer of an office goes by a name.
        ("What did the minister tell the court?", "Ms Vance", True),
        ("What did the court hear?", "Ms Vance", True),
        ("What did Bell's wife say about the verdict?", "Ms Vance", False),
        ("What did Bell’s wife say about the verdict?", "Ada Bell, his widow", True),
        ("What did Ada Wife say about the verdict?", "Ms Vance", True),
    ],
)
def test_a_driver_of_whom_no_passage_has_a_word_is_not_heard(
    question: str, described: str, *, is_answered: bool
) -> None:
    passages = ranked("The express was cleared into the section, she told the court.")
    said = replace(statement("Vance"), description=described)
    grounds = Grounds(asked(question), {passages[0].candidate.paragraph.id: [said]})
    weighed = for_asked_role(replace(decided(passages), confidence=0.8), grounds)
    assert weighed.answered is is_answered


def test_who_is_only_mentioned_may_have_said_it_at_most() -> None:
    text = "Ilse Marn and Ada Bell looked at the pumps."
    sure = replace(decided(ranked(text)), confidence=0.8)
    grounds = [
        Grounds(
            asked("What did Marn say about the pumps?"),
            {passage.candidate.paragraph.id: [statement(speaker)] for passage in sure.ranked},
            speaker=asked_speaker(asked("What did Marn say about the pumps?")),
        )
        for speaker in ("Ada Bell", "Ilse Marn")
    ]
    silent, heard = (for_asked_speaker(sure, one) for one in grounds)
    assert silent.is_close
    assert heard.answered


def test_who_is_mentioned_may_speak_where_nobody_s_words_are_known_yet() -> None:
    question = asked("What did Marn say about the pumps?")
    sure = replace(decided(ranked("Ilse Marn and Ada Bell looked at the pumps.")), confidence=0.8)
    grounds = Grounds(question, {}, speaker=asked_speaker(question))
    assert for_asked_speaker(sure, grounds).answered


def denied(question: str, *said: tuple[str, Statement]) -> float:
    """The confidence, first .4 of a threshold of .5, over passages with a statement in each."""
    passages = ranked(*(text for text, _ in said))
    by_paragraph = {
        passage.candidate.paragraph.id: [one]
        for passage, (_, one) in zip(passages, said, strict=True)
    }
    speaker = asked_speaker(asked(question), lambda name: ("Russia",))
    grounds = Grounds(asked(question), by_paragraph, speaker=speaker)
    return for_asked_speaker(decided(passages), grounds).confidence


def test_what_others_deny_is_not_what_a_nation_denies() -> None:
    corps = "The Russian corps denied suffering casualties."
    theirs = (corps, statement("Russian Volunteer Corps", Act.DENIES))
    claim = ("Russia says that all is well.", statement("Russia", Act.STATES, "Russia"))
    assert denied("What did Russia deny?", theirs, claim) == 0.25
    ministry = ("The ministry denied it.", statement("Defence ministry", Act.DENIES, "Russia"))
    assert denied("What did Russia deny?", theirs, ministry) > 0.25
    # A sentence that may say so, in which nobody is known to deny anything.
    missed = ("A denial by Russia came late.", statement("Norland"))
    assert denied("What did Russia deny?", theirs, missed) > 0.25


def test_what_the_speaker_says_on_the_subject_comes_before_what_else_they_say() -> None:
    passages = ranked("The corps thanked all, it said.", "They suffered no casualties, they said.")
    question = "What did the RVC say about casualties?"
    by_paragraph = {
        passage.candidate.paragraph.id: [statement("Russian Volunteer Corps")]
        for passage in passages
    }
    speaker = asked_speaker(asked(question), lambda name: ("Russian Volunteer Corps",))
    known = for_asked_act(decided(passages), Grounds(asked(question), by_paragraph, None, speaker))
    assert first(known).startswith("They suffered no casualties")


def test_a_denial_answers_whether_somebody_confirms() -> None:
    said = "Ms Marn denied that the pumps had failed."
    question = "Did Marn confirm that the pumps failed?"
    assert heard(question, said, speaker="Ilse Marn", act=Act.DENIES) > 0.5


# The days asked for.


def days_of(question: str) -> TemporalMatch:
    found = temporal_match(question, "2023-05-01", "2031-03-06", today=date(2036, 1, 1))
    assert found is not None
    return found


def weighed_by_days(question: str, passages: Sequence[Ranked]) -> Decision:
    return for_days_asked(decided(passages), Grounds(asked(question), {}, days_of(question)))


def test_a_passage_that_tells_of_the_day_comes_further_up() -> None:
    passages = ranked("The pumps stood still.", "The pumps stood still on 22 May 2023.")
    weighed = weighed_by_days("Who shut the pumps on 22 May 2023?", passages)
    told = weighed.ranked[-1]
    assert told.candidate.paragraph.text.endswith("2023.")
    assert told.score == told.shifts["days asked for"].after > 0.4
    assert weighed.confidence == 0.4


def test_a_year_does_not_tell_of_a_day_in_it() -> None:
    passages = ranked("The pumps stood still in 2023.")
    weighed = weighed_by_days("Who shut the pumps on 22 May 2023?", passages)
    assert weighed.ranked[0].score == 0.5
    assert weighed.confidence == 0.25
    assert weighed.shifts["date asked for is not told of"].factors == {"at most": 0.25}


# What is current.


def of_two_years(*, scores: tuple[float, float]) -> list[Ranked]:
    """The finals of two years, the earlier one first."""
    [earlier] = ranked("Norland won the final.", published="2029-06-01")
    [later] = ranked("Lissow won the final.", published="2030-06-01")
    paragraph = replace(later.candidate.paragraph, id=99)
    later = replace(later, candidate=replace(later.candidate, paragraph=paragraph))
    return [replace(earlier, score=scores[0]), replace(later, score=scores[1])]


def weighed_by_age(
    question: str, passages: Sequence[Ranked], temporal: TemporalMatch | None = None
) -> Decision:
    return for_what_is_current(decided(passages), Grounds(asked(question), {}, temporal))


def test_of_events_of_one_kind_the_latest_is_meant() -> None:
    weighed = weighed_by_age("Who won the final?", of_two_years(scores=(0.9, 0.8)))
    assert first(weighed) == "Lissow won the final."
    assert weighed.confidence == 0.4


def test_an_older_passage_that_answers_much_better_stays_first() -> None:
    weighed = weighed_by_age("Who won the final?", of_two_years(scores=(0.9, 0.5)))
    assert first(weighed) == "Norland won the final."


def test_an_article_on_something_else_makes_none_old() -> None:
    passages = of_two_years(scores=(0.9, 0.2))
    assert weighed_by_age("Who won the final?", passages) == decided(passages)


@pytest.mark.parametrize("question", ["Who won the 2029 final?", "Who won the final in 2029?"])
def test_whoever_names_a_year_means_that(question: str) -> None:
    passages = of_two_years(scores=(0.9, 0.8))
    temporal = temporal_match(question, "2029-01-01", "2030-12-31", today=date(2036, 1, 1))
    assert first(weighed_by_age(question, passages, temporal)) == "Norland won the final."


# On record.


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as opened:
        save(opened, "Norland denies that the weir was opened.", name="a", published="2031-03-04")
        save(opened, "Ada Bell says that the weir holds.", name="b", published="2031-03-05")
        save(opened, "The weir was built in 1987.", "Rain is expected.", name="c")
        attribute_articles(opened, attributor=PatternAttributor())
        yield opened


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How high is the weir?", []),
        ("Who denied that the weir was opened?", ["statements asked for"]),
        ("What did Ada Bell say about rain?", ["speaker asked for is not heard"]),
        (
            "What did Bell say about the weir?",
            ["statements asked for", "speaker asked for is on the subject"],
        ),
        ("Who opened the weir on 4 March 2031?", ["days asked for"]),
        ("Who opened the weir on 9 June 2030?", ["date asked for is not told of"]),
    ],
)
def test_the_evidence_leads_from_the_model_to_the_reply(
    store: CorpusStore, question: str, names: list[str]
) -> None:
    answerer = open_answerer(store, today=lambda: date(2036, 1, 1))
    found = answerer.assess(question)
    evidence = found.evidence
    assert isinstance(evidence, Evidence)
    assert [adjustment.name for adjustment in evidence.adjustments] == names
    shifts = [adjustment.confidence for adjustment in evidence.adjustments]
    assert follow(evidence.calibrated, shifts) == found.confidence
    for citation, steps in zip(found.citations, evidence.steps, strict=True):
        shifts = [
            adjustment.scores[citation.number]
            for adjustment in evidence.adjustments
            if citation.number in adjustment.scores
        ]
        assert follow(steps["score of the ranking"], shifts) == citation.passage.score


def follow(value: float, shifts: Sequence[Shift]) -> float:
    """Where the shifts lead from a value, each of which starts where the last one ended."""
    steps: dict[str, Callable[[float, float], float]] = {
        "factor": lambda number, factor: number * factor,
        "remainder": lambda number, factor: 1 - (1 - number) * factor,
        "at most": min,
    }
    for shift in shifts:
        assert shift.before == value
        for name, factor in shift.factors.items():
            value = steps[name](value, factor)
        assert shift.after == pytest.approx(value)
        value = shift.after
    return value
