"""Files of questions and articles that are given to a command."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.terminal.input_articles import ArticleLine, read_articles
from bot.terminal.input_lines import BadInput, read_objects
from bot.terminal.input_questions import MAX_QUESTION, BatchQuestion, check_question, read_batch


def test_question_loses_outer_space_only() -> None:
    assert check_question("  who  said so?\n") == "who  said so?"


@pytest.mark.parametrize("text", ["", " \n\t", "x" * (MAX_QUESTION + 1), "who\udcff?"])
def test_question_that_cannot_be_asked(text: str) -> None:
    with pytest.raises(BadInput):
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
    with pytest.raises(BadInput, match=r"questions\.jsonl line 3"):
        read_batch(path)


@pytest.mark.parametrize("content", [b"", b"\n\n", b'{"question": "caf\xe9"}'])
def test_file_without_questions(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BadInput, match="questions"):
        read_batch(write(tmp_path, content))


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"absent\.jsonl"):
        read_batch(tmp_path / "absent.jsonl")


def test_articles_keep_their_text_and_whatever_names_them(tmp_path: Path) -> None:
    path = write(
        tmp_path, '{"id": 7, "text": " a\\nb "}\n\n{"doc_id": "x", "text": ""}\n{"text": "c"}\n'
    )
    assert read_articles(path) == [
        ArticleLine(7, " a\nb "),
        ArticleLine("x", ""),
        ArticleLine(None, "c"),
    ]


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"text": 3}', '{"question": "Who?"}'])
def test_bad_article_is_named_by_its_line_and_shown_the_form(tmp_path: Path, line: str) -> None:
    path = write(tmp_path, '{"text": "a"}\n' + line)
    with pytest.raises(BadInput, match=r'questions\.jsonl line 2.*; write \{"id".*"text"'):
        read_articles(path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = write(tmp_path, b"x" * 2_097_153)
    with pytest.raises(BadInput, match="is larger than 2 MB; split it"):
        list(read_objects(path, most_bytes=2_097_152, form="{}"))


def test_a_line_may_say_at_what_moment_it_is_asked(tmp_path: Path) -> None:
    path = write(tmp_path, '{"question": "Who?", "as_of": "2031-03-04"}')
    assert read_batch(path) == [BatchQuestion(None, "Who?", "2031-03-04T23:59:59Z")]
    with pytest.raises(BadInput, match="as_of"):
        read_batch(write(tmp_path, '{"question": "Who?", "as_of": "soon"}'))
