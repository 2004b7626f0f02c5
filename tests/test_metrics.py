"""What Prometheus and a health check see, and what the log does not say."""

from __future__ import annotations

import logging
import math
import socket
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from bot.engine import Engine
from bot.observability import metrics
from tests.botapi import Fault
from tests.bots import Newsroom
from tests.patience import PATIENCE
from tests.test_handlers import CLOSED

# The library announces that a number will become a timedelta; both are understood.
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def samples(text: str) -> dict[str, float]:
    """Values by name and labels, as in `dateline_abstentions_total{reason=empty-corpus}`."""
    found = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


@pytest.mark.parametrize(
    ("silence", "polls", "status"),
    [(None, True, 503), (1.0, True, 200), (91.0, True, 503), (None, False, 200)],
    ids=["not heard yet", "just heard", "heard long ago", "by webhook"],
)
def test_health_is_the_age_of_the_last_poll(
    silence: float | None, polls: bool, status: int
) -> None:
    port = free_port()
    with metrics.served(port, silence=lambda: silence, polls=polls):
        assert get(port, "/healthz")[0] == status
        assert get(port, "/elsewhere")[0] == 404
    with pytest.raises(OSError, match="refused"), socket.create_connection(("127.0.0.1", port), 1):
        pass


def test_without_a_port_nothing_listens() -> None:
    with metrics.served(None, silence=lambda: None, polls=True):
        assert all(thread.name != "metrics" for thread in threading.enumerate())


def test_a_port_that_is_taken_is_named_with_its_setting() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        pytest.raises(metrics.PortTaken, match=str(listener.getsockname()[1])) as refusal,
        metrics.served(listener.getsockname()[1], silence=lambda: None, polls=True),
    ):
        pass
    assert "DATELINE_METRICS_PORT" in str(refusal.value.fix)


def test_a_run_is_counted_timed_and_named_by_stage(room: Newsroom, bot: Engine) -> None:
    port = free_port()
    with metrics.served(port, silence=lambda: 0.0, polls=True):
        before = samples(get(port, "/metrics")[1])
        room.telegram.fail_next("sendMessage", Fault.flood(1))
        room.ask(CLOSED)
        room.ask("zymurgy xylophone quetzal?")
        room.telegram.fail_next("sendMessage", Fault.refused(400, "Bad Request: no reason"))
        room.ask("/help")
        after = samples(get(port, "/metrics")[1])
    grown = {
        name: value - before.get(name, 0.0)
        for name, value in after.items()
        if value > before.get(name, 0.0) and not name.endswith("_created")
    }
    assert grown["dateline_questions_total"] == 2
    assert grown["dateline_answers_total"] == 1
    assert grown["dateline_abstentions_total{reason=nothing-related}"] == 1
    assert grown["dateline_floods_total"] == 1
    assert grown["dateline_errors_total"] == 1
    for stage in ("waiting", "reading", "rendering", "noting", "pacing", "sending"):
        assert grown[f"dateline_stage_seconds_count{{stage={stage}}}"] >= 1
    assert grown["dateline_stage_seconds_sum{stage=pacing}"] > 0.9  # the flood wait
    assert after["dateline_queue_length"] == 0
    assert 0 <= after["dateline_poll_age_seconds"] < 10


def test_before_the_first_poll_there_is_no_age() -> None:
    metrics.watch(queue=lambda: 3, silence=lambda: None)
    seen = samples(generate_latest(metrics.REGISTRY).decode())
    assert math.isnan(seen["dateline_poll_age_seconds"])
    assert seen["dateline_queue_length"] == 3


@pytest.mark.parametrize("wanted", [False, True])
def test_questions_are_logged_only_where_a_setting_asks_for_them(
    room: Newsroom, news: Path, wanted: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    room.options = {"log_questions": wanted}
    with room.open(news):
        room.telegram.fail_next("sendMessage", Fault.dropped())
        room.telegram.reply_to(room.reader.sends(CLOSED))
        room.telegram.fail_next("sendMessage", Fault.refused(400, "Bad Request: no reason"))
        room.telegram.reply_to(room.reader.sends(f"/ask {CLOSED}"))
    ours = [
        record.getMessage() + (record.exc_text or "")
        for record in caplog.records
        if record.name.startswith("bot.")
    ]
    assert any("failed" in line for line in ours)
    assert any(CLOSED in line for line in ours) is wanted
