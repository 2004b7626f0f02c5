"""A web of feeds with everything that is wrong with feeds, twenty passes long, scored.

Each fault is a host of its own and says what may be read there. Afterwards every paragraph that can
be read is stored to the letter under its link, nothing else is, no version was made without a
change, and the log of the hosts shows no impolite request.
"""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from corpus.storage.feed_table import FeedState, FullText
from corpus.storage.store import CorpusStore
from tests.feedweb import (
    LIMIT,
    Host,
    Says,
    Web,
    atom,
    headline,
    html,
    impolite,
    item,
    json_feed,
    one_pass,
    page,
    rss,
    served,
    story,
    subscribe,
    untrue,
)

STEPS = 20
FEED_PATHS = {"/feed", "/world", "/local", "/old", "/new", "/other", "/one", "/two", "/third"}
FAULTS: list[Callable[[Host], None]] = []
CONSENT = [
    "We and our 842 partners store and access information on a device, such as cookies, and process"
    " personal data, such as unique identifiers, to show you advertising that interests you.",
    "You may click to agree to our processing, or to reject it and change your choices at any time"
    " with a click on the link at the bottom of each page of this site.",
]
MISSING = [
    "Sorry, the page that you are looking for cannot be found. It may have been moved or deleted,"
    " or perhaps the address was typed with a mistake in it somewhere.",
    "Try the search at the top, or go back to the front page, where you will find all the latest"
    " headlines and the most popular subjects of this week.",
]


def fault(make: Callable[[Host], None]) -> Callable[[Host], None]:
    FAULTS.append(make)
    return make


def whole(host: Host, name: str, *, versions: int = 1, **more: str) -> str:
    """An item whose article is all in the feed; its page has the same."""
    told, title = story(f"{host.name}{name}"), headline(f"{host.name}{name}")
    link = host.page(name, told, title)
    host.is_told(name, told, versions)
    return item(link, title, guid=f"id{name}", content=html(told), **more)


def brief(host: Host, name: str, *, told: list[str] | None = None, **more: str) -> str:
    """An item with a summary, whose article is on its page."""
    told, title = told or story(f"{host.name}{name}"), headline(f"{host.name}{name}")
    link = host.page(name, told, title)
    host.is_told(name, told)
    return item(link, title, guid=f"id{name}", description=f"{told[0][:120]}…", **more)


def feed(host: Host, text: str | bytes, path: str = "/feed", **says: object) -> None:
    host.route(path, Says(text, **says))  # type: ignore[arg-type]
    host.follow(path)


def readable_from(host: Host, path: str, first: int) -> None:
    """Nothing can be read there before that step."""
    told = host.web.truth[host.url(path)]
    host.is_told(path, lambda step: told(step) if step >= first else None)


def by_step(host: Host, answers: dict[int, Says | str], path: str = "/feed") -> None:
    """The answer of the latest step that is named."""

    def answer(step: int, _: object) -> Says:
        said = answers[max(each for each in answers if each <= step)]
        return said if isinstance(said, Says) else Says(said)

    host.route(path, answer)
    host.follow(path)


# Formats


@fault
def rss_with_whole_articles(host: Host) -> None:
    feed(host, rss(whole(host, "/a"), whole(host, "/b"), whole(host, "/c")))


@fault
def rss_with_summaries(host: Host) -> None:
    feed(host, rss(brief(host, "/a"), brief(host, "/b")))


@fault
def atom_with_html_and_a_relative_link(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    host.page("/news/a", told, title)
    host.is_told("/news/a", told)
    body = html(told).replace("<", "&lt;").replace(">", "&gt;")
    feed(
        host,
        atom(
            f'<entry><id>urn:a</id><title>{title}</title><link href="/news/a"/><updated>'
            f'2030-03-12T08:00:00Z</updated><content type="html">{body}</content></entry>'
        ),
    )


@fault
def atom_with_xhtml_under_a_base(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    host.page("/deep/a", told, title)
    host.is_told("/deep/a", told)
    feed(
        host,
        atom(
            f'<entry xml:base="/deep/"><id>1</id><title>{title}</title><link href="a"/>'
            '<updated>2030-03-12T08:00:00Z</updated><content type="xhtml">'
            f'<div xmlns="http://www.w3.org/1999/xhtml">{html(told)}</div></content></entry>'
        ),
    )


@fault
def rdf(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    link = host.page("/a", told, title)
    host.is_told("/a", told)
    feed(
        host,
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>G</title><link>https://gull.example</link></channel>"
        f'<item rdf:about="{link}"><title>{title}</title><link>{link}</link>'
        f"<description>{told[0]}</description><dc:date>2030-03-12</dc:date></item></rdf:RDF>",
    )


@fault
def json_with_html_and_a_number_for_an_id(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    host.page("/a", told, title)
    host.is_told("/a", told)
    feed(
        host,
        json_feed({"id": 1, "url": "/a", "title": title, "content_html": html(told)}),
        kind="application/feed+json",
    )


@fault
def rss_of_1999_without_ids(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    link = host.page("/a", told, title)
    host.is_told("/a", told)
    dtd = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss.dtd">'
    feed(
        host,
        f'<?xml version="1.0"?>{dtd}<rss version="0.91"><channel><title>G</title><item><title>'
        f"{title}</title><link>{link}</link></item></channel></rss>",
    )


@fault
def a_feed_served_as_plain_text(host: Host) -> None:
    feed(host, rss(whole(host, "/a")), kind="text/plain")


@fault
def a_feed_served_as_a_page(host: Host) -> None:
    feed(host, rss(whole(host, "/a")), kind="text/html; charset=utf-8")


# Bytes


@fault
def windows_1251(host: Host) -> None:
    text = rss(whole(host, "/a")).replace("UTF-8", "windows-1251").replace("Gull", "Чайка")
    feed(host, text.encode("cp1251"), kind="text/xml")


@fault
def utf_16(host: Host) -> None:
    feed(host, codecs.BOM_UTF16_LE + rss(whole(host, "/a")).encode("utf-16-le"))


@fault
def a_mark_blank_lines_and_a_warning_before_the_document(host: Host) -> None:
    feed(host, f"\ufeff\n\n<b>Warning</b>: something\n{rss(whole(host, '/a'))}")


@fault
def packed_with_gzip(host: Host) -> None:
    feed(host, gzip.compress(rss(whole(host, "/a")).encode()), headers={"Content-Encoding": "gzip"})


@fault
def packed_with_deflate(host: Host) -> None:
    data = zlib.compress(rss(whole(host, "/a")).encode())
    feed(host, data, headers={"Content-Encoding": "deflate"})


@fault
def packed_without_a_word(host: Host) -> None:
    feed(host, gzip.compress(rss(whole(host, "/a")).encode()), kind="application/gzip")


@fault
def bare_ampersands_and_entities_of_html(host: Host) -> None:
    text = rss(whole(host, "/a?x=1&y=2"), title="Gull & Co&nbsp;&mdash; news")
    feed(host, text.replace("x=1&amp;y=2", "x=1&y=2"))


@fault
def control_characters(host: Host) -> None:
    feed(host, rss(whole(host, "/a"), title="The\x0b Gull&#x1F;"))


@fault
def html_as_it_is_in_a_description(host: Host) -> None:
    told, title = story(host.name, 6), headline(host.name)
    link = host.page("/a", told, title)
    host.is_told("/a", told)
    inner = "<br>".join(f"<p>{each}" for each in told)
    feed(
        host,
        rss(
            f"<item><title>{title}</title><link>{link}</link><description>{inner}"
            "</description></item>"
        ),
    )


@fault
def cut_in_the_middle_of_an_item(host: Host) -> None:
    text = rss(whole(host, "/a"), whole(host, "/b"))
    del host.web.truth[host.url("/b")]
    feed(host, text[: text.index("/b") + 500])


@fault
def a_connection_that_breaks_now_and_then(host: Host) -> None:
    text = rss(whole(host, "/a"))
    readable_from(host, "/a", 3)
    by_step(host, {0: Says(text, broken=True), 3: text, 5: Says(text, broken=True), 6: text})


@fault
def a_bomb_of_entities(host: Host) -> None:
    feed(
        host,
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><rss>'
        "<channel><item><title>&b;</title><link>/a</link></item></channel></rss>",
    )


@fault
def a_bomb_of_gzip(host: Host) -> None:
    feed(host, gzip.compress(b" " * (LIMIT * 20)), headers={"Content-Encoding": "gzip"})


@fault
def larger_than_the_limit(host: Host) -> None:
    feed(host, rss(more="<!-- " + "x" * LIMIT + " -->"))


@fault
def empty_for_a_while(host: Host) -> None:
    text = rss(whole(host, "/a"))
    by_step(host, {0: text, 2: Says(b""), 4: rss(), 6: text})


# HTTP


@fault
def an_etag_alone(host: Host) -> None:
    feed(host, rss(brief(host, "/a")), headers={"ETag": '"abc"'})


@fault
def a_moment_alone(host: Host) -> None:
    named = {"Last-Modified": "Tue, 12 Mar 2030 08:00:00 GMT"}
    feed(host, rss(whole(host, "/a")), headers=named)


@fault
def a_weak_etag_and_a_moment_that_is_none(host: Host) -> None:
    named = {"ETag": 'W/"5f-é"', "Last-Modified": "12.03.2030 8 Uhr"}
    feed(host, rss(whole(host, "/a")), headers=named)


@fault
def an_etag_without_quotation_marks(host: Host) -> None:
    feed(host, rss(whole(host, "/a")), headers={"ETag": "abc;gzip--x"})


@fault
def an_etag_that_changes_each_time(host: Host) -> None:
    text = rss(whole(host, "/a"))
    host.route("/feed", lambda step, _: Says(text, headers={"ETag": f'"{step}"'}))
    host.follow()


@fault
def pages_with_validators(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    link = host.page("/a", told, title, headers={"ETag": '"page"'})
    host.is_told("/a", told)
    host.route(
        "/feed",
        lambda step, _: Says(
            rss(
                item(
                    link,
                    title,
                    guid="a",
                    description=told[0],
                    date=f"Tue, 12 Mar 2030 08:{step:02}:00 GMT",
                )
            )
        ),
    )
    host.follow()


@fault
def moved_for_good(host: Host) -> None:
    host.route("/new", Says(rss(whole(host, "/a")), headers={"ETag": '"n"'}))
    host.route("/feed", Says(status=301, headers={"Location": "/new"}))
    host.follow()


@fault
def moved_for_good_by_308_over_two_hops(host: Host) -> None:
    host.route("/new", Says(rss(whole(host, "/a"))))
    host.route("/half", Says(status=301, headers={"Location": "/new"}))
    host.route("/feed", Says(status=308, headers={"Location": "/half"}))
    host.follow()


@fault
def elsewhere_for_now(host: Host) -> None:
    host.route("/other", Says(rss(whole(host, "/a")), headers={"ETag": '"o"'}))
    host.route("/feed", Says(status=302, headers={"Location": "/other"}))
    host.follow()


@fault
def a_circle(host: Host) -> None:
    host.route("/feed", Says(status=302, headers={"Location": "/again"}))
    host.route("/again", Says(status=302, headers={"Location": "/feed"}))
    host.follow()


@fault
def led_to_where_nobody_may_go(host: Host) -> None:
    host.route(
        "/feed", Says(status=302, headers={"Location": f"http://127.0.0.1:{host.web.port}/"})
    )
    host.follow()


@fault
def items_that_lead_to_where_nobody_may_go(host: Host) -> None:
    bad = f"http://127.0.2.1:{host.web.port}/a"
    feed(
        host, rss(item(bad, headline("bad"), description="Half a sentence of…"), whole(host, "/b"))
    )


@fault
def gone(host: Host) -> None:
    by_step(host, {0: rss(whole(host, "/a")), 4: Says(status=410)})


@fault
def too_many_requests_for_an_hour(host: Host) -> None:
    text = rss(whole(host, "/a"))
    late = Says(status=429, headers={"Retry-After": "7200"})
    by_step(host, {0: text, 2: late, 3: text})


@fault
def unavailable_until_a_moment_by_a_wrong_clock(host: Host) -> None:
    now = datetime(2040, 1, 1, tzinfo=UTC)
    until = datetime(2040, 1, 1, 2, tzinfo=UTC)
    named = {
        "Retry-After": format_datetime(until, usegmt=True),
        "Date": format_datetime(now, usegmt=True),
    }
    text = rss(whole(host, "/a"))
    by_step(host, {0: text, 2: Says(status=503, headers=named), 3: text})


@fault
def unavailable_without_a_moment(host: Host) -> None:
    text = rss(whole(host, "/a"))
    readable_from(host, "/a", 2)
    by_step(host, {0: Says(status=503), 2: text})


@fault
def an_error_now_and_then(host: Host) -> None:
    text = rss(whole(host, "/a"))
    by_step(host, {0: text, 3: Says(status=500), 5: text, 8: Says(status=404), 10: text})


@fault
def a_page_to_log_in_instead_of_the_feed(host: Host) -> None:
    text = rss(whole(host, "/a"))
    wall = Says(page(CONSENT, "Your privacy choices"), kind="text/html", headers={"ETag": '"w"'})
    readable_from(host, "/a", 2)
    by_step(host, {0: wall, 2: text, 4: wall, 6: text})


# Identity and change


@fault
def ids_that_change_with_the_headline(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    link = host.page("/a", told, title)
    host.is_told("/a", told)
    host.route(
        "/feed",
        lambda step, _: Says(rss(item(link, title, guid=f"{title}-{step}", content=html(told)))),
    )
    host.follow()


@fault
def links_that_change_under_an_id(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    one, other = host.page("/old-slug", told, title), host.page("/new-slug", told, title)
    host.is_told("/old-slug", told)
    by_step(
        host,
        {
            0: rss(item(one, title, guid="a", content=html(told))),
            5: rss(item(other, title, guid="a", content=html(told))),
        },
    )


@fault
def an_id_that_is_used_again(host: Host) -> None:
    first, second = whole(host, "/a"), whole(host, "/b")
    same = [each.replace("id/a", "latest").replace("id/b", "latest") for each in (first, second)]
    by_step(host, {0: rss(same[0]), 3: rss(same[1])})
    readable_from(host, "/b", 3)


@fault
def one_id_for_all(host: Host) -> None:
    items = [whole(host, "/a"), whole(host, "/b")]
    feed(host, rss(*(each.replace("id/a", "x").replace("id/b", "x") for each in items)))


@fault
def one_link_for_all(host: Host) -> None:
    told = [story(f"{host.name}{n}") for n in range(2)]
    items = [
        item(host.url("/"), headline(f"{host.name}{n}"), guid=f"g{n}", content=html(told[n]))
        for n in range(2)
    ]
    host.route("/feed", Says(rss(*items)))
    host.follow(full_text=FullText.FEED)
    host.web.shared[host.url("/")] = told


@fault
def dated_anew_each_time(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    link = host.page("/a", told, title)
    host.is_told("/a", told)
    host.route(
        "/feed",
        lambda step, _: Says(
            rss(
                item(
                    link,
                    title,
                    guid="a",
                    content=html(told),
                    date=f"Tue, 12 Mar 2030 09:{step:02}:00 GMT",
                )
            )
        ),
    )
    host.follow()


@fault
def fingerprints_and_counters(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    link = host.url("/a")
    host.route(
        "/a",
        lambda step, _: Says(
            page([*told, f"{step + 3} comments", f"Updated {step + 1} minutes ago"], title),
            kind="text/html",
        ),
    )
    host.is_told("/a", told)
    host.route(
        "/feed",
        lambda step, _: Says(
            rss(
                item(
                    link,
                    title,
                    guid="a",
                    description=f"{told[0]} <img src='p?{step}'>",
                    more=f"<!-- {step} -->",
                    date=f"Tue, 12 Mar 2030 09:{step:02}:00 GMT",
                )
            )
        ),
    )
    host.follow()


@fault
def typography(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    told = [f"“Nobody’s boat was lost” – {each}" for each in told]
    plain = [
        each.replace("“", '"').replace("”", '"').replace("’", "'").replace("–", "-")
        for each in told
    ]
    link = host.page("/a", told, title)
    host.is_told("/a", told)
    by_step(
        host,
        {
            0: rss(item(link, title, guid="a", content=html(told))),
            4: rss(item(link, title, guid="a", content=html(plain))),
            8: rss(item(link, title, guid="a", content=html(told).replace(" ", "  "))),
        },
    )


@fault
def typography_on_a_page(host: Host) -> None:
    told, title = [f"“It’s over” – {each}" for each in story(host.name)], headline(host.name)
    plain = [each.translate(str.maketrans("“”’–", '""\'-')) for each in told]
    link = host.url("/a")
    host.route(
        "/a", lambda step, _: Says(page(plain if step % 2 else told, title), kind="text/html")
    )
    host.is_told("/a", told)
    host.route(
        "/feed",
        lambda step, _: Says(
            rss(item(link, title, guid="a", date=f"Tue, 12 Mar 2030 09:{step:02}:00 GMT"))
        ),
    )
    host.follow()


@fault
def a_figure_that_is_corrected(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    before = [
        *told,
        "Twelve people were killed when the roof of the hall came down, the mayor said.",
    ]
    after = [*told, "Two people were killed when the roof of the hall came down, the mayor said."]
    link = host.page("/a", before, title)
    host.is_told("/a", lambda step: before if step < 6 else after, versions=2)
    by_step(
        host,
        {
            0: rss(item(link, title, guid="a", content=html(before))),
            6: rss(item(link, title, guid="a", content=html(after))),
        },
    )


@fault
def a_correction_on_a_page_behind_a_summary(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    after = [
        *told[:-1],
        "The number of 431 that was given here before was wrong, the council says.",
    ]
    link = host.url("/a")
    host.route(
        "/a",
        lambda step, _: Says(
            page(told if step < 6 else after, title),
            kind="text/html",
            headers={"ETag": f'"{step > 5}"'},
        ),
    )
    host.is_told("/a", lambda step: told if step < 6 else after, versions=2)
    summary = {"guid": "a", "description": told[0]}
    by_step(
        host,
        {
            0: rss(item(link, title, **summary)),
            6: rss(item(link, title, **summary, date="Tue, 12 Mar 2030 10:00:00 GMT")),
        },
    )


@fault
def items_that_leave_the_window(host: Host) -> None:
    one, other = whole(host, "/a"), whole(host, "/b")
    readable_from(host, "/b", 4)
    by_step(host, {0: rss(one), 4: rss(other)})


@fault
def one_story_in_two_feeds_of_a_site(host: Host) -> None:
    same = brief(host, "/a")
    feed(host, rss(same, brief(host, "/b")), "/world")
    feed(host, rss(same, brief(host, "/c")), "/local")


@fault
def tracked_links(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    link = host.page("/a?utm_source=rss&utm_medium=feed", told, title)
    host.is_told("/a?utm_source=rss&utm_medium=feed", told)
    feed(host, rss(item(link, title, guid="a", description=told[0])))


@fault
def two_spellings_of_a_feed(host: Host) -> None:
    feed(host, rss(whole(host, "/a")))
    host.web.feeds.append((host.url("/feed#top"), {}))


@fault
def a_feed_that_leads_to_another_that_is_here(host: Host) -> None:
    feed(host, rss(whole(host, "/a")), "/new")
    feed(host, "", "/old", status=301, headers={"Location": "/new"})


@fault
def an_older_copy_that_comes_again(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    after = [*told, "Nine boats were found in the evening, the pilot of the harbour said."]
    link = host.page("/a", told, title)
    host.is_told("/a", lambda step: told if step < 4 else after, versions=2)
    old = rss(item(link, title, guid="a", content=html(told), date="Tue, 12 Mar 2030 08:00:00 GMT"))
    new = rss(
        item(link, title, guid="a", content=html(after), date="Tue, 12 Mar 2030 09:00:00 GMT")
    )
    by_step(host, {0: old, 4: new, 6: old, 8: new, 9: old})


@fault
def two_feeds_that_lead_to_one(host: Host) -> None:
    host.route("/third", Says(rss(whole(host, "/a"))))
    for path in ("/one", "/two"):
        host.route(path, Says(status=302, headers={"Location": "/third"}))
        host.follow(path)


# Pages


@fault
def a_wall_in_the_place_of_an_article(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    link = host.url("/a")
    host.route(
        "/a",
        lambda step, _: Says(
            page(CONSENT, title) if 3 <= step < 7 else page(told, title), kind="text/html"
        ),
    )
    host.is_told("/a", told)
    host.route(
        "/feed",
        lambda step, _: Says(
            rss(
                item(
                    link,
                    title,
                    guid="a",
                    description=told[0],
                    date=f"Tue, 12 Mar 2030 09:{step:02}:00 GMT",
                )
            )
        ),
    )
    host.follow()


@fault
def a_wall_before_the_article(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    link = host.url("/a")
    host.route(
        "/a", lambda step, _: Says(page(CONSENT if step < 3 else told, title), kind="text/html")
    )
    host.is_told("/a", lambda step: told if step >= 3 else None)
    feed(host, rss(item(link, title, guid="a", description=told[0])))


@fault
def an_error_with_the_status_of_success(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    link = host.url("/a")
    host.route(
        "/a",
        lambda step, _: Says(
            page(told, title) if step < 2 else page(MISSING, "Page not found"), kind="text/html"
        ),
    )
    host.is_told("/a", told)
    host.route(
        "/feed",
        lambda step, _: Says(
            rss(
                item(
                    link,
                    title,
                    guid="a",
                    description=told[0],
                    date=f"Tue, 12 Mar 2030 09:{step:02}:00 GMT",
                )
            )
        ),
    )
    host.follow()


@fault
def an_error_for_every_page(host: Host) -> None:
    items = []
    for name in ("/a", "/b", "/c"):
        told, title = story(f"{host.name}{name}"), headline(f"{host.name}{name}")
        link = host.page(name, MISSING, title)
        host.is_told(name, lambda step: None)
        items.append(item(link, title, guid=name, description=told[0]))
    feed(host, rss(*items))


@fault
def pages_that_forbid_programs(host: Host) -> None:
    items = []
    for name, status in (("/a", 403), ("/b", 401), ("/c", 451)):
        title = headline(f"{host.name}{name}")
        link = host.route(name, Says(status=status))
        items.append(item(link, title, guid=name, description=story(name)[0]))
    feed(host, rss(*items))


@fault
def a_page_that_is_there_later(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    link = host.route(
        "/a",
        lambda step, _: (
            Says(page(told, title), kind="text/html") if step >= 3 else Says(status=404)
        ),
    )
    host.is_told("/a", lambda step: told if step >= 3 else None)
    feed(host, rss(item(link, title, guid="a", description=told[0])), headers={"ETag": '"f"'})


@fault
def a_page_that_is_gone(host: Host) -> None:
    link = host.route("/a", Says(status=410))
    host.route(
        "/feed",
        lambda step, _: Says(
            rss(
                item(
                    link,
                    headline(host.name),
                    guid="a",
                    description="x",
                    date=f"Tue, 12 Mar 2030 09:{step:02}:00 GMT",
                )
            )
        ),
    )
    host.follow()


@fault
def a_page_elsewhere(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    host.route("/b", Says(page(told, title), kind="text/html", headers={"ETag": '"b"'}))
    link = host.route("/a", Says(status=302, headers={"Location": "/b"}))
    host.is_told("/a", told)
    host.route(
        "/feed",
        lambda step, _: Says(
            rss(
                item(
                    link,
                    title,
                    guid="a",
                    description=told[0],
                    date=f"Tue, 12 Mar 2030 09:{step:02}:00 GMT",
                )
            )
        ),
    )
    host.follow()


@fault
def a_teaser_where_the_whole_should_be(host: Host) -> None:
    items = []
    for name in ("/a", "/b"):
        told, title = story(f"{host.name}{name}", 6), headline(f"{host.name}{name}")
        link = host.page(name, told, title)
        host.is_told(name, told)
        items.append(item(link, title, guid=name, content=html(told[:2])))
    feed(host, rss(*items))


@fault
def robots_that_forbid(host: Host) -> None:
    text = "User-agent: *\nDisallow: /private/\nDisallow: /*.php$\nAllow: /\n"
    host.route("/robots.txt", Says(text, kind="text/plain"))
    items = [brief(host, "/open/a"), brief(host, "/private/b"), brief(host, "/c.php")]
    for name in ("/private/b", "/c.php"):
        host.is_told(name, lambda step: None)
    host.web.forbidden |= {f"{host.name}/private/b", f"{host.name}/c.php"}
    feed(host, rss(*items))


@fault
def robots_that_forbid_and_a_whole_feed(host: Host) -> None:
    host.route("/robots.txt", Says("User-agent: Dateline\nDisallow: /\n", kind="text/plain"))
    host.web.forbidden.add(f"{host.name}/a")
    feed(host, rss(whole(host, "/a")))


@fault
def robots_that_delay(host: Host) -> None:
    text = "User-agent: *\nCrawl-delay: 7\n"
    host.route("/robots.txt", Says(text, kind="text/plain"))
    host.web.delays[host.name] = 7.0
    feed(host, rss(brief(host, "/a"), brief(host, "/b")))


@fault
def robots_that_delay_for_too_long(host: Host) -> None:
    host.route("/robots.txt", Says("User-agent: *\nCrawl-delay: 3600\n", kind="text/plain"))
    items = [brief(host, "/a")]
    host.is_told("/a", lambda step: None)
    host.web.forbidden.add(f"{host.name}/a")
    host.web.delays[host.name] = 120.0
    feed(host, rss(*items))


@fault
def robots_that_cannot_be_had(host: Host) -> None:
    host.route("/robots.txt", Says(status=500))
    items = [brief(host, "/a")]
    host.is_told("/a", lambda step: None)
    host.web.forbidden.add(f"{host.name}/a")
    feed(host, rss(*items))


@fault
def a_secret_header(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    other = host.web.host()
    link = other.page("/a", told, title)
    other.is_told("/a", told)
    text = rss(item(link, title, guid="a", description=told[0]))
    host.route(
        "/feed",
        lambda step, headers: Says(text) if headers.get("x-key") == "s3cret" else Says(status=403),
    )
    host.follow(headers={"X-Key": "GULL_KEY"})


@fault
def links_and_words_that_programs_add(host: Host) -> None:
    told, title = story(host.name), headline(host.name)
    link = host.page("/a", told, title)
    host.is_told("/a", told)
    more = (
        f'<p><a href="{link}">Read more</a></p><p>The post <a href="{link}">{title}</a> appeared'
        ' first on <a href="/">The Gull</a>.</p>'
    )
    feed(host, rss(item(link, title, guid="a", content=html(told) + more)))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as opened:
        yield opened


@pytest.mark.model  # it takes seconds: pages are read as they are in earnest
@pytest.mark.allow_hosts(["127.0.0.0/8"])
async def test_twenty_passes_over_a_web_of_faults(store: CorpusStore) -> None:
    web = Web()
    async with served(web):
        for make in FAULTS:
            make(web.host())
        subscribe(web, store)
        for web.step in range(STEPS):
            before = len(web.log)
            await one_pass(web, store, {"GULL_KEY": "s3cret"})
            feeds = [asked.url for asked in web.log[before:] if asked.path in FEED_PATHS]
            assert len(feeds) == len(set(feeds)), "no feed is asked twice in a pass"
            assert untrue(web, store) == [], f"step {web.step}"
            web.clock.now += 900.0
    assert impolite(web) == []
    secrets = [asked for asked in web.log if "x-key" in asked.headers]
    assert {asked.path for asked in secrets} == {"/feed"}
    assert len({asked.host for asked in secrets}) == 1
    states = {feed.url.rpartition("/")[2]: feed.state for feed in store.feeds.all()}
    assert states["old"] is FeedState.GONE
    assert len(FAULTS) >= 50
