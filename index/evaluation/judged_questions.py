"""Question files: what to ask, and which passages answer it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.errors import DatelineError
from corpus.formats.dates import end_of_moment
from corpus.formats.json_lines import BadLine, JsonLine, NotJson, read_lines

_SPACE = re.compile(r"\s+")
_MAX_LINE = 1_000_000


class QuestionFileError(DatelineError):
    """A question file has a bad line; `path` and `line` say where."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(
            f"{path} line {line}: {problem}",
            fix='write a JSON object with "question" and "answerable" on each line',
        )
        self.path = path
        self.line = line


class QuestionFileUnreadable(DatelineError):
    """A question file cannot be opened or read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} cannot be read ({reason})", fix="give a file of questions in JSON Lines"
        )
        self.path = path


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question and its judgement: `gold` are verbatim passages, `articles` ids that answer it.

    `is_assumed`: the file does not say whether it is answerable, so it counts as answerable.
    `as_of` is the moment that it is asked at, where that is not now. `tags` are the file's other
    texts (a date, a split), kept as they are.
    """

    id: str
    text: str
    answerable: bool
    gold: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    as_of: str | None = None
    is_assumed: bool = False
    tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def judged(self) -> bool:
        """Whether the passages that answer are known, so that a ranking can be scored."""
        return bool(self.gold)

    def hit(self, paragraph: str) -> bool:
        """Whether a paragraph holds a gold passage or is part of one, white space aside."""
        folded = fold_space(paragraph)
        return any(passage in folded or folded in passage for passage in self.gold)


def fold_space(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def read_questions(path: Path) -> list[JudgedQuestion]:
    """All questions of a JSONL file, in order; raises QuestionFileError, and QuestionFileUnreadable
    where there is no such file."""
    return list(_questions(path))


def _questions(path: Path) -> Iterator[JudgedQuestion]:
    try:
        for line in read_lines(path, most_bytes=_MAX_LINE):
            yield _question(path, line)
    except OSError as error:
        raise QuestionFileUnreadable(path, error.strerror or str(error)) from error


def _question(path: Path, line: JsonLine) -> JudgedQuestion:
    number = line.number
    try:
        values = line.value()
    except NotJson as error:
        raise QuestionFileError(path, number, f"not JSON: {error.__cause__}") from error
    except BadLine as error:
        raise QuestionFileError(path, number, error.reason) from error
    if not isinstance(values, dict) or not isinstance(values.get("question"), str):
        raise QuestionFileError(path, number, 'no text under "question"')
    if not isinstance(values.get("answerable", True), bool):
        raise QuestionFileError(path, number, '"answerable" is neither true nor false')
    as_of = values.get("as_of")
    if as_of is not None:
        as_of = end_of_moment(str(as_of))
        if as_of is None:
            raise QuestionFileError(path, number, '"as_of" is no moment in ISO 8601')
    return JudgedQuestion(
        id=str(values.get("id") or number),
        text=values["question"],
        answerable=values.get("answerable", True),
        gold=tuple(fold_space(text) for text in _texts(path, number, values, "gold_passages")),
        articles=tuple(_texts(path, number, values, "gold_article_ids")),
        answers=tuple(_texts(path, number, values, "answers")),
        as_of=as_of,
        is_assumed="answerable" not in values,
        tags={key: text for key, text in values.items() if isinstance(text, str)},
    )


def _texts(path: Path, number: int, values: dict[str, Any], key: str) -> list[str]:
    found = values.get(key) or []
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise QuestionFileError(path, number, f'"{key}" is not a list of texts')
    return found
