"""How many cuts of a story are known for what they are: `python -m bench.cuts ARTICLES.jsonl`.

To each article of twelve paragraphs or more comes a cut by another outlet: its first six
paragraphs, some words of each exchanged for others of the article. Counted are the cut's passages
that an answer would show as "also in", and its statements that count as an echo of the story's and
as of its origin; and passages and statements that a story would take for its own from elsewhere.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.attribute import attribute_articles
from corpus.attribution import load_attributor
from corpus.ingest import ingest
from corpus.storage.store import CorpusStore
from corpus.types import Article
from index.answering.near_duplicates import collapse_near_duplicates
from index.claims.origins import find_origins
from index.claims.publishers import read_publishers
from index.claims.story import claims_in
from index.claims.voices import voices_of
from index.copies import IsCopy, copies_in
from index.types import Passage

_SHORTEST, _KEPT = 12, 6


def cut(article: dict[str, Any], edits: int, rng: random.Random) -> dict[str, Any] | None:
    """The article's first paragraphs with so many words of each exchanged."""
    paragraphs = [line for line in article["text"].split("\n") if line.strip()]
    if len(paragraphs) < _SHORTEST:
        return None
    words = [word for word in article["text"].split() if word.isalpha() and word.islower()]
    told = []
    for paragraph in paragraphs[:_KEPT]:
        mine = paragraph.split()
        may_change = [k for k, word in enumerate(mine) if word.isalpha() and word.islower()]
        for k in rng.sample(may_change, min(edits, len(may_change))):
            mine[k] = rng.choice(words)
        told.append(" ".join(mine))
    return article | {
        "id": f"{article['id']}-cut",
        "source": "The Gull",
        "url": None,
        "text": "\n\n".join(told),
    }


def measure(articles: list[dict[str, Any]], *, edits: int, folder: Path) -> Iterator[str]:
    """Lines that say what was found, by words alone and by copies."""
    rng = random.Random(1)
    cuts = [made for article in articles if (made := cut(article, edits, rng))]
    lines = folder / f"{edits}.jsonl"
    lines.write_text("".join(json.dumps(one) + "\n" for one in articles + cuts), encoding="utf-8")
    with CorpusStore.open(folder / f"{edits}.db") as store:
        ingest(store, [lines])
        attribute_articles(store, attributor=load_attributor("learned"), name="learned")
        by_id = {article.id: article for article in store.articles()}
        pairs = [(by_id[one["id"].removesuffix("-cut")], by_id[one["id"]]) for one in cuts]
        started = time.process_time()
        for name, is_copy in (("words alone", lambda *_: False), ("copies", copies_in(store))):
            found = sum((_known(store, *pair, is_copy) for pair in pairs), Counter[str]())
            yield (
                f"{edits} words, {name}: {found['folded']} of {found['passages']} passages,"
                f" {found['echoed']} of {found['statements']} statements,"
                f" {found['of one origin']} of its origin"
            )
        yield f"{1000 * (time.process_time() - started) / len(pairs):.1f} ms a pair"


def _known(store: CorpusStore, whole: Article, part: Article, is_copy: IsCopy) -> Counter[str]:
    passages = [*_passages(store, whole), *_passages(store, part)]
    kept = collapse_near_duplicates(passages, is_copy)
    own = sum(passage.article.number == part.number for passage in passages)
    claims = claims_in(passages)
    publishers = read_publishers()
    voices = voices_of(passages, is_outlet=publishers.knows)
    origins = find_origins(claims, voices, publishers, is_copy)
    mine = [claim for claim in claims if claim.passage.article.number == part.number]
    echoed = [claim for claim in mine if origins.echoes[claim.statement.id]]
    return Counter(
        {
            "passages": own,
            "folded": own - sum(passage.article.number == part.number for passage in kept),
            "statements": len(mine),
            "echoed": len(echoed),
            "of one origin": sum(
                any(
                    origins.of[echo.statement.id] == origins.of[claim.statement.id]
                    for echo in origins.echoes[claim.statement.id]
                )
                for claim in echoed
            ),
        }
    )


def _passages(store: CorpusStore, article: Article) -> list[Passage]:
    paragraphs = store.paragraphs(article.number)
    said = store.attributions.in_paragraphs([paragraph.id for paragraph in paragraphs])
    return [
        Passage(paragraph, article, score=1.0, statements=said.get(paragraph.id, ()))
        for paragraph in paragraphs
    ]


def main() -> None:
    """Print a line for each way, of cuts with two and with four words exchanged."""
    articles = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        for edits in (2, 4):
            for line in measure(articles, edits=edits, folder=Path(folder)):
                print(line, flush=True)


if __name__ == "__main__":
    main()
