"""An article added by its address, in the chat and in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.database import ChatDatabase
from bot.chat.people.members import Members
from bot.chat.people.roles import Role
from bot.engine import Engine
from corpus.fetching.pages import Fetcher
from tests.botapi import Message, Person
from tests.bots import STRANGER, Newsroom
from tests.fakes import HashedEmbedder, PatternAttributor
from tests.site import ARTICLE, LAMP, Reply, Site, serving
from tests.terminal import Terminal

FINISH = (
    "import json; print(json.dumps({'report': {'articles': 1, 'paragraphs': 2, 'embedded': 2,"
    " 'reused': 0, 'removed': 0, 'seconds': 0.1}}))"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as opened:
        yield opened


@pytest.fixture
def room(room: Newsroom, site: Site) -> Newsroom:
    room.rebuild = FINISH
    room.options, room.fetcher = {"fetch_pages": True}, site.fetcher()
    return room


@pytest.fixture
def bot(room: Newsroom) -> Iterator[Engine]:
    with room.open() as engine:
        with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
            Members(database).decide(STRANGER, Role.EDITOR, now=0.0)
        yield engine


def added(room: Newsroom, command: str, *, reply_to: Message | None = None) -> str:
    """What an editor reads once the index has taken it up."""
    editor = room.stranger
    sent = editor.sends(command, reply_to=reply_to) if reply_to else editor.sends(command)
    message = room.telegram.reply_to(sent)
    return room.telegram.wait_for(
        lambda _: ((text := room.now(message).text).endswith("The index is up to date.") and text)
        or None
    )  # fmt: skip


def test_an_editor_adds_a_page_and_its_quotations_link_to_it(
    room: Newsroom, bot: Engine, site: Site
) -> None:
    address = site.serves("/news/lamp", ARTICLE)
    told = added(room, f"/add {address}#top")
    assert told.startswith("Added /article_1 Lamp lit again\nThe Gull · 8 March 2025")
    article = bot.store.find("1")
    assert (article.url, article.id) == (address, "gull.example-lamp")
    assert next(p.text for p in bot.store.paragraphs(1)) == LAMP
    bot.rebuild()
    answer = room.ask("When was the lamp at Lissow lit again?")
    links = [entity.url for entity in answer.entities if entity.url]
    assert any(link.startswith(f"{address}#:~:text=The%20lamp") for link in links)


def test_the_same_page_again_is_a_new_version_or_nothing(
    room: Newsroom, bot: Engine, site: Site
) -> None:
    address = site.serves("/news/lamp", ARTICLE)
    added(room, f"/add {address}")
    assert room.ask(f"/add {address}", who=room.stranger).text.startswith("I already have that")
    site.serves("/news/lamp", ARTICLE.replace("Friday", "Saturday"))
    assert added(room, f"/add {address}").startswith("Updated /article_1 Lamp lit again")
    assert bot.stats().articles == 1


def test_lines_after_the_address_say_what_the_page_does_not(
    room: Newsroom, bot: Engine, site: Site
) -> None:
    address = site.serves("/a::b", ARTICLE.replace("og:site_name", "x"))
    added(room, f"/add {address}\noutlet: Gull & Tern\ndate: 2031-03-09")
    article = bot.store.find("1")
    assert (article.outlet, article.published) == ("Gull & Tern", "2031-03-09")
    assert article.path == address


def test_a_message_that_is_an_address_is_added_as_its_page(
    room: Newsroom, bot: Engine, site: Site
) -> None:
    passed_on = room.stranger.sends(site.serves("/lamp", ARTICLE))
    room.telegram.reply_to(passed_on)
    bot.ingest([])
    command = room.stranger.sends("/add", reply_to=passed_on)
    answer = room.telegram.reply_to(command)
    assert answer.text.startswith("Added /article_1 Lamp lit again")


def test_what_is_behind_a_paywall_is_named(room: Newsroom, bot: Engine, site: Site) -> None:
    mark = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    told = added(room, f"/add {site.serves('/lamp', mark + ARTICLE)}")
    assert "gives only a part of the article" in told
    wall = site.serves(
        "/wall", "<html><body><p>Subscribe to read on, it is cheap.</p></body></html>"
    )
    refused = room.ask(f"/add {wall}", who=room.stranger).text
    assert refused.startswith("I found no article on that page")
    assert "/add" in refused
    assert bot.stats().articles == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("{site}/none", "gull.example: there is no such page (404). Please check the address."),
        ("{site}/shut", "gull.example: the site does not let me read it (403). Save the page"),
        ("{site}/pdf", "gull.example: it is neither a page nor plain text (application/pdf). Save"),
        ("http://gull.example:22/", "gull.example: I fetch only from ports 80 and 443 (22)."),
        (
            "http://me:pw@gull.example/",
            "http://me:pw@gull.example/: that is not the address of a page.",
        ),
        ("https:", "https:: that is not the address of a page. It should look like https://"),
        ("{site}/round", "gull.example: it redirects endlessly, or to nowhere. Save the page"),
    ],
)
def test_why_a_page_was_not_fetched_is_said_with_what_to_do(
    room: Newsroom, bot: Engine, site: Site, given: str, told: str
) -> None:
    site.serves("/shut", Reply(status=403))
    site.serves("/pdf", Reply(b"%PDF", headers={"Content-Type": "application/pdf"}))
    site.redirects("/round", "/round")
    answer = room.ask(f"/add {given.format(site=site.address(''))}", who=room.stranger)
    assert answer.text.startswith(told)
    assert bot.stats().articles == 0


def test_a_page_inside_is_not_fetched_for_anybody(room: Newsroom, site: Site) -> None:
    room.fetcher = Fetcher()  # as in life: nothing on this machine is outside
    for address in ("http://127.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]/"):
        with room.open():
            told = room.ask(f"/add {address}", who=room.admin).text
        assert "it leads to an address that is not public. Save the page" in told


def test_nothing_is_fetched_unless_the_settings_say_so(room: Newsroom, site: Site) -> None:
    room.options = {}
    with room.open():
        told = room.ask(f"/add {site.serves('/lamp', ARTICLE)}", who=room.admin).text
    assert told.startswith("gull.example: I am not allowed to fetch pages. Save the page")
    assert site.asked == []


@pytest.mark.parametrize("who", ["reader", "colleague"])
def test_only_editors_have_pages_fetched(room: Newsroom, bot: Engine, site: Site, who: str) -> None:
    person: Person = getattr(room, who)
    command = person.sends(f"/add {site.serves('/lamp', ARTICLE)}")
    if who == "reader":
        told = room.telegram.reply_to(command).text
        assert told == "Only editors and administrators can do that."
    room.ask("/help", who=room.admin)
    assert site.asked == []


# In a terminal


@pytest.fixture
def online(terminal: Terminal, site: Site, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("DATELINE_FETCH_PAGES", "true")
    return Terminal(HashedEmbedder(), attributor=PatternAttributor(), fetcher=site.fetcher())


def test_a_page_is_ingested_among_files(online: Terminal, site: Site, news: Path) -> None:
    address = site.serves("/lamp", ARTICLE)
    assert "4 articles: 4 added." in online.succeeds("ingest", str(news), address)
    [found] = online.json("sources", "Lamp lit", "--json")["articles"]
    assert (found["url"], found["outlet"]) == (address, "The Gull")
    assert "1 article: 1 unchanged." in online.succeeds("ingest", address)


def test_options_describe_a_page_too(online: Terminal, site: Site) -> None:
    address = site.serves("/lamp.txt", Reply(3 * LAMP.encode(), headers={
        "Content-Type": "text/plain"}))  # fmt: skip
    online.succeeds("ingest", address, "--title", "The lamp", "--date", "2031-03-08")
    [found] = online.json("sources", "--json")["articles"]
    assert found["title"] == "The lamp"
    assert (found["outlet"], found["url"]) == ("gull.example", address)
    refused = online.fails("ingest", address, address, "--title", "Both")
    assert "can be given for only one article" in refused


def test_a_page_that_does_not_come_is_one_line_and_the_rest_goes_in(
    online: Terminal, site: Site, news: Path
) -> None:
    code, output, errors = online.run("ingest", site.address("/none"), str(news))
    assert (code, "3 articles: 3 added." in output) == (1, True)
    assert errors.startswith(f"dateline: {site.address('/none')}: there is no such page (404); ")
    assert len(errors.splitlines()) == 1


def test_a_terminal_fetches_nothing_either_unless_it_may(terminal: Terminal, site: Site) -> None:
    told = terminal.fails("ingest", site.serves("/lamp", ARTICLE))
    assert "set DATELINE_FETCH_PAGES=true, or save the page" in told
    assert site.asked == []


# What a page says of its own address


@pytest.mark.parametrize(
    ("declared", "kept"),
    [
        ("http://gull.example/news/lamp", True),
        ("https://www.gull.example/news/lamp", True),
        ("https://gull.example/", False),
        ("https://tern.example/news/lamp", False),
        ("https://evilgull.example/news/lamp", False),
        ("https://example/news/lamp", False),
    ],
)
def test_a_page_is_believed_about_its_address_only_within_its_site(
    engine: Engine, site: Site, declared: str, kept: bool
) -> None:
    import asyncio

    canonical = f'<head><link rel="canonical" href="{declared}">'
    address = site.serves("/lamp?utm_source=mail", ARTICLE.replace("<head>", canonical))
    fetching = Engine.open(
        engine.settings.model_copy(update={"fetch_pages": True}), fetcher=site.fetcher()
    )
    page = asyncio.run(fetching.fetch(address))
    assert engine.ingest([replace(page)]).added == 1
    assert engine.store.find("1").url == (declared if kept else address)
