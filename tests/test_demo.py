"""The demo corpus and the data that is judged on it keep to their contracts.

The files are read with the standard library alone: what the product makes of them is tested
elsewhere.
"""

import json
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

DEMO = Path(__file__).parent.parent / "demo"
OUTLETS = {
    "Meridian Wire Service",
    "The Corvane Courier",
    "Brennport Lantern",
    "Lowland Radio",
    "The Outer Ledger",
}
ACTS = {
    "states",
    "claims",
    "claims-responsibility",
    "denies",
    "confirms",
    "accuses",
    "promises",
    "warns",
    "cannot-verify",
}


class VisibleText(HTMLParser):
    """The text of a page, without scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(data)


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def read_articles() -> dict[str, str]:
    """Folded text of every article by the id that the product gives it."""
    articles: dict[str, str] = {}
    for path in sorted((DEMO / "articles").iterdir()):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            articles |= {line["id"]: fold(line["text"]) for line in read_jsonl(path)}
        elif path.suffix == ".html":
            page = VisibleText()
            page.feed(text)
            articles[path.stem] = fold("".join(page.pieces))
        elif path.suffix in {".txt", ".md"}:
            named = re.match(r"---\n(?:.*\n)*?id: (.+)\n", text)
            articles[named[1] if named else path.stem] = fold(text)
    return articles


ARTICLES = read_articles()
QUESTIONS = read_jsonl(DEMO / "questions.jsonl")
ATTRIBUTIONS = read_jsonl(DEMO / "attributions.jsonl")


def test_five_outlets_tell_the_event_in_every_format() -> None:
    raw = "\n".join(path.read_text(encoding="utf-8") for path in (DEMO / "articles").iterdir())
    assert all(outlet in raw for outlet in OUTLETS)
    assert len(ARTICLES) >= 16
    suffixes = {path.suffix for path in (DEMO / "articles").iterdir()}
    assert suffixes == {".txt", ".md", ".html", ".jsonl", ".json"}


def test_every_sidecar_belongs_to_an_article() -> None:
    for sidecar in (DEMO / "articles").glob("*.json"):
        assert sidecar.with_suffix(".txt").exists()
        assert json.loads(sidecar.read_text(encoding="utf-8"))["source"] in OUTLETS


def test_ids_and_questions_are_unique() -> None:
    assert len({q["id"] for q in QUESTIONS}) == len(QUESTIONS)
    assert len({q["question"] for q in QUESTIONS}) == len(QUESTIONS)


def test_there_are_enough_questions_and_near_misses() -> None:
    for split in ("dev", "gate"):
        part = [q for q in QUESTIONS if q["split"] == split]
        near_misses = [q for q in part if not q["answerable"]]
        assert len(part) >= 80
        assert len(near_misses) * 3 >= len(part)


def test_every_answerable_question_has_its_passages_in_the_articles() -> None:
    for question in QUESTIONS:
        if not question["answerable"]:
            continue
        assert question["answers"], question["id"]
        passages = [fold(passage) for passage in question["gold_passages"]]
        texts = [ARTICLES[article_id] for article_id in question["gold_article_ids"]]
        assert passages, question["id"]
        for passage in passages:
            assert any(passage in text for text in texts), (question["id"], passage)
        for article_id, text in zip(question["gold_article_ids"], texts, strict=True):
            assert any(passage in text for passage in passages), (question["id"], article_id)


def test_every_near_miss_says_what_is_wrong_and_has_no_gold() -> None:
    for question in QUESTIONS:
        if question["answerable"]:
            continue
        assert question["note"], question["id"]
        gold = (question["gold_passages"], question["gold_article_ids"], question["answers"])
        assert gold == ([], [], []), question["id"]


def test_attributions_are_spans_of_their_paragraph() -> None:
    for attribution in ATTRIBUTIONS:
        paragraph, source = attribution["paragraph"], attribution["source"]
        assert fold(paragraph) in ARTICLES[attribution["article_id"]], paragraph
        # A paragraph that only continues a quotation has neither source nor cue of its own.
        assert (source is None) == (attribution["cue"] is None), paragraph
        assert attribution["content"], paragraph
        for span in (source, attribution["cue"], *attribution["content"]):
            assert span is None or span in paragraph, span
        assert attribution["kind"] in {"direct", "indirect", "mixed"}, paragraph


def test_attributions_cover_every_act_in_five_articles() -> None:
    assert {a["act"] for a in ATTRIBUTIONS} == ACTS
    assert len({a["article_id"] for a in ATTRIBUTIONS}) == 5
