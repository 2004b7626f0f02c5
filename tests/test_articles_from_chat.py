"""What is known of an article that comes in through the chat."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat, Message, MessageOriginChannel, MessageOriginHiddenUser

from bot.chat.articles.messages import (
    FEWEST_LETTERS,
    AddRequest,
    origin_of,
    read_fields,
    read_request,
    safe_name,
    with_headline_apart,
)
from corpus.formats.registry import SUFFIXES
from corpus.types import Metadata

WHEN = datetime(2031, 3, 4, 6, 30, tzinfo=UTC)
CHAT = Chat(77, "private")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("storm.txt", "storm.txt"),
        ("../../etc/Storm note.MD", "etc-Storm-note.md"),
        (".hidden.html", "hidden.html"),
        ("буря.txt", "буря.txt"),
        ("....jsonl", "article.jsonl"),
        ("storm.exe", None),
        ("storm", None),
        ("", None),
    ],
)
def test_a_name_becomes_a_safe_one_or_none(name: str, kept: str | None) -> None:
    assert safe_name(name) == kept


def test_a_name_without_a_suffix_gets_that_of_what_it_is_sent_as() -> None:
    assert safe_name("Report v1.2", "application/pdf") == "Report-v1.2.pdf"
    assert safe_name("storm.txt", "application/pdf") == "storm.txt"
    assert safe_name("storm.exe", "application/x-msdownload") is None


@given(st.text(max_size=300), st.sampled_from(SUFFIXES))
def test_no_name_leaves_its_folder_or_grows_too_long(stem: str, suffix: str) -> None:
    name = safe_name(stem + suffix)
    if name is not None:
        assert PurePath(name).name == name
        assert name not in (".", "..")
        assert "\0" not in name
        assert len(name.encode()) < 100


def test_fields_are_read_a_line_each() -> None:
    text = "title: Lamp lit: again\n\nOutlet:The Gull\ndate: 2031-03-08"
    assert read_fields(text) == {
        "title": "Lamp lit: again",
        "source": "The Gull",
        "date": "2031-03-08",
    }
    assert read_fields("") == {}
    assert read_fields("look at this") is None
    assert read_fields("id: 7") is None


LONG = "The lamp was lit again. " * 12
HEADED = "Lamp at Lissow lit again\nThe harbour office said that the lamp was lit on Monday."


@pytest.mark.parametrize(
    ("request_", "wanted"),
    [
        (
            'outlet:"The Gull" date:2031-03-08 The lamp was lit.',
            AddRequest({"source": "The Gull", "date": "2031-03-08"}, text="The lamp was lit."),
        ),
        (
            "date:2031-03-08 outlet:“The Gull” https://gull.example/lamp",
            AddRequest({"date": "2031-03-08", "source": "The Gull"}, "https://gull.example/lamp"),
        ),
        (
            "https://gull.example/lamp outlet:«The Gull»",
            AddRequest({"source": "The Gull"}, "https://gull.example/lamp"),
        ),
        (
            "https://gull.example/lamp\ndate: 8 March 2031\noutlet: The Gull",
            AddRequest({"date": "8 March 2031", "source": "The Gull"}, "https://gull.example/lamp"),
        ),
        (
            "outlet: The Gull date:2031-03-08\nThe lamp was lit.\n\nIt is red.",
            AddRequest(
                {"source": "The Gull", "date": "2031-03-08"}, text="The lamp was lit.\n\nIt is red."
            ),
        ),
        (
            "Title: Lamp lit: again\nThe lamp was lit.",
            AddRequest({"title": "Lamp lit: again"}, text="The lamp was lit."),
        ),
        ('outlet:"The Gull"', AddRequest({"source": "The Gull"})),
        ("", AddRequest({})),
        (LONG, AddRequest({}, text=LONG.strip())),
        (HEADED, AddRequest({}, text=HEADED)),
        ("hello", None),
        ("Add this one\nand that", None),
        ("The lamp was lit again by Oskar\nTeleny on Monday, he said.", None),
        ("The lamp was lit again.\nThe harbour office said so on Monday afternoon.", None),
        ("https://gull.example/lamp is it true?", None),
    ],
)
def test_what_is_to_be_added_may_stand_on_one_line(
    request_: str, wanted: AddRequest | None
) -> None:
    assert read_request(request_) == wanted
    assert len(LONG) > FEWEST_LETTERS


def test_the_first_line_is_a_headline_only_where_that_is_certain() -> None:
    headline, text = HEADED.split("\n")
    assert with_headline_apart(HEADED) == f"{headline}\n\n{text}"
    wrapped = (
        "The harbour office said that the lamp at\nLissow was lit again, and the keeper was glad."
    )
    for as_it_is in (LONG, wrapped, f"{headline}\n{headline}", f"{headline}.\n{text}", text):
        assert with_headline_apart(as_it_is) == as_it_is


def test_a_channel_says_who_published_when_and_where() -> None:
    channel = Chat(-100_7, "channel", title="Harbour Post", username="harbourpost")
    origin = MessageOriginChannel(WHEN, channel, 12, author_signature="I. Vardal")
    message = Message(1, WHEN, CHAT, text="The lamp was lit.", forward_origin=origin)
    assert origin_of(message) == Metadata(
        outlet="Harbour Post",
        byline="I. Vardal",
        published="2031-03-04T06:30:00Z",
        url="https://t.me/harbourpost/12",
    )


def test_a_person_who_passed_a_text_on_is_not_its_outlet() -> None:
    origin = MessageOriginHiddenUser(WHEN, "Sam")
    message = Message(1, WHEN, CHAT, text="The lamp was lit.", forward_origin=origin)
    assert origin_of(message) == Metadata()
    assert origin_of(Message(1, WHEN, CHAT, text="The lamp was lit.")) == Metadata()
