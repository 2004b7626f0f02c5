"""Articles of pages: all of their paragraphs, and nothing that stands around them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.formats.extract import extract
from corpus.formats.page.data import PageData
from corpus.formats.page.known import Known
from corpus.formats.page.passages import passages_of
from corpus.formats.page.scope import article_passages
from corpus.formats.page.tree import parse_page, within_limits
from corpus.segmentation.segment import segment
from corpus.types import BlockKind, RawDocument

TOLD = (
    "The harbour authority of Orme closed the northern basin for six hours on Tuesday.",
    "Engineers looked at the crane that had fallen onto the quay during the storm.",
    "The operator said that the crane had passed every inspection it was given.",
    "Prosecutors opened an inquiry into the reports of the inspectors on Friday.",
    "The council is to meet on Thursday to decide whether large ships may enter.",
    "“Nobody was hurt, thank God,” the harbour master said.",
)
NAVIGATION = '<header><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul>'
FURNITURE = """</nav></header><div class="related-stories"><h3>More</h3><ul>
<li><a href="/1">A bridge of the last century falls down</a></li></ul></div>
<section id="comments"><p>I never liked that crane, and I said so to everybody I met.</p></section>
<footer><p>All rights reserved; no part of it may be copied without our permission.</p></footer>"""


def body_of(article: str, *, head: str = "") -> str:
    return extracted(article, head=head)[0]


def extracted(article: str, *, head: str = "") -> tuple[str, bool]:
    page = f"<html><head>{head}</head><body>{NAVIGATION}</nav></header>{article}{FURNITURE}</body>"
    body, described = extract(RawDocument("a", "a", "a", "html", page))
    return body, bool(described.settled.is_partial)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def stated(**said: object) -> str:
    import json

    data = json.dumps({"@type": "NewsArticle", "headline": "Basin shut", **said})
    return f'<script type="application/ld+json">{data}</script>'


def test_a_body_in_several_containers_is_taken_from_all_of_them() -> None:
    containers = "".join(
        f'<div class="row"><div class="text n{i}">{paragraphs(*TOLD[i : i + 2])}</div></div>'
        f'<div class="advert"><span>Advertisement</span></div>'
        for i in (0, 2, 4)
    )
    body = body_of(f"<main><article><h1>Basin shut</h1>{containers}</article></main>")
    assert body.split("\n\n")[-6:] == list(TOLD)
    assert "Advertisement" not in body


@pytest.mark.parametrize(
    "article",
    [
        f'<div class="text"><h1>Basin shut</h1><div>{"<br><br>".join(TOLD)}</div></div>',
        f"<article>{''.join(f'<section><div>{text}</div></section>' for text in TOLD)}</article>",
        f"<table><tr><td><a href='/a'>News</a></td><td>{paragraphs(*TOLD)}</td></tr></table>",
        f"<form><input><div class='story'>{paragraphs(*TOLD)}</div></form>",
        f"<article><div class='promo-body'>{paragraphs(*TOLD)}</div></article>",
        f"<article>{''.join(f'<p class=ad-free>{text}</p>' for text in TOLD)}</article>",
        f"<div hidden><p>{TOLD[0]}</p></div><article>{paragraphs(*TOLD)}</article>",
    ],
)
def test_paragraphs_may_be_built_in_any_way(article: str) -> None:
    assert [text for text in TOLD if text not in body_of(article)] == []


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ar", "أغلقت سلطة الميناء الحوض الشمالي ست ساعات بعد سقوط الرافعة على الرصيف."),
        ("hi", "बंदरगाह प्राधिकरण ने मंगलवार को छह घंटे के लिए उत्तरी बेसिन बंद कर दिया।"),
        ("ja", "港湾当局は火曜日、技術者がクレーンを調べる間、北側の泊地を閉鎖した。"),
        ("uk", "Керівництво порту закрило північний басейн на шість годин."),
    ],
)
def test_no_word_of_a_language_is_needed(language: str, told: str) -> None:
    body = body_of(f'<div lang="{language}" class="a">{"<br><br>".join([told] * 3)}</div>')
    assert body.count(told) == 3
    assert "crane" not in body


@pytest.mark.parametrize("last", ["Orme has 40 pilots.", "“We are tired,” said Ada Nilsen."])
def test_a_short_page_keeps_its_short_paragraphs(last: str) -> None:
    told = ["The pilots of Orme voted on Monday to strike, Eva Krog said.", "No ship moves.", last]
    page = f"<article><h1>Pilots strike</h1><div class='text'>{paragraphs(*told)}</div></article>"
    body, _ = extract(RawDocument("a", "a", "a", "html", f"<html><body>{page}</body></html>"))
    assert body.split("\n\n") == ["# Pilots strike", *told]


def test_a_short_page_before_a_wall_keeps_its_paragraphs_and_not_the_wall() -> None:
    page = (
        "<article><h1>Line folds</h1><div class='standfirst'>The line is bankrupt, Eva Krog told"
        " a court in Orme on Monday.</div><div class='text'><p>No ship sails.</p><div class='wall'>"
        "<p>Those who hold a ticket for a ship may ask for money.</p><p>It had 14 ships.</p></div>"
        "<div class='subscribe-box'><p>Read on for £1</p></div></div></article>"
    )
    body, _ = extract(RawDocument("a", "a", "a", "html", f"<html><body>{page}</body></html>"))
    assert len(body.split("\n\n")) == 5
    assert "£1" not in body


def test_a_short_paragraph_beside_those_that_an_extractor_found_is_taken() -> None:
    told = [*TOLD[:2], "Orme has 40 pilots."]
    page = f"<article><h1>Basin shut</h1><div>{paragraphs(*told)}<p>Share this</p></div></article>"
    assert completed(page) == told


def test_a_summary_above_the_article_keeps_its_short_items() -> None:
    items = "<li>A crane fell.</li><li>Nobody was hurt when it fell, the harbour master says.</li>"
    page = f"<h1>Basin shut</h1><div class='summary'><ul>{items}<li><a href='/a'>All</a></li></ul>"
    told = completed(f"{page}</div><div class='text'>{paragraphs(*TOLD[:2])}</div>")
    assert told[:2] == ["A crane fell.", "Nobody was hurt when it fell, the harbour master says."]
    assert told[2:] == list(TOLD[:2])


def test_the_first_and_last_items_of_a_list_are_taken_with_the_rest() -> None:
    items = ["A crane fell.", *TOLD[:2], "No ship moves."]
    page = "".join(f"<li>{item}</li>" for item in items)
    told = completed(f"<article><h1>Basin shut</h1><ul>{page}</ul></article>")
    assert told[-4:] == items


def test_the_stories_of_a_front_page_stand_each_under_its_headline() -> None:
    stories = [
        ("Basin shut", TOLD[0]),
        ("Crane falls", TOLD[1]),
        ("Vote", "Orme votes on Friday."),
    ]
    page = "".join(
        f"<article><h2><a href='/{i}'>{name}</a></h2><p>{text}</p></article>"
        for i, (name, text) in enumerate(stories)
    )
    document = f"<html><body><h1>The Orme Echo</h1>{page}</body></html>"
    body, _ = extract(RawDocument("a", "a", "a", "html", document))
    told = [each for name, text in stories for each in (f"## {name}", text)]
    assert body.removeprefix("# The Orme Echo\n\n").split("\n\n") == told


def test_what_is_taken_of_another_story_stands_under_its_own_headline() -> None:
    cards = "".join(
        f"<article><h3><a href='/{i}'>Story {i}</a></h3><p>{text}</p></article>"
        for i, text in enumerate(TOLD[2:5])
    )
    page = f"<h1>Basin shut</h1><div>{paragraphs(*TOLD[:2])}</div><section>{cards}</section>"
    found = completed(page, located=TOLD)
    for i, text in enumerate(TOLD[2:5]):
        assert text not in found or found[found.index(text) - 1] == f"Story {i}"


@pytest.mark.parametrize(
    ("name", "is_kept"), [("related-text", True), ("caption-free", True), ("newsletter-box", False)]
)
def test_paragraphs_in_what_is_called_furniture_by_the_way_are_kept(
    name: str, is_kept: bool
) -> None:
    def kept(box: str) -> bool:
        page = f"<article><h1>Basin shut</h1>{paragraphs(*TOLD[:4])}{box}<p>{TOLD[5]}</p></article>"
        return TOLD[4][:-1] in " ".join(completed(page, located=TOLD))

    assert kept(f"<div class='{name}'><p>{TOLD[4]}</p></div>") is is_kept
    assert not kept(f"<div class='{name}'><p>{TOLD[4][:-1]} <a href='/a'>says Orme</a>.</p></div>")
    assert not kept(f"<aside class='{name}'><p>{TOLD[4]}</p></aside>")


@pytest.mark.parametrize(
    ("name", "lead", "is_quotable"),
    [
        ("standfirst", "Pilots deny that they refused to sail", True),
        ("article-subtitle", "The pilots deny that they refused to sail.", True),
        ("subhead", "Pilots deny that they refused to sail", False),
        ("standfirst", "What we know", False),
    ],
)
def test_a_standfirst_that_is_marked_as_a_heading_is_prose(
    name: str, lead: str, is_quotable: bool
) -> None:
    page = f"<article><h1>Basin shut</h1><h2 class='{name}'>{lead}</h2>{paragraphs(*TOLD[:4])}"
    body = body_of(f"{page}<h2>What comes next</h2>{paragraphs(*TOLD[4:])}</article>")
    prose = [
        each.span.of(body)
        for each in segment(body, title="Basin shut")
        if each.kind is BlockKind.PROSE
    ]
    assert (lead in prose) is is_quotable


def completed(
    page: str, *, data: PageData = PageData(), located: Sequence[str] = TOLD[:2]
) -> list[str]:
    """The passages of a page's article, of which an extractor has found only some."""
    parsed = parse_page(page)
    assert parsed is not None
    known = Known("\n".join(located))
    found = article_passages(passages_of(parsed.root), located=known, data=data)
    return [passage.text for passage in found]


@pytest.mark.parametrize(
    "rest",
    [
        f"{paragraphs(*TOLD[2:])}</div>",
        f"</div><div class='ad'>Wine!</div><div class='text n2'>{paragraphs(*TOLD[2:])}</div>",
    ],
)
def test_what_an_extractor_leaves_out_is_taken_where_it_stands_as_the_rest_does(rest: str) -> None:
    first = f"<article><h1>Basin shut</h1><div class='text n1'>{paragraphs(*TOLD[:2])}"
    assert completed(f"{first}{rest}</article>") == list(TOLD)
    elsewhere = f"{first}</div><div class='box'>{paragraphs(*TOLD[2:])}</div></article>"
    assert completed(elsewhere) == list(TOLD[:2])
    assert completed(elsewhere, data=PageData(body=" ".join(TOLD))) == list(TOLD)


def test_what_stands_alike_under_the_next_headline_is_of_the_next_article() -> None:
    stories = "".join(
        f"<h1>{name}</h1><div class='text'>{paragraphs(*told)}</div>"
        for name, told in (("Basin shut", TOLD[:3]), ("Wine", TOLD[3:]))
    )
    assert completed(f"<main>{stories}</main>") == list(TOLD[:3])


def test_an_embedded_post_is_a_quotation_with_its_signature() -> None:
    post = (
        '<div class="social-embed"><blockquote class="tweet"><p>We reject any claim that we did.'
        "</p>&mdash; Ilse Brandt (@brandt) <a href='https://x.example/1'>4 March</a></blockquote>"
    )
    article = f"<article>{paragraphs(*TOLD[:3])}{post}</div>{paragraphs(*TOLD[3:])}</article>"
    assert (
        "    We reject any claim that we did.\n\n    — Ilse Brandt (@brandt) 4 March"
    ) in body_of(article)


@pytest.mark.parametrize(
    "teaser",
    [
        '<p><a href="/x">BRIDGE FALLS DOWN IN THE OLD TOWN</a></p>',
        '<p>Related: <a href="/x">Bridge falls down in the old town</a></p>',
        '<ul><li><h3><a href="/x">Bridge falls down in the old town</a></h3>'
        "<h4>The bridge stood there for a hundred years before it fell.</h4></li></ul>",
        "<div class='newsletter-signup'><p>Get the best of our stories every morning.</p></div>",
        "<figure><img src='a'><div>The bridge on Monday. Photo: Ann Lee</div></figure>",
        "<aside><p>Read all about bridges in our dossier, which is long.</p></aside>",
        "<p>Mayor <span><a href='/m'>Ann Lee</a><span><a href='/m'>Ann Lee</a> <a href='/1'>Mayor"
        " opens bridge</a> <a href='/2'>Mayor shuts bridge</a></span></span> did not answer.</p>",
    ],
)
def test_other_stories_and_boxes_between_the_paragraphs_stay_out(teaser: str) -> None:
    article = f"<article>{paragraphs(*TOLD[:3])}{teaser}{paragraphs(*TOLD[3:])}</article>"
    body = body_of(article)
    assert "ridge" not in body
    assert "every morning" not in body
    assert [text for text in TOLD if text not in body] == []


def test_the_headings_of_a_round_up_are_its_own_though_they_are_links() -> None:
    stories = "".join(
        f'<h2><a href="/{i}">Item {i} of today</a></h2>{t}'
        for i, t in enumerate(map(paragraphs, TOLD))
    )
    assert body_of(f"<article>{stories}</article>").count("of today") == 6


def test_a_lead_between_headline_and_text_is_taken() -> None:
    lead = "A crane fell and a basin was shut, and now everybody asks who knew of it."
    above = f"<h1>Basin shut</h1><div class='date'>Tuesday</div><div class='a-summary'>{lead}</div>"
    text = f"<div class='article__text'>{paragraphs(*TOLD)}</div>"
    assert f"{lead}\n\n{TOLD[0]}" in body_of(f"<div class='article'>{above}{text}</div>")


def test_a_paragraph_that_a_page_has_for_two_widths_is_taken_once() -> None:
    both = "".join(f"<div class='{width}'>{paragraphs(*TOLD)}</div>" for width in ("wide", "slim"))
    assert body_of(f"<article>{both}</article>").count(TOLD[0]) == 1


def test_the_next_article_on_a_page_is_another() -> None:
    other = paragraphs("A wine festival opened on Saturday with growers from all the valley.")
    both = "".join(
        f"<article><h1>{name}</h1>{text}</article>"
        for name, text in (("Basin shut", paragraphs(*TOLD)), ("Wine", other))
    )
    assert "wine" not in body_of(f"<main>{both}</main>")


ENTRIES = (
    ("6:34 p.m. ET", "Basin is open again", "Ann Lee", TOLD[:2]),
    ("5:10 p.m. ET", "Crane passed its inspection", "Ben Okri", TOLD[2:3]),
    ("4:02 p.m. ET", "Inquiry is opened", "Ann Lee", TOLD[3:]),
)
CARDS = (
    "<div class='card c{i}'><div><time>{time}</time> <a href='/s'>Share this update</a></div>"
    "<h2>{title}</h2><div class='byline'>{author}</div>{text}</div>",
    "<div class='card'><span>{time}</span><span>Share this update</span><div>{title}</div>"
    "<div>{author}</div>{text}</div>",
    "<article class='post'><h3>{title}</h3><span>{time}</span><p>{author}</p>{text}"
    "<button>Share this update</button></article>",
)


@pytest.mark.parametrize("card", CARDS)
def test_an_entry_of_a_live_blog_has_its_moment_and_headline_and_no_more(card: str) -> None:
    cards = "".join(
        card.format(i=i, time=time, title=title, author=author, text=paragraphs(*told))
        for i, (time, title, author, told) in enumerate(ENTRIES)
    )
    body = body_of(f"<main><h1>Storm live</h1>{cards}</main>")
    sections = [
        (block.section, block.span.of(body))
        for block in segment(body, title="Storm live")
        if block.kind is BlockKind.PROSE
    ]
    assert sections == [
        (f"{time} {title}", text) for time, title, _, told in ENTRIES for text in told
    ]
    assert "Share" not in body
    assert "Lee" not in body


def test_a_text_that_only_programs_are_given_is_read() -> None:
    head = stated(articleBody="\n\n".join(TOLD))
    body, is_partial = extracted("<div id='root'></div>", head=head)
    assert body.split("\n\n") == list(TOLD)
    assert not is_partial


@pytest.mark.parametrize(
    ("said", "is_partial"),
    [
        ({}, False),
        ({"wordCount": 900}, True),
        ({"wordCount": 30}, False),
        ({"isAccessibleForFree": False}, True),
        ({"isAccessibleForFree": False, "hasPart": {"cssSelector": ".paid"}}, True),
        ({"isAccessibleForFree": False, "hasPart": {"cssSelector": ".text"}}, False),
    ],
)
def test_a_page_may_say_that_it_gives_only_a_part(
    said: dict[str, object], is_partial: bool
) -> None:
    article = f"<article><div class='text'>{paragraphs(*TOLD[:3])}</div></article>"
    body, found = extracted(article, head=stated(**said))
    assert TOLD[2] in body
    assert found is is_partial


def test_a_short_text_that_breaks_off_is_a_part() -> None:
    assert extracted(f"<article>{paragraphs(*TOLD[:2], 'All…')}</article>")[1]


def test_what_is_nested_as_on_pages_that_close_nothing_is_read() -> None:
    unclosed = "".join(f"<div><font><p>{TOLD[0]} ({i}.)" for i in range(300))
    body, is_partial = extracted(unclosed)
    assert body.count(TOLD[0]) == 300
    assert not is_partial


def test_a_page_that_is_nested_deeper_than_it_is_read_is_known_to_be_a_part() -> None:
    page = parse_page("<div><p>One.</p>" * 3000)
    assert page is not None
    assert page.is_cut


def test_a_page_of_more_elements_than_a_library_can_bear_is_read_all_the_same() -> None:
    article = f"<article>{paragraphs(*TOLD)}<div>{'a <img> b ' * 15_001}</div></article>"
    page = parse_page(article)
    assert page is not None
    assert within_limits(page.root) is not page.root
    assert [text for text in TOLD if text not in body_of(article)] == []


@pytest.mark.parametrize(
    ("page", "body"),
    [
        ("<p>It <b>held</b> in the <i>night</i>.</p>", "It held in the night."),
        (
            "<nav><a href=/>Home</a></nav><p>It <b>held</b>.</p><p>It <i>rained</i> all day.</p>",
            "It held.\n\nIt rained all day.",
        ),
        (
            "<div>It held, she said.</div><div>“We are <em>safe</em>.”</div>",
            "It held, she said.\n\n“We are safe.”",
        ),
    ],
)
def test_a_page_of_a_few_words_is_read_whole(page: str, body: str) -> None:
    assert extract(RawDocument("a", "a", "a", "html", page))[0] == body


@pytest.mark.parametrize("first", [("11:19", "11:22"), ("2024", "2025"), ("Monday", "Tuesday")])
@pytest.mark.parametrize("is_first", [True, False])
def test_the_rows_of_a_table_stay_though_they_begin_with_a_time(
    first: Sequence[str], *, is_first: bool
) -> None:
    rows = [("When", "Ships"), (first[0], "11"), (first[1], "4")]
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    table = "<table>" + "".join(f"<tr>{each}</tr>" for each in cells) + "</table>"
    told = paragraphs(*TOLD[:3])
    above, below = ("", told) if is_first else (told, "")
    page = f"{above}{table}{below}{paragraphs(*TOLD[3:])}"
    body = body_of(f"<main><article><h1>Basin shut</h1>{page}</article></main>")
    prose = [b.span.of(body) for b in segment(body, title=None) if b.kind is BlockKind.PROSE]
    assert "\n".join(map(" | ".join, rows)) in prose


def test_a_byline_in_a_row_is_left_out() -> None:
    byline = "<table><tr><td>By Ann Lee</td><td>4 March 2031, 12:30</td></tr></table>"
    told = paragraphs(*TOLD)
    assert "12:30" not in body_of(
        f"<main><article><h1>Basin shut</h1>{byline}{told}</article></main>"
    )
