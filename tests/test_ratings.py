"""👍 and 👎 under answers, over HTTP with the double."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from bot.chat.answers.exchanges import ExchangeKind, Exchanges
from bot.chat.answers.ratings import Rating, Ratings, Tally
from bot.chat.database import ChatDatabase
from bot.engine import Engine
from tests.botapi import Fault, Message
from tests.bots import Newsroom

CLOSED = "Why was the quay closed until the evening?"
FAULTS = ["Wrong passage", "Wrong speaker", "Nothing answers"]


def toast(room: Newsroom, answer: Message, label: str) -> str:
    return room.answered(room.reader.presses(answer, label)).toast


def test_right_is_noted_once(room: Newsroom, bot: Engine) -> None:
    answer = room.ask(CLOSED)
    assert toast(room, answer, "👍") == "Thank you, noted."
    assert toast(room, answer, "👍") == "You have already said so."
    assert room.now(answer).edits == ()
    assert "Answers rated: 1 right, 0 wrong" in room.ask("/status", who=room.admin).text
    assert "rated" not in room.ask("/status").text


def test_a_rating_of_what_is_forgotten_meanwhile_says_that_it_is_gone(
    room: Newsroom, bot: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = room.ask(CLOSED)
    looked = Ratings.of

    def forgetting(itself: Ratings, exchange: str, *, user: int) -> Rating | None:
        found = looked(itself, exchange, user=user)
        with closing(ChatDatabase.open(room.folder / "data" / "chat.db")) as database:
            database.write("DELETE FROM exchanges")
        return found

    monkeypatch.setattr(Ratings, "of", forgetting)
    assert toast(room, answer, "👍") == "I no longer have this. Please ask again."


def test_wrong_asks_once_what_is_wrong_and_stays_on_its_page(room: Newsroom, bot: Engine) -> None:
    answer = room.press(room.ask(CLOSED), "More")
    asked = room.press(answer, "👎")
    assert asked.text == answer.text
    assert asked.labels[-3:] == FAULTS
    told = room.press(answer, "Wrong passage")
    assert told.text == answer.text
    assert told.labels == answer.labels
    assert toast(room, answer, "👎") == "You have already said so."
    status = room.ask("/status", who=room.admin).text
    assert "0 right, 1 wrong (1 wrong passage)" in status


def test_a_person_may_change_their_mind_and_counts_once(room: Newsroom, bot: Engine) -> None:
    answer = room.ask(CLOSED)
    assert toast(room, answer, "👍") == "Thank you, noted."
    room.press(answer, "👎")
    room.press(answer, "Nothing answers")
    assert "0 right, 1 wrong (1 nothing answers)" in room.ask("/status", who=room.admin).text


def test_anybody_in_a_group_rates_and_nobody_elsewhere(room: Newsroom, bot: Engine) -> None:
    answer = room.telegram.reply_to(room.reader.sends(f"/ask {CLOSED}", to=room.desk))
    identifier = str(answer.keyboard[0][0].value).split(":")[1]
    for who in (room.reader, room.colleague):
        assert room.toast(answer, f"v:{identifier}:0.0", who=who) == "Thank you, noted."
    assert room.toast(answer, f"v:{identifier}:3.0", who=room.admin) == "Press 👎 first."
    elsewhere = room.ask("/help")
    for data in (f"v:{identifier}:0.0", "v::0.0", f"v:{identifier}:5.0", f"v:{identifier}:"):
        assert room.toast(elsewhere, data) == "I no longer have this. Please ask again."
    assert "2 right, 0 wrong" in room.ask("/status", who=room.admin).text


def test_a_rating_outlives_the_message(room: Newsroom, bot: Engine) -> None:
    answer = room.ask(CLOSED)
    room.telegram.fail_next("editMessageText", Fault.refused(400, "message can't be edited"))
    room.reader.presses(answer, "👎")
    again = room.telegram.wait_for(lambda d: next(
        (m for m in d.private(room.reader).from_bot if m.id > answer.id), None
    ))  # fmt: skip
    assert again.labels[-3:] == FAULTS


def test_ratings_go_with_their_exchange(tmp_path: Path) -> None:
    with closing(ChatDatabase.open(tmp_path / "chat.db")) as database:
        exchanges, ratings = Exchanges(database), Ratings(database)
        kept, dropped = (
            exchanges.add(
                ExchangeKind.QUESTION,
                chat=7,
                user=7,
                question=1,
                asked=when,
                text="Who?",
                payload={},
            ).id
            for when in (9.0, 1.0)
        )
        assert ratings.give(kept, user=7, rating=Rating.WRONG)
        assert not ratings.give(kept, user=7, rating=Rating.WRONG)
        assert ratings.give(kept, user=7, rating=Rating.WRONG_SPEAKER)
        assert ratings.give(kept, user=8, rating=Rating.RIGHT)
        assert ratings.give(dropped, user=7, rating=Rating.RIGHT)
        exchanges.prune(before=5.0)
        tally = ratings.tally()
        assert tally == Tally({Rating.RIGHT: 1, Rating.WRONG_SPEAKER: 1})
        assert (tally.right, tally.wrong) == (1, 1)
        assert ratings.of(kept, user=7) is Rating.WRONG_SPEAKER
        assert ratings.of(dropped, user=7) is None
