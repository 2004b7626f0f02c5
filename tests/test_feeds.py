"""Feeds are followed, asked politely, and what they have becomes articles."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.feeds.choosing import may_be_whole
from corpus.feeds.intervals import (
    DAY,
    HOUR,
    LONGEST,
    MINUTE,
    SHORTEST,
    after_failure,
    interval,
    parse_every,
    retry_after,
)
from corpus.feeds.items import Item
from corpus.feeds.sameness import same_words, speaks_of
from corpus.fetching.addresses import parse_address
from corpus.fetching.inside import Inside
from corpus.storage.feed_table import EntryState, FeedState, FullText, Subscription
from corpus.storage.store import CorpusStore
from tests.fakes import HashedEmbedder, PatternAttributor
from tests.feedweb import (
    Says,
    Web,
    collector,
    headline,
    html,
    impolite,
    item,
    one_pass,
    rss,
    served,
    story,
    subscribe,
    untrue,
)
from tests.terminal import Terminal


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as opened:
        yield opened


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    return Terminal(HashedEmbedder(), attributor=PatternAttributor())


@pytest.mark.allow_hosts(["127.0.0.0/8"])
async def test_passes_over_feeds_that_have_whole_articles(store: CorpusStore) -> None:
    web = Web()
    async with served(web):
        one, late, moved = web.host(), web.host(), web.host()
        for host in (one, late, moved):
            told, title = story(host.name), headline(host.name)
            text = rss(item(host.url("/a"), title, guid="a", content=html(told)))
            host.is_told("/a", told)
            host.follow(full_text=FullText.FEED)
            host.route("/feed", Says(text, headers={"ETag": 'W/"é"', "Last-Modified": "gestern"}))
            host.route("/new", Says(text))
        busy = Says(status=429, headers={"Retry-After": "5000"})
        fine = web.routes[late.name, "/feed"]
        late.route("/feed", lambda step, headers: busy if step == 1 else fine(step, headers))
        moved.route("/feed", Says(status=301, headers={"Location": "/new"}))
        subscribe(web, store)
        for web.step in range(8):
            await one_pass(web, store)
            web.clock.now += 900.0
        assert untrue(web, store) == []
    assert impolite(web) == []
    # After a day's beginning it is asked again: 429 holds for 5,000 s, six passes.
    assert [each.status for each in web.said(late.name)] == [200, 429, 304]
    # The move is believed when it was seen twice, and its id stays.
    assert [each.path for each in web.said(moved.name)][:5] == ["/feed", "/new"] * 2 + ["/new"]
    assert store.feeds.find(moved.url("/new")).id == 3
    fetches = store.feeds.fetches(1)
    assert [(each.status, each.added) for each in fetches][-2:] == [("304", 0), ("200", 1)]


@pytest.mark.allow_hosts(["127.0.0.0/8"])
async def test_a_summary_is_no_article(store: CorpusStore) -> None:
    web = Web()
    async with served(web):
        host = web.host()
        summary = story("summary", 1)[0]
        host.route("/robots.txt", Says("User-agent: *\nDisallow: /\n", kind="text/plain"))
        host.route("/feed", Says(rss(
            item(host.url("/a"), headline("summary"), guid="a", description=summary),
            item("", headline("summary"), guid="b", content=f"<p>{summary[:50]}…</p>"),
        )))  # fmt: skip
        host.follow()
        subscribe(web, store)
        await one_pass(web, store)
    assert store.articles() == []
    waits, refused = store.feeds.entries(1)
    assert (waits.state, refused.state) == (EntryState.WAITING, EntryState.REFUSED)
    assert "robots.txt forbids the page" in (waits.reason or "")
    assert [each.path for each in web.log] == ["/feed", "/robots.txt"]


@pytest.mark.allow_hosts(["127.0.0.0/8"])
async def test_what_an_editor_removed_does_not_come_back(store: CorpusStore) -> None:
    web = Web()
    async with served(web):
        host = web.host()
        told = story(1)
        host.route("/feed", lambda step, _: Says(rss(
            item(host.url("/a"), headline(1), guid="a", content=html([*told, f"Step {step}."]))
        )))  # fmt: skip
        host.follow(full_text=FullText.FEED)
        subscribe(web, store)
        await one_pass(web, store)
        [article] = store.articles()
        store.remove(article.number)
        web.step = 1
        await one_pass(web, store)
    assert store.articles() == []


@pytest.mark.allow_hosts(["127.0.0.0/8"])
async def test_only_what_is_due_is_asked(store: CorpusStore) -> None:
    web = Web()
    async with served(web):
        host = web.host()
        host.route("/feed", Says(rss(more="<ttl>120</ttl>")))
        host.follow()
        subscribe(web, store)
        for _ in range(9):
            due = store.feeds.due(web.clock())
            await collector(web, store, {}).collect(due, everything=False)
            web.clock.now += 15 * MINUTE
    first, second = web.log
    assert second.at - first.at >= 120 * MINUTE


@pytest.mark.allow_hosts(["127.0.0.0/8"])
async def test_a_secret_that_is_not_set_is_not_sent_and_says_so(store: CorpusStore) -> None:
    web = Web()
    async with served(web):
        host = web.host()
        host.route("/feed", Says(rss()))
        host.follow(headers={"X-Key": "GULL_KEY"})
        subscribe(web, store)
        report = await one_pass(web, store)
        assert web.log == []
        assert "GULL_KEY" in (report.results[0].problem or "")
        await one_pass(web, store, {"GULL_KEY": "s3cret"})
    assert web.log[0].headers["x-key"] == "s3cret"
    assert store.feeds.find("1").problem is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("“It’s over” – she said.", '"It\'s over" - she said.', True),
        ("It was cold.\n\n12 comments", "It was cold.\n\n13 comments", True),
        ("It was cold.\n\nUpdated 3 minutes ago", "It was cold.\n\nUpdated 9 minutes ago", True),
        ("The  end.", "The end.", True),
        ("Twelve were killed.", "Two were killed.", False),
        ("Some 1,000 came.", "Some 1.000 came.", False),
        (
            "He had 12 comments to make on the plan.",
            "He had 13 comments to make on the plan.",
            False,
        ),
        ("It cost 1.5 million.", "It cost 15 million.", False),
    ],
)
def test_only_words_and_figures_make_another_version(one: str, other: str, same: bool) -> None:
    assert same_words(one, other) is same


def test_a_page_speaks_of_what_was_announced_or_is_another() -> None:
    told = " ".join(story(1))
    consent = "We and our partners store and access information on your device, such as cookies."
    assert speaks_of(told, title=headline(1), summary="")
    assert speaks_of(told, title="Elsewhere altogether", summary=story(1)[0])
    assert not speaks_of(consent, title=headline(1), summary="")
    assert not speaks_of(consent, title="Information on cookies", summary=story(1)[0])


@pytest.mark.parametrize(
    ("text", "is_content", "whole"),
    [
        ("One sentence.", True, True),
        ("One sentence…", True, False),
        ("One sentence. Read more", True, False),
        ("One sentence. [+2310 chars]", True, False),
        ("One sentence.", False, False),
        ("\n\n".join(story(1, 6)), False, True),
    ],
)
def test_whether_a_feed_may_have_the_whole_article(
    text: str, is_content: bool, whole: bool
) -> None:
    assert may_be_whole(Item("a", None, None, text=text, is_content=is_content)) is whole


def test_intervals_keep_their_limits() -> None:
    hourly = [f"2030-03-12T{hour:02}:00:00Z" for hour in range(10)]
    assert interval(hourly, every=None, asked=0) == HOUR / 2
    assert interval(hourly, every=None, asked=3 * HOUR) == 3 * HOUR
    assert interval(hourly, every=6 * HOUR, asked=0) == 6 * HOUR
    assert (
        interval([f"2030-03-12T10:{n:02}:00Z" for n in range(9)], every=None, asked=0) == SHORTEST
    )
    assert interval(["2030-03-12", "2030-01-12"], every=None, asked=0) == LONGEST
    assert after_failure(HOUR, failures=1, failing_for=HOUR) == 2 * HOUR
    assert after_failure(HOUR, failures=60, failing_for=DAY) == DAY
    assert after_failure(HOUR, failures=60, failing_for=15 * DAY) == 7 * DAY
    assert parse_every("30m") == 30 * MINUTE
    with pytest.raises(ValueError, match="5m"):
        parse_every("5m")


@pytest.mark.parametrize(
    ("value", "date", "waits"),
    [
        ("120", "", 120.0),
        ("Thu, 01 Jan 2040 02:00:00 GMT", "Thu, 01 Jan 2040 00:00:00 GMT", 7200.0),
        ("Thu, 01 Jan 2040 00:00:00 GMT", "Thu, 01 Jan 2040 02:00:00 GMT", None),
        ("99999999999", "", 30 * DAY),
        ("soon", "", None),
        ("", "", None),
    ],
)
def test_how_long_a_host_asks_to_be_left_alone(value: str, date: str, waits: float | None) -> None:
    until = retry_after(value, date, now=1000.0)
    assert until == (None if waits is None else 1000.0 + waits)


@pytest.mark.parametrize(
    ("rules", "host", "address", "port", "opens"),
    [
        ("rsshub.lan:1200", "rsshub.lan", "10.1.2.3", 1200, True),
        ("rsshub.lan:1200", "rsshub.lan", "10.1.2.3", 80, False),
        ("rsshub.lan:1200", "other.lan", "10.1.2.3", 1200, False),
        ("10.1.0.0/16", "other.lan", "10.1.2.3", 8080, True),
        ("a.lan, 10.1.0.0/16:80", "other.lan", "10.1.2.3", 8080, False),
        ("10.1.2.3", "10.1.2.3", "10.1.2.3", 1, True),
        ("fd00::/8", "x.lan", "fd00::1", 80, True),
        ("[fd00::]/8:8080", "x.lan", "fd00::1", 8080, True),
        ("[fd00::]/8:8080", "x.lan", "fd00::1", 80, False),
        ("", "127.0.0.1", "127.0.0.1", 80, False),
    ],
)
def test_only_named_hosts_inside_are_let_through(
    rules: str, host: str, address: str, port: int, opens: bool
) -> None:
    parsed = parse_address(address)
    assert parsed is not None
    assert Inside.read(rules).opens(host, parsed, port) is opens


@pytest.mark.parametrize("rules", ["10.1.0.0/99", "http://a.lan", "a.lan:0", "a b"])
def test_a_rule_that_is_none_is_refused(rules: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Inside.read(rules)


def test_feeds_of_a_list_are_followed_paused_and_removed(
    terminal: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "mine.opml").write_text(
        '<opml><body><outline text="Gull" xmlUrl="https://gull.example/feed"/>'
        '<outline text="Gull too" xmlUrl="https://GULL.example/feed#x"/>'
        '<outline text="Tern" xmlUrl="https://tern.example/feed"/></body></opml>'
    )
    added = terminal.json(
        "feeds", "add", "mine.opml", "--every", "2h", "--header", "X-Key=KEY", "--json"
    )
    assert (added["from_lists"], added["there_before"]) == (2, 1)
    terminal.succeeds("feeds", "pause", "https://tern.example/feed")
    listed = json.loads(terminal.succeeds("feeds", "list", "--json"))
    assert [(each["id"], each["state"], each["title"]) for each in listed] == [
        (1, "active", "Gull"),
        (2, "paused", "Tern"),
    ]
    assert set(listed[0]) >= {"url", "last_status", "failing_since", "articles"}
    assert "https://tern.example/feed" in terminal.succeeds("feeds", "export")
    terminal.succeeds("feeds", "remove", "1")
    assert "Tern" in terminal.succeeds("feeds", "list")
    assert "no feed '1'" in terminal.fails("feeds", "show", "1")
    assert "No feed is failing." in terminal.succeeds("feeds", "list", "--failing")


def test_nothing_is_fetched_unless_the_settings_allow_it(terminal: Terminal) -> None:
    assert "DATELINE_FETCH_PAGES" in terminal.fails("feeds", "add", "https://gull.example/feed")
    assert terminal.run("feeds", "list")[1].startswith("No feeds yet")
    assert "DATELINE_FETCH_PAGES" in terminal.fails("feeds", "refresh")


def test_a_feed_of_the_own_network_is_told_how_to_be_let_in(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_FETCH_PAGES", "true")
    assert "DATELINE_FETCH_INSIDE" in terminal.fails("feeds", "add", "http://127.0.0.1/feed")
    assert terminal.run("feeds", "list")[1].startswith("No feeds yet")


def test_an_address_of_another_kind_is_no_missing_file(terminal: Terminal) -> None:
    told = terminal.fails("feeds", "add", "file:///srv/feed.xml")
    assert "http://" in told
    assert "no such file" not in told


@pytest.mark.parametrize(
    "options",
    [["--every", "5m"], ["--full-text", "some"], ["--header", "Host=X"], ["--header", "x"]],
)
def test_a_wrong_option_is_wrong_usage(terminal: Terminal, options: list[str]) -> None:
    assert terminal.run("feeds", "add", "https://gull.example/feed", *options)[0] == 2


def test_a_feed_that_is_resumed_is_due_and_not_behind(store: CorpusStore) -> None:
    feed, _ = store.feeds.add(Subscription(0, "k", "https://gull.example/feed", next_at=4e9))
    now = time.time()
    store.feeds.set_state(feed.id, FeedState.PAUSED)
    store.feeds.set_state(feed.id, FeedState.ACTIVE)
    assert [each.id for each in store.feeds.due(now + 1)] == [feed.id]
    assert store.feeds.overview(now=now + 1).behind == 0


def test_what_an_operator_decides_meanwhile_holds(store: CorpusStore) -> None:
    feed, _ = store.feeds.add(Subscription(0, "k", "https://gull.example/feed"))
    store.feeds.set_state(feed.id, FeedState.PAUSED)
    store.feeds.save(feed)  # by a pass that began before
    assert store.feeds.find("1").state is FeedState.PAUSED
    store.feeds.remove(feed.id)
    store.feeds.save(feed)
    assert store.feeds.all() == []
