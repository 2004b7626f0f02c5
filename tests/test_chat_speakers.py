"""Who said it, in a chat: over a quotation, by name, and with a question's by:."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bots import Newsroom

SAFE = "Ada Bell says that the weir holds and the valley is safe."
NIGHT = "Norland denies that the weir was opened at night."


@pytest.fixture
def room(room: Newsroom, tmp_path: Path) -> Iterator[Newsroom]:
    article = tmp_path / "weir.txt"
    article.write_text(f"{SAFE}\n\n{NIGHT}", encoding="utf-8")
    with room.open() as engine:
        engine.ingest([article])
        engine.attribute()
        engine.rebuild()
        yield room


def test_the_speaker_stands_over_the_quotation(room: Newsroom) -> None:
    lines = room.ask("Ada Bell says that the weir holds and the valley is safe").text.split("\n")
    assert lines[lines.index(SAFE) - 1] == "Ada Bell"


def test_who_lists_what_somebody_is_quoted_as_saying(room: Newsroom) -> None:
    answer = room.ask("/who Norland").text
    assert "Norland (denial)" in answer
    assert NIGHT in answer
    assert SAFE not in answer
    assert NIGHT not in room.ask("/who Norland about valleys").text
    assert "Zed" in room.ask("/who Zed").text


def test_by_limits_a_question_to_a_speaker(room: Newsroom) -> None:
    answer = room.ask("by:Norland the weir was opened at night")
    assert answer.marked("blockquote") == [NIGHT]
    assert "Zed" in room.ask('by:"Zed" the weir').text
