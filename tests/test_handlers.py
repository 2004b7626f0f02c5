"""Conversations with the bot, over HTTP with the strict double."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.layout import article_pages
from bot.engine import Engine
from corpus.types import Filters, Paragraph
from index.types import Assessment
from tests.articles import leave_unread
from tests.botapi import BotApiDouble, Fault, Message
from tests.bots import COLLEAGUE, READER, STRANGER, Newsroom

CLOSED = "Why was the quay closed until the evening?"
SCRAPE = "Who felt one long scrape on the car deck?"
RELATED = "Who owns the quay?"
ONE_AT_A_TIME = "One question at a time: I am still working on your last one. /cancel withdraws it."


def _has_sent(count: int) -> Callable[[BotApiDouble], bool | None]:
    return lambda telegram: len(telegram.calls("sendMessage")) >= count or None


def links(message: Message) -> list[str]:
    return [entity.url for entity in message.entities if entity.url]


def stored(engine: Engine) -> list[str]:
    numbers = [article.number for article in engine.store.articles()]
    return [p.text for number in numbers for p in engine.store.paragraphs(number)]


# Answers


def test_an_answer_quotes_the_stored_paragraph_and_names_its_source(
    room: Newsroom, bot: Engine
) -> None:
    answer = room.ask(CLOSED)
    assert answer.marked("bold")[0] == CLOSED
    quoted = answer.marked("blockquote")
    assert "quay was closed" in quoted[0]
    assert set(quoted) <= set(stored(bot))
    assert "[1] ¶2 · outlet unknown" in answer.text
    assert re.search(
        r"^\[1\].* outlet unknown · undated · The weather station", answer.text, re.MULTILINE
    )


def test_a_link_leads_past_the_same_words_above_the_quotation(
    room: Newsroom, tmp_path: Path
) -> None:
    quoted = "The quay was closed until the evening."
    text = f"Storm: {quoted} Read all about it here.\n\nTwo cranes fell.\n\n{quoted}"
    page = {"text": text, "url": "https://gull.example/quay", "source": "The Gull"}
    article = tmp_path / "quay.jsonl"
    article.write_text(json.dumps(page) + "\n", encoding="utf-8")
    with room.open(article):
        answer = room.ask(CLOSED)
    assert quoted in answer.marked("blockquote")
    told_apart = "text=Two%20cranes%20fell.-,The%20quay%20was%20closed%20until%20the%20evening."
    assert f"https://gull.example/quay#:~:{told_apart}" in links(answer)


def test_the_paragraphs_around_the_first_passage_are_folded_up_under_it(
    room: Newsroom, bot: Engine
) -> None:
    answer = room.ask(SCRAPE)
    assert answer.marked("blockquote")[0].startswith('"We felt one long scrape')
    (folded,) = answer.marked("expandable_blockquote")
    before, _, after = (p.text for p in bot.store.paragraphs(bot.store.find("ferry").number))
    assert folded == f"¶1 {before}\n¶3 {after}"
    place = "[1] ¶2 · Harbour Post\n"
    assert f"{place}{folded}\n\n" in answer.text
    assert room.press(answer, "More").marked("expandable_blockquote") == []


def test_an_abstention_says_so_and_quotes_nothing(room: Newsroom, bot: Engine) -> None:
    answer = room.ask("zymurgy xylophone quetzal?")
    assert "I found no passage that answers this." in answer.marked("bold")
    assert answer.marked("blockquote") == []
    assert "3 articles searched" in answer.text


def test_nearest_passages_are_shown_on_request(room: Newsroom, bot: Engine) -> None:
    answer = room.ask(RELATED)
    assert answer.labels == ["Show the nearest", "Watch this question"]
    nearest = room.press(answer, "Show the nearest")
    assert set(nearest.marked("blockquote")) <= set(stored(bot))
    assert "[1]" not in nearest.text
    assert nearest.labels == ["‹ Back", "Watch this question"]
    assert room.press(answer, "‹ Back").text == answer.text


def test_what_may_answer_is_shown_at_once_without_numbers(room: Newsroom, bot: Engine) -> None:
    answer = room.ask("Why was the quay closed until noon?")
    assert answer.marked("bold")[1] == "I am not sure that these answer."
    assert "Two cranes were blown over, and the quay was closed" in answer.marked("blockquote")[0]
    assert "Confidence: low, " in answer.text
    assert "[1]" not in answer.text


def test_what_may_answer_in_the_same_paragraph_of_two_articles_is_told_apart(
    room: Newsroom, bot: Engine
) -> None:
    """The buttons, one below the other as the passages are, say of their sources what those do."""
    answer = room.ask("Why was the quay closed until noon?")
    sources = [
        line.replace(" ⟨original⟩", "") for line in answer.text.splitlines() if line.startswith("¶")
    ]
    assert [[b.text for b in row] for row in answer.keyboard[:3]] == [
        [f"🔍 {source}"] for source in sources
    ]
    assert len(set(sources)) == 3
    assert answer.labels[3:] == ["👍", "👎", "Watch this question"]
    for label, quoted in zip(answer.labels[:3], answer.marked("blockquote"), strict=True):
        assert quoted in room.press(answer, label).text
        room.press(room.now(answer), "‹ Back")


def test_without_articles_or_index_it_says_what_is_missing(room: Newsroom, news: Path) -> None:
    with room.open() as engine:
        assert "There are no articles yet." in room.ask(CLOSED).text
        engine.ingest([news])
        assert "administrator can fix it with /rebuild" in room.ask(CLOSED).text
        assert "Send /rebuild" in room.ask(CLOSED, who=room.admin).text


def test_what_may_answer_can_be_read_copied_and_rated(room: Newsroom, bot: Engine) -> None:
    perhaps = room.ask("Why was the quay closed until noon?")
    assert "I am not sure that these answer." in perhaps.text
    assert perhaps.labels[0].startswith("🔍 ¶2 ")
    context = room.press(perhaps, perhaps.labels[0])
    assert "¶2\n" in context.text
    (copied,) = (b.value["text"] for row in context.keyboard for b in row if b.text == "Copy")
    assert copied.startswith("“Two cranes were blown over")
    assert "cranes" in room.press(context, "Read the article").text
    back = room.press(room.press(context, "‹ Back"), "‹ Back")
    assert (back.text, back.labels) == (perhaps.text, perhaps.labels)
    assert "Wrong speaker" in room.press(perhaps, "👎").labels
    assert room.press(perhaps, "Nothing answers").labels == perhaps.labels
    listed = room.ask("/questions wrong", who=room.admin)
    assert "perhaps answered · " in listed.text
    assert "👎 Nothing answers" in listed.text


def test_pages_context_article_and_sources_turn_in_the_same_message(
    room: Newsroom, bot: Engine
) -> None:
    answer = room.ask(CLOSED)
    assert answer.labels == ["🔍 1", "🔍 2", "More", "Sources", "👍", "👎", "Share"]
    second = room.press(answer, "More")
    assert second.labels[:3] == ["🔍 3", "🔍 4", "‹"]
    assert room.press(answer, "‹").text == answer.text

    context = room.press(answer, "🔍 1")
    assert "¶2 · [1]" in context.text
    assert answer.marked("blockquote")[0] in context.marked("bold")
    copied = next(b for row in context.keyboard for b in row if b.text == "Copy")
    assert copied.value == {
        "text": "“Two cranes were blown over, and the quay was closed until the evening.”"
        " — outlet unknown, undated, ¶2"
    }
    article = room.press(answer, "Read the article")
    assert "¶1\n" in article.text
    assert room.press(answer, "‹ Back").text == context.text
    assert room.press(answer, "‹ Back").text == answer.text

    sources = room.press(answer, "Sources")
    assert "/article_" in sources.text
    assert room.press(answer, "‹ Back").text == answer.text
    assert room.telegram.unanswered == []


def test_buttons_work_after_a_restart_a_rebuild_and_a_new_version(
    room: Newsroom, news: Path
) -> None:
    with room.telegram.running() as url:
        with room.serving(url) as engine:
            engine.ingest([news])
            engine.rebuild()
            answer = room.ask(CLOSED)
        note = news / "storm-note.txt"
        note.write_text(note.read_text().replace("evening", "morning"))
        with room.serving(url) as engine:
            assert engine.ingest([news]).updated == 1
            engine.rebuild(full=True)
            context = room.press(answer, "🔍 1")
            assert "until the evening" in context.text
            assert room.press(answer, "‹ Back").text == answer.text
            engine.store.remove(engine.store.find("storm-note").number)
            press = room.reader.presses(room.now(answer), "🔍 1")
            assert room.answered(press).toast == "That article has been removed."
    assert room.telegram.lint == []


def test_a_citation_link_opens_its_paragraph(room: Newsroom, bot: Engine) -> None:
    answer = room.ask(CLOSED)
    opened = room.telegram.reply_to(room.reader.follows(links(answer)[0]))
    assert answer.marked("blockquote")[0] in opened.marked("blockquote")
    assert opened.labels == ["Read the article"]
    assert "¶1" in room.press(opened, "Read the article").text


def test_a_link_keeps_to_the_version_it_cites(room: Newsroom, bot: Engine, news: Path) -> None:
    answer = room.ask(CLOSED)
    note = news / "storm-note.txt"
    note.write_text(note.read_text().replace("evening", "morning"))
    bot.ingest([news])
    opened = room.telegram.reply_to(room.reader.follows(links(answer)[0]))
    assert "until the evening" in opened.text
    current = links(answer)[0].rpartition("_")[0]
    opened = room.telegram.reply_to(room.reader.follows(current))
    assert "until the morning" in opened.text


def test_a_quotation_that_is_not_stored_is_not_sent(
    room: Newsroom, bot: Engine, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    answer = room.ask(CLOSED)
    assess = bot.assess

    def meddle(
        question: str, *, filters: Filters | None = None, limit: int | None = None
    ) -> Assessment:
        found = assess(question, filters=filters, limit=limit)
        with sqlite3.connect(tmp_path / "data" / "corpus.db") as connection:
            connection.execute("UPDATE paragraphs SET text = replace(text, 'cranes', 'boats')")
        connection.close()
        return found

    bot.assess = meddle  # type: ignore[method-assign]
    assert room.ask(CLOSED).text.startswith("I held this answer back")
    errors = [r for r in caplog.records if r.levelname == "ERROR"]
    assert "paragraph 2 of storm-note differs from the stored text" in errors[0].message
    press = room.reader.presses(answer, "🔍 1")
    assert room.answered(press).toast.startswith("I held this answer back")


def test_a_neighbour_that_is_not_stored_as_shown_is_not_sent(
    room: Newsroom, bot: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = article_pages.beside

    def meddle(paragraphs: Sequence[Paragraph], paragraph: Paragraph) -> list[Paragraph]:
        return [replace(p, text=f"{p.text} Or not.") for p in beside(paragraphs, paragraph)]

    monkeypatch.setattr(article_pages, "beside", meddle)
    assert room.ask(CLOSED).text.startswith("I held this answer back")


# What is no question


def test_what_cannot_be_answered_gets_one_sentence(room: Newsroom, bot: Engine) -> None:
    said = {
        "x" * 301: "A question can have up to 300 characters; yours has 301.",
        "/frobnicate": "I do not know that command. /help lists what I understand.",
        "/ask": "What do you want to know?",
        "\u200d?": "What do you want to know?",
        "/article": "Which one? Send its number too, as in /article 3. /sources lists them.",
        "/article 99": "I have no article “99”. /sources lists those I have.",
        "/article_99": "I have no article “99”. /sources lists those I have.",
        "/article storm-note 9": "That article has no paragraph 9; its last is 2.",
        "/sources zeppelin": "No title or outlet contains “zeppelin”.",
        "/start p_9_9": "I have no article “9”. /sources lists those I have.",
        "/rebuild": "Only administrators can do that.",
    }
    assert {text: room.ask(text).text for text in said} == said
    photo = room.reader.sends_photo("Who is this?")
    assert room.telegram.reply_to(photo).text == "I read only text. Please write your question."


def test_a_question_about_days_without_articles_is_told_which_days_have_some(
    room: Newsroom, bot: Engine
) -> None:
    told = room.ask("Who closed the quay? until:2030-01-01").text
    assert "No article with a date is from the time you ask about." in told
    assert "Those I have are from 4 March 2031 to 6 March 2031." in told


def test_help_lists_the_admins_commands_to_admins_only(room: Newsroom, bot: Engine) -> None:
    assert "/rebuild" not in room.ask("/help").text
    assert "/rebuild [full]" in room.ask("/help", who=room.admin).marked("bold")


def test_status_tells_admins_more(room: Newsroom, bot: Engine) -> None:
    assert room.ask("/status").text.startswith("3 articles, 7 paragraphs, 2 outlets\n")
    assert "up to date" in room.ask("/status").text
    assert "hashed-words" not in room.ask("/status").text
    told = room.ask("/status", who=room.admin)
    assert "Embedder hashed-words, 7 vectors" in told.text
    assert told.marked("code") == [bot.folder.current]


def test_status_names_the_articles_whose_speakers_were_not_read(
    room: Newsroom, bot: Engine
) -> None:
    ferry = bot.store.find("ferry")
    leave_unread(bot.store, "ferry")
    shown = room.ask("/status").text
    assert f"Speakers were not read in 1 article: /article_{ferry.number}" in shown
    answer = room.ask(SCRAPE)
    assert "Speakers in this article were not read" in answer.text


def test_status_tells_of_a_damaged_index_and_its_mend(room: Newsroom, bot: Engine) -> None:
    path = next((bot.settings.index_dir / bot.folder.current).glob("*.vectors.npy"))
    path.write_bytes(path.read_bytes() + b"x")
    assert "The index no longer fits" in room.ask("/status").text
    shown = room.ask("/status", who=room.admin).text
    assert "the index has checksum" in shown
    assert "dateline rebuild" in shown


@pytest.mark.parametrize("name", ["corpus.db", "chat.db"])
def test_status_tells_of_a_damaged_database(room: Newsroom, bot: Engine, name: str) -> None:
    path = bot.settings.data_dir / name
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek(-4096, 2)
        file.write(b"x" * 4096)
    shown = room.ask("/status", who=room.admin).text
    assert f"{name}: is damaged" in shown
    assert "move it away" in shown
    assert "The operator can find the reason" in room.ask("/status").text


# Articles and lists


def test_an_article_is_found_by_number_id_and_shorthand(room: Newsroom, bot: Engine) -> None:
    number = bot.store.find("storm-note").number
    shown = room.ask("/article storm-note").text
    opening = "The weather station on the mole measured a gust of 141 kilometres an…"
    assert shown.startswith(f"{opening}\noutlet unknown · undated\n\n¶1\n")
    assert room.ask(f"/article {number}").text == shown
    assert room.ask(f"/article_{number}").text == shown
    for position in ("2", "¶2"):
        opened = room.ask(f"/article {number} {position}")
        assert opened.labels == ["Read the article"]


def test_sources_are_listed_and_searched(room: Newsroom, bot: Engine) -> None:
    everything = room.ask("/sources")
    assert everything.marked("bold") == ["3 articles"]
    assert "outlet unknown · 1 article" in everything.text
    found = room.ask("/sources gull")
    assert found.marked("bold") == ["1 article"]
    assert "Fish market to move inland" in found.text


def test_a_long_list_of_sources_is_paged(room: Newsroom, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(12):
        (folder / f"note-{n:02}.txt").write_text(f"Barge {n} passed the lock at noon.\n")
    with room.open() as engine:
        engine.ingest([folder])
        first = room.ask("/sources")
        assert (first.text.count("/article_"), first.labels) == (10, ["1/2", "›"])
        second = room.press(first, "›")
        assert (second.text.count("/article_"), second.labels) == (2, ["‹", "2/2"])


def test_a_long_article_is_paged_from_the_cited_paragraph(room: Newsroom, tmp_path: Path) -> None:
    text = "\n\n".join(f"Barge {n} passed the lock. " + "It was slow. " * 40 for n in range(30))
    (tmp_path / "long.txt").write_text(text)
    with room.open() as engine:
        engine.ingest([tmp_path / "long.txt"])
        article_pages = [room.ask("/article long")]
        while "›" in article_pages[-1].labels:
            article_pages.append(room.press(article_pages[0], "›"))
        quoted = [part for page in article_pages for part in page.marked("blockquote")]
        assert quoted == [p.text for p in engine.store.paragraphs(1)]
        opened = room.ask("/article long 25")
        assert "¶25\n" in room.press(opened, "Read the article").text


# Edits, queues


def test_an_edited_question_is_answered_in_the_same_message(room: Newsroom, bot: Engine) -> None:
    question = room.reader.sends(CLOSED)
    answer = room.telegram.reply_to(question)
    room.reader.edits(question, SCRAPE)
    edited = room.telegram.edit_of(answer)
    assert edited.marked("bold")[0] == SCRAPE
    assert "one long scrape and then nothing moved" in edited.text
    assert "¶" in room.press(edited, "🔍 1").text
    assert len(room.telegram.private(room.reader).from_bot) == 1


def test_an_edit_after_ten_minutes_is_left_alone(room: Newsroom, bot: Engine) -> None:
    question = room.reader.sends(CLOSED)
    answer = room.telegram.reply_to(question)
    room.telegram.pass_time(601)
    room.reader.edits(question, SCRAPE)
    room.ask("/help")
    assert room.now(answer).edits == ()


def test_a_question_that_was_too_long_can_be_edited_into_one(room: Newsroom, bot: Engine) -> None:
    question = room.reader.sends("why " * 100)
    room.telegram.reply_to(question)
    room.reader.edits(question, CLOSED)
    answer = room.telegram.reply_to(question, lambda message: bool(message.keyboard))
    assert answer.marked("bold")[0] == CLOSED


def test_one_question_a_user_and_a_bounded_queue(room: Newsroom, news: Path) -> None:
    room.options = {"workers": 1, "queue_size": 1, "allowed_ids": frozenset({READER, COLLEAGUE})}
    with room.open(news) as engine:
        gate = room.hold(engine)
        first = room.reader.sends(CLOSED)
        again = room.telegram.reply_to(room.reader.sends(SCRAPE))
        assert again.text == ONE_AT_A_TIME
        second = room.colleague.sends(CLOSED)
        room.telegram.wait_for(lambda _: room.telegram.world.updates.pending == () or None)
        busy = room.telegram.reply_to(room.admin.sends(CLOSED))
        assert busy.text == "I am busy with 2 other questions. Please ask again in a moment."
        room.telegram.wait_for(lambda _: "typing" in room.telegram.private(room.reader).actions())
        gate.set()
        shown = [room.telegram.reply_to(first, lambda m: bool(m.keyboard))]
        shown.append(room.telegram.reply_to(second))
        assert [message.marked("bold")[0] for message in shown] == [CLOSED, CLOSED]


def test_a_question_that_replies_to_an_answer_keeps_its_turn(room: Newsroom, news: Path) -> None:
    with room.open(news) as engine:
        answer = room.ask(CLOSED)
        gate = room.hold(engine)
        first = room.reader.sends(CLOSED, reply_to=answer)
        second = room.reader.sends(SCRAPE)
        refused = room.telegram.reply_to(second)
        assert refused.text == ONE_AT_A_TIME
        gate.set()
        shown = room.telegram.reply_to(first, lambda m: bool(m.keyboard))
        assert shown.marked("bold")[0] == CLOSED


def test_a_question_can_be_withdrawn_and_another_asked_at_once(room: Newsroom, news: Path) -> None:
    room.options = {"workers": 2}
    with room.open(news) as engine:
        gate = room.hold(engine)
        first = room.reader.sends(CLOSED)
        chat = room.telegram.private(room.reader)
        room.telegram.wait_for(lambda _: "typing" in chat.actions() or None)
        room.reader.sends("/cancel")
        withdrawn = room.telegram.reply_to(first)
        assert withdrawn.text == f"{CLOSED}\nYou withdrew this question."
        assert withdrawn.marked("bold") == [CLOSED]
        second = room.reader.sends(SCRAPE)
        gate.set()
        answer = room.telegram.reply_to(second, lambda m: bool(m.keyboard))
        assert answer.marked("bold")[0] == SCRAPE
        assert room.ask("/cancel").text == "There is nothing to cancel."
    assert [m.text for m in chat.after(first) if m.keyboard] == [answer.text]


def test_a_withdrawn_question_says_so_where_its_answer_was_to_come(
    room: Newsroom, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.chat.answers.placeholder.PROMPT", 0.05)
    room.options = {"workers": 1, "allowed_ids": frozenset({READER, COLLEAGUE})}
    with room.open(news) as engine:
        gate = room.hold(engine)
        first = room.reader.sends(CLOSED)
        room.telegram.reply_to(first)
        waiting = room.telegram.reply_to(room.colleague.sends(SCRAPE))
        assert waiting.text == (
            "1 question ahead of yours. The answer will appear here; /cancel withdraws yours."
        )
        room.colleague.sends("/cancel")
        withdrawn = room.telegram.edit_of(waiting)
        assert withdrawn.text == f"{SCRAPE}\nYou withdrew this question."
        gate.set()
        assert room.telegram.edit_of(room.telegram.reply_to(first)).marked("bold")[0] == CLOSED
        assert room.now(waiting).text == withdrawn.text
        asked = engine.settings.data_dir
        with sqlite3.connect(asked / "chat.db") as database:
            assert database.execute("SELECT text FROM exchanges").fetchall() == [(CLOSED,)]


def test_an_edited_question_that_is_withdrawn_leaves_the_answer_as_it_was(
    room: Newsroom, bot: Engine
) -> None:
    question = room.reader.sends(CLOSED)
    answer = room.telegram.reply_to(question)
    gate = room.hold(bot)
    chat = room.telegram.private(room.reader)
    typed = chat.actions().count("typing")
    room.reader.edits(question, SCRAPE)
    room.telegram.wait_for(lambda _: chat.actions().count("typing") > typed or None)
    withdrawn = room.telegram.reply_to(room.reader.sends("/cancel"))
    assert withdrawn.text == f"{SCRAPE}\nYou withdrew this question."
    assert room.now(answer) == answer
    gate.set()


def test_a_question_can_be_withdrawn_from_another_chat_which_does_not_repeat_it(
    room: Newsroom, bot: Engine
) -> None:
    gate = room.hold(bot)
    question = room.reader.sends(CLOSED)
    chat = room.telegram.private(room.reader)
    room.telegram.wait_for(lambda _: "typing" in chat.actions() or None)
    told = room.telegram.reply_to(room.reader.sends("/cancel", to=room.desk))
    assert told.text == "I withdrew your question in another chat."
    assert CLOSED in room.telegram.reply_to(question).text
    gate.set()


def test_who_is_turned_away_while_waiting_gets_no_answer(room: Newsroom, news: Path) -> None:
    with room.open(news) as engine:
        room.ask(f"/allow {STRANGER}", who=room.admin)
        theirs = room.telegram.private(room.stranger)
        room.telegram.wait_for(lambda _: theirs.from_bot or None)  # welcome
        gate = room.hold(engine)
        question = room.stranger.sends(CLOSED)
        room.telegram.wait_for(lambda _: "typing" in theirs.actions() or None)
        room.ask(f"/deny {STRANGER}", who=room.admin)
        gate.set()
    assert theirs.after(question) == []


def test_a_press_is_answered_in_time_though_its_screen_comes_later(
    room: Newsroom, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.chat.answers.button_handlers.TOAST_WITHIN", 0.05)
    room.options = {"workers": 1}
    with room.open(news) as engine:
        answer = room.ask(CLOSED)
        gate = room.hold(engine)
        room.admin.sends(CLOSED)
        room.telegram.wait_for(lambda _: room.telegram.world.updates.pending == () or None)
        assert room.answered(room.reader.presses(answer, "More")).toast == ""
        assert room.now(answer).edits == ()
        gate.set()
        assert "Passages 3–4" in room.telegram.edit_of(answer).text


# Groups


def test_a_group_is_answered_silently_in_its_topic(room: Newsroom, bot: Engine) -> None:
    topic = room.desk.opens_topic("Storm", by=room.reader.user)
    question = room.colleague.sends(f"/ask {CLOSED}", to=room.desk, thread=topic)
    answer = room.telegram.reply_to(question)
    assert (answer.thread_id, answer.reply_to, answer.silent) == (topic, question.id, True)
    follow = room.reader.sends(SCRAPE, to=room.desk, reply_to=answer)
    assert "one long scrape and then nothing moved" in room.telegram.reply_to(follow).text


def test_an_answer_arrives_although_its_question_was_deleted(room: Newsroom, bot: Engine) -> None:
    gate = room.hold(bot)
    question = room.colleague.sends(f"/ask {CLOSED}", to=room.desk)
    room.telegram.wait_for(lambda _: room.telegram.world.updates.pending == () or None)
    room.colleague.deletes(question)
    gate.set()
    answer = room.telegram.reply_to(question)
    assert (answer.marked("bold")[0], answer.reply_to) == (CLOSED, None)


def test_a_reply_to_somebody_with_a_bare_ask_asks_what_they_wrote(
    room: Newsroom, bot: Engine
) -> None:
    said = room.colleague.sends(CLOSED, to=room.desk)
    question = room.reader.sends("/ask", to=room.desk, reply_to=said)
    assert room.telegram.reply_to(question).marked("bold")[0] == CLOSED


def test_a_group_hears_nothing_it_did_not_ask_for(room: Newsroom, bot: Engine) -> None:
    room.desk.promotes_bot()  # now it sees every message
    for text in ("just talking", "/frobnicate", CLOSED):
        room.colleague.sends(text, to=room.desk)
    room.colleague.sends_photo(to=room.desk)
    question = room.colleague.sends(f"/ask {CLOSED}", to=room.desk)
    answer = room.telegram.reply_to(question)
    room.colleague.edits(question, f"/ask {SCRAPE}")
    room.ask("/help")  # handled after
    assert room.desk.from_bot == [answer]


def test_buttons_in_a_group_belong_to_the_asker_and_to_admins(room: Newsroom, bot: Engine) -> None:
    question = room.colleague.sends(f"/ask {CLOSED}", to=room.desk)
    answer = room.telegram.reply_to(question)
    press = room.reader.presses(answer, "More")
    assert room.answered(press).toast.startswith("These buttons are for the person who asked.")
    assert room.now(answer).edits == ()
    assert "Passages 3–4" in room.press(answer, "More", who=room.admin).text
    assert "Passages 1–2" in room.press(answer, "‹", who=room.colleague).text


# Who is not admitted


def test_a_refusal_that_fails_lets_nobody_in(room: Newsroom, bot: Engine) -> None:
    for user, code in ((501, 400), (502, 403)):
        stranger = room.telegram.user(user, "Sid")
        refusals = len(room.telegram.calls("sendMessage"))
        room.telegram.fail_next("sendMessage", Fault.refused(code, "No: reason"))
        stranger.sends(CLOSED)
        room.telegram.wait_for(_has_sent(refusals + 1))
        room.ask("/help")  # handled after
        assert room.telegram.private(stranger).from_bot == []


def test_buttons_of_another_chat_do_nothing(room: Newsroom, bot: Engine) -> None:
    private = room.ask(CLOSED)
    question = room.colleague.sends("/help", to=room.desk)
    posted = room.telegram.reply_to(question)
    for row in private.keyboard:
        for button in row:
            assert room.toast(posted, str(button.value), who=room.colleague) == (
                "I no longer have this. Please ask again."
            )


def test_hostile_callback_data_is_answered_and_changes_nothing(room: Newsroom, bot: Engine) -> None:
    answer = room.ask(CLOSED)
    own = str(answer.keyboard[0][0].value).split(":")[1]
    for data in ("", "x", "p::", f"c:{own}:99", f"c:{own}:", f"l:{own}:0", f"a:{own}:0",
                 f"n:{own}:0", f"z:{own}:0", f"p:{own}:1; DROP", "x::7", "k::0"):  # fmt: skip
        assert room.toast(answer, data) != "" or data == ""
    assert room.now(answer).edits == ()
    room.reader.presses_data(answer, f"p:{own}:999")
    assert "Passages 5–" in room.telegram.edit_of(answer).text  # the last page there is


def test_the_status_waits_for_no_question_and_is_not_refused_either(
    room: Newsroom, news: Path
) -> None:
    room.options = {"workers": 1, "queue_size": 1, "allowed_ids": frozenset({READER, COLLEAGUE})}
    with room.open(news) as engine:
        gate = room.hold(engine)
        questions = [room.reader.sends(CLOSED), room.colleague.sends(CLOSED)]
        assert "I am busy with 2" in room.ask(CLOSED, who=room.admin).text
        assert "2 questions in progress" in room.ask("/status", who=room.admin).text
        gate.set()
        for question in questions:
            assert room.telegram.reply_to(question).keyboard


# Rebuilding

STEP = "import json, time; say = lambda o: print(json.dumps(o), flush=True); "
DONE = (
    "say({'report': {'articles': 3, 'paragraphs': 7, 'embedded': 7, 'reused': 0, 'removed': 0,"
    " 'seconds': 1.5}})"
)


def test_a_rebuild_is_followed_in_one_message(room: Newsroom) -> None:
    room.rebuild = STEP + DONE
    with room.open():
        message = room.ask("/rebuild full", who=room.admin)
        assert message.marked("bold") == ["Rebuilding the index"]
        done = room.telegram.edit_of(message, lambda m: "Index rebuilt" in m.text)
        assert done.text == (
            "Index rebuilt\n7 paragraphs in 3 articles, 2 s: 7 embedded, 0 reused, 0 removed."
        )
        assert done.labels == []


def test_a_rebuild_can_be_cancelled_and_there_is_one_at_a_time(room: Newsroom, news: Path) -> None:
    room.rebuild = STEP + "time.sleep(600)"
    with room.open(news):
        message = room.ask("/rebuild", who=room.admin)
        assert room.ask("/rebuild", who=room.admin).text == "A rebuild is already running."
        assert "A rebuild is already running." in room.ask("/status").text
        assert "quay was closed" in room.ask(CLOSED).text  # the old index answers
        assert room.toast(message, "k::0") == "Only administrators can do that."
        cancelled = room.press(message, "Cancel", who=room.admin)
        assert cancelled.text == "Rebuild cancelled\nThe old index stays in use."
        assert room.toast(cancelled, "k::0", who=room.admin) == "No rebuild is running."


def test_the_first_rebuild_speaks_of_no_old_index(room: Newsroom, news: Path) -> None:
    room.rebuild = STEP + "time.sleep(600)"
    with room.open() as engine:
        engine.ingest([news])
        message = room.ask("/rebuild", who=room.admin)
        assert message.text == "Rebuilding the index\nThe articles are not indexed yet."
        cancelled = room.press(message, "Cancel", who=room.admin)
        assert cancelled.text == "Rebuild cancelled\nThe articles are not indexed yet."


def test_a_rebuild_can_be_cancelled_by_command(room: Newsroom) -> None:
    room.rebuild = STEP + "time.sleep(600)"
    with room.open():
        assert room.ask("/cancel", who=room.admin).text == "There is nothing to cancel."
        message = room.ask("/rebuild", who=room.admin)
        assert room.ask("/cancel").text == "There is nothing to cancel."
        assert room.now(message).labels == ["Cancel"]
        assert room.ask("/cancel", who=room.admin).text == "Stopping."
        room.telegram.edit_of(message, lambda m: "Rebuild cancelled" in m.text)


def test_a_stopping_bot_ends_its_rebuild_and_says_so(room: Newsroom) -> None:
    room.rebuild = STEP + "time.sleep(600)"
    with room.telegram.running() as url:
        with room.serving(url):
            message = room.ask("/rebuild", who=room.admin)
        assert room.now(message).text.startswith("Rebuild cancelled")


def test_a_failed_rebuild_tells_the_admin_why(room: Newsroom) -> None:
    room.rebuild = "import sys; sys.exit('dateline: the disk is full; free some')"
    with room.open():
        message = room.ask("/rebuild", who=room.admin)
        failed = room.telegram.edit_of(message)
        assert failed.text == (
            "Rebuild failed\nThe articles are not indexed yet.\n\n"
            "dateline: the disk is full; free some"
        )
