"""Nothing in a message becomes a link that the bot did not make."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.chat.layout.answer_pages import answer_pages, sources_page
from bot.chat.layout.article_pages import article_page, article_pages
from bot.chat.telegram.compose import Composer, Message
from bot.chat.telegram.linkable import linkable
from bot.chat.telegram.unlinked import MAX_ENTITIES
from bot.texts import Texts
from corpus.types import Span
from tests.botapi.finding import check_links, found_in
from tests.botapi.formatting import formatted
from tests.passages import make_answer, make_article, make_paragraphs, make_passage

ENGLISH = Texts("en")
LINKED = (
    "example.com", "notes.md", "briefing-2026-11-27.md", "invoice.zip", "setup.sh", "main.rs",
    "ASP.NET", "GOV.UK", "will.i.am", "ALHG.PA", "U.N.is", "p.m.to", "2.3.4.4", "правда.рф",
    "test.москва", "tg://x", "user@host.com", "first.last+tag@post.example.org", "@abcd",
    "#Belgorod", "#Київ", "$USD", "$A", "/start", "/start@brief_bot", "10:30", "1:02:03",
    "4111 1111 1111 1111", "000-16000-19580", "https://a.example/x_(y)?z=1#w",
    "http://user:pw@host.com:8080/p", "ftp://a.b1", "t.me/somebody", "a.com:8080/?q=1",
    "+380441234567", "+1 (212) 555-0147", "020 7946 0958", "xn--p1ai.xn--p1ai", "#news@channel",
)  # fmt: skip
NOT_LINKED = (
    "U.S.A.", "said.The", "г.Москва", "т.д.", "2.3.4.4b", "evil[.]com", "#1", "#2023", "$usd",
    "and/or", "1.5", "24/7", "wait...what", "2:1", "5 @ 3", "10.10.2023", "5.30pm", "9,300",
    "it.", "/etc/passwd", "2019-2020", "1 000 000",
)  # fmt: skip


def becomes_links(message: Message) -> list[str]:
    """What Telegram would say of it, and of whatever it would damage."""
    damage: list[str] = []
    body = formatted(
        message.text,
        parse_mode="",
        entities=[entity.to_dict() for entity in message.entities],
        limit=4096,
        known_users=(),
        lint=damage.append,
    )
    check_links(body, commands={"ask", "article"}, lint=damage.append)
    return damage


@pytest.mark.parametrize("stretch", LINKED)
@pytest.mark.parametrize("around", ["{}", "See {}, it said.", "(“{}”)", "Так: «{}»…"])
def test_what_telegram_links_is_found_to_the_letter(stretch: str, around: str) -> None:
    text = around.format(stretch)
    assert [span.of(text) for span in linkable(text)] == [stretch]


@pytest.mark.parametrize("words", NOT_LINKED)
def test_ordinary_words_stay_as_they_are(words: str) -> None:
    assert linkable(f"They read {words} there") == []


@settings(max_examples=60)
@given(st.lists(st.sampled_from([
    *LINKED, *NOT_LINKED, "@", "/", ".", ":", "://", "#", "$", " ", " ", "-", "(", ")", "?", "'",
    "é", "ї", "日本", "。", "भारत", "🎉", "\u200b", "\u0301", "com", "x" * 70, "\n", "1", "«",
]), max_size=9).map("".join))  # fmt: skip
@example("GOV.UKuntil:10000-01-01@dutyofficerU.N.is")  # a port that begins the next address
def test_whatever_the_double_links_is_covered(text: str) -> None:
    covered = linkable(text)
    for one in found_in(text):
        assert any(span.start <= one.start and one.stop <= span.stop for span in covered)


@pytest.mark.parametrize("stretch", LINKED)
def test_a_quotation_and_its_source_hold_no_link_of_telegrams(stretch: str) -> None:
    article = make_article(
        title=f"{stretch} and /ask", outlet=stretch, byline=stretch, path=f"in/{stretch}"
    )
    text = f"🌊 The desk saw {stretch} twice."
    answer = make_answer([make_passage(text, article=article)], question=f"Is it {stretch}?")
    (page,) = answer_pages(answer, ENGLISH, size=5, bot="brief_bot")
    read = article_page(article, article_pages(make_paragraphs([text]))[0], ENGLISH)
    for message in (
        page.message, read, sources_page(answer, page.citations, ENGLISH, bot="brief_bot")
    ):  # fmt: skip
        assert becomes_links(message) == []
    assert text in page.message.text
    assert text in read.text


def test_bold_stops_where_code_stands() -> None:
    (paragraph,) = make_paragraphs(["One 🌊 of a.com, two."])
    whole = Span(0, len(paragraph.text))
    message = Composer().quote(make_article(), paragraph, whole, bold=whole).message()
    assert [(e.type, e.offset, e.length) for e in message.entities] == [
        ("blockquote", 0, 21), ("bold", 0, 10), ("bold", 15, 6), ("code", 10, 5),
    ]  # fmt: skip
    assert becomes_links(message) == []


def test_our_own_commands_can_be_tapped_and_what_somebody_typed_cannot() -> None:
    words = ENGLISH("no_article", reference="/ask")
    (code,) = Message(words).entities
    assert code.type == "code"
    assert words[code.offset : code.offset + code.length] == "/ask"
    assert [words[s.start : s.stop] for s in linkable(words)] == ["/ask", "/sources"]
    message = Composer().command("/article_3").text(" /article_4").message()
    assert [(e.offset, e.length) for e in message.entities] == [(11, 10)]
    # Nobody knows where a string comes from that was put together.
    assert len(Message(f"{words}").entities) == 2


def test_a_text_within_a_text_keeps_its_commands() -> None:
    fix = ENGLISH("obstacle.off.fix", send_it=ENGLISH("send_it"))
    assert "/add" in fix
    assert Message(fix).entities == ()


def test_a_timetable_fits_into_the_entities_that_telegram_takes() -> None:
    text = "\n".join(f"Boat {n} at 10:{n % 60:02}, 11:{n % 60:02} and 12:{n % 60:02}."
                     for n in range(90))  # fmt: skip
    (paragraph,) = make_paragraphs([text])
    whole = Span(0, len(text))
    composer = Composer().bold("Is a.com up?").quote(make_article(), paragraph, whole, bold=whole)
    message = composer.link("b.com", "https://b.com").text(" c.com").message()
    assert message.text[len("Is a.com up?\n") :].startswith(text)
    assert len(message.entities) <= MAX_ENTITIES
    assert becomes_links(message) == []
