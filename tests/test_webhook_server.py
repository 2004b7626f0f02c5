"""The webhook's port: what is refused, and how soon."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from telegram import Bot, Update

from bot.chat.telegram import webhook_server
from bot.chat.telegram.webhook_server import LARGEST, LARGEST_HEAD, SECRET_HEADER, WebhookServer
from tests.bots import TOKEN
from tests.test_process_telegram import free_port

pytestmark = pytest.mark.usefixtures("no_certificates")

SECRET = "only-we-know"
GOOD = {SECRET_HEADER: SECRET, "Content-Type": "application/json"}
UPDATE = json.dumps({"update_id": 5}).encode()


@dataclass
class Door:
    """The server, and what it has let in."""

    port: int
    queue: asyncio.Queue[object] = field(default_factory=asyncio.Queue)

    async def send(self, data: bytes) -> bytes:
        """All that comes back, until the other side hangs up."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(data)
        await writer.drain()
        try:
            return await asyncio.wait_for(reader.read(), 60)
        except ConnectionResetError:
            return b""
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def status(self, data: bytes) -> int:
        return int((await self.send(data)).split()[1])


def head(
    headers: dict[str, str], *, length: int | None = None, line: str = "POST /hook HTTP/1.1"
) -> bytes:
    """The head of a request, whose body is `length` bytes by its own account."""
    if length is not None:
        headers = {**headers, "Content-Length": str(length)}
    lines = [line, "Host: bot.example", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    door = Door(free_port())
    server = WebhookServer(
        Bot(TOKEN), door.queue, path="/hook", secret=SECRET, listen="127.0.0.1", port=door.port
    )
    server.start()
    yield door
    await server.stop()


async def test_what_telegram_posts_is_let_in(door: Door) -> None:
    request = head({**GOOD, "Connection": "close"}, length=len(UPDATE)) + UPDATE
    assert await door.status(request) == 200
    update = door.queue.get_nowait()
    assert isinstance(update, Update)
    assert update.update_id == 5


@pytest.mark.parametrize(
    ("request_head", "status"),
    [
        (head(GOOD | {SECRET_HEADER: "a guess"}, length=LARGEST), 403),
        (head({"Content-Type": "application/json"}, length=LARGEST), 403),
        (head(GOOD, length=LARGEST, line="POST /elsewhere HTTP/1.1"), 404),
        (head(GOOD, length=LARGEST, line="POST / HTTP/1.1"), 404),
        (head(GOOD, length=LARGEST, line="GET /hook HTTP/1.1"), 405),
        (head(GOOD, length=LARGEST, line="PUT /hook HTTP/1.1"), 405),
        (head(GOOD | {"Content-Type": "text/plain"}, length=LARGEST), 415),
        (head(GOOD, length=LARGEST + 1), 413),
        (head(GOOD | {"Transfer-Encoding": "chunked"}), 411),
    ],
    ids=["secret", "no secret", "path", "root", "GET", "PUT", "type", "too long", "no length"],
)
async def test_a_request_is_refused_by_its_head_and_cut(
    door: Door, request_head: bytes, status: int
) -> None:
    """No byte of the body is sent, so an answer at all means that none was waited for."""
    assert await door.status(request_head) == status
    assert door.queue.empty()


async def test_what_is_no_update_is_taken_and_dropped(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    """Refused, it would be delivered again for ever, and nothing after it."""
    request = head({**GOOD, "Connection": "close"}, length=4) + b"nope"
    assert await door.status(request) == 200
    assert door.queue.empty()
    assert "cannot be read" in caplog.text


@pytest.mark.parametrize(
    "half",
    [b"", b"POST /hook HT", head(GOOD, length=len(UPDATE)), head(GOOD, length=9) + b"{"],
    ids=["nothing", "half a head", "no body", "half a body"],
)
async def test_a_half_open_request_is_cut_in_time(
    monkeypatch: pytest.MonkeyPatch, half: bytes
) -> None:
    monkeypatch.setattr(webhook_server, "HEAD_WITHIN", 0.05)
    monkeypatch.setattr(webhook_server, "BODY_WITHIN", 0.05)
    door = Door(free_port())
    server = WebhookServer(
        Bot(TOKEN), door.queue, path="/hook", secret=SECRET, listen="127.0.0.1", port=door.port
    )
    server.start()
    assert await door.send(half) == b""
    await server.stop()
    assert door.queue.empty()


async def test_a_head_without_end_is_cut(door: Door) -> None:
    assert await door.send(b"POST /hook HTTP/1.1\r\nX: " + b"x" * (LARGEST_HEAD + 100_000)) == b""
