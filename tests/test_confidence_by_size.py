"""The confidence in an answer does not depend on what else is in the corpus."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from corpus.storage.store import CorpusStore
from index.answering.answer import Answerer
from index.ranking.decision_model import load_decision_model
from index.search.embedding import Embedder, load_embedder
from index.search.full_text import SqliteFullText
from index.search.retrieve import Retriever
from index.search.sync import rebuild
from index.search.vectors import IndexFolder
from index.types import Tier
from tests.articles import save

pytestmark = pytest.mark.model

STORY = (
    "Seven people died when the ferry Solveig sank off Harn Island on Sunday night, "
    "the coastguard of Estmark said.",
    "The Solveig had left Porthaven at six in the evening with 84 passengers, most of them "
    "students on their way home.",
    "Captain Jon Brekke told reporters that a wave had broken the bow door, "
    "and that the pumps failed within minutes.",
    "The transport ministry has not said when the wreck will be raised.",
)
ANSWERED = (
    "How many people died when the ferry Solveig sank?",
    "What broke the bow door of the Solveig?",
    "Which town had the Solveig left?",
)
NOT_ANSWERED = ("Who owns the ferry Solveig?", "How many lifeboats did the Solveig have?")
_CROPS = ("beans", "leeks", "pears", "plums", "quinces", "radishes", "turnips", "walnuts")
_DOES = (
    "do well in heavy soil, a grower at the spring market said, if the beds are dug in autumn",
    "cost a third more than last year after a dry summer in the hills, traders reported",
    "are judged on Saturday in the village hall, and the prize is a basket of seed",
    "keep until March in a cool cellar, according to a handbook that gardeners swear by",
    "came in late, said the cooperative's chair, and most of the harvest went to the cannery",
)
# The most that a confidence may move; it is a share of 1.
_BOUND = 0.01


def answerer(path: Path, embedder: Embedder, *, others: bool) -> Answerer:
    store = CorpusStore.open(path / "corpus.db")
    save(store, *STORY, name="ferry", title="Ferry sinks off Harn Island")
    if others:
        for crop, first in product(_CROPS, range(len(_DOES))):
            does = [*_DOES[first:], *_DOES[:first]]
            texts = [f"{crop.capitalize()} {each}." for each in does]
            save(store, *texts, name=f"{crop}-{first}", title=f"Notes on {crop}, part {first}")
    folder = IndexFolder(path / "index")
    rebuild(store, folder, embedder)
    vectors = folder.open(corpus=store.corpus_id).vectors
    retriever = Retriever(store, SqliteFullText(store), vectors, embedder)
    return Answerer(store, retriever, model=load_decision_model(embedder.name))


def test_unrelated_articles_change_neither_the_verdict_nor_the_confidence(tmp_path: Path) -> None:
    embedder = load_embedder()
    (tmp_path / "alone").mkdir()
    (tmp_path / "among").mkdir()
    alone = answerer(tmp_path / "alone", embedder, others=False)
    among = answerer(tmp_path / "among", embedder, others=True)
    for question in (*ANSWERED, *NOT_ANSWERED):
        before, after = alone.assess(question), among.assess(question)
        assert after.confidence == pytest.approx(before.confidence, abs=_BOUND), question
        assert after.tier is before.tier, question
        assert (after.tier is Tier.ANSWERS) == (question in ANSWERED), question
