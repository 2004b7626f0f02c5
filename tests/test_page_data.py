"""What a page says of itself: the headline, authors, outlet, day and address of its own article."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.formats.authors import names_in
from corpus.formats.dates import parse_page_date
from corpus.formats.html import read_page
from corpus.formats.page.headlines import pick_headline, without_site
from corpus.formats.page.json_ld import read_values
from corpus.types import Metadata

HEADLINE = "Ferry aground off Orme"
OTHER_HEADLINE = "Crane falls on a shed in Velm"
MOMENT = "2031-03-04T06:30:00Z"
LATER = "2031-06-01T10:00:00Z"
FERRY = "https://gull.example/ferry"
PROSE = (
    "The ferry had left Orme at six with 212 people on board and struck the bank in fog, the"
    " coast guard said; all of them were brought ashore by noon."
)


def meta(**contents: str) -> str:
    """`meta` elements; an underscore stands for a colon."""
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{content}">'
        for name, content in contents.items()
    )


def json_ld(*things: Any) -> str:
    return "".join(
        f'<script type="application/ld+json">{json.dumps(thing)}</script>' for thing in things
    )


def article(**said: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": HEADLINE} | said


def read(head: str, *, headline: str = HEADLINE, above: str = "", beside: str = "") -> Metadata:
    page = (
        f"<html><head>{head}</head><body>{above}<main><article><h1>{headline}</h1>{beside}"
        f"<p>{PROSE}</p></article></main></body></html>"
    )
    return read_page(page)[1]


# The headline


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} | The Gull",
        f"{HEADLINE} - The Gull",
        f"{HEADLINE} – Gull News",
        f"{HEADLINE} | Coast | The Gull",
        f"The Gull: {HEADLINE}",
        f"Opinion | {HEADLINE}",
        f"{HEADLINE}｜The Gull",
        f"{HEADLINE} :: The Gull",
    ],
)
def test_the_headline_is_what_the_page_shows_without_the_sites_name(title: str) -> None:
    assert read(f"<title>{title}</title>" + meta(og__title=title)).title == HEADLINE


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Ferry aground - The Gull", "Ferry aground"),
        ("Ferry aground - THE GULL", "Ferry aground"),
        ("Ferry aground | Gull.example", "Ferry aground"),
        ("Ferry aground — what we know", "Ferry aground — what we know"),
        ("“We must go” - Renko", "“We must go” - Renko"),
        ("Orme: ferry aground", "Orme: ferry aground"),
        ("Fog - Gulls return to the coast", "Fog - Gulls return to the coast"),
        ("Ferry 2 - Bank 0 | The Gull", "Ferry 2 - Bank 0"),
        ("The Gull", "The Gull"),
        ("The Gull: Ferry aground", "Ferry aground"),
        ("Ferry aground - The Gull Sport", "Ferry aground"),
        ("Fog lifts - The Gull sails", "Fog lifts - The Gull sails"),
        ("Pre-dawn rescue off Orme", "Pre-dawn rescue off Orme"),
    ],
)
def test_only_the_sites_name_is_cut_off_a_title(title: str, bare: str) -> None:
    assert without_site(title, names=("The Gull", "gull.example")) == bare


def test_a_heading_that_is_the_sites_name_is_not_the_headline() -> None:
    head = meta(og__title=HEADLINE, og__site_name="The Gull")
    assert read(head, headline="The Gull").title == HEADLINE


def test_a_page_that_shows_only_the_sites_name_has_no_headline() -> None:
    assert read(meta(og__site_name="The Gull"), headline="The Gull").title is None


def test_a_short_headline_is_known_by_the_title_that_begins_with_it() -> None:
    head = "<title>Ferry aground – Orme Shipping Review</title>"
    found = read(head, headline="Ferry aground")
    assert (found.title, found.outlet) == ("Ferry aground", "Orme Shipping Review")


def test_a_reworded_headline_is_taken_as_the_page_shows_it() -> None:
    head = meta(og__title="Ferry with 212 on board aground off Orme in fog: live updates")
    assert read(head, headline="Ferry aground in fog off Orme").title == (
        "Ferry aground in fog off Orme"
    )


def test_the_heading_of_something_else_is_not_taken() -> None:
    head = meta(og__title=HEADLINE)
    assert read(head, headline="Subscribe to our newsletter").title == HEADLINE


def test_a_label_inside_the_heading_is_no_part_of_the_headline() -> None:
    shown = f"<span>Opinion</span><span>{HEADLINE}</span>"
    assert read(meta(og__title=HEADLINE), headline=shown).title == HEADLINE


@pytest.mark.parametrize(
    ("headline", "outlet"),
    [
        ("Паром сел на мель у Орме", "Чайка"),
        ("渡轮在奥尔梅附近搁浅二百人获救", "海鸥报"),
        ("جنوح عبارة قبالة سواحل أورمي", "النورس"),
        ("Fähre vor Orme auf Grund gelaufen", "Die Möwe"),
        ("उर्मे के पास नौका फंसी", "गल"),
    ],
)
def test_headlines_of_any_language_lose_the_sites_name(headline: str, outlet: str) -> None:
    head = meta(og__title=f"{headline} | {outlet}", og__site_name=outlet)
    found = read(head, headline=headline)
    assert (found.title, found.outlet) == (headline, outlet)


def test_entities_and_tags_in_a_headline_are_read() -> None:
    head = json_ld(article(headline="Gull &amp;amp; Sons: <em>ferry</em> &#8216;lost&#8217;"))
    assert read(head, headline="").title == "Gull & Sons: ferry ‘lost’"


# The day


@pytest.mark.parametrize(
    "head",
    [
        json_ld(article(datePublished="2031-03-04T08:30:00+02:00")),
        json_ld(
            [{"@type": "VideoObject", "datePublished": "2019-01-05"}, article(datePublished=MOMENT)]
        ),
        json_ld({"@graph": [{"@type": "WebSite"}, article(datePublished="2031-03-04T06:30Z")]}),
        json_ld({"@type": "WebPage", "mainEntity": article(datePublished="20310304T0630Z")}),
        json_ld({"@type": ["Thing", "schema:BlogPosting"], "datePublished": 1930372200}),
        json_ld(article(datePublished="1930372200000")),
        json_ld(
            article(headline=OTHER_HEADLINE, datePublished="2030-01-01"),
            article(datePublished=MOMENT),
        ),
        json_ld(article(datePublished=MOMENT, hasPart=article(datePublished="2030-01-01"))),
        json_ld({"@type": "ItemList", "itemListElement": [article(datePublished="2030-01-01")]})
        + meta(article__published_time=MOMENT),
        json_ld({"@type": "WebPage", "datePublished": MOMENT}),
        json_ld(article(datePublished="2031-03-04"))
        + meta(article__published_time="2031-03-04T06:30:00+00:00"),
        meta(article__modified_time=LATER, article__published_time=MOMENT),
        meta(og__updated_time=LATER)
        + json_ld(article(datePublished=MOMENT, dateModified="2031-06-01")),
        json_ld(article(datePublished="0001-01-01T00:00:00Z")) + meta(date=MOMENT),
        json_ld(article(datePublished="", dateCreated=MOMENT)),
        '<meta name="parsely-pub-date" content="2031-03-04T06:30:00Z">',
        json_ld(
            {
                "@type": "LiveBlogPosting",
                "datePublished": MOMENT,
                "liveBlogUpdate": [{"@type": "BlogPosting", "datePublished": "2031-03-05"}],
            }
        ),
    ],
)
def test_the_day_is_when_the_pages_own_article_came_out(head: str) -> None:
    assert read(head).published == MOMENT


@pytest.mark.parametrize(
    "beside",
    [
        '<time itemprop="datePublished" datetime="2031-03-04T06:30:00Z">today</time>',
        '<meta itemprop="datePublished" content="2031-03-04T06:30:00Z">',
        '<time class="updated" datetime="2031-06-01T10:00:00Z">1 June</time>'
        '<time class="entry-date published" datetime="2031-03-04T06:30:00Z">4 March</time>',
        '<p>Updated: <time datetime="2031-06-01T10:00:00Z">1 June</time></p>'
        '<p>Posted: <time datetime="2031-03-04T06:30:00Z">4 March</time></p>',
        '<time datetime="Tue Mar 04 2031 06:30:00 GMT+0000 (UTC)">4 March</time>',
        '<abbr class="published" title="2031-03-04 06:30:00 GMT">4 March</abbr>',
    ],
)
def test_the_day_is_read_beside_the_headline(beside: str) -> None:
    assert read("", beside=beside).published == MOMENT


@pytest.mark.parametrize(
    ("head", "beside"),
    [
        (meta(article__modified_time=LATER), ""),
        (json_ld({"@type": "VideoObject", "uploadDate": "2031-06-01"}), ""),
        (json_ld(article(datePublished="soon")), ""),
        (json_ld(article(datePublished="04/05/2031")), ""),
        (json_ld(article(datePublished="1970-01-01T00:00:00Z")), ""),
        ("", '<aside><time datetime="2031-06-01">Read more</time></aside>'),
        ("", '<div class="comments"><time datetime="2031-06-01"></time></div>'),
        (
            "",
            '<p itemscope itemtype="https://schema.org/Comment">'
            '<time itemprop="datePublished" datetime="2031-06-01"></time></p>',
        ),
        (
            "",
            '<div itemscope itemtype="https://schema.org/VideoObject">'
            '<meta itemprop="datePublished" content="2031-06-01"></div>',
        ),
        ("", '<time class="updated" datetime="2031-06-01">Updated</time>'),
    ],
)
def test_a_page_that_does_not_say_when_it_came_out_is_undated(head: str, beside: str) -> None:
    assert read(head, beside=beside).published is None


@pytest.mark.parametrize(
    "other",
    [
        {"headline": OTHER_HEADLINE, "mainEntityOfPage": "https://gull.example/crane"},
        {"headline": OTHER_HEADLINE},
        {"headline": None, "url": "https://gull.example/crane"},
    ],
)
def test_an_article_of_another_page_says_nothing_of_this_one(other: dict[str, Any]) -> None:
    head = json_ld(article(datePublished="2030-01-01", author="Ann Lee", **other))
    found = read(head + '<link rel="canonical" href="https://gull.example/ferry">')
    assert (found.title, found.published, found.byline) == (HEADLINE, None, None)


def test_an_article_at_the_pages_own_address_is_its_own_however_it_is_headed() -> None:
    head = json_ld(article(headline=OTHER_HEADLINE, url=f"{FERRY}/?x=1", datePublished=MOMENT))
    found = read(head + '<link rel="canonical" href="https://www.gull.example/ferry">')
    assert found.published == MOMENT


def test_one_moment_is_one_day_wherever_the_page_is_written() -> None:
    days = {
        read(meta(article__published_time=moment)).published
        for moment in ("2031-03-04T23:30:00-08:00", "2031-03-05T07:30:00Z", "2031-03-05T20:30+13")
    }
    assert days == {"2031-03-05T07:30:00Z"}


def test_a_time_without_a_zone_leaves_the_day_that_is_written() -> None:
    assert read(meta(article__published_time="2031-03-04T23:30:00")).published == "2031-03-04"


@pytest.mark.parametrize(
    ("value", "read_as"),
    [
        (1930372200, MOMENT),
        ("2031-03-04T24:00:00Z", "2031-03-04"),
        ("Mar 4, 2031 8:03 am ET", "2031-03-04"),
        ("01:38:07 PM IST Mar 04, 2031", "2031-03-04"),
        ("2031/03/04", "2031-03-04"),
        ("25.03.2031", "2031-03-25"),
        ("03.04.2031", "2031-04-03"),
        ("03.14.2031", None),
        ("03/04/2031", None),
        ("3.4.2031, 08:30", "2031-04-03"),
        ("Tue Mar 04 08:00:00 EST 2031", "2031-03-04T13:00:00Z"),
        ("Tue Mar 04 08:00:00 GMT+02:00 2031", "2031-03-04T06:00:00Z"),
        ("Tue Mar 4 08:00:00 2031", "2031-03-04"),
        ("Tue Mar 44 08:00:00 2031", None),
        (0, None),
        (True, None),
        (1e30, None),
        (["2031-03-04"], None),
        ("2031", None),
    ],
)
def test_what_programs_write_for_a_date_is_read_where_it_is_one(
    value: object, read_as: str | None
) -> None:
    assert parse_page_date(value) == read_as


# Authors


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ({"@type": "Person", "name": "Ann Lee"}, "Ann Lee"),
        ([{"name": "Ann Lee"}, {"name": "Bob Ray"}], "Ann Lee; Bob Ray"),
        ("By Ann Lee and Bob Ray", "Ann Lee; Bob Ray"),
        ({"name": ["Ann Lee", "Bob Ray"]}, "Ann Lee; Bob Ray"),
        ({"name": "Lee, Ann"}, "Lee, Ann"),
        ({"givenName": "Ann", "familyName": "Lee"}, "Ann Lee"),
        ({"name": "ANN LEE, AP Auto Writer"}, "ANN LEE"),
        ({"@type": "Person", "name": "Ann O&#x27;Neil"}, "Ann O'Neil"),
        ([{"name": "admin"}, "https://gull.example/staff/7", "@annlee", "ann@gull.example"], None),
        ({"@type": "Organization", "name": "The Gull"}, None),
        ({"@type": "Organization", "name": "Reuters"}, "Reuters"),
        ([None, {}, 5, {"name": None}], None),
    ],
)
def test_the_byline_names_the_authors_and_nobody_else(author: object, byline: str | None) -> None:
    head = json_ld(article(author=author)) + meta(og__site_name="The Gull")
    assert read(head).byline == byline


def test_authors_of_a_reference_are_those_it_refers_to() -> None:
    graph = [article(author={"@id": "#ann"}), {"@type": "Person", "@id": "#ann", "name": "Ann Lee"}]
    assert read(json_ld({"@graph": graph})).byline == "Ann Lee"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lee, Ann", ["Lee, Ann"]),
        ("Lee, Ann; Ray, Bob", ["Lee, Ann", "Ray, Bob"]),
        ("Lee, Ann and Ray, Bob", ["Lee, Ann", "Ray, Bob"]),
        ("Lee, Ann, Ray, Bob", ["Lee, Ann", "Ray, Bob"]),
        ("van der Lee, Ann", ["van der Lee, Ann"]),
        ("Ann Lee, Bob Ray", ["Ann Lee", "Bob Ray"]),
        ("Ann Lee, Bob Ray, and Cy Poe", ["Ann Lee", "Bob Ray", "Cy Poe"]),
        ("Ann Lee, Senior Reporter", ["Ann Lee"]),
        ("Ann Lee | ann@gull.example", ["Ann Lee"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Johnson and Johnson", ["Johnson and Johnson"]),
        ("Анна Ли, Борис Рэй", ["Анна Ли", "Борис Рэй"]),
        ("山田太郎、鈴木花子", ["山田太郎", "鈴木花子"]),
        ("Text: Ann Lee", ["Ann Lee"]),
        ("Story Musgrave", ["Story Musgrave"]),
        ("By", []),
        ("Staff Writer", []),
        ("null", []),
        ("humans.txt", []),
        ("annlee7", []),
        ("annlee", []),
    ],
)
def test_a_list_of_names_is_taken_apart_between_people_only(text: str, names: list[str]) -> None:
    assert names_in(text) == names


def test_authors_of_a_study_are_one_each_with_the_forename_first() -> None:
    head = "".join(
        f'<meta name="citation_author" content="{name}">' for name in ("Lee, Ann", "Ray, Bob")
    )
    assert read(head).byline == "Ann Lee; Bob Ray"


@pytest.mark.parametrize(
    "beside",
    [
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person">'
        '<span itemprop="name">Ann Lee</span> <span>Follow</span></span>',
        '<a rel="author" href="/staff/ann">Ann Lee</a>',
        '<p class="byline">By Ann Lee<br>Monday, 4 March</p>',
        '<a class="author-link" href="/author/ann">Ann Lee</a>',
    ],
)
def test_authors_are_read_beside_the_headline(beside: str) -> None:
    assert read("", beside=beside).byline == "Ann Lee"


def test_whoever_a_comment_or_a_quotation_is_by_is_no_author() -> None:
    beside = (
        '<div class="comment"><cite itemprop="author">Cy Poe</cite></div>'
        '<div class="statement-author"><h4 class="author">The ministry</h4></div>'
    )
    assert read("", beside=beside).byline is None


# The outlet and the address


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        (meta(og__site_name="The Gull"), "The Gull"),
        (
            meta(og__site_name="thegull") + json_ld(article(publisher={"name": "The Gull"})),
            "The Gull",
        ),
        (
            meta(og__site_name="TheGull") + json_ld(article(publisher={"name": "The Gull"})),
            "The Gull",
        ),
        (
            meta(og__site_name="https://gull.example")
            + json_ld(article(publisher={"name": "The Gull"})),
            "The Gull",
        ),
        (
            json_ld(
                {
                    "@graph": [
                        article(publisher={"@id": "#gull"}),
                        {"@type": "Organization", "@id": "#gull", "name": "The Gull"},
                    ]
                }
            ),
            "The Gull",
        ),
        (json_ld({"@type": "WebSite", "name": "The Gull"}), "The Gull"),
        (f"<title>{HEADLINE} - The Gull</title>", "The Gull"),
        (f"<title>{HEADLINE} - Front page</title>", None),
        (f"<title>{HEADLINE} | Latest News</title>", None),
        (f"<title>{HEADLINE} - News</title>" + meta(og__site_name="News"), "News"),
        (meta(og__site_name="@thegull", og__url="https://www.gull.example/ferry"), "gull.example"),
        (meta(og__site_name="Gull.example"), "Gull.example"),
        (f'<meta name="application-name" content="{HEADLINE}">' + meta(og__title=HEADLINE), None),
        ("", None),
    ],
)
def test_the_outlet_is_the_sites_name_as_people_write_it(head: str, outlet: str | None) -> None:
    assert read(head).outlet == outlet


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://gull.example/ferry">', FERRY),
        ('<link rel="canonical" href="/ferry"><base href="https://gull.example/">', FERRY),
        ('<link rel="canonical" href="/ferry">', None),
        ('<link rel="canonical" href="https://gull.example/">' + meta(og__url=FERRY), FERRY),
        ('<link rel="canonical" href="https://wire.example/77">' + meta(og__url=FERRY), FERRY),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="https://[broken">', None),
    ],
)
def test_the_address_is_that_of_the_page_itself(head: str, url: str | None) -> None:
    assert read(head).url == url


# JSON-LD as it is found


@pytest.mark.parametrize(
    "script",
    [
        '{"a": 1}',
        '<!--\n{"a": 1}\n-->',
        '//<![CDATA[\n{"a": 1}\n//]]>',
        '/* <![CDATA[ */ {"a": 1} /* ]]> */',
        '{"a": 1,}',
        '{"a": 1,\n}\n;',
        '// the article\n{"a": 1 /* one */}',
        "{&quot;a&quot;: 1}",
        '\n\t{"a":\t1}',
    ],
)
def test_json_ld_is_read_however_it_is_wrapped(script: str) -> None:
    assert read_values(script) == [{"a": 1}]


@pytest.mark.parametrize(
    ("script", "values"),
    [
        ('{"a": 1}{"b": 2}', [{"a": 1}, {"b": 2}]),
        ('{"a": "// no /* comment, }"}', [{"a": "// no /* comment, }"}]),
        ('{"a": "line\nbreak"}', [{"a": "line\nbreak"}]),
        ("[" * 100_000, []),
        ('{"a": "' * 1000, []),
        ("{ not json", []),
        ("", []),
    ],
)
def test_what_cannot_be_read_says_nothing(script: str, values: list[object]) -> None:
    assert read_values(script) == values


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "@type",
                    "@id",
                    "@graph",
                    "author",
                    "name",
                    "headline",
                    "datePublished",
                    "publisher",
                    "mainEntityOfPage",
                    "url",
                    "articleSection",
                    "mainEntity",
                ]
            ),
            inner | st.sampled_from(["NewsArticle", "WebPage", "#a"]),
            max_size=4,
        )
    ),
    max_leaves=15,
)


@settings(max_examples=60)
@given(_JSON)
def test_no_json_ld_stops_the_reading_of_a_page(value: Any) -> None:
    assert read(json_ld(value)).title


@pytest.mark.parametrize(
    "title",
    ["The Gull | {}", "{} | The Gull", "{} | News | The Gull", "News - The Gull | {}"],
)
def test_a_headline_between_bars_is_the_part_that_is_no_name(title: str) -> None:
    headline = "Crane falls onto the quay in a storm"
    assert pick_headline([], [title.format(headline)], names=()) == headline
    assert pick_headline([], ["Crane | Quay | Storm"], names=()) == "Crane | Quay | Storm"
