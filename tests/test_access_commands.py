"""`dateline access`, as an operator types it."""

from __future__ import annotations

from tests.terminal import Terminal


def test_somebody_is_let_in_listed_and_turned_away(terminal: Terminal) -> None:
    assert terminal.succeeds("access", "list") == "Nobody has access yet.\n"
    assert terminal.succeeds("access", "allow", "99", "--role", "editor") == "99: editor\n"
    assert terminal.json("access", "allow", "--json", "--", "-100200300") == {
        "id": -100200300, "role": "reader", "name": "",
    }  # fmt: skip
    assert terminal.json("access", "list", "--json") == {
        "settings": [],
        "members": [
            {"id": -100200300, "role": "reader", "name": ""},
            {"id": 99, "role": "editor", "name": ""},
        ],
        "waiting": [],
    }
    assert terminal.succeeds("access", "deny", "99") == "99: denied\n"
    assert "99  denied" in terminal.succeeds("access", "list")


def test_what_cannot_be_decided_is_one_line(terminal: Terminal) -> None:
    assert "neither an id nor a code" in terminal.fails("access", "allow", "Sam")
    assert "nobody waiting has this code" in terminal.fails("access", "allow", "KQ27-M9XA")
    error = terminal.fails("access", "allow", "--role", "admin", "--", "-100200300")
    assert "is a group" in error
