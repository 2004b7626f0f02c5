"""Watches: saved questions, and what is told of them, over HTTP with the strict double."""

from __future__ import annotations

import logging
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.chat.answers.chat_query import ChatQuery
from bot.chat.database import ChatDatabase
from bot.chat.watches.watches import Hit, Watches
from bot.engine import Engine
from index.types import Assessment
from tests.botapi import Fault
from tests.bots import DESK_ID, READER
from tests.watchroom import GUST, Watchroom, gust_of

# Saving, listing, stopping


def test_a_watch_is_saved_listed_and_stopped(desk: Watchroom) -> None:
    ask = desk.room.ask
    with desk.open():
        assert ask("/watch").text.startswith("There are no watches in this chat.")
        saved = ask(f"/watch {GUST}")
        assert saved.text == (
            "Watch 1 saved. I found 1 passage that answers it now, "
            "and I will tell you about new ones."
        )
        assert ask("/watch Who stole the anchor of the Calla?").text == (
            "Watch 2 saved. I found nothing that answers it now; "
            "I will tell you when I find something."
        )
        assert (
            ask(f"/watch {GUST.upper()}").text == "This chat already watches that: it is watch 1."
        )
        listed = ask("/watch")
        assert listed.marked("bold") == ["2 watches", "1", "2"]
        assert f"1 · {GUST}\nsince 5 March 2031 · 0 new passages" in listed.text
        assert ask("/watch stop 1").text == "Watch 1 is stopped."
        assert ask("/watch stop 1").text == (
            "There is no watch 1 in this chat. /watch lists those there are."
        )
        assert ask(f"/watch {GUST}").text.startswith("Watch 3 saved")  # no number comes again
        assert ask("/watch stop").text.startswith("Which one?")
        assert ask("/watch " + "why " * 100).text.startswith(
            "A question can have up to 300 characters"
        )
        assert ask("/watch ?!").text.startswith("/watch QUESTION saves a question")


def test_a_watch_that_is_forgotten_while_it_is_matched_keeps_nothing(tmp_path: Path) -> None:
    with closing(ChatDatabase.open(tmp_path / "chat.db")) as database:
        watches = Watches(database)
        watch = watches.add(GUST, ChatQuery(GUST), chat=7, thread=None, user=7, now=1.0, corpus="c",
                            revision=1, known=[])  # fmt: skip
        hit = Hit(paragraph=1, text_key="a gust", record={}, confidence=0.9)
        database.forget(7)
        watches.matched(watch, [hit], corpus="c", revision=2, now=2.0)
        assert watches.unnotified(watch) == []


def test_a_reply_to_an_alert_goes_on_from_the_question_that_is_watched(desk: Watchroom) -> None:
    with desk.open() as engine:
        desk.room.ask(f"/watch {GUST}")
        desk.gust("storm", 152)
        desk.publish(engine)
        (alert,) = desk.heard()
        asked = desk.room.reader.sends("and who said so?", reply_to=alert)
        answer = desk.room.telegram.reply_to(asked)
        assert answer.marked("bold")[0] == "and who said so?"
        assert answer.marked("italic")[0] == (
            "Follow-up: searched only 1 article of the earlier answer"
            " · with “gust weather station mole measure” from the earlier question"
        )


def test_an_abstention_can_be_watched_by_its_button(desk: Watchroom) -> None:
    with desk.open() as engine:
        unanswered = desk.room.ask("Which weather station toppled at dawn and why?")
        assert "I found no passage that answers this." in unanswered.text
        desk.room.reader.presses(unanswered, "Watch this question")
        saved = desk.room.telegram.reply_to(unanswered)
        assert saved.text.startswith("Watch 1 saved. I found nothing that answers it now")
        desk.write("dawn", "The weather station toppled at dawn, and nobody knows why.")
        desk.publish(engine)
        assert [alert.marked("blockquote") for alert in desk.heard()] == [
            ["The weather station toppled at dawn, and nobody knows why."]
        ]


def test_a_watch_keeps_to_what_it_is_limited_to(desk: Watchroom) -> None:
    with desk.open() as engine:
        refused = desk.room.ask(f"/watch {GUST} from:Gull").text
        assert "Gull" in refused
        assert desk.room.ask(f"/watch {GUST} since:2031-03-05").text.startswith("Watch 1 saved")
        desk.gust("undated", 152)
        desk.publish(engine)
        assert desk.heard() == []
        desk.gust("dated", 160)
        article = desk.room.folder / "wire" / "dated.txt"
        article.write_text(f"---\ndate: 2031-03-06\n---\n{article.read_text()}")
        desk.publish(engine)
        assert "160 kilometres" in desk.heard()[0].text
        assert f"1 · {GUST} since:2031-03-05" in desk.room.ask("/watch").text


# Alerts


def test_new_articles_are_told_once_and_old_ones_never(desk: Watchroom) -> None:
    with desk.open() as engine:
        desk.room.ask(f"/watch {GUST}")
        desk.settle()
        assert desk.heard() == []
        desk.gust("storm", 152)
        desk.publish(engine)
        (alert,) = desk.heard()
        assert alert.text.startswith(f"🔔 Watch 1: {GUST}\n1 passage from 1 article\n")
        assert alert.marked("blockquote") == [gust_of(152), gust_of(141)]
        assert alert.labels == ["🔍 1", "Sources", "Mute 24 h", "Stop watching", "Share"]
        engine.rebuild(full=True)
        desk.write("unrelated", "The council votes on the tram depot in May.")
        desk.publish(engine)
        assert len(desk.heard()) == 1


def test_an_article_about_something_else_is_not_asked(
    desk: Watchroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    assess = Engine.assess

    def noted(itself: Engine, question: str, **named: Any) -> Assessment:
        asked.append(question)
        return assess(itself, question, **named)

    with desk.open() as engine:
        desk.room.ask(f"/watch {GUST}")
        monkeypatch.setattr(Engine, "assess", noted)
        desk.write("depot", "The council votes on the tram depot in May.")
        desk.publish(engine)
        assert asked == []
        desk.gust("storm", 152)
        desk.publish(engine)
        assert asked == [GUST]
        assert len(desk.heard()) == 1


def test_an_alert_has_the_buttons_of_an_answer_and_its_own(desk: Watchroom) -> None:
    with desk.open() as engine:
        desk.room.ask(f"/watch {GUST}")
        desk.gust("storm", 152)
        desk.publish(engine)
        (alert,) = desk.heard()
        assert "Nobody was hurt" in desk.room.press(alert, "🔍 1").text
        back = desk.room.press(alert, "‹ Back")
        assert (back.text, back.labels) == (alert.text, alert.labels)
        muted = desk.room.reader.presses(back, "Mute 24 h")
        assert desk.room.answered(muted).toast.startswith("Watch 1 is muted for 24 hours")
        desk.gust("squall", 160)
        desk.publish(engine)
        assert len(desk.heard()) == 1
        assert "muted" in desk.room.ask("/watch").text
        desk.now = "2031-03-06T12:00:01+00:00"
        desk.settle()
        assert "160 kilometres" in desk.heard()[1].text  # what it found meanwhile comes now
        stopped = desk.room.reader.presses(desk.heard()[1], "Stop watching")
        assert desk.room.answered(stopped).toast == "Watch 1 is stopped."
        desk.gust("gusts", 170)
        desk.publish(engine)
        assert len(desk.heard()) == 2


def test_a_corrected_article_or_a_copy_repeats_no_alert(desk: Watchroom) -> None:
    with desk.open() as engine:
        desk.room.ask(f"/watch {GUST}")
        desk.gust("storm", 152)
        desk.publish(engine)
        assert len(desk.heard()) == 1
        measured = "The weather station on the mole measured a gust of 152 kilometres an hour."
        desk.write("storm", measured, "One man was hurt, and every ferry was late.")  # corrected
        desk.write("copy", measured, "Wire copy.")
        desk.publish(engine)
        assert len(desk.heard()) == 1
        desk.gust("storm", 155)
        desk.publish(engine)
        assert "155 kilometres" in desk.heard()[1].text  # what is new in it is news


def test_a_figure_that_changes_is_told_with_the_earlier_one_beside_it(desk: Watchroom) -> None:
    asked = "How many people died in the blast at the oil depot?"
    with desk.open() as engine:
        desk.room.ask(f"/watch {asked}")
        twelve = "Twelve people died in the blast at the oil depot, officials said."
        desk.write("blast", twelve)
        desk.publish(engine)
        assert desk.heard()[0].marked("blockquote") == [twelve]
        thirteen = "The number of people who died in the blast at the oil depot rose to thirteen."
        desk.write("blast", thirteen)  # the article was brought up to date
        desk.publish(engine)
        alert = desk.heard()[1]
        assert alert.text.startswith("🔔 Watch 1: ")
        assert alert.marked("blockquote") == [thirteen, twelve]
        assert f"\n\nEarlier:\n{twelve}\n" in alert.text


def test_wire_copy_with_another_comma_and_the_same_figure_is_no_news(desk: Watchroom) -> None:
    with desk.open() as engine:
        desk.room.ask(f"/watch {GUST}")
        desk.write("copy", gust_of(141).replace("mole", "mole,"))
        desk.publish(engine)
        assert desk.heard() == []


def test_many_new_passages_come_as_one_line_and_a_button(desk: Watchroom) -> None:
    with desk.open() as engine:
        desk.room.ask(f"/watch {GUST}")
        for speed in range(150, 157):
            desk.gust(f"storm-{speed}", speed)
        desk.publish(engine)
        (alert,) = desk.heard()
        assert alert.text == f"🔔 Watch 1: {GUST}\n7 new passages from 7 articles"
        assert alert.labels == ["Show them", "Mute 24 h", "Stop watching"]
        shown = desk.room.press(alert, "Show them")
        # As many as a page of an answer has, and what was known before.
        assert shown.marked("blockquote") == [gust_of(150), gust_of(141), gust_of(151)]
        assert shown.labels == [
            "🔍 1",
            "🔍 2",
            "More",
            "Sources",
            "Mute 24 h",
            "Stop watching",
            "Share",
        ]


def test_what_came_while_the_bot_was_down_is_told_once(desk: Watchroom) -> None:
    room = desk.room
    with room.telegram.running() as url:
        with room.serving(url) as engine:
            desk.gust("gale", 141)
            desk.publish(engine)
            room.ask(f"/watch {GUST}")
        desk.gust("storm", 152)
        engine.ingest([room.folder / "wire"])
        engine.rebuild()
        for _ in range(2):
            with room.serving(url):
                desk.settle()
        assert len(desk.heard()) == 1
    assert room.telegram.lint == []


def test_another_corpus_is_no_news(desk: Watchroom) -> None:
    room = desk.room
    with room.telegram.running() as url:
        with room.serving(url) as engine:
            desk.gust("gale", 141)
            desk.publish(engine)
            room.ask(f"/watch {GUST}")
        for file in (room.folder / "data").glob("corpus.db*"):
            file.unlink()
        desk.gust("storm", 152)
        with room.serving(url) as engine:
            desk.publish(engine)
            assert desk.heard() == []
            desk.gust("squall", 160)
            desk.publish(engine)
            assert "160 kilometres" in desk.heard()[0].text


def test_quiet_hours_hold_alerts_back_until_they_end(desk: Watchroom) -> None:
    with desk.open() as engine:
        desk.room.ask(f"/watch {GUST}")
        assert desk.room.ask("/quiet").text.startswith("No quiet hours are set")
        assert desk.room.ask("/quiet 22:00-07:00 kyiv").text == (
            "Quiet hours are 22:00-07:00 (Europe/Kyiv).\n"
            "Alerts wait until they end. A briefing during them arrives without a sound."
        )
        desk.now = "2031-03-05T21:30:00+00:00"  # half past eleven at night
        desk.gust("storm", 152)
        desk.publish(engine)
        desk.gust("squall", 160)
        desk.publish(engine)
        assert desk.heard() == []
        desk.now = "2031-03-06T05:00:00+00:00"
        desk.settle()
        (alert,) = desk.heard()
        assert alert.marked("blockquote") == [gust_of(152), gust_of(141), gust_of(160)]
        assert desk.room.ask("/quiet off").text.startswith("No quiet hours are set")
        assert desk.room.ask("/quiet 22-7").text.startswith("/quiet 22:00-07:00 sets them")


# Groups


def test_in_a_group_anyone_watches_and_the_saver_or_an_admin_stops(desk: Watchroom) -> None:
    room = desk.room
    topic = room.desk.opens_topic("Weather", by=room.reader.user)
    with desk.open() as engine:
        asked = room.colleague.sends(f"/watch {GUST}", to=room.desk, thread=topic)
        assert room.telegram.reply_to(asked).text.startswith("Watch 1 saved")
        desk.gust("storm", 152)
        desk.publish(engine)
        (alert,) = desk.heard(where=room.desk)
        assert alert.thread_id == topic
        refused = "Only the person who saved a watch, or an administrator, can stop or mute it."
        assert room.toast(alert, "o::1", who=room.reader) == refused
        again = room.reader.sends("/watch stop 1", to=room.desk, thread=topic)
        assert room.telegram.reply_to(again).text == refused
        assert room.toast(alert, "m::1", who=room.colleague).startswith("Watch 1 is muted")
        assert room.toast(alert, "o::1", who=room.admin) == "Watch 1 is stopped."
        assert room.toast(alert, "o::1", who=room.admin).startswith("There is no watch 1")


def test_a_closed_topic_is_told_in_the_group_itself(desk: Watchroom) -> None:
    room = desk.room
    topic = room.desk.opens_topic("Weather", by=room.reader.user)
    with desk.open() as engine:
        asked = room.colleague.sends(f"/watch {GUST}", to=room.desk, thread=topic)
        room.telegram.reply_to(asked)
        room.desk.closes_topic(topic, by=room.reader.user)
        desk.gust("storm", 152)
        desk.publish(engine)
        assert [alert.thread_id for alert in desk.heard(where=room.desk)] == [None]


def test_a_group_that_becomes_a_supergroup_keeps_its_watches(desk: Watchroom) -> None:
    room = desk.room
    group = room.telegram.group(6, "Night", [room.reader], supergroup=False)
    new_id = -1_001_000_000_000 + group.chat_id
    room.options = {"allowed_ids": frozenset({READER, DESK_ID, group.chat_id, new_id})}
    with desk.open() as engine:
        room.telegram.reply_to(room.reader.sends(f"/watch {GUST}", to=group))
        moved = group.migrates(by=room.reader.user)
        desk.settle()
        desk.gust("storm", 152)
        desk.publish(engine)
        assert len(desk.heard(where=moved)) == 1
        room.telegram.reply_to(room.reader.sends("/watch stop 1", to=moved))


# Who may not hear, and what fails


def test_who_blocks_the_bot_hears_nothing_until_it_is_let_in_again(
    desk: Watchroom, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    room = desk.room
    with desk.open() as engine:
        room.ask(f"/watch {GUST}")
        room.reader.blocks_bot()
        room.telegram.wait_for(lambda _: "shut out of chat" in caplog.text or None)
        sent = len(room.telegram.calls("sendMessage"))
        desk.gust("storm", 152)
        desk.publish(engine)
        assert len(room.telegram.calls("sendMessage")) == sent
        room.reader.unblocks_bot()
        room.telegram.wait_for(lambda _: desk.heard() or None)
        desk.settle()
        assert len(desk.heard()) == 1


def test_a_group_that_removes_the_bot_hears_nothing_until_it_is_back(
    desk: Watchroom, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    room = desk.room
    with desk.open() as engine:
        room.telegram.reply_to(room.colleague.sends(f"/watch {GUST}", to=room.desk))
        room.desk.kicks_bot()
        room.telegram.wait_for(lambda _: "shut out of chat" in caplog.text or None)
        sent = len(room.telegram.calls("sendMessage"))
        desk.gust("storm", 152)
        desk.publish(engine)
        assert len(room.telegram.calls("sendMessage")) == sent
        room.desk.adds_bot()
        room.telegram.wait_for(lambda _: desk.heard(where=room.desk) or None)


def test_a_chat_that_refuses_is_asked_once(desk: Watchroom) -> None:
    room = desk.room
    with desk.open() as engine:
        room.ask(f"/watch {GUST}")
        room.telegram.fail_always(
            "sendMessage", Fault.refused(403, "Forbidden: user is deactivated")
        )
        sent = len(room.telegram.calls("sendMessage"))
        desk.gust("storm", 152)
        desk.publish(engine)
        desk.settle()
        assert len(room.telegram.calls("sendMessage")) == sent + 1
        room.telegram.heal()
        room.ask("/watch Who stole the anchor of the Calla?")  # so it can be written to
        desk.settle()
        assert len(desk.heard()) == 1


def test_who_is_no_longer_admitted_hears_nothing(desk: Watchroom) -> None:
    room = desk.room
    with room.telegram.running() as url:
        with room.serving(url) as engine:
            desk.gust("gale", 141)
            desk.publish(engine)
            room.ask(f"/watch {GUST}")
        room.options = {"allowed_ids": frozenset({DESK_ID})}
        desk.gust("storm", 152)
        with room.serving(url) as engine:
            desk.publish(engine)
            desk.settle()
        assert desk.heard() == []


@pytest.mark.parametrize("arrived", [True, False])
@pytest.mark.parametrize("fault", [Fault.dropped(), Fault.gateway()], ids=["dropped", "502"])
def test_an_alert_that_may_have_arrived_is_offered_and_not_sent_again(
    desk: Watchroom, fault: Fault, arrived: bool
) -> None:
    room = desk.room
    with desk.open() as engine:
        saved = room.ask(f"/watch {GUST}")
        room.telegram.fail_next("sendMessage", replace(fault, done=arrived))
        desk.gust("storm", 152)
        desk.publish(engine)
        offer = room.telegram.reply_to(saved, lambda message: "interrupted" in message.text)
        alerts = [m for m in room.telegram.private(room.reader).after(saved) if m != offer]
        told = [gust_of(152), gust_of(141)]
        assert [alert.marked("blockquote") for alert in alerts] == [told] * arrived
        assert room.press(offer, "Show the answer").marked("blockquote") == told


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
def test_a_chat_that_telegram_pauses_holds_up_no_other(desk: Watchroom) -> None:
    room = desk.room
    with desk.open() as engine:
        room.ask(f"/watch {GUST}")
        room.telegram.reply_to(room.colleague.sends(f"/watch {GUST}", to=room.desk))
        room.telegram.fail_next("sendMessage", Fault.flood(100))
        desk.gust("storm", 152)
        engine.ingest([room.folder / "wire"])
        engine.rebuild()
        room.telegram.wait_for(lambda _: [*desk.heard(), *desk.heard(where=room.desk)] or None)
        desk.gust("squall", 160)
        engine.ingest([room.folder / "wire"])
        engine.rebuild()
        free = room.desk if desk.heard(where=room.desk) else None
        room.telegram.wait_for(lambda _: len(desk.heard(where=free)) == 2 or None)
        assert len([*desk.heard(), *desk.heard(where=room.desk)]) == 2


def test_an_alert_that_telegram_will_not_take_is_given_up(desk: Watchroom) -> None:
    room = desk.room
    with desk.open() as engine:
        room.ask(f"/watch {GUST}")
        room.telegram.fail_next("sendMessage", Fault.refused(400, "Bad Request: can't parse"))
        sent = len(room.telegram.calls("sendMessage"))
        desk.gust("storm", 152)
        desk.publish(engine)
        desk.settle()
        assert len(room.telegram.calls("sendMessage")) == sent + 1


def test_an_alert_replies_to_the_words_that_are_watched(desk: Watchroom) -> None:
    with desk.open() as engine:
        desk.room.ask(f"/watch {GUST}")
        desk.gust("storm", 160)
        desk.publish(engine)
        (alert,) = desk.heard()
        assert alert.quote == GUST
        sent = desk.room.telegram.private(desk.room.reader).messages
        assert [m.text for m in sent if m.id == alert.reply_to] == [f"/watch {GUST}"]
        assert not alert.silent
