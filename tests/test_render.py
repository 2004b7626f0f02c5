"""Replies and articles as messages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.layout import answer_pages as render
from bot.chat.layout import article_pages as pages
from bot.chat.layout.by_speaker import speaker_pages
from bot.chat.telegram.compose import MAX_UNITS, Message
from bot.chat.telegram.unlinked import MAX_ENTITIES
from bot.chat.telegram.utf16 import units
from bot.texts import LANGUAGES, Texts
from corpus.types import Article, Paragraph, Span
from index.types import Abstention, Answer, Passage, Reason
from tests.passages import (
    make_abstention,
    make_answer,
    make_article,
    make_paragraphs,
    make_passage,
)
from tests.test_compose import under

BOT = "brief_bot"
ENGLISH = Texts()

# Any text that ingestion could store: no surrogates, not blank.
PROSE = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"),
    min_size=1,
    max_size=1_500,
).filter(str.strip)
LINES = st.none() | st.text(max_size=300)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    article = make_article(
        draw(st.integers(min_value=1, max_value=4)),
        title=draw(LINES),
        outlet=draw(LINES),
        byline=draw(LINES),
        path=draw(st.text(max_size=40)),
        published=draw(st.sampled_from([None, "2031-03-04", "2031-03-04T06:30:00Z", "soon"])),
        url=draw(st.sampled_from([None, "https://post.example/a", "javascript:x"])),
    )
    return replace(article, id=draw(st.text(min_size=1, max_size=20)))


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    text, article = draw(PROSE), draw(articles())
    paragraph = Paragraph(draw(st.integers(1, 10**9)), article.number, 1, 7, draw(LINES), text)
    return Passage(paragraph, article, 0.5, tuple(draw(st.lists(articles(), max_size=3))))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    found = draw(st.lists(passages(), min_size=1, max_size=6))
    spans = []
    for passage in found:
        text = passage.paragraph.text
        start = draw(st.integers(0, len(text) - 1))
        stop = draw(st.integers(start + 1, len(text)))
        span = Span(start, stop)
        spans.append(span if span.of(text).strip() else Span(0, len(text)))
    return make_answer(found, question=draw(st.text(min_size=1, max_size=300)), excerpts=spans)


def assert_sendable(message: Message) -> None:
    assert message.text == message.text.strip()
    assert units(message.text) <= MAX_UNITS
    assert len(message.entities) <= MAX_ENTITIES
    quoted = under(message, "blockquote")
    assert quoted == [q.span.of(q.paragraph.text) for q in message.quotations]
    for quotation, text in zip(message.quotations, quoted, strict=True):
        assert message.text[quotation.offset :].startswith(text)


@settings(max_examples=40)
@given(answers(), st.integers(min_value=1, max_value=20))
def test_any_answer_is_sendable_and_shows_every_citation_once_in_order(
    answer: Answer, size: int
) -> None:
    found = render.answer_pages(answer, ENGLISH, size=size, bot=BOT)
    assert [c.number for page in found for c in page.citations] == [
        c.number for c in answer.citations
    ]
    for page in found:
        assert_sendable(page.message)
        assert len(page.citations) <= size
        for citation, quotation in zip(page.citations, page.message.quotations, strict=True):
            assert citation.text.strip().startswith(quotation.span.of(quotation.paragraph.text))
        assert_sendable(render.sources_page(answer, page.citations, ENGLISH, bot=BOT))


def test_a_headline_of_white_space_does_not_stand_for_the_outlet() -> None:
    article = replace(make_article(1, title=" ", outlet=None), url=None)
    passage = replace(make_passage("0"), article=article, also_in=(article,))
    line = render.nearest(make_abstention([passage]), ENGLISH, bot=BOT).text.splitlines()[-1]
    assert line.count("outlet unknown") == 2


@settings(max_examples=40)
@given(st.lists(passages(), max_size=3))
def test_any_abstention_is_sendable(nearest: list[Passage]) -> None:
    reply = make_abstention(nearest)
    assert_sendable(render.abstention(reply, ENGLISH, articles=3))
    assert_sendable(render.nearest(reply, ENGLISH, bot=BOT))


@settings(max_examples=40)
@given(articles(), st.lists(PROSE, min_size=1, max_size=8), st.data())
def test_any_article_is_sendable_with_no_word_lost(
    article: Article, texts: list[str], data: st.DataObject
) -> None:
    paragraphs = make_paragraphs(texts, section=data.draw(LINES))
    shown = [pages.article_page(article, page, ENGLISH) for page in pages.article_pages(paragraphs)]
    for message in shown:
        assert_sendable(message)
    quoted = "".join(text for message in shown for text in under(message, "blockquote"))
    assert "".join(quoted.split()) == "".join("".join(texts).split())

    focus = data.draw(st.integers(0, len(texts) - 1))
    start = data.draw(st.integers(0, len(texts[focus]) - 1))
    excerpt = Span(start, len(texts[focus]))
    assert_sendable(
        pages.context(article, paragraphs, ENGLISH, focus=focus, excerpt=excerpt, number=1)
    )


def test_an_answer_reads_from_question_to_sources() -> None:
    first = make_passage("The ferry Calla ran aground.", position=2)
    second = make_passage(
        "The mole was closed.",
        article=make_article(2, title=None, outlet=None, published=None, path="in/storm.txt"),
        position=5,
    )
    third = make_passage("All 212 are safe.", position=9)
    (page,) = render.answer_pages(make_answer([first, second, third]), ENGLISH, size=5, bot=BOT)
    assert page.message.text.splitlines() == [
        "Who ran aground?",
        "3 passages from 2 articles, strongest first",
        "",
        "The ferry Calla ran aground.",
        "[1] ¶2 · Harbour Post",
        "",
        "The mole was closed.",
        "[2] ¶5 · outlet unknown",
        "",
        "All 212 are safe.",
        "[3] ¶9 · Harbour Post",
        "",
        "[1] [3] Harbour Post · 4 March 2031 · Night ferry runs aground",
        "[2] outlet unknown · undated",
        "",
        "Confidence: high, 93% · articles up to 6 March 2031",
    ]
    links = [e.url for e in page.message.entities if e.type == "text_link"]
    assert links[0] == "https://t.me/brief_bot?start=p_1_2_1"


def test_more_passages_than_a_page_holds_go_on_further_pages() -> None:
    answer = make_answer([make_passage(f"Fact {n}.", position=n) for n in range(1, 8)])
    found = render.answer_pages(answer, ENGLISH, size=3, bot=BOT)
    assert [len(page.citations) for page in found] == [3, 3, 1]
    assert found[1].message.text.splitlines()[1] == "Passages 4–6, strongest first"


def test_long_passages_make_shorter_pages_and_are_never_split() -> None:
    answer = make_answer([make_passage("word " * 220, position=n) for n in range(1, 6)])
    found = render.answer_pages(answer, ENGLISH, size=5, bot=BOT)
    assert [len(page.citations) for page in found] == [3, 2]


def test_what_stands_around_the_first_passage_is_folded_up_under_it() -> None:
    paragraphs = make_paragraphs(
        ["Fog 🌫 lay on the bay.", "The Calla ran aground.", "All are safe."]
    )
    first, second = make_passage("The Calla ran aground.", position=2), make_passage("Rain fell.")
    around = pages.beside(paragraphs, first.paragraph)
    answer = make_answer([first, second])
    (page,) = render.answer_pages(answer, ENGLISH, size=5, bot=BOT, beside=around)
    assert page.message.text.splitlines()[3:9] == [
        "The Calla ran aground.",
        "[1] ¶2 · Harbour Post",
        "¶1 Fog 🌫 lay on the bay.",
        "¶3 All are safe.",
        "",
        "Rain fell.",
    ]
    assert under(page.message, "expandable_blockquote") == [
        "¶1 Fog 🌫 lay on the bay.\n¶3 All are safe."
    ]
    assert [q.paragraph.position for q in page.message.quotations] == [2, 1, 3, 1]
    for quotation in page.message.quotations:
        assert page.message.text.startswith(quotation.paragraph.text, quotation.offset)

    first_page, next_page = render.answer_pages(answer, ENGLISH, size=1, bot=BOT, beside=around)
    assert len(under(first_page.message, "expandable_blockquote")) == 1
    assert under(next_page.message, "expandable_blockquote") == []


def test_at_the_edges_of_an_article_there_is_less_to_fold() -> None:
    one, two, three = make_paragraphs(["One.", "Two.", "Three."])
    assert pages.beside([one, two, three], one) == [two]
    assert pages.beside([one, two, three], three) == [two]
    assert pages.beside([one], one) == []


def test_nothing_is_folded_where_it_would_take_the_room_of_a_passage() -> None:
    answer = make_answer([make_passage("The Calla ran aground."), make_passage("Rain fell.")])
    around = make_paragraphs(["Fog lay on the bay. " * 250])
    (page,) = render.answer_pages(answer, ENGLISH, size=5, bot=BOT, beside=around)
    assert page == render.answer_pages(answer, ENGLISH, size=5, bot=BOT)[0]


@settings(max_examples=40)
@given(answers(), st.lists(PROSE, max_size=2))
def test_any_answer_is_sendable_with_what_stands_around_it(
    answer: Answer, around: list[str]
) -> None:
    beside = make_paragraphs(around)
    first, *rest = render.answer_pages(answer, ENGLISH, size=5, bot=BOT, beside=beside)
    assert first.message.fits
    assert first.message.text == first.message.text.strip()
    for quotation in first.message.quotations:
        quoted = quotation.span.of(quotation.paragraph.text)
        assert first.message.text.startswith(quoted, quotation.offset)
    bare = render.answer_pages(answer, ENGLISH, size=5, bot=BOT)
    assert (first.citations, rest) == (bare[0].citations, bare[1:])


def test_a_passage_quoted_in_part_says_so() -> None:
    text = "The ferry ran aground. Nobody was hurt."
    answer = make_answer([make_passage(text)], excerpts=[Span(0, 22)])
    (page,) = render.answer_pages(answer, ENGLISH, size=5, bot=BOT)
    assert under(page.message, "blockquote") == ["The ferry ran aground."]
    assert "part of the paragraph" in page.message.text


def test_other_outlets_of_the_same_passage_are_named() -> None:
    passage = replace(make_passage("Fact."), also_in=(make_article(2, outlet="The Gull"),))
    (page,) = render.answer_pages(make_answer([passage]), ENGLISH, size=5, bot=BOT)
    assert "[1] ¶1 · Harbour Post · also in The Gull" in page.message.text


def test_title_and_outlet_link_to_the_page_only_where_telegram_shows_the_link() -> None:
    page_of_it = "https://post.example/ferry"
    for url, linked in (
        (page_of_it, [f"{page_of_it}#:~:text=Fact", page_of_it]),
        ("http://localhost:8000/ferry", []),
        ("javascript:alert(1)", []),
        ("https://post.example/a b", []),
    ):
        passage = make_passage("Fact.", article=make_article(url=url))
        (page,) = render.answer_pages(make_answer([passage]), ENGLISH, size=5, bot=BOT)
        links = [e.url for e in page.message.entities if e.type == "text_link"]
        assert links[1:] == linked


def test_a_day_is_plain_and_a_point_in_time_is_left_to_the_reader() -> None:
    for published, kinds in (("2031-03-04", []), ("2031-03-04T23:30:00Z", ["4 March 2031"])):
        passage = make_passage("Fact.", article=make_article(published=published))
        (page,) = render.answer_pages(make_answer([passage]), ENGLISH, size=5, bot=BOT)
        assert under(page.message, "date_time") == kinds
        assert "Harbour Post · 4 March 2031" in page.message.text


def test_an_abstention_says_why_and_how_much_was_searched() -> None:
    reply: Abstention = make_abstention(reason=Reason.NOTHING_RELATED)
    lines = render.abstention(reply, ENGLISH, articles=12).text.splitlines()
    assert lines == [
        "Who won?",
        "",
        "I found no passage that answers this. Nothing I found seems related to it.",
        "",
        "12 articles searched, up to 6 March 2031",
    ]


def test_an_abstention_names_whom_the_articles_do_not_quote() -> None:
    reply = replace(make_abstention(reason=Reason.NOT_QUOTED), subject="Ada\nBell")
    text = render.abstention(reply, ENGLISH, articles=12).text
    assert "I found nothing that Ada Bell says on this." in text


def test_nearest_passages_carry_no_numbers() -> None:
    text = render.nearest(
        make_abstention([make_passage("The mole was closed.")]), ENGLISH, bot=BOT
    ).text
    assert "The mole was closed." in text
    assert "[1]" not in text


def test_context_shows_two_neighbours_on_each_side_and_marks_the_excerpt() -> None:
    paragraphs = make_paragraphs([f"Paragraph {n} stands here." for n in range(1, 8)])
    message = pages.context(
        make_article(), paragraphs, ENGLISH, focus=3, excerpt=Span(0, 11), number=2
    )
    assert [q.paragraph.position for q in message.quotations] == [2, 3, 4, 5, 6]
    assert "¶4 · [2]" in message.text
    assert under(message, "bold")[1:] == ["Paragraph 4"]


def test_an_article_shows_its_headings_once_and_marks_what_goes_on() -> None:
    paragraphs = make_paragraphs(["x " * 2_500, "Short."], section="The night")
    shown = [
        pages.article_page(make_article(), page, ENGLISH)
        for page in pages.article_pages(paragraphs)
    ]
    assert [message.text.count("The night") for message in shown] == [1, 1]
    assert "¶1, continued" in shown[1].text


def test_numbers_go_on_from_page_to_page_and_stay_in_every_order() -> None:
    found = [make_passage(f"Fact {n}.", position=n) for n in range(1, 6)]
    answer = make_answer(found)
    shown = render.answer_pages(answer, ENGLISH, size=2, bot=BOT)
    assert [[c.number for c in page.citations] for page in shown] == [[1, 2], [3, 4], [5]]
    assert [page.message.text.splitlines()[1] for page in shown] == [
        "Passages 1–2, strongest first",
        "Passages 3–4, strongest first",
        "Passage 5",
    ]
    (by_speaker,) = speaker_pages(answer, ENGLISH, bot=BOT)
    sources = render.sources_page(answer, shown[1].citations, ENGLISH, bot=BOT)
    for number in range(1, 6):
        assert f"[{number}] ¶{number}" in by_speaker.text
    assert "[3] ¶3" in sources.text
    assert "[1]" not in sources.text


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (ENGLISH, ("I am not sure that these answer.", "Confidence: low, 20%")),
        (Texts("uk"), ("Не певен, що це відповідь.", "Впевненість: низька, 20")),
        (Texts("ru"), ("Не уверен, что это ответ.", "Уверенность: низкая, 20")),
    ],
)
def test_what_may_answer_is_shown_at_once_and_called_doubtful(
    texts: Texts, said: tuple[str, str]
) -> None:
    passages = [make_passage("Twelve were hurt."), make_passage("The mole was closed.", position=2)]
    reply = replace(make_abstention(passages), doubtful=True)
    message = render.doubtful(reply, texts, bot=BOT)
    assert [q.paragraph.position for q in message.quotations] == [1, 2]
    assert under(message, "bold")[1] == said[0]
    assert said[1] in message.text
    assert "[1]" not in message.text
    assert_sendable(message)


def test_where_no_outlet_is_known_the_headline_stands_and_no_file_s_name() -> None:
    article = make_article(2, title="Storm over Lissow", outlet=None, path="in/storm.txt")
    reply = make_answer([make_passage("It blew.", article=article)])
    (page,) = render.answer_pages(reply, ENGLISH, size=5, bot=BOT)
    lines = page.message.text.splitlines()
    assert "[1] ¶1 · Storm over Lissow" in lines
    assert any(line.startswith("[1] outlet unknown · ") for line in lines)
    assert "storm.txt" not in page.message.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_asks_in_another_script_is_told_which_language_is_searched(language: str) -> None:
    texts = Texts(language)
    hint = texts("ask_in_their_language")
    for question, is_told in (("Кто взорвал плотину?", True), ("Who did it?", False)):
        reply = replace(make_abstention([], reason=Reason.NOTHING_RELATED), question=question)
        assert (hint in render.abstention(reply, texts, articles=3).text) is is_told


def test_a_name_that_was_not_found_is_told_beside_what_may_answer() -> None:
    reply = replace(
        make_abstention([make_passage("Fact.")], reason=Reason.NAME_NOT_FOUND),
        doubtful=True,
        subject="Oslo",
    )
    text = render.doubtful(reply, ENGLISH, bot=BOT).text
    assert "I am not sure that this answers. I found no mention of “Oslo” in the articles." in text


def test_what_was_told_before_stands_beside_what_is_told_now() -> None:
    now, then = make_passage("Thirteen died."), make_passage("Twelve died.", position=2)
    (page,) = render.answer_pages(
        make_answer([now]), ENGLISH, size=5, bot=BOT, before={1: (then, Span(0, 12))}
    )
    assert [q.paragraph.text for q in page.message.quotations] == ["Thirteen died.", "Twelve died."]
    assert "Earlier:\nTwelve died.\n¶2 · Harbour Post" in page.message.text


def test_limits_are_told_with_every_page_of_an_answer() -> None:
    found = [make_passage(f"Fact {n}.") for n in range(3)]
    pages_ = render.answer_pages(make_answer(found), ENGLISH, size=1, bot=BOT, limits="The Gull")
    assert [under(page.message, "italic")[0] for page in pages_] == ["The Gull"] * 3
    assert (
        "The Gull"
        in render.abstention(make_abstention(), ENGLISH, articles=3, limits="The Gull").text
    )
