"""What a feed says is read as it is meant, whatever is wrong with how it is written."""

from __future__ import annotations

import pytest

from corpus.errors import SourceError
from corpus.feeds.items import Document, Item, NotAFeed, Received
from corpus.feeds.opml import Outline, read_opml, write_opml
from corpus.feeds.parsing import MOST_ITEMS, parse_feed
from tests.feedweb import atom, item, json_feed, rss

ADDRESS = "https://gull.example/news/feed.xml"


def read(text: str | bytes) -> Document:
    return parse_feed(Received(ADDRESS, text if isinstance(text, bytes) else text.encode()))


def only(text: str | bytes) -> Item:
    [found] = read(text).items
    return found


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("AT&amp;T wins", "AT&T wins"),
        ("AT&T wins", "AT&T wins"),
        ("Q&amp;amp;A", "Q&A"),
        ("Say &lt;NATO&gt; again", "Say <NATO> again"),
        ("A &lt;b&gt;bold&lt;/b&gt; man", "A bold man"),
        ("<![CDATA[Tom & Jerry &eacute;]]>", "Tom & Jerry &eacute;"),
        ("A&nbsp;B &eacute;", "A B é"),
        ("one\n  two", "one two"),
    ],
)
def test_a_headline_is_unescaped_as_often_as_it_was_escaped(written: str, meant: str) -> None:
    assert only(rss(f"<item><title>{written}</title></item>")).title == meant


def test_text_of_atom_that_is_called_plain_is_plain() -> None:
    entry = atom("<entry><id>1</id><title>A &lt;b&gt; c &amp;amp; d</title></entry>")
    assert only(entry).title == "A <b> c &amp; d"
    assert only(entry).guid == "1"  # and not an address below the feed's


@pytest.mark.parametrize(
    ("inside", "link"),
    [
        ("<link>/a</link>", "https://gull.example/a"),
        ("<link> https://gull.example/a?x=1&y=2\n</link>", "https://gull.example/a?x=1&y=2"),
        (
            '<link/><atom:link href="https://gull.example/b" rel="alternate"/>',
            "https://gull.example/b",
        ),
        ("<guid>https://gull.example/c</guid>", "https://gull.example/c"),
        ('<guid isPermaLink="false">https://gull.example/c</guid>', None),
        ("<guid>12345</guid>", None),
        ("<link>javascript:alert(1)</link>", None),
    ],
)
def test_a_link_is_the_page_or_none(inside: str, link: str | None) -> None:
    assert only(rss(f"<item><title>x</title>{inside}</item>")).link == link


def test_the_address_that_a_tracker_stands_before_is_the_link() -> None:
    text = rss(
        "<item><title>x</title><link>https://t.example/~r/1</link><fb:origLink"
        ' xmlns:fb="http://rssnamespace.org/feedburner/ext/1.0">https://gull.example/a</fb:origLink>'
        "</item>"
    )
    assert only(text).link == "https://gull.example/a"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Tue, 12 Mar 2030 08:00:00 +0300", "2030-03-12T05:00:00Z"),
        ("Tue, 12 Mar 2030 08:00:00 CEST", "2030-03-12"),
        ("2030-03-12T10:00:00+05:30", "2030-03-12T04:30:00Z"),
        ("03/04/2030", None),
        ("1", None),
    ],
)
def test_a_date_is_read_or_left_unknown(written: str, read_as: str | None) -> None:
    assert only(rss(item("/a", "x", date=written))).published == read_as


def test_content_is_told_from_a_summary_and_media() -> None:
    media = '<m:description xmlns:m="http://search.yahoo.com/mrss/">A picture.</m:description>'
    content = "<p>One.</p><p>Two.</p>"
    text = rss(item("/a", "x", content=content, description="A summary.", more=media))
    found = only(text)
    assert (found.text, found.summary, found.is_content) == ("One.\n\nTwo.", "A summary.", True)
    assert not only(rss(item("/a", "x", description="A summary."))).is_content


def test_what_nobody_sees_is_no_text() -> None:
    content = (
        "<p>Seen.</p><script>x()</script><iframe>inside</iframe>"
        "<p style='display: none'>Hidden.</p>"
        "<p><a href='/a'>Read more</a></p>"
    )
    assert only(rss(item("/a", "x", content=content))).text == "Seen."


def test_an_item_without_its_end_is_not_taken() -> None:
    text = rss(item("/a", "one", content="<p>All.</p>"), item("/b", "two", content="<p>Part"))
    cut = read(text[: text.index("<p>Part") + 5])
    assert [each.title for each in cut.items] == ["one"]
    assert cut.is_cut
    assert not read(text).is_cut


def test_a_prefix_that_was_never_declared_loses_nothing() -> None:
    found = read("<rss><channel><item><title>x</title><content:encoded>&lt;p&gt;All.&lt;/p&gt;"
                 "</content:encoded></item></channel></rss>")  # fmt: skip
    assert found.items[0].text == "All."
    assert not found.is_cut


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE rss [<!ENTITY x "y">]><rss><item><title>&x;</title></item></rss>',
        "",
        "<html><body>Please log in</body></html>",
        '{"items": []}',
        "[1, 2",
        "<opml/>",
        "just words",
    ],
)
def test_what_is_no_feed_is_called_so(text: str) -> None:
    with pytest.raises(NotAFeed):
        read(text)


def test_bytes_that_are_not_what_they_are_called_are_refused() -> None:
    with pytest.raises(SourceError):
        read(
            '<?xml version="1.0" encoding="utf-8"?><rss><channel>\xe9</channel></rss>'.encode(
                "latin-1"
            )
        )


def test_a_page_says_which_feeds_it_has() -> None:
    with pytest.raises(NotAFeed) as caught:
        read(
            "<html><head><link rel=alternate type='application/rss+xml' href='/rss'></head></html>"
        )
    assert caught.value.alternates == ("https://gull.example/rss",)


def test_items_beyond_the_limit_are_counted() -> None:
    found = read(rss(*(item(f"/{n}", str(n)) for n in range(MOST_ITEMS + 3))))
    assert (len(found.items), found.left_out) == (MOST_ITEMS, 3)


def test_json_with_a_number_for_an_id() -> None:
    found = only(json_feed({"id": 1, "url": "/a", "content_text": "Plain <text>."}))
    assert (found.guid, found.link, found.text) == ("1", "https://gull.example/a", "Plain <text>.")


def test_a_list_of_feeds_goes_out_and_comes_in() -> None:
    outlines = [
        Outline("https://gull.example/feed?a=1&b=2", "Gull & Co", "https://gull.example/"),
        Outline("https://tern.example/feed"),
    ]
    written = write_opml(outlines, title="Mine")
    assert [each.url for each in read_opml(written.encode(), name="x")] == [
        each.url for each in outlines
    ]
    nested = (
        '<opml><body><outline text="News"><outline text="A" xmlURL="https://a.example/feed?x=1&y=2"/>'
        "</outline></body></opml>"
    )
    assert read_opml(nested.encode(), name="x") == [Outline("https://a.example/feed?x=1&y=2", "A")]
    with pytest.raises(SourceError):
        read_opml(b"<rss/>", name="x")
