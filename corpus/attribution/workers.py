"""Processes that attribute. Each may die of an article without an end to the others' work."""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection
from typing import Protocol

from corpus.attribution import load_attributor
from corpus.attribution.budget import MOST_BYTES, seconds_for
from corpus.attribution.types import Attributor, Found, NotAttributed, Reason
from corpus.errors import DatelineError
from corpus.inference.processes import Child, ChildDied, limit_memory, limit_time

# Read before any article, so that what is wrong with the models is not taken for its fault.
_PROBE = "The dam is safe, Bell said."
_LONGEST_DETAIL = 200
# Embedding and answers go first where the processors are short.
_NICENESS = 5


class AttributorUnavailable(DatelineError):
    """The models that find who says what cannot be run."""

    def __init__(self, problem: str) -> None:
        super().__init__(
            f"who says what cannot be found: {problem}",
            fix="reinstall Dateline; its models come with the package",
        )


class WorkerDied(Exception):
    """The process ended in the middle of its work; `reason` and `detail` say how.

    It `may_be_chance`, as when the system is short of memory and ends whatever it likes.
    """

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.may_be_chance = reason is not Reason.TOO_SLOW


class Worker(Protocol):
    """Attributes one batch of texts after the other, and may die of any."""

    @property
    def connection(self) -> Connection:
        """Ready to be read when `end` need not wait."""

    def begin(self, texts: list[str]) -> None:
        """Have the texts attributed; `end` waits for what is found."""

    def end(self) -> list[Found]:
        """What was found in the texts. Raises WorkerDied; AttributorUnavailable where none can be
        read at all."""

    def close(self) -> None:
        """End it, whatever it is doing."""


class WorkerProcess:
    """A process with an attributor of its own."""

    def __init__(self, name: str) -> None:
        self._child = Child(_serve, name)
        self._ready = False

    @property
    def connection(self) -> Connection:
        return self._child.connection

    def begin(self, texts: list[str]) -> None:
        self._child.send(texts)

    def end(self) -> list[Found]:
        try:
            if not self._ready:
                if (problem := self._child.receive()) is not None:
                    raise problem
                self._ready = True
            found: list[Found] = self._child.receive()
        except ChildDied as died:
            if not self._ready:
                raise AttributorUnavailable(f"its process ended with {died}") from None
            raise _cause(died) from None
        return found

    def close(self) -> None:
        self._child.close()


def _cause(died: ChildDied) -> WorkerDied:
    if died.status == -signal.SIGXCPU:
        return WorkerDied(Reason.TOO_SLOW, "it took too much time")
    if died.status == -signal.SIGKILL:
        return WorkerDied(Reason.TOO_BIG, "its process was killed, as when memory runs out")
    return WorkerDied(Reason.FAILED, f"its process ended with {died}")


def attribute_each(attributor: Attributor, texts: list[str]) -> list[Found]:
    """What is found in each text; together, which is faster, unless one of them fails."""
    try:
        return list(attributor.attribute(texts))
    except Exception as error:
        if len(texts) == 1:
            return [failure(error)]
        return [attribute_each(attributor, [text])[0] for text in texts]


def failure(error: Exception) -> NotAttributed:
    """What is noted of an article that an error was raised over."""
    if isinstance(error, MemoryError):
        return NotAttributed(Reason.TOO_BIG, "it took too much memory")
    shown = " ".join(f"{type(error).__name__}: {error}".split())
    return NotAttributed(Reason.FAILED, shown[:_LONGEST_DETAIL])


def _serve(connection: Connection, name: str) -> None:
    """What the process does: say whether it can work, and then work."""
    # Each process is for one processor: more threads cost twice the time, and find the same.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.nice(_NICENESS)
    attributor = load_attributor(name)
    connection.send(_problem_of(attributor))
    limit_memory(MOST_BYTES)
    while True:
        texts = connection.recv()
        limit_time(seconds_for(texts))
        connection.send(attribute_each(attributor, texts))


def _problem_of(attributor: Attributor) -> DatelineError | None:
    try:
        list(attributor.attribute([_PROBE]))
    except DatelineError as error:
        return error
    except Exception as error:
        return AttributorUnavailable(f"{type(error).__name__}: {error}")
    return None
