"""Briefings: set in words, sent at the hour of the chat's zone, and only with something to tell."""

from __future__ import annotations

from tests.botapi import Fault, Message
from tests.watchroom import GUST, Watchroom

FERRIES = "Did every ferry keep to its time?"


def briefings(desk: Watchroom) -> list[Message]:
    return [message for message in desk.heard() if message.text.startswith("🗞")]


def test_a_briefing_is_set_shown_moved_and_ended(desk: Watchroom) -> None:
    ask = desk.room.ask
    with desk.open():
        assert ask("/digest").text.startswith("No briefing is set for this chat.\n/digest daily")
        bare = ask("/digest daily 07:00 Europe/Kyiv")
        assert bare.text.startswith(
            "A briefing comes daily at 07:00 (Europe/Kyiv).\n"
            "The next comes on Thursday 6 March 2031, 07:00 (Europe/Kyiv)\n\n"
            "A briefing tells you what is new for the watches of this chat. There are none yet"
        )
        assert bare.marked("date_time") == ["Thursday 6 March 2031, 07:00 (Europe/Kyiv)"]
        ask(f"/watch {GUST}")
        weekly = "A briefing comes weekly, on Monday at 08:30 (Europe/Kyiv).\n"  # the zone is kept
        moved = ask("/digest weekly Monday 8:30").text
        assert moved == (weekly + "The next comes on Monday 10 March 2031, 08:30 (Europe/Kyiv)")
        assert ask("/digest").text == moved
        ask("/quiet 22:00-07:00 America/New_York")
        assert "Monday 10 March 2031, 08:30 (America/New_York)" in ask("/digest").text
        assert ask("/digest off").text.startswith("No briefing is set")
        for wrong in ("at seven", "daily", "weekly 07:00", "daily 7 Europe/Kyiv", "on", "noon"):
            assert "/digest daily 07:00 or" in ask(f"/digest {wrong}").text, wrong
        assert ask("/quiet from 22").text.startswith("/quiet 22:00-07:00 sets them.")
        assert ask("/digest daily 07:00 Kiyv").text.startswith(
            "I do not know the time zone “Kiyv”."
        )


def test_it_tells_what_is_new_at_its_hour_and_nothing_twice(desk: Watchroom) -> None:
    with desk.open() as engine:
        desk.room.ask(f"/watch {GUST}")
        desk.room.ask(f"/watch {FERRIES}")
        desk.room.ask("/digest daily 07:00 Europe/Kyiv")
        for speed in range(151, 156):
            desk.gust(f"storm-{speed}", speed)
        desk.publish(engine)
        desk.now = "2031-03-06T04:59:59+00:00"
        desk.settle()
        assert briefings(desk) == []
        desk.now = "2031-03-06T05:00:00+00:00"
        desk.settle()
        (briefing,) = briefings(desk)
        titles = briefing.marked("bold")
        assert titles[:2] == ["🗞 Daily briefing", f"Watch 1: {GUST}"]
        assert "The strongest 3 of 5 new passages" in briefing.text
        stored = {
            p.text for a in engine.store.articles() for p in engine.store.paragraphs(a.number)
        }
        quoted = briefing.marked("blockquote")
        assert set(quoted) <= stored
        assert len([text for text in quoted if "a gust of" in text]) == 3
        assert not briefing.silent
        desk.now = "2031-03-07T05:00:00+00:00"
        desk.settle()
        assert len(briefings(desk)) == 1  # nothing new: nothing sent


def test_a_reply_to_a_briefing_asks_within_its_articles(desk: Watchroom) -> None:
    with desk.open() as engine:
        desk.room.ask(f"/watch {GUST}")
        desk.room.ask("/digest daily 07:00")
        desk.gust("storm", 152)
        desk.publish(engine)
        desk.now = "2031-03-06T07:00:00+00:00"
        desk.settle()
        (briefing,) = briefings(desk)
        asked = desk.room.reader.sends("Which lighthouse keeper retired?", reply_to=briefing)
        answer = desk.room.telegram.reply_to(asked)
        assert answer.marked("italic")[0].startswith("Follow-up: searched only 1 article of")
        assert "keeper retired on" not in answer.text


def test_a_week_without_news_is_one_line(desk: Watchroom) -> None:
    with desk.open():
        desk.room.ask(f"/watch {GUST}")
        desk.room.ask("/digest weekly mon 07:00")
        desk.now = "2031-03-10T07:00:00+00:00"
        desk.settle()
        assert [message.text for message in briefings(desk)] == [
            "🗞 Weekly briefing: I found nothing new for the watches of this chat."
        ]


def test_what_was_due_while_the_bot_was_down_comes_once(desk: Watchroom) -> None:
    room = desk.room
    with room.telegram.running() as url:
        with room.serving(url) as engine:
            desk.gust("gale", 141)
            desk.publish(engine)
            room.ask(f"/watch {GUST}")
            room.ask("/digest daily 07:00")
            desk.gust("storm", 152)
            desk.publish(engine)
        desk.now = "2031-03-09T10:00:00+00:00"  # three mornings later
        with room.serving(url):
            desk.settle()
            assert len(briefings(desk)) == 1
            assert "Monday 10 March 2031, 07:00" in room.ask("/digest").text


def test_one_that_falls_into_quiet_hours_makes_no_sound(desk: Watchroom) -> None:
    with desk.open() as engine:
        desk.room.ask(f"/watch {GUST}")
        desk.room.ask("/digest daily 06:00")
        desk.gust("storm", 152)
        desk.publish(engine)
        desk.room.ask("/quiet 22:00-07:00")
        desk.now = "2031-03-06T06:00:00+00:00"
        desk.settle()
        assert [message.silent for message in briefings(desk)] == [True]


def test_a_long_briefing_is_turned_like_a_book(desk: Watchroom) -> None:
    with desk.open() as engine:
        for word in ("anchor", "beacon", "cannon", "dinghy"):
            desk.room.ask(f"/watch Who found the {word} of Lissow?")
            for day in range(3):
                desk.write(f"{word}-{day}", f"Diver {day} found the {word} of Lissow.")
        desk.room.ask("/digest daily 07:00")
        desk.publish(engine)
        desk.now = "2031-03-06T07:00:00+00:00"
        desk.settle()
        (first,) = briefings(desk)
        assert first.labels[-1] == "›"
        shown = list(first.marked("blockquote"))
        page = first
        while page.labels[-1] == "›":
            page = desk.room.press(first, "›")
            shown += page.marked("blockquote")
        assert len(shown) == len(set(shown)) == 12
        assert "[12]" in page.text


def test_one_that_may_not_have_arrived_is_offered_and_not_sent_again(desk: Watchroom) -> None:
    with desk.open() as engine:
        room = desk.room
        room.ask(f"/watch {GUST}")
        told = room.ask("/digest daily 07:00")
        desk.gust("storm", 152)
        desk.publish(engine)
        room.telegram.fail_next("sendMessage", Fault.refused(500, "Internal Server Error"))
        desk.now = "2031-03-06T07:00:00+00:00"
        offer = room.telegram.reply_to(told, lambda message: "interrupted" in message.text)
        desk.settle()
        assert briefings(desk) == []
        assert "152 kilometres" in room.press(offer, "Show the answer").text


def test_a_briefing_comes_at_once_where_it_is_asked_for(desk: Watchroom) -> None:
    ask = desk.room.ask
    with desk.open() as engine:
        assert "There are none yet" in ask("/digest now").text
        ask(f"/watch {GUST}")
        nothing = ask("/digest now")
        assert nothing.text == (
            "🗞 I found nothing new for the watches of this chat since 26 February 2031."
        )
        desk.gust("storm", 160)
        desk.publish(engine)
        for _ in range(2):  # as often as anybody likes
            briefing = ask("/digest NOW")
            assert briefing.marked("bold")[:2] == ["🗞 Briefing", f"Watch 1: {GUST}"]
            assert "160 kilometres" in briefing.marked("blockquote")[0]
