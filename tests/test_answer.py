"""Questions to replies over a small corpus, with everything real but the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.attribution.types import Act, Attribution, Kind
from corpus.storage.store import CorpusStore
from corpus.types import Filters, Span
from index.answering.answer import EXCERPT_LIMIT, Answerer
from index.query.question import Question
from index.ranking.decision import Decision
from index.ranking.decision_model import FusedModel
from index.search.candidate import Candidate
from index.types import Abstention, Answer, Assessment, Reason, Tier
from tests.articles import save
from tests.indexed import open_answerer, open_retriever

CLAIM = "The Free Dock Brigade said on its channel that it had carried out the raid on the pumps."
DENIAL = "The governor, Ilse Marn, denied that her guards had any part in the raid."
FILLER = [
    "Rain is expected along the coast until the weekend, the weather office said.",
    "Ferry tickets will cost two crowns more from April.",
    "The council meets on Thursday to vote on the school budget.",
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as opened:
        save(opened, CLAIM, DENIAL, name="raid", outlet="Harbour Post", published="2031-03-04")
        save(
            opened,
            *FILLER,
            name="town",
            title="Town notes",
            outlet="Lowland Radio",
            published="2031-03-06",
        )
        yield opened


def test_the_passage_that_answers_comes_first(store: CorpusStore) -> None:
    reply = open_answerer(store).assess("Who said it carried out the raid on the pumps?").reply
    assert isinstance(reply, Answer)
    assert reply.citations[0].text == CLAIM
    assert [citation.number for citation in reply.citations] == list(
        range(1, len(reply.citations) + 1)
    )


def test_every_quotation_is_a_slice_of_its_stored_paragraph(store: CorpusStore) -> None:
    for citation in open_answerer(store).assess("raid council ferry rain").citations:
        id_ = citation.passage.paragraph.id
        stored = store.passages([id_])[id_][0].text
        assert stored[citation.excerpt.start : citation.excerpt.stop] == citation.text


def test_an_unrelated_question_gets_no_citation(store: CorpusStore) -> None:
    reply = open_answerer(store).assess("Which orchestra plays Brahms in Vienna?").reply
    assert isinstance(reply, Abstention)
    assert reply.reason in {Reason.NOTHING_RELATED, Reason.NOT_ANSWERED}
    assert reply.confidence < 0.5


def test_an_empty_corpus_says_so(tmp_path: Path) -> None:
    with CorpusStore.open(tmp_path / "corpus.db") as empty:
        reply = open_answerer(empty).assess("Who did it?").reply
    assert isinstance(reply, Abstention)
    assert reply.reason is Reason.EMPTY_CORPUS
    assert reply.as_of is None


def test_filters_limit_the_passages_and_the_date_it_speaks_for(store: CorpusStore) -> None:
    asked = open_answerer(store)
    everything = asked.assess("raid rain council")
    assert everything.as_of == "2031-03-06"
    radio = asked.assess("raid rain council", filters=Filters(outlets=("lowland radio",)))
    assert {c.passage.article.outlet for c in radio.citations} == {"Lowland Radio"}
    early = asked.assess("raid rain council", filters=Filters(until="2031-03-05"))
    assert {c.passage.article.id for c in early.citations} == {"raid"}
    assert early.as_of == "2031-03-04"
    nobody = asked.assess("raid", filters=Filters(outlets=("Unheard Of",)))
    assert nobody.reason is Reason.NOTHING_RELATED


def test_wire_copy_is_one_passage_that_names_the_other_outlets(store: CorpusStore) -> None:
    save(store, CLAIM, DENIAL, name="copy", outlet="Outer Ledger", published="2031-03-05")
    citations = open_answerer(store).assess("Who said it carried out the raid?").citations
    assert [citation.text for citation in citations].count(CLAIM) == 1
    first = citations[0].passage
    assert {first.article.outlet, *(a.outlet for a in first.also_in)} == {
        "Harbour Post",
        "Outer Ledger",
    }


def test_limit_is_the_number_of_citations(store: CorpusStore) -> None:
    assert len(open_answerer(store).assess("raid council rain ferry", limit=2).citations) == 2


def test_a_long_paragraph_is_quoted_in_part(store: CorpusStore) -> None:
    quiet = "".join(f"Day {day} brought nothing of note to ward {day * 7}. " for day in range(40))
    save(store, quiet + CLAIM, name="long", title="Long read")
    citations = open_answerer(store).assess("Who raided the pumps?", limit=9).citations
    long = next(c for c in citations if c.passage.article.id == "long")
    assert len(long.text) <= EXCERPT_LIMIT
    assert CLAIM in long.text


def evidence(assessment: Assessment, text: str) -> Mapping[str, float]:
    """What speaks for the passage that is cited with this text."""
    assert assessment.evidence is not None
    rankings = assessment.evidence.rankings
    cited = [citation.text for citation in assessment.citations]
    return rankings[cited.index(text)]


def test_what_stands_around_a_passage_is_of_its_own_article(store: CorpusStore) -> None:
    asked = open_answerer(store)
    # The claim stands before the denial; the rain, stored next after it, in another article.
    within = evidence(asked.assess("governor pumps"), DENIAL)
    assert within["coverage"] < within["coverage with neighbours"] == 1.0
    across = evidence(asked.assess("governor rain"), DENIAL)
    assert across["coverage with neighbours"] == across["coverage"] < 1.0


def test_a_passage_is_no_less_close_because_others_are_closer(store: CorpusStore) -> None:
    question = "Who was it that raided the pumps?"
    alone = evidence(open_answerer(store).assess(question), CLAIM)
    save(store, *(f"Who was it that the {n}?" for n in range(150)), name="riddles", title=None)
    among = evidence(open_answerer(store).assess(question), CLAIM)
    assert among["dense below best"] < 0
    assert among["dense"] == pytest.approx(alone["dense"])
    assert alone["dense"] > 0


@pytest.mark.parametrize(
    "question",
    [
        "Which orchestra plays Brahms in the Vienna school?",
        "Which pilot saw the wreck of the burning school bus?",
    ],
)
def test_a_word_in_common_does_not_make_a_passage_related(
    store: CorpusStore, question: str
) -> None:
    reply = open_answerer(store).assess(question).reply
    assert isinstance(reply, Abstention)
    assert reply.reason is Reason.NOTHING_RELATED
    assert reply.nearest == ()


@pytest.mark.parametrize("question", ["Why was the school budget cut?", "Who sank the ferry?"])
def test_passages_on_the_subject_are_shown_where_none_answers(
    store: CorpusStore, question: str
) -> None:
    reply = open_answerer(store).assess(question).reply
    assert isinstance(reply, Abstention)
    assert reply.reason is Reason.NOT_ANSWERED
    assert 0 < len(reply.nearest) <= 3


def test_a_question_without_words_is_an_abstention(store: CorpusStore) -> None:
    assert isinstance(open_answerer(store).assess("?!").reply, Abstention)


def test_a_paragraph_removed_since_the_rebuild_is_not_quoted(store: CorpusStore) -> None:
    asked = open_answerer(store)
    store.remove(store.find("raid").number)
    found = {c.passage.article.id for c in asked.assess("Who carried out the raid?").citations}
    assert "raid" not in found


BEHIND = "Two groups of river men have said they were behind it."


def attributed(
    store: CorpusStore, text: str, *, source: str, cue: str, content: str, speaker: str, act: Act
) -> None:
    """Store, for the article that holds a text, that somebody says something in it."""
    attributor = "by hand"
    everything = store.attributions.unattributed(attributor, limit=9, most_characters=100_000)
    article = next(article for article in everything if text in article.body)

    def span(words: str) -> Span:
        start = article.body.index(text) + text.index(words)
        return Span(start, start + len(words))

    said = Attribution(
        source=span(source),
        cue=span(cue),
        content=(span(content),),
        speaker=speaker,
        antecedent=None,
        act=act,
        kind=Kind.INDIRECT,
    )
    store.attributions.save([(article, (said,))], attributor=attributor)


def claimed(store: CorpusStore) -> None:
    """Store that the last paragraph of the article "claim" is a claim of responsibility."""
    save(store, "The pumps stood still after the raid.", BEHIND, name="claim", title="After dark")
    who = "Two groups of river men"
    attributed(
        store,
        BEHIND,
        source=who,
        cue="have said",
        content="they were behind it",
        speaker=who,
        act=Act.CLAIMS_RESPONSIBILITY,
    )


def test_a_claim_of_responsibility_is_found_however_it_is_worded(store: CorpusStore) -> None:
    claimed(store)
    for question in (
        "Who claimed responsibility?",
        "Who took credit for the raid?",
        "Who was behind the raid?",
        "Who has said that they carried out the raid?",
        "Who admitted they did it?",
    ):
        first = open_answerer(store).assess(question).citations[0]
        assert first.text == BEHIND
        assert [said.speaker for said in first.passage.statements] == ["Two groups of river men"]


def test_the_line_of_speakers_begins_with_whoever_was_asked_about(store: CorpusStore) -> None:
    body = "Ida Hall blamed the crew. Carl Voss said that the pumps stood still."
    save(store, body, name="both", title="After dark")
    everything = store.attributions.unattributed("by hand", limit=9, most_characters=100_000)
    article = next(article for article in everything if article.body == body)

    def said(speaker: str, cue: str, content: str) -> Attribution:
        source, told, what = (
            Span(body.index(words), body.index(words) + len(words))
            for words in (speaker, cue, content)
        )
        return Attribution(source, told, (what,), speaker, None, Act.STATES, Kind.INDIRECT)

    both = (
        said("Ida Hall", "blamed", "the crew"),
        said("Carl Voss", "said", "that the pumps stood still"),
    )
    store.attributions.save([(article, both)], attributor="by hand")
    first = open_answerer(store).assess("What did Carl Voss say about the pumps?").citations[0]
    assert [one.speaker for one in first.statements] == ["Carl Voss", "Ida Hall"]


def test_a_claim_of_responsibility_for_something_else_does_not_count(store: CorpusStore) -> None:
    claimed(store)
    asked = open_answerer(store)
    for question in (
        "Who claimed responsibility for the bombing of Aldmoor?",
        "Who claimed responsibility for poisoning the orchestra's conductor?",
        "Who is responsible for the orchestra's accounts?",
    ):
        assert isinstance(asked.assess(question).reply, Abstention)


def test_a_claim_of_responsibility_elsewhere_does_not_count(store: CorpusStore) -> None:
    claimed(store)
    asked = open_answerer(store)
    question = "Who claimed responsibility for the raid that stood the pumps still after dark"
    assert asked.assess(f"{question}?").citations[0].text == BEHIND
    assert asked.assess(f"{question}?").reason is None
    reply = asked.assess(f"{question} in Oslo?").reply
    assert isinstance(reply, Abstention)
    assert (reply.reason, reply.subject) == (Reason.NAME_NOT_FOUND, "Oslo")


def test_a_speaker_whom_nobody_quotes_is_named(store: CorpusStore) -> None:
    reply = open_answerer(store).assess("What did Emil Vasko say about the raid?").reply
    assert isinstance(reply, Abstention)
    assert reply.reason is Reason.NOT_QUOTED
    assert reply.subject == "Emil Vasko"
    assert 0 < len(reply.nearest) <= 3


def test_a_speaker_who_is_quoted_on_something_else_is_named(store: CorpusStore) -> None:
    reply = open_answerer(store).assess("What did Ilse Marn say about ferry tickets?").reply
    assert isinstance(reply, Abstention)
    assert reply.reason is Reason.NOT_QUOTED
    assert reply.subject == "Ilse Marn"


def test_a_speaker_who_is_named_near_the_subject_may_have_spoken(store: CorpusStore) -> None:
    found = open_answerer(store).assess("Did Ilse Marn deny a part in the raid?")
    assert found.reason is not Reason.NOT_QUOTED
    assert found.citations[0].text == DENIAL


def test_a_speaker_counts_where_only_the_attribution_knows_the_name(store: CorpusStore) -> None:
    strike = "It will last until Monday, she said of the strike."
    save(store, strike, name="strike", title=None)
    attributed(
        store,
        strike,
        source="she",
        cue="said",
        content="It will last until Monday",
        speaker="Nora Quist",
        act=Act.STATES,
    )
    asked = open_answerer(store)
    assert asked.assess("What did Nora Quist say about the strike?").reason is not Reason.NOT_QUOTED
    about_rain = asked.assess("What did Nora Quist say about the ferry tickets?")
    assert about_rain.reason is Reason.NOT_QUOTED


def test_what_the_speaker_says_in_other_words_is_shown_as_doubtful(store: CorpusStore) -> None:
    walkout = "Nora Quist told the hall that nobody would go back before Monday."
    save(store, walkout, name="walkout", title=None)
    attributed(
        store,
        walkout,
        source="Nora Quist",
        cue="told",
        content="that nobody would go back before Monday",
        speaker="Nora Quist",
        act=Act.STATES,
    )
    question = "What did Nora Quist say about the strike?"
    found = Answerer(store, open_retriever(store), model=SureOf(walkout)).assess(question)
    assert found.tier is Tier.PERHAPS
    assert found.nearest[0].paragraph.text == walkout


class SureOf(FusedModel):
    """Reads one text as the answer."""

    def __init__(self, text: str) -> None:
        self._text = text

    def decide(self, question: Question, candidates: Sequence[Candidate]) -> Decision:
        decision = super().decide(question, candidates)
        first, *rest = sorted(
            decision.ranked, key=lambda one: one.candidate.paragraph.text != self._text
        )
        return replace(decision, ranked=(replace(first, score=0.99), *rest), confidence=0.9)


def test_a_government_that_denies_is_heard_under_its_capital(store: CorpusStore) -> None:
    denial = "Kyiv had no part in the blast at the depot, Mykhailo Podolyak said."
    rain = "Kyiv said that it would rain."
    save(store, rain, name="rain", title=None)
    attributed(store, rain, source="Kyiv", cue="said", content="it would rain", speaker="Kyiv",
               act=Act.STATES)  # fmt: skip
    save(store, denial, name="depot", title=None)
    attributed(
        store,
        denial,
        source="Mykhailo Podolyak",
        cue="said",
        content="Kyiv had no part in the blast at the depot",
        speaker="Mykhailo Podolyak",
        act=Act.DENIES,
    )
    store.speakers.set_party("Mykhailo Podolyak", "Ukraine")
    found = open_answerer(store).assess("Did Kyiv deny a part in the blast at the depot?")
    assert found.reason is not Reason.NOT_QUOTED
    assert found.citations[0].text == denial


def test_a_question_about_a_nation_is_asked_in_the_words_of_the_passages(
    store: CorpusStore,
) -> None:
    save(store, "American troops guard the northern lock.", name="lock", title=None)
    asked = open_answerer(store)
    found = asked.assess("Do US troops guard it?")
    assert found.evidence is not None
    assert found.evidence.asked == "Do American troops guard it?"
    assert found.confidence > asked.assess("Do Danish troops guard it?").confidence
    assert found.subject is None


def test_a_name_that_no_passage_has_is_told(store: CorpusStore) -> None:
    reply = open_answerer(store).assess("Did the raid on the pumps reach Oslo that night?").reply
    assert isinstance(reply, Abstention)
    assert reply.reason is Reason.NAME_NOT_FOUND
    assert reply.subject == "Oslo"


def test_a_day_is_no_missing_name(tmp_path: Path) -> None:
    with CorpusStore.open(tmp_path / "corpus.db") as undated:
        save(undated, CLAIM, DENIAL, published=None)
        reply = (
            open_answerer(undated)
            .assess("Which guards carried out the raid on the Oslo pumps on 30 May?")
            .reply
        )
    assert isinstance(reply, Abstention)
    assert (reply.reason, reply.subject) == (Reason.NAME_NOT_FOUND, "Oslo")
