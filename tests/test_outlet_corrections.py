"""What an outlet says of its own mistakes: stored as that, and beside every quotation it is of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat.layout.answer_pages import answer_pages
from bot.chat.telegram.verify import verify_message
from bot.terminal.console import open_console, show_corrections
from bot.terminal.json_reports import article_report
from bot.texts import Texts
from corpus.attribute import attribute_articles
from corpus.ingest import ingest
from corpus.segmentation.segment import segment
from corpus.storage.store import CorpusStore
from corpus.types import BlockKind
from index.answering.answer import Answerer
from index.query.question import correcting_outlets
from index.ranking.decision_model import load_decision_model
from index.search.embedding import load_embedder
from index.search.full_text import SqliteFullText
from index.search.retrieve import Retriever
from index.search.sync import rebuild
from index.search.vectors import IndexFolder
from index.types import Passage
from tests.fakes import PatternAttributor
from tests.indexed import open_retriever
from tests.passages import make_answer
from tests.test_html import TOLD, extracted, paragraphs, stated

NOTICE = "An earlier version of this article was wrong: Wen says that two divers drowned."
STATED = "The storm was on Tuesday, not on Monday."


def corrections(article: str, *, head: str = "") -> list[str]:
    body, _ = extracted(article, head=head)
    found = segment(body, title=None)
    assert [b.span.of(body) for b in found if b.kind is BlockKind.PROSE][-6:] == list(TOLD)
    return [each.span.of(body) for each in found if each.kind is BlockKind.CORRECTION]


@pytest.mark.parametrize(
    ("after", "head", "found"),
    [
        (f"<p><em>{NOTICE}</em></p>", "", [NOTICE]),
        (f"<aside><h4>Correction</h4><p>{NOTICE}</p></aside>", "", [NOTICE]),
        (f"<footer><p>Correction: {NOTICE}</p></footer>", "", [f"Correction: {NOTICE}"]),
        (f"<div class='comments'><p>{NOTICE}</p></div>", "", []),
        ("", stated(correction=STATED), [STATED]),
        ("", stated(correction={"@type": "CorrectionComment", "text": STATED}), [STATED]),
        ("", stated(correction="https://gull.example/corrections"), []),
    ],
)
def test_a_correction_is_found_wherever_the_page_has_it(
    after: str, head: str, found: list[str]
) -> None:
    article = f"<article><h1>Basin shut</h1>{paragraphs(*TOLD)}{after}</article>"
    assert corrections(article, head=head) == found


def test_a_claim_that_is_reviewed_is_not_quoted_as_the_outlets_word() -> None:
    claim = "The crane fell because of an explosion on the quay."
    head = stated(**{"@type": "ClaimReview", "claimReviewed": claim})
    article = f"<article><h1>Basin shut</h1><p>Claim: “{claim}”</p>{paragraphs(*TOLD)}</article>"
    body, _ = extracted(article, head=head)
    prose = [b.span.of(body) for b in segment(body, title=None) if b.kind is BlockKind.PROSE]
    assert prose == list(TOLD)
    assert f"Claim: “{claim}”" in body


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    text = "Wen says that two divers drowned in the strait.\n\nThe search ended at dusk."
    (tmp_path / "dive.txt").write_text(f"Divers lost\n\n{text}\n\nCorrection: {NOTICE}")
    with CorpusStore.open(tmp_path / "corpus.db") as opened:
        ingest(opened, [tmp_path / "dive.txt"])
        attribute_articles(opened, attributor=PatternAttributor())
        yield opened


def test_it_answers_only_whoever_asks_for_it(store: CorpusStore) -> None:
    retriever = open_retriever(store)

    def found(question: str) -> list[bool]:
        candidates = retriever.retrieve(question).candidates
        return [each.paragraph.is_correction for each in candidates]

    assert found("How many divers drowned?") == [False, False]
    assert found("What did the article about the divers correct?").count(True) == 1


def test_nobody_is_quoted_by_what_it_takes_back(store: CorpusStore) -> None:
    [article] = store.articles()
    *prose, correction = store.paragraphs(article.number)
    said = store.attributions.in_paragraphs([each.id for each in (*prose, correction)])
    assert list(said) == [prose[0].id]


def test_it_stands_beside_each_quotation_of_its_article(
    store: CorpusStore, capsys: pytest.CaptureFixture[str]
) -> None:
    [article] = store.articles()
    passage = Passage(store.paragraphs(article.number)[0], article, score=0.9)
    [page] = answer_pages(make_answer([passage]), Texts(), size=3, bot="b")
    assert f"corrected by the outlet\nCorrection by the outlet\nCorrection: {NOTICE}" in str(
        page.message.text
    ).replace(" · Divers lost", "")
    verify_message(store, page.message)
    show_corrections(open_console(), passage)
    shown = capsys.readouterr().out.replace("▌", " ")
    assert NOTICE in " ".join(shown.split())  # in lines as long as the terminal has them
    assert article_report(article)["corrections"][0]["text"] == f"Correction: {NOTICE}"


def test_beside_a_correction_stands_no_other(
    store: CorpusStore, capsys: pytest.CaptureFixture[str]
) -> None:
    [article] = store.articles()
    *_, correction = store.paragraphs(article.number)
    passage = Passage(correction, article, score=0.9)
    for passages in ([passage], [passage, passage]):
        pages = answer_pages(make_answer(passages), Texts(), size=3, bot="b")
        text = "".join(str(page.message.text) for page in pages)
        assert text.count(NOTICE) == len(passages)
    show_corrections(open_console(), passage)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("What did the Lantern correct?", {"Brennport Lantern"}),
        ("Which correction did the Northern Standard print about Wen?", {"Northern Standard"}),
        ("What were the Lantern's corrections?", {"Brennport Lantern"}),
        ("Which corrections were printed?", {"Brennport Lantern", "Northern Standard"}),
        ("Which errors did the outlets correct?", {"Brennport Lantern", "Northern Standard"}),
        ("Which articles were corrected?", {"Brennport Lantern", "Northern Standard"}),
        ("Which errors did the Lantern correct?", {"Brennport Lantern"}),
        ("Which errors did the ministry correct?", set()),
        ("Which figures were corrected by the ministry?", set()),
        ("What did the press secretary correct?", set()),
        ("What did Wen correct, according to the Northern Standard?", set()),
        ("What did Wen correct?", set()),
        ("What did the Lantern say?", set()),
    ],
)
def test_whose_corrections_a_question_asks_for(question: str, meant: set[str]) -> None:
    assert correcting_outlets(question, ["Brennport Lantern", "Northern Standard"]) == meant


NEWS = {
    "Lantern": (
        "Correction: an earlier version of this article said that the crane fell on Monday. It"
        " fell on Tuesday.",
        "The Lantern could not establish who had signed for the crane on the quay of Lissow.",
    ),
    "Northern Standard": (
        "CORRECTION: An earlier version of this article said that Nyman was the company's lawyer."
        " He is an accountant.",
        '"I was told what to say by two policemen," the accountant Peder Nyman said in court.',
    ),
    "Gull": (
        "Correction: an earlier version of this article said that Nyman was 39. He is 29.",
        "Peder Nyman, the main witness, came to the court by a side door.",
    ),
}


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "outlet"),
    [
        ("What did the Northern Standard correct?", "Northern Standard"),
        ("Which correction did the Northern Standard print about Nyman?", "Northern Standard"),
        ("What did the Lantern correct?", "Lantern"),
        ("Which correction did the Gull print about Nyman?", "Gull"),
        ("Which errors about the lawyer did the outlets correct?", "Northern Standard"),
        ("Which correction did the Lantern print about Nyman?", None),
    ],
)
def test_the_correction_of_the_outlet_that_is_asked_for_answers(
    tmp_path: Path, question: str, outlet: str | None
) -> None:
    for name, (correction, prose) in NEWS.items():
        (tmp_path / f"{name}.txt").write_text(
            f"---\ntitle: The {name} on the trial\noutlet: {name}\n---\n{prose}\n\n{correction}",
            encoding="utf-8",
        )
    embedder, folder = load_embedder(), IndexFolder(tmp_path / "index")
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        ingest(store, [tmp_path])
        rebuild(store, folder, embedder)
        vectors = folder.open(corpus=store.corpus_id).vectors
        retriever = Retriever(store, SqliteFullText(store), vectors, embedder)
        model = load_decision_model(embedder.name)
        found = Answerer(store, retriever, model=model).assess(question)
    answer = [] if found.reason else [found.citations[0].passage.paragraph.text]
    assert answer == ([NEWS[outlet][0]] if outlet else [])


@pytest.mark.parametrize(
    "label",
    [
        "Correction, 4 November 2031:",
        "Correction (4 November):",
        "Correction, Nov. 4:",
        "CORRECTION – Tuesday, November 4, 2031:",
        "Correction on 2031-11-04 at 9.30pm:",
        "Clarification (13:50 GMT):",
        "13:50 Correction:",
        "4 November, 13:50 – Correction:",
        "Corrections and clarifications, 4 November:",
    ],
)
def test_a_correction_may_be_dated(label: str) -> None:
    text = f"Divers lost\n\n{TOLD[0]}\n\n{label} We said that the divers had died on Monday."
    kinds = [block.kind for block in segment(text, title=None)]
    assert kinds == [BlockKind.TITLE, BlockKind.PROSE, BlockKind.CORRECTION]


@pytest.mark.parametrize(
    "text",
    [
        "Correction of 12 per cent ahead: analysts said that the market in Lissow would fall.",
        "Clarifications on 4 points: the ministry said that it would give them on Friday.",
        "4 November: the divers were found below the mole, the harbour master said.",
    ],
)
def test_a_number_or_a_day_makes_no_correction(text: str) -> None:
    [*_, last] = segment(f"Divers lost\n\n{TOLD[0]}\n\n{text}", title=None)
    assert last.kind is BlockKind.PROSE


def test_a_column_of_corrections_is_one_and_nothing_is_quoted_from_it(tmp_path: Path) -> None:
    items = (
        "• In a report of 20 October on the crane we said that it had fallen on Monday. It fell on"
        " Tuesday.",
        '• A caption named the mayor as Ida Wen. She is Ada Wen. "I am used to it," she said.',
    )
    head = "Corrections and clarifications\nHighland Dispatch\n31 October 2031"
    (tmp_path / "column.txt").write_text("\n\n".join([head, *items]))
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        [saved] = ingest(store, [tmp_path / "column.txt"]).stored
        attribute_articles(store, attributor=PatternAttributor())
        article = saved.article
        paragraphs = store.paragraphs(article.number)
        assert (article.title, article.outlet) == (
            "Corrections and clarifications",
            "Highland Dispatch",
        )
        assert [each.text for each in paragraphs if each.is_correction] == list(items)
        assert not store.attributions.in_paragraphs([each.id for each in paragraphs])


def test_a_label_above_a_story_makes_no_column_of_it() -> None:
    headline = "Two divers drown in the strait off Lissow"
    text = "\n\n".join(["Corrections", headline, *TOLD])
    kinds = {block.span.of(text): block.kind for block in segment(text, title=None)}
    assert kinds[headline] is BlockKind.TITLE
    assert [kinds[told] for told in TOLD] == [BlockKind.PROSE] * len(TOLD)
