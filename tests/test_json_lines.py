"""JSON Lines: what a line says, and which line of which file is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.formats.json_lines import BadLine, NotJson, NotUtf8, TooLong, read_lines, read_values


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "wire.jsonl"


def test_lines_keep_their_numbers_where_some_are_blank(path: Path) -> None:
    path.write_bytes(b'\xef\xbb\xbf{"a": 1}\r\n\n  \n"\xd0\x9c\xd1\x96\xd1\x81\xd1\x82"\n[]')
    assert [(line.number, line.value()) for line in read_lines(path)] == [
        (1, {"a": 1}),
        (4, "Міст"),
        (5, []),
    ]


@pytest.mark.parametrize(
    ("data", "kind", "reason"),
    [
        (b'{"a": oops}', NotJson, "Expecting value"),
        (b"[" * 100_000, NotJson, "it cannot be parsed"),
        (b'"\xff"', NotUtf8, "not UTF-8 text"),
        (b'"' + b"x" * 200_000 + b'"', TooLong, "the line is too long"),
    ],
)
def test_what_is_wrong_is_said_of_its_file_and_line_and_the_rest_is_read(
    path: Path, data: bytes, kind: type[BadLine], reason: str
) -> None:
    path.write_bytes(b"1\n" + data + b"\n3\n")
    first, bad, last = read_lines(path, most_bytes=150_000)
    assert (first.value(), last.value(), last.number) == (1, 3, 3)
    with pytest.raises(kind) as raised:
        bad.value()
    assert raised.value.reason == reason
    assert str(raised.value) == f"{path} line 2: {reason}"


def test_a_line_of_the_longest_length_is_read(path: Path) -> None:
    path.write_bytes(b'"1234567"\n"12345678"\n')
    within, beyond = read_lines(path, most_bytes=10)
    assert within.value() == "1234567"
    assert (beyond.is_too_long, beyond.size) == (True, 11)


def test_values_are_read_to_the_first_bad_line(path: Path) -> None:
    path.write_text("1\n2\n{oops\n")
    values = read_values(path)
    assert [next(values), next(values)] == [1, 2]
    with pytest.raises(NotJson, match="line 3"):
        next(values)
