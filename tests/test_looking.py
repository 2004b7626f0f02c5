"""Pages of quoted articles are looked at again, and what comes in their place is judged."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from corpus.feeds.looking import AFTER, GONE_FOR
from corpus.storage.records import AlterationKind
from corpus.storage.store import CorpusStore
from corpus.types import Article
from tests.feedweb import (
    Says,
    Web,
    collector,
    headline,
    item,
    one_pass,
    rss,
    served,
    story,
    subscribe,
)

HOUR = 3600.0


@pytest.mark.allow_hosts(["127.0.0.0/8"])
async def test_a_page_is_looked_at_again_and_only_the_article_is_believed(tmp_path: Path) -> None:
    web = Web()
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        async with served(web):
            host, told, title = web.host(), story("gull"), headline("gull")
            link = host.page("/gull", told, title)
            host.follow()
            feed = rss(item(link, title, description=told[0][:60]))
            host.route("/feed", Says(feed))
            subscribe(web, store)
            await one_pass(web, store)
            [article] = store.articles()

            async def look() -> list[AlterationKind]:
                """What has become of the article by now."""
                await collector(web, store, {}).collect([], everything=True, looks=[article])
                return [each.kind for each in store.alterations(article=article.number)]

            assert await look() == []
            host.page("/gull", ["We and our partners value your privacy a lot. " * 9], "Cookies")
            assert await look() == [AlterationKind.HELD]
            changed = [
                *told[:-1],
                "Two people were hurt, not twelve, an officer said later.",
            ]
            host.page("/gull", changed, title)
            assert await look() == [AlterationKind.HELD, AlterationKind.UPDATED]
            assert store.paragraphs(article.number)[-1].text == changed[-1]
            host.route("/gull", Says("gone", status=404, kind="text/html"))
            assert len(await look()) == 2
            web.clock.now += GONE_FOR
            assert (await look())[-1] is AlterationKind.GONE
            assert store.articles() == []


@pytest.mark.allow_hosts(["127.0.0.0/8"])
async def test_looks_are_due_after_hours_and_only_at_what_was_quoted(tmp_path: Path) -> None:
    web = Web()
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        async with served(web):
            host = web.host()
            link = host.page("/gull", story("gull"), headline("gull"))
            host.follow()
            host.route("/feed", Says(rss(item(link, headline("gull"), description="Soon."))))
            subscribe(web, store)
            await one_pass(web, store)
        [article] = store.articles()
        taken_in = datetime.fromisoformat(article.fetched).timestamp()

        def due(hours: float, *quoted: int) -> list[Article]:
            now = taken_in + hours * HOUR
            return store.to_look_at(quoted, now=now, after=AFTER, again=GONE_FOR)

        number = article.number
        assert due(2.0) == []
        assert due(0.9, number) == []
        assert due(1.1, number) == [article]
        store.looked(number, now=taken_in + 1.1 * HOUR, is_missing=False)
        assert [bool(due(hours, number)) for hours in (5.9, 6.1)] == [False, True]
        # What fell due while nobody looked is done once.
        store.looked(number, now=taken_in + 80 * HOUR, is_missing=False)
        assert [bool(due(hours, number)) for hours in (81, 167, 169)] == [False, False, True]
        store.looked(number, now=taken_in + 200 * HOUR, is_missing=False)
        assert due(10_000, number) == []
