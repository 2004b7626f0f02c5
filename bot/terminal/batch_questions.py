"""Questions as they come in from a person or a file, checked before any work is done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DatelineError
from corpus.formats.json_lines import Line, NotJson, NotUtf8, read_lines

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
        questions = [_parse(line) for line in read_lines(path, most_bytes=MAX_BATCH_BYTES)]
    except OSError as error:
        raise BadQuestion(
            f"{path} cannot be read ({error.strerror})", mend="name a question file in JSONL"
        ) from error
    except NotUtf8:
        raise BadQuestion(f"{path} is not UTF-8 text", mend="save it as UTF-8") from None
    if not questions:
        raise BadQuestion(f"{path} has no question", mend='give it lines like {"question": "…"}')
    return questions


def _parse(line: Line) -> BatchQuestion:
    mend = 'write {"id": "…", "question": "…"} on each line'
    try:
        value = line.value()
    except NotJson as error:
        raise BadQuestion(f"{line.name} is not JSON ({error.reason})", mend=mend) from None
    if not isinstance(value, dict) or not isinstance(value.get("question"), str):
        raise BadQuestion(f"{line.name} has no question", mend=mend)
    try:
        return BatchQuestion(id=value.get("id"), question=check_question(value["question"]))
    except BadQuestion as error:
        raise BadQuestion(f"{line.name}: {error.problem}", mend=error.mend) from None
