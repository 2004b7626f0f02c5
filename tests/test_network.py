"""Requests to the Bot API: how long they may take, and what a 401 means."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest
from telegram.error import TimedOut

from bot.chat.telegram import network
from bot.chat.telegram.network import WatchedRequest
from bot.engine import Engine
from tests.botapi import Fault
from tests.bots import Newsroom

Handle = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
REFUSED = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
GOOD = b'HTTP/1.1 200 OK\r\nContent-Length: 11\r\nConnection: close\r\n\r\n{"ok":true}'


pytestmark = pytest.mark.usefixtures("no_certificates")


@asynccontextmanager
async def serving(handle: Handle) -> AsyncIterator[str]:
    ended: list[asyncio.Event] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ended.append(end := asyncio.Event())
        try:
            with suppress(ConnectionError):
                await handle(reader, writer)
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()
            end.set()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    async with server:
        yield f"http://{host}:{port}"
        for end in ended:
            await end.wait()


def answering(replies: dict[str, bytes], asked: list[str]) -> Handle:
    """A server that has one reply for each path."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode()
        asked.append(path)
        writer.write(replies[path])
        await writer.drain()

    return handle


@pytest.mark.parametrize("method", ["POST", "GET"])
async def test_a_connection_that_drips_is_cut(monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while True:
            writer.write(b".")
            await writer.drain()
            await asyncio.sleep(0.01)

    monkeypatch.setattr(network, "SLACK", 0.1)
    monkeypatch.setattr(network, "DOWNLOAD", 0.1)
    async with serving(drip) as url:
        request = WatchedRequest(identity=url, on_rejected=lambda: None, read_timeout=0.1)
        async with request:
            with pytest.raises(TimedOut):
                await asyncio.wait_for(request.do_request(f"{url}/x", method), 30)


@pytest.mark.parametrize(("identity", "rejected"), [(GOOD, 0), (REFUSED, 1)])
async def test_only_a_bot_that_telegram_does_not_know_is_rejected(
    identity: bytes, rejected: int
) -> None:
    rejections: list[None] = []
    asked: list[str] = []
    replies = {"/file/x": REFUSED, "/getMe": identity}
    async with serving(answering(replies, asked)) as url:
        request = WatchedRequest(
            identity=f"{url}/getMe", on_rejected=lambda: rejections.append(None), read_timeout=5.0
        )
        async with request:
            assert (await request.do_request(f"{url}/file/x", "GET"))[0] == 401
    assert asked == ["/file/x", "/getMe"]
    assert len(rejections) == rejected


def test_a_file_that_is_refused_does_not_end_the_bot(room: Newsroom, bot: Engine) -> None:
    room.telegram.fail_next("getFile", Fault.refused(401, "Unauthorized"))
    said = room.telegram.reply_to(room.admin.sends_file("storm.txt", b"The lamp was lit again."))
    assert said.text.startswith("I could not fetch that document from Telegram.")
    assert room.ask("/help").text
