from __future__ import annotations

from pathlib import Path

import pytest

from bot.terminal.batch_questions import (
    MAX_QUESTION,
    BadQuestion,
    BatchQuestion,
    check_question,
    read_batch,
)


def test_question_loses_outer_space_only() -> None:
    assert check_question("  who  said so?\n") == "who  said so?"


@pytest.mark.parametrize("text", ["", " \n\t", "x" * (MAX_QUESTION + 1), "who\udcff?"])
def test_question_that_cannot_be_asked(text: str) -> None:
    with pytest.raises(BadQuestion):
        check_question(text)


def write(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_batch_keeps_order_and_ids(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        '\ufeff{"id": "b", "question": "Who?", "answerable": true}\r\n\n'
        '{"id": 2, "question": "When?"}\n{"question": "Where\\u2028?"}',
    )
    assert read_batch(path) == [
        BatchQuestion("b", "Who?"),
        BatchQuestion(2, "When?"),
        BatchQuestion(None, "Where\u2028?"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '"Who?"',
        "{}",
        '{"question": 3}',
        '{"question": " "}',
        '{"question": "' + "x" * (MAX_QUESTION + 1) + '"}',
        "[" * 100_000,
    ],
)
def test_bad_line_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    path = write(tmp_path, '{"question": "Who?"}\n\n' + line + "\n")
    with pytest.raises(BadQuestion, match=r"questions\.jsonl line 3"):
        read_batch(path)


@pytest.mark.parametrize("content", [b"", b"\n\n", b'{"question": "caf\xe9"}'])
def test_file_without_questions(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BadQuestion, match="questions"):
        read_batch(write(tmp_path, content))


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadQuestion, match=r"absent\.jsonl"):
        read_batch(tmp_path / "absent.jsonl")
