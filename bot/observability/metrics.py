"""What a running bot measures, and the small HTTP server that shows it to Prometheus.

The metrics are global to the process, as usual with Prometheus: a module that counts something
imports it from here. No metric holds a word of a question or anybody's id.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http import HTTPStatus
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)

from corpus.errors import DatelineError
from index.types import Abstention, Reply

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

REGISTRY = CollectorRegistry()
LOOPBACK = "127.0.0.1"
# Seconds. Three polls: one may fail, and Telegram may hold the next for its full time.
LONGEST_SILENCE = 90.0

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)

QUESTIONS = Counter(
    "dateline_questions", "Questions received, edited ones included.", registry=REGISTRY
)
ANSWERS = Counter("dateline_answers", "Questions that passages answer.", registry=REGISTRY)
ABSTENTIONS = Counter(
    "dateline_abstentions", "Questions that no passage answers.", ["reason"], registry=REGISTRY
)
REFUSALS = Counter(
    "dateline_refused_questions", "Questions refused because the queue was full.", registry=REGISTRY
)
ERRORS = Counter("dateline_errors", "Updates whose handling failed.", registry=REGISTRY)
FLOODS = Counter("dateline_floods", "Requests that Telegram answered with 429.", registry=REGISTRY)
UNCONFIRMED = Counter(
    "dateline_unconfirmed_answers",
    "Answers that were sent and may not have arrived.",
    registry=REGISTRY,
)
STAGES = Histogram(
    "dateline_stage_seconds",
    "Time a question spends waiting for its turn, reading (retrieval included), rendering, "
    "noting in chat.db, pacing by Telegram's limits, and sending.",
    ["stage"],
    buckets=_SECONDS,
    registry=REGISTRY,
)
QUEUE = Gauge("dateline_queue_length", "Requests in progress or waiting.", registry=REGISTRY)
POLL_AGE = Gauge(
    "dateline_poll_age_seconds",
    "Seconds since the last good getUpdates; NaN before the first and with a webhook.",
    registry=REGISTRY,
)


BEGUN = "begun"
_LAPS: ContextVar[dict[str, float] | None] = ContextVar("laps", default=None)


@contextmanager
def question() -> Iterator[None]:
    """Handle one question here: stages timed inside, in tasks started inside and in the work they
    give to the pool, count as its own."""
    token = _LAPS.set({BEGUN: time.monotonic()})
    try:
        yield
    finally:
        _LAPS.reset(token)


def laps() -> str:
    """The milliseconds the current question has taken so far, in all and by stage; empty if there
    is none."""
    found = dict(_LAPS.get() or {})
    if not found:
        return ""
    total = time.monotonic() - found.pop(BEGUN)
    stages = ", ".join(f"{name} {1_000 * seconds:.0f}" for name, seconds in found.items())
    return f"{1_000 * total:.0f} ms: {stages}"


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Times a stage of the current question; does nothing if there is none."""
    started = time.monotonic()
    try:
        yield
    finally:
        spent(name, time.monotonic() - started)


def spent(name: str, seconds: float) -> None:
    """Adds to a stage of the current question; does nothing if there is none."""
    laps = _LAPS.get()
    if laps is not None:
        laps[name] = laps.get(name, 0.0) + seconds
        STAGES.labels(name).observe(seconds)


def count_reply(reply: Reply) -> None:
    """Counts a reply as an answer or an abstention."""
    if isinstance(reply, Abstention):
        ABSTENTIONS.labels(reply.reason).inc()
    else:
        ANSWERS.inc()


class PortTaken(DatelineError):
    """The metrics cannot be served on that port."""

    def __init__(self, port: int, error: OSError) -> None:
        super().__init__(
            f"metrics cannot be served on {LOOPBACK}:{port} ({error.strerror or error})",
            fix="set DATELINE_METRICS_PORT to a free port, or unset it",
        )


def watch(*, queue: Callable[[], int], silence: Callable[[], float | None]) -> None:
    """Read these two anew at each scrape."""
    QUEUE.set_function(queue)
    POLL_AGE.set_function(lambda: math.nan if (age := silence()) is None else age)


@contextmanager
def served(port: int | None, *, silence: Callable[[], float | None], polls: bool) -> Iterator[None]:
    """Serve `/metrics` and `/healthz` on loopback while the block runs; does nothing if the port
    is None. Raises PortTaken.

    `silence` is the seconds since the last good getUpdates, None before the first. A bot that
    `polls` is healthy if that is not too long ago; any other is healthy if it answers.
    """
    if port is None:
        yield
        return
    try:
        server = make_server(
            LOOPBACK, port, application(silence=silence, polls=polls), _Server, _QuietHandler
        )
    except OSError as error:
        raise PortTaken(port, error) from error
    with server:
        serving = threading.Thread(
            target=server.serve_forever, args=(0.05,), name="metrics", daemon=True
        )
        serving.start()
        try:
            yield
        finally:
            server.shutdown()
            serving.join()


def application(
    *, silence: Callable[[], float | None], polls: bool
) -> Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]:
    """The WSGI application behind `served`."""

    def respond(environment: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        kind = "text/plain; charset=utf-8"
        match environment["PATH_INFO"]:
            case "/metrics":
                status, body, kind = HTTPStatus.OK, generate_latest(REGISTRY), CONTENT_TYPE_LATEST
            case "/healthz":
                status, body = _health(silence() if polls else 0.0)
            case _:
                status, body = HTTPStatus.NOT_FOUND, b"Try /metrics or /healthz.\n"
        start(f"{status.value} {status.phrase}", [("Content-Type", kind)])
        return [body]

    return respond


def _health(silence: float | None) -> tuple[HTTPStatus, bytes]:
    if silence is None:
        return HTTPStatus.SERVICE_UNAVAILABLE, b"No answer from Telegram yet.\n"
    if silence > LONGEST_SILENCE:
        return (
            HTTPStatus.SERVICE_UNAVAILABLE,
            b"The last answer from Telegram was %d s ago.\n" % silence,
        )
    return HTTPStatus.OK, b"ok\n"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """A scrape every few seconds is not worth a log line."""
