"""Lines that end where a column is full are read as the paragraph that they are."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.shifts import in_given, shifts_between
from corpus.formats.wrapping import unwrap
from corpus.ingest import ingest
from corpus.storage.store import CorpusStore
from corpus.types import Span

PARAGRAPHS = st.lists(
    st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=60).map(" ".join),
    min_size=1,
    max_size=6,
)

HEAD = "Owner denies warning on the quay\nHighland Dispatch\n3 March 2031"
DENIAL = (
    "The owner of the crane, Ruud Maas, denied on Monday that the mast had\n"
    'been inspected before it fell. "There was no inspector on any\n'
    'quay, and the mayor knows it," Maas said.'
)
REPLY = (
    "Mayor Ada Wen, who had been on the quay that morning with Rear\n"
    "Admiral Bo Ek, said that it had been inspected six times."
)


def joined(text: str) -> str:
    return text.replace("\n", " ")


def _wrap(paragraph: str, column: int) -> str:
    lines = [""]
    for word in paragraph.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > column:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


@given(PARAGRAPHS, st.integers(40, 100))
def test_unwrapping_moves_no_character(paragraphs: list[str], column: int) -> None:
    wrapped = "\n\n".join(_wrap(paragraph, column) for paragraph in paragraphs)
    joined = unwrap(wrapped)
    assert len(joined) == len(wrapped)
    assert joined.split() == wrapped.split()
    assert joined.count("\n\n") == wrapped.count("\n\n")


def test_a_hard_wrapped_paragraph_becomes_one_line() -> None:
    paragraph = (
        "The ferry that sank in the strait on Friday night had been inspected nine days before,"
        " and the inspector had written that two of its four pumps would not start. The company"
        " says that they were mended on the quay, and that it has the bill."
    )
    wrapped = (
        "Ferry had been inspected\n\n" + _wrap(paragraph, 60) + "\n\nNobody has seen the bill."
    )
    assert (
        unwrap(wrapped) == f"Ferry had been inspected\n\n{paragraph}\n\nNobody has seen the bill."
    )


def test_lists_and_long_lines_stay_as_they_are() -> None:
    text = (
        "The missing:\n\nAnna Brandt, cook\nTom Ferrier, stoker\nLu Wen, passenger\nA boy\nA girl"
        "\n\nThe search was called off at nightfall because of the wind, the coast guard said."
    )
    assert unwrap(text) == text


def test_a_head_above_does_not_hide_that_a_text_is_wrapped() -> None:
    text = "\n\n".join([HEAD, DENIAL, REPLY])
    assert unwrap(text) == "\n\n".join([HEAD, joined(DENIAL), joined(REPLY)])
    assert unwrap(f"{HEAD}\n{DENIAL}") == f"{HEAD}\n{joined(DENIAL)}"


def test_each_paragraph_may_have_a_width_of_its_own() -> None:
    narrow = (
        "The crane had been bought in Orme, which the\n"
        "owner denied, and nobody saw the bill for it\n"
        "until the inquiry asked for it in June."
    )
    wide = (
        "It was set up on the quay in March by men who had not been told how heavy the mast\n"
        "was, and fell in the first storm."
    )
    assert unwrap(f"{narrow}\n\n{wide}") == f"{joined(narrow)}\n\n{joined(wide)}"


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param(
            "Said to be missing since the crane fell on the quay:\n"
            "- two dockers of the night shift who had gone below to eat\n"
            "- the driver, who was last seen on the ladder of the mast",
            id="a list",
        ),
        pytest.param(
            "The quay is long and the crane is tall and the wind is cold,\n"
            "And nobody asks of the men in the hold if the chain is old,\n"
            "For the mast went down with the night,\n"
            "And the sea put out the light.",
            id="verse",
        ),
        pytest.param(
            "The Office of the Inspector of Cranes and Lifting Gear\n"
            "Harbour House, third floor, at the end of the long corridor\n"
            "Port Esme",
            id="an address",
        ),
        pytest.param(
            "quay north of the harbour master's office   inspected\n"
            "quay south of the harbour master's office   not known\n"
            "mast of the crane that fell on the Monday   not known",
            id="a table",
        ),
        pytest.param(
            "> The mast was not inspected, and nobody on the quay was told of\n"
            "> it before the storm came, as I wrote to you in the spring.",
            id="quoted mail",
        ),
        pytest.param(
            "Ruud Maas: The mast was inspected, and I can show you the bill for it.\n"
            "Ada Wen: It was not.",
            id="an interview",
        ),
    ],
)
def test_lines_that_are_meant_stay_in_a_wrapped_text(kept: str) -> None:
    text = f"{HEAD}\n\n{joined(DENIAL)}\n\n{kept}"
    assert unwrap(text) == text
    text = f"{HEAD}\n\n{DENIAL}\n\n{kept}\n\n{REPLY}"
    assert unwrap(text).split("\n\n")[2] == kept


def test_a_word_that_was_halved_at_the_end_of_a_line_is_whole_again() -> None:
    text = (
        "The Commandant of the Port, Ada Wen, said yes-\n"
        "terday that the mast of the crane had been in-\n"
        "spected by a well-\n"
        "known firm before it fell on the quay in Orme."
    )
    whole = (
        "The Commandant of the Port, Ada Wen, said yesterday that the mast of the crane had been"
        " inspected by a well-known firm before it fell on the quay in Orme."
    )
    assert unwrap(text) == whole
    shifts = shifts_between(f"Head: this\n\n{text}", whole)
    for words in ("said yesterday that", "inspected by", "fell on the quay"):
        start = whole.index(words)
        there = in_given(Span(start, start + len(words)), shifts)
        found = there.of(f"Head: this\n\n{text}")
        assert found.replace("-\n", "").replace("\n", " ") == words


def test_files_letters_and_lines_of_a_list_are_read_alike(tmp_path: Path) -> None:
    text = f"{DENIAL}\n\n{REPLY}"
    (tmp_path / "a.txt").write_text(f"{HEAD}\n\n{text}\n")
    (tmp_path / "b.md").write_text(f"# Owner denies warning on the quay\n\n{text}\n")
    (tmp_path / "c.jsonl").write_text(json.dumps({"id": "c", "text": text}))
    letter = EmailMessage()
    letter["Subject"], letter["From"] = "Owner denies warning on the quay", "press@orme.example"
    letter.set_content(text)
    (tmp_path / "d.eml").write_bytes(bytes(letter))
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        articles = [saved.article for saved in ingest(store, [tmp_path]).stored]
        assert len(articles) == 4
        for article in articles:
            paragraphs = [each.text for each in store.paragraphs(article.number)]
            assert paragraphs == [joined(DENIAL), joined(REPLY)], article.path


def test_lines_that_a_page_or_markdown_keeps_apart_are_meant(tmp_path: Path) -> None:
    items = (
        "two dockers of the night shift who had gone below to eat",
        "four men of the crew who were seen on the ladder at noon",
    )
    listed = "\n".join(f"- {item}" for item in items)
    (tmp_path / "a.md").write_text(f"# Crane falls\n\n{joined(DENIAL)}\n\n{listed}\n")
    paragraphs = f"<p>{joined(REPLY)}</p><pre>{DENIAL}</pre>"
    listed = "".join(f"<li>{item}</li>" for item in items)
    page = f"<html><article><h1>Crane falls</h1>{paragraphs}<ul>{listed}</ul></article></html>"
    (tmp_path / "b.html").write_text(page)
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        for saved in ingest(store, [tmp_path]).stored:
            texts = [each.text for each in store.paragraphs(saved.article.number)]
            assert texts[-1] == "\n".join(items)
        assert texts[-2] == joined(DENIAL)
