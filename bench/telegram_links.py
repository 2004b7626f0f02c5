"""What Telegram itself would link in the bot's messages: `python -m bench.telegram_links`.

TDLib's own finder reads messages that the bot lays out of real articles: answers, articles, sources
and lists. Whatever it finds must be something that the bot linked or set as code, or one of the
bot's commands in the bot's own words. The finder is no dependency of the project; install it beside
it and name the folder:

    pip install --target /tmp/tdjson tdjson==1.8.69
    PYTHONPATH=/tmp/tdjson python -m bench.telegram_links
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.stores import REPOSITORY, SHARED
from bot.chat.answers.messages import Listing, listing
from bot.chat.layout.answer_pages import alone, answer_pages, sources_page
from bot.chat.layout.article_pages import article_page, article_pages
from bot.chat.telegram.compose import Composer, Message
from bot.chat.telegram.linkable import linkable
from bot.chat.telegram.unlinked import LINKED_BY_US
from bot.texts import Texts, catalogue
from corpus.ingest import ingest
from corpus.storage.store import CorpusStore
from corpus.types import Article, Paragraph, Span
from index.types import Answer, Citation, Passage

BOT = "brief_bot"
TEXTS = Texts("en")
AN_ANSWER = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=1_500, help="articles of each file")
    options = parser.parse_args()
    find = _finder()
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for message in _messages(options.most):
        counts["messages"] += 1
        units = message.text.encode("utf-16-le")
        found = find(message.text)
        counts["messages with a stretch that is linked by itself"] += bool(found)
        for kind, start, stop in found:
            words = units[2 * start : 2 * stop].decode("utf-16-le")
            counts[f"found: {kind}"] += 1
            if not _is_ours(message, start, stop):
                wrong.append(f"{kind} {words!r} in {message.text[:80]!r}")
        counts["stretches that may be linked, by the bot's own rules"] += len(
            linkable(message.text)
        )
    for name, count in sorted(counts.items()):
        print(f"{count:8,} {name}")
    print(f"{len(wrong):8,} linked by Telegram and not by the bot")
    for line in wrong[:20]:
        print(line)
    sys.exit(bool(wrong))


def _is_ours(message: Message, start: int, stop: int) -> bool:
    linked = any(
        entity.type in LINKED_BY_US
        and entity.offset <= start
        and stop <= entity.offset + entity.length
        for entity in message.entities
    )
    own = getattr(message.text, "own", ())
    before = len(message.text.encode("utf-16-le")[: 2 * start].decode("utf-16-le"))
    quoted = any(q.offset <= before < q.offset + len(q.span) for q in message.quotations)
    return linked or (not quoted and any(part.start <= before < part.stop for part in own))


def _finder() -> Any:
    try:
        td_execute = import_module("tdjson").td_execute
    except ModuleNotFoundError:
        sys.exit(__doc__)

    def ask(**request: object) -> Any:
        return json.loads(td_execute(json.dumps(request).encode()) or b"{}")

    ask(**{"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})

    def find(text: str) -> list[tuple[str, int, int]]:
        found = ask(**{"@type": "getTextEntities", "text": str(text)})["entities"]
        return [
            (one["type"]["@type"].removeprefix("textEntityType"), one["offset"],
             one["offset"] + one["length"])
            for one in found
        ]  # fmt: skip

    return find


def _messages(most: int) -> Iterator[Message]:
    for words in _catalogues():
        yield Message(words)
    files = [REPOSITORY / "demo" / "articles", SHARED.parent / "articles"]
    files += sorted(SHARED.glob("qa/*/articles.jsonl"))
    files += sorted(SHARED.glob("questions/*.articles.jsonl"))
    for file in filter(Path.exists, files):
        with tempfile.TemporaryDirectory() as folder:
            store = CorpusStore.open(Path(folder) / "corpus.db")
            ingest(store, [_head(file, Path(folder), most) if file.is_file() else file])
            articles = store.articles()
            for article in articles:
                yield from _of_article(article, store.paragraphs(article.number))
            for start in range(0, len(articles), 10):
                shown = tuple(articles[start : start + 10])
                found = Listing("", len(articles), shown, tuple(store.outlets()))
                yield listing(found, store.stats(), TEXTS)
            store.close()


def _catalogues() -> Iterator[str]:
    """The bot's own texts, as far as they need no values."""
    for language in ("en", "uk", "ru"):
        texts = Texts(language)
        for key, template in catalogue(language).items():
            if isinstance(template, str) and "{" not in template:
                yield texts(key)


def _head(file: Path, folder: Path, most: int) -> Path:
    lines = file.read_text(encoding="utf-8").splitlines()[:most]
    head = folder / file.name
    head.write_text("\n".join(lines), encoding="utf-8")
    return head


def _of_article(article: Article, paragraphs: list[Paragraph]) -> Iterator[Message]:
    for page in article_pages(paragraphs):
        yield article_page(article, page, TEXTS)
    for start in range(0, len(paragraphs), AN_ANSWER):
        citations = tuple(
            Citation(number, Passage(paragraph, article, score=0.9), whole, whole)
            for number, paragraph in enumerate(paragraphs[start : start + AN_ANSWER], start=1)
            if (whole := Span(0, len(paragraph.text)))
        )
        answer = Answer(article.title or article.id, citations, 0.5, article.day)
        around = paragraphs[max(0, start - 1) : start]
        for shown in answer_pages(answer, TEXTS, size=AN_ANSWER, bot=BOT, beside=around):
            yield shown.message
            yield sources_page(answer, shown.citations, TEXTS, bot=BOT)
        yield alone(citations[0], TEXTS, bot=BOT)
    yield Composer().text(article.path).line().text(article.url or "").message()


if __name__ == "__main__":
    main()
