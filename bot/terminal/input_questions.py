"""Questions from a person or a file, checked before any work is done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.terminal.input_lines import BadInput, read_objects, write_like
from corpus.formats.dates import end_of_moment

MAX_QUESTION = 2_000
_MOST_BYTES = 64 * 1024 * 1024
_FORM = '{"id": "…", "question": "…"}'


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """A line of a question file; `id` is whatever the file has there.

    `as_of` is the moment that it is asked at, where the file names one.
    """

    id: object
    question: str
    as_of: str | None = None


def check_question(text: str) -> str:
    """The question without outer white space; raises BadInput."""
    question = text.strip()
    if not question:
        raise BadInput("the question is empty", fix="write one")
    if len(question) > MAX_QUESTION:
        raise BadInput(
            f"the question has {len(question):,} characters",
            fix=f"shorten it to {MAX_QUESTION:,}",
        )
    try:
        question.encode()
    except UnicodeEncodeError:
        raise BadInput("the question is not UTF-8 text", fix="set the terminal to UTF-8") from None
    return question


def read_batch(path: Path) -> list[BatchQuestion]:
    """All questions of the file; raises BadInput naming the first bad line."""
    questions = []
    for place, value in read_objects(path, most_bytes=_MOST_BYTES, form=_FORM):
        text = value.get("question")
        if not isinstance(text, str):
            raise BadInput(f'{place} has no "question"', fix=write_like(_FORM))
        try:
            question = check_question(text)
        except BadInput as error:
            raise BadInput(f"{place}: {error.problem}", fix=error.fix) from None
        as_of = value.get("as_of")
        if as_of is not None:
            as_of = end_of_moment(str(as_of))
            if as_of is None:
                raise BadInput(
                    f'{place} has an "as_of" that is no moment', fix="write it as YYYY-MM-DD"
                )
        questions.append(BatchQuestion(id=value.get("id"), question=question, as_of=as_of))
    if not questions:
        raise BadInput(f"{path} has no questions", fix=write_like(_FORM))
    return questions
