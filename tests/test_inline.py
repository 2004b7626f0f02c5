"""`@bot question` in other chats, and sharing an answer: quotations to choose from, for readers."""

from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path

import pytest

from bot.chat.answers import inline_results
from bot.chat.answers.receipts import Receipt, Receipts
from bot.chat.database import ChatDatabase
from bot.chat.people.members import Members
from bot.chat.people.roles import Role
from bot.chat.telegram.compose import Message
from bot.engine import Engine
from bot.texts import Texts
from index.types import Abstention, Reason
from tests.botapi import InlineQuery, Person
from tests.bots import READER, STRANGER, Newsroom
from tests.newsroom import write_news

CLOSED = "Why was the quay closed until the evening?"
CRANES = "Two cranes were blown over, and the quay was closed until the evening."
UNRELATED = "zymurgy quixotic xylophone"


def types(room: Newsroom, text: str, *, who: Person | None = None) -> InlineQuery:
    """What the bot offers for a text once it has been typed."""
    return room.telegram.offered((who or room.reader).types_inline(text))


def receipts(room: Newsroom) -> list[Receipt]:
    with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
        return Receipts(database).all()


# Questions


def test_without_articles_there_is_nothing_to_send(room: Newsroom) -> None:
    with room.open():
        offered = types(room, CLOSED)
        assert not offered.results
        assert offered.button is not None
        assert offered.button["text"] == "There are no articles yet."


def test_a_question_offers_passages_each_quoted_and_credited(room: Newsroom, bot: Engine) -> None:
    offered = types(room, CLOSED)
    assert (offered.is_personal, offered.cache_time, offered.next_offset) == (True, 30, "")
    best = offered.results[0]
    assert best.title == "outlet unknown · undated · ¶2"
    assert best.description == CRANES
    assert best.marked("blockquote") == [CRANES]
    # Of an article that was stored a moment ago, nobody knows yet who speaks in it.
    unread = "Speakers in this article were not read"
    assert best.text == f"{unread}\n{CRANES}\n¶2 · outlet unknown · undated"
    assert len(offered.results) == 1  # the others are merely related
    stored = {p.text for number in (1, 2, 3) for p in bot.store.paragraphs(number)}
    assert all(set(offer.marked("blockquote")) <= stored for offer in offered.results)
    assert not any(offer.content.markup for offer in offered.results)


def test_outlet_date_and_speaker_go_with_the_quotation(room: Newsroom, bot: Engine) -> None:
    bot.attribute()
    offered = types(room, "Who felt one long scrape on the car deck?")
    (said,) = [offer for offer in offered.results if "one long scrape" in offer.text]
    assert said.title == "Harbour Post · 4 March 2031 · ¶2"
    assert said.text.splitlines()[-2:] == [
        "¶2 · Harbour Post · 4 March 2031",
        "Night ferry runs aground off Lissow",
    ]


def test_filters_hold_and_are_explained(room: Newsroom, bot: Engine) -> None:
    offered = types(room, 'What moves to the depot? from:"the gull"')
    assert offered.results
    assert all("The Gull" in offer.text for offer in offered.results)
    assert types(room, "What moves? from:Zymurgy Post").button == {
        "text": "I have no outlet “Zymurgy”. /sources lists those I have.",
        "start_parameter": "inline",
    }


def test_that_nothing_answers_is_a_result_too(room: Newsroom, bot: Engine) -> None:
    (only,) = types(room, UNRELATED).results
    assert only.title == "I found no passage that answers this."
    assert only.marked("bold") == [UNRELATED, "I found no passage that answers this."]
    assert only.marked("blockquote") == []


def test_what_may_answer_is_offered_as_doubtful(room: Newsroom, bot: Engine) -> None:
    (only,) = types(room, "Why was the quay closed until noon?").results
    assert only.title == "I am not sure that these answer."
    assert "the quay was closed until the evening" in only.marked("blockquote")[0]


def test_an_offer_names_the_name_that_is_missing() -> None:
    reply = Abstention("Who?", Reason.NAME_NOT_FOUND, 0.1, None, subject="Zymurgy")
    offer = inline_results.abstention_offer(reply, Message("No."), Texts())
    assert offer.description == "I found no mention of “Zymurgy” in the articles."


def test_fewer_than_four_letters_are_no_question(room: Newsroom, bot: Engine) -> None:
    for text in ("", "quy", "q u y", "  q u   y "):
        offered = types(room, text)
        assert (offered.results, offered.button and offered.button["text"]) == (
            (),
            "Ask me in private",
        )


def test_while_somebody_types_only_the_last_words_are_searched(
    room: Newsroom, bot: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    assess = bot.assess

    def counted(question: str, **options: object) -> object:
        asked.append(question)
        return assess(question, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(bot, "assess", counted)
    typed = [room.reader.types_inline(CLOSED[:end]) for end in range(5, len(CLOSED) + 1)]
    other = room.admin.types_inline(CLOSED)  # nobody's typing is in the way of somebody else's
    last = room.telegram.offered(typed[-1])
    assert last.results[0].marked("blockquote") == [CRANES]
    assert room.telegram.offered(other).results
    assert sum(query.answered for query in typed) == len(asked) - 1
    assert len(asked) < len(typed) / 4


def test_a_search_under_way_is_the_only_one_of_its_person(
    room: Newsroom, bot: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go_on = threading.Event(), room.gate()
    asked: list[str] = []
    assess = bot.assess

    def slow(question: str, **options: object) -> object:
        asked.append(question)
        started.set()
        go_on.wait()
        return assess(question, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(bot, "assess", slow)
    room.reader.types_inline("Why was the quay")
    room.telegram.wait_for(lambda _: started.is_set() or None)
    skipped = room.reader.types_inline("Why was the quay closed")
    last = room.reader.types_inline(CLOSED)
    go_on.set()
    room.telegram.offered(last)
    assert asked == ["Why was the quay", CLOSED]
    assert not skipped.answered


def test_an_answer_that_comes_too_late_is_let_go(
    room: Newsroom, bot: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assess = bot.assess

    def late(question: str, **options: object) -> object:
        room.telegram.pass_time(20)
        return assess(question, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(bot, "assess", late)
    stale = room.reader.types_inline(CLOSED)
    room.telegram.wait_for(lambda d: d.calls("answerInlineQuery") or None)
    monkeypatch.setattr(bot, "assess", assess)
    assert types(room, CLOSED + " ").results
    assert not stale.answered


# Who may


def test_a_stranger_is_offered_nothing_but_the_way_to_the_bot(room: Newsroom, bot: Engine) -> None:
    answer = room.ask(CLOSED)
    share = room.telegram.offered(room.reader.shares(answer, "Share")).query
    for text in (CLOSED, UNRELATED, share, "", 'quay from:"Harbour Post"'):
        offered = types(room, text, who=room.stranger)
        assert offered.results == ()
        assert offered.button == {"text": "Ask me in private", "start_parameter": "inline"}
        assert offered.is_personal
    own = types(room, CLOSED)
    room.stranger.chooses(own, own.results[0].id)  # made by a modified app
    room.ask("/help")
    assert receipts_of(room, STRANGER) == []


def receipts_of(room: Newsroom, chat: int) -> list[Receipt]:
    return [receipt for receipt in receipts(room) if receipt.chat == chat]


def test_somebody_removed_is_offered_nothing_any_more(room: Newsroom, bot: Engine) -> None:
    with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
        members = Members(database)
        members.decide(STRANGER, Role.READER, now=0.0)
        assert types(room, CLOSED, who=room.stranger).results
        members.decide(STRANGER, Role.STRANGER, now=1.0)
    assert types(room, CLOSED, who=room.stranger).results == ()


def test_the_button_of_a_stranger_leads_to_a_petition(room: Newsroom, bot: Engine) -> None:
    link = "https://t.me/brief_bot?start=inline"
    assert "give this code" in room.telegram.reply_to(room.stranger.follows(link)).text
    assert room.telegram.reply_to(room.reader.follows(link)).text.startswith("Ask me about")


# What was chosen


def test_what_was_chosen_has_a_receipt_without_a_chat(room: Newsroom, bot: Engine) -> None:
    offered = types(room, CLOSED)
    room.reader.chooses(offered, offered.results[0].id, to=room.desk)
    room.telegram.wait_for(lambda _: receipts(room) or None)
    (receipt,) = receipts(room)
    assert (receipt.chat, receipt.message, receipt.inline) == (READER, None, True)
    assert receipt.span.of(bot.store.paragraphs(receipt.article)[1].text) == CRANES


def test_a_chosen_quotation_is_not_taken_for_a_question(room: Newsroom, bot: Engine) -> None:
    offered = types(room, CLOSED)
    room.reader.chooses(offered, offered.results[0].id)
    room.ask("/help")
    assert [m.text[:8] for m in room.telegram.private(room.reader).from_bot] == ["I answer"]


# Sharing


def test_an_answer_is_shared_whole_or_passage_by_passage(room: Newsroom, bot: Engine) -> None:
    answer = room.ask(CLOSED)
    shared = room.telegram.offered(room.reader.shares(answer, "Share"))
    whole, *single = shared.results
    assert (whole.title, whole.description) == (CLOSED, "2 passages")
    assert (whole.text, whole.content.markup) == (answer.text, None)
    assert [offer.marked("blockquote") for offer in single] == [
        [quoted] for quoted in answer.marked("blockquote")
    ]
    room.reader.chooses(shared, whole.id, to=room.desk)
    # Two passages, and the paragraph before the first.
    room.telegram.wait_for(lambda _: sum(r.inline for r in receipts(room)) == 3 or None)


def test_the_page_that_is_shown_is_the_one_that_is_shared(room: Newsroom, bot: Engine) -> None:
    second = room.press(room.ask(CLOSED), "More")
    whole = room.telegram.offered(room.reader.shares(second, "Share")).results[0]
    assert whole.text == second.text


def test_sharing_survives_a_restart_and_a_rebuild(room: Newsroom, tmp_path: Path) -> None:
    news = write_news(tmp_path / "wire")
    with room.telegram.running() as url:
        with room.serving(url) as engine:
            engine.ingest([news])
            engine.rebuild()
            answer = room.ask(CLOSED)
        note = news / "storm-note.txt"
        note.write_text(note.read_text().replace("Two cranes", "Three cranes"))
        with room.serving(url) as engine:
            engine.ingest([news])
            engine.rebuild(full=True)
            shared = room.telegram.offered(room.reader.shares(answer, "Share"))
            assert shared.results[0].text == answer.text
            assert shared.results[1].marked("blockquote") == [CRANES]
            engine.store.remove(engine.store.find("storm-note").number)
            gone = room.telegram.offered(room.reader.shares(answer, "Share"))
            assert gone.results == ()
            assert gone.button is not None
            assert gone.button["text"] == "That article has been removed."
    assert room.telegram.lint == []


def test_what_is_not_kept_any_more_cannot_be_shared(room: Newsroom, bot: Engine) -> None:
    answer = room.ask(CLOSED)
    room.press(room.ask("/forget"), "Delete")
    for query in (room.reader.shares(answer, "Share"), room.reader.types_inline("#zzzzzzzz.9")):
        offered = room.telegram.offered(query)
        assert offered.results == ()
        assert offered.button is not None
        assert offered.button["text"] == "I no longer have this. Please ask again."


def test_without_inline_mode_there_is_nothing_to_share_with(room: Newsroom, news: Path) -> None:
    room.telegram.world.supports_inline = False
    with room.open(news):
        assert "Share" not in room.ask(CLOSED).labels
        assert "@brief_bot" not in room.ask("/help").text
