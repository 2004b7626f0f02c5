"""Processes that attribute. Each may die of an article without an end to the others' work."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from threading import Thread
from typing import Protocol

from corpus.attribution import load_attributor
from corpus.attribution.budget import limit_memory, limit_time
from corpus.attribution.types import Attributor, Found, NotAttributed, Reason
from corpus.errors import DatelineError

# Read before any article, so that what is wrong with the models is not taken for its fault.
_PROBE = "The dam is safe, Bell said."
_LONGEST_DETAIL = 200


class AttributorUnavailable(DatelineError):
    """The models that find who says what cannot be run."""

    def __init__(self, problem: str, *, fix: str | None = None) -> None:
        super().__init__(
            f"who says what cannot be found: {problem}",
            fix=fix or "reinstall Dateline; its models come with the package",
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
        # A forked child would inherit the locks of other threads, so children start afresh.
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, name), daemon=True)
        self._process.start()
        theirs.close()
        self._ready = False

    def begin(self, texts: list[str]) -> None:
        with suppress(OSError):  # it has died already, which `end` tells
            self.connection.send(texts)

    def end(self) -> list[Found]:
        try:
            if not self._ready:
                if (problem := self.connection.recv()) is not None:
                    raise AttributorUnavailable(problem[0], fix=problem[1])
                self._ready = True
            found: list[Found] = self.connection.recv()
        except (EOFError, OSError):
            self._process.join()
            died = _cause(self._process.exitcode or 0)
            if not self._ready:
                raise AttributorUnavailable(died.detail) from None
            raise died from None
        return found

    def close(self) -> None:
        self._process.kill()
        self._process.join()
        self.connection.close()


def _cause(status: int) -> WorkerDied:
    if status == -signal.SIGXCPU:
        return WorkerDied(Reason.TOO_SLOW, "it took too much time")
    if status == -signal.SIGKILL:
        return WorkerDied(Reason.TOO_BIG, "its process was killed, as when memory runs out")
    how = signal.Signals(-status).name if status < 0 else f"status {status}"
    return WorkerDied(Reason.FAILED, f"its process ended with {how}")


def attribute_each(attributor: Attributor, texts: list[str]) -> list[Found]:
    """What is found in each text; together, which is faster, unless one of them fails."""
    try:
        return list(attributor.attribute(texts))
    except Exception as error:
        if len(texts) == 1:
            return [_failure(error)]
        return [attribute_each(attributor, [text])[0] for text in texts]


def _failure(error: Exception) -> NotAttributed:
    if isinstance(error, MemoryError):
        return NotAttributed(Reason.TOO_BIG, "it took too much memory")
    shown = " ".join(f"{type(error).__name__}: {error}".split())
    return NotAttributed(Reason.FAILED, shown[:_LONGEST_DETAIL])


# In the process


def _serve(connection: Connection, name: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    Thread(target=_end_with_parent, daemon=True).start()
    attributor = load_attributor(name)
    try:
        list(attributor.attribute([_PROBE]))
    except DatelineError as error:
        connection.send((error.problem, error.fix))
        return
    except Exception as error:
        connection.send((f"{type(error).__name__}: {error}", None))
        return
    connection.send(None)
    limit_memory()
    with suppress(EOFError):
        while True:
            texts = connection.recv()
            limit_time(texts)
            connection.send(attribute_each(attributor, texts))


def _end_with_parent() -> None:
    """Whoever is killed cannot tell its workers; left alone, they would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
