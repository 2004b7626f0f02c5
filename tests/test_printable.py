from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.printable import json_line, printable, printable_line

COMMANDS = "\x00\x07\x08\x1b\x7f\x9b\u202e\u2066"


@given(st.text(st.one_of(st.characters(), st.sampled_from(COMMANDS))))
def test_nothing_that_commands_a_terminal_remains(text: str) -> None:
    safe = printable(text)
    assert len(safe) == len(text)
    assert not set(safe) & set(COMMANDS)
    assert all(kept == had for kept, had in zip(safe, text, strict=True) if had.isalnum())
    assert len(printable_line(text).splitlines()) <= 1


@given(st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(COMMANDS))))
def test_json_says_the_same_without_commands(text: str) -> None:
    for ascii_only in (False, True):
        line = json_line({"title": text}, ascii_only=ascii_only)
        assert json.loads(line) == {"title": text}
        assert not set(line) & set(COMMANDS)
        assert "\n" not in line
