"""Questions as they come in from a person or a file, checked before any work is done."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DatelineError

MAX_QUESTION = 2_000
MAX_BATCH_BYTES = 64 * 1024 * 1024


class BadQuestion(DatelineError):
    """A question, or a line of a question file, that cannot be asked."""


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """A line of a question file; `id` is whatever the file has there."""

    id: object
    question: str


def check_question(text: str) -> str:
    """The question without outer white space; raises BadQuestion."""
    question = text.strip()
    if not question:
        raise BadQuestion("the question is empty", mend="ask in words")
    if len(question) > MAX_QUESTION:
        raise BadQuestion(
            f"the question has {len(question):,} characters",
            mend=f"ask in at most {MAX_QUESTION:,}",
        )
    try:
        question.encode()
    except UnicodeEncodeError:
        raise BadQuestion(
            "the question is not UTF-8 text", mend="set the terminal to UTF-8"
        ) from None
    return question


def read_batch(path: Path) -> list[BatchQuestion]:
    """All questions of a JSONL file, or BadQuestion naming the first line that is wrong."""
    try:
        if path.stat().st_size > MAX_BATCH_BYTES:
            raise BadQuestion(f"{path} is larger than 64 MB", mend="split it into smaller files")
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise BadQuestion(
            f"{path} cannot be read ({error.strerror})", mend="name a question file in JSONL"
        ) from error
    except UnicodeDecodeError:
        raise BadQuestion(f"{path} is not UTF-8 text", mend="save it as UTF-8") from None
    questions = [
        _parse(line, where=f"{path} line {number}")
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
    if not questions:
        raise BadQuestion(f"{path} has no question", mend='give it lines like {"question": "…"}')
    return questions


def _parse(line: str, *, where: str) -> BatchQuestion:
    mend = 'write {"id": "…", "question": "…"} on each line'
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "it cannot be parsed"
        raise BadQuestion(f"{where} is not JSON ({reason})", mend=mend) from None
    if not isinstance(value, dict) or not isinstance(value.get("question"), str):
        raise BadQuestion(f"{where} has no question", mend=mend)
    try:
        return BatchQuestion(id=value.get("id"), question=check_question(value["question"]))
    except BadQuestion as error:
        raise BadQuestion(f"{where}: {error.problem}", mend=error.mend) from None
