"""Which passages are one piece of evidence, and which are not."""

from __future__ import annotations

from pathlib import Path

from corpus.ingest import ingest
from corpus.storage.store import CorpusStore
from index.answering.near_duplicates import collapse_near_duplicates
from index.copies import IsCopy, copies_in
from index.types import Passage
from tests.passages import make_article, make_passage

STORY = (
    "Raiders held the lock at Tolvane for nine hours on Monday and left it before dawn.",
    "Two men of the night shift were locked in the pump house and found there unharmed.",
    "The road along the dyke stays closed, and ferries run from the old quay until Friday.",
    "Divers searched the basin below the gate and brought up a rifle and a torn map.",
    "The council meets on Thursday, and the governor has asked for engineers from Aldmoor.",
)
EDITED = STORY[1].replace("found there unharmed", "later discovered unhurt")


def passages_of(folder: Path, *articles: tuple[str, ...]) -> tuple[list[Passage], IsCopy]:
    """The passages of stored articles, and what tells their copies."""
    store = CorpusStore.open(folder / "corpus.db")
    for number, paragraphs in enumerate(articles, start=1):
        path = folder / f"{number}.txt"
        path.write_text("\n\n".join(paragraphs), encoding="utf-8")
        ingest(store, [path])
    found = [
        Passage(paragraph, article, score=1.0)
        for article in store.articles()
        for paragraph in store.paragraphs(article.number)
    ]
    return found, copies_in(store)


def test_an_edited_paragraph_of_a_cut_is_also_in_the_story(tmp_path: Path) -> None:
    found, is_copy = passages_of(tmp_path, STORY, (STORY[0], EDITED, STORY[2]))
    kept = collapse_near_duplicates(found, is_copy)
    assert [passage.paragraph.text for passage in kept] == list(STORY)
    assert [len(passage.also_in) for passage in kept] == [1, 1, 1, 0, 0]


def test_the_same_words_in_an_article_of_its_own_are_another_passage(tmp_path: Path) -> None:
    own = (EDITED, "Their families waited at the sluice all night, with blankets and soup.")
    found, is_copy = passages_of(tmp_path, STORY, own)
    assert not any(passage.also_in for passage in collapse_near_duplicates(found, is_copy))


def test_what_a_copy_denies_is_not_also_in_it() -> None:
    says = "The harbour office said on Monday that it had been warned of the raid by the police."
    passages = [
        make_passage(says, article=make_article(1)),
        make_passage(says.replace("had been", "had not been"), article=make_article(2)),
    ]
    assert len(collapse_near_duplicates(passages, lambda *_: True)) == 2
