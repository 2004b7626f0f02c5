"""The HTTP face of the double: addresses, tokens, bodies, and the faults that were ordered."""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

from tests.botapi import answering, chatting, editing, profile, sending
from tests.botapi.errors import ApiError, Json, conflict
from tests.botapi.faults import Fault, FaultPlan
from tests.botapi.model import Call
from tests.botapi.params import Params, read_params
from tests.botapi.webhook import Webhook
from tests.botapi.world import World

_LARGEST_BODY = 60 * 1024 * 1024

METHODS: dict[str, Callable[[World, Params], Any]] = {
    "getme": profile.get_me,
    "setmycommands": profile.set_my_commands,
    "getmycommands": profile.get_my_commands,
    "deletemycommands": profile.delete_my_commands,
    "setmydescription": profile.profile_setter("description", 512),
    "getmydescription": profile.profile_getter("description"),
    "setmyshortdescription": profile.profile_setter("short_description", 120),
    "getmyshortdescription": profile.profile_getter("short_description"),
    "setmyname": profile.profile_setter("name", 64),
    "getmyname": profile.profile_getter("name"),
    "setchatmenubutton": profile.set_chat_menu_button,
    "getchatmenubutton": profile.get_chat_menu_button,
    "sendmessage": sending.send_message,
    "senddocument": sending.send_document,
    "sendphoto": sending.send_photo,
    "getfile": sending.get_file,
    "sendchataction": sending.send_chat_action,
    "setmessagereaction": sending.set_message_reaction,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
    "answercallbackquery": answering.answer_callback_query,
    "answerinlinequery": answering.answer_inline_query,
    "getchat": chatting.get_chat,
    "getchatmember": chatting.get_chat_member,
    "getchatmembercount": chatting.get_chat_member_count,
    "getchatadministrators": chatting.get_chat_administrators,
    "leavechat": chatting.leave_chat,
}


class BotApi:
    """Answers one request at a time per connection; all state is in the world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.webhook = Webhook(world)
        self.faults = FaultPlan()
        self._paused_until: dict[tuple[str, str], float] = {}
        # How many of the bot's seconds pass in one of ours (bench/hurried.py).
        self.pace = 1.0

    def call(self, method: str, params: Params) -> Json:
        """The body of a successful answer.

        Raises:
            ApiError: everything else.
        """
        world = self.world
        with world.changed:
            match method:
                case "getupdates":
                    return {"ok": True, "result": self._get_updates(params)}
                case "setwebhook":
                    return {"ok": True, "result": True, "description": self.webhook.set(params)}
                case "deletewebhook":
                    return {"ok": True, "result": True, "description": self.webhook.delete(params)}
                case "getwebhookinfo":
                    return {"ok": True, "result": self.webhook.info()}
            handler = METHODS.get(method)
            if handler is None:
                world.lint.append(f"{method}: no method of this double (or of the API)")
                raise ApiError(404, "Not Found: method not found")
            return {"ok": True, "result": handler(world, params)}

    def _get_updates(self, params: Params) -> list[Json]:
        if self.webhook.url:
            raise conflict("can't use getUpdates method while webhook is active;"
                           " use deleteWebhook to delete the webhook first")  # fmt: skip
        self.world.updates.allow(params.structure("allowed_updates"))
        return self.world.updates.fetch(
            offset=params.integer("offset"),
            limit=params.integer("limit", 100),
            timeout=params.integer("timeout") / self.pace,
        )

    def note_pause(self, method: str, params: Params, fault: Fault | None) -> None:
        """Lint a call that comes back before the `retry_after` it was told."""
        key = method, params.text("chat_id")
        early = self._paused_until.pop(key, 0.0) - time.monotonic()
        with self.world.changed:
            if early > 0:
                self.world.lint.append(f"{method}: called {early:.1f} s before retry_after ended")
            if fault and fault.error and "retry_after" in fault.error.parameters:
                wait = fault.error.parameters["retry_after"]
                self._paused_until[key] = time.monotonic() + wait / self.pace

    def note_call(self, method: str, params: Params, code: int) -> None:
        world = self.world
        with world.changed:
            world.calls.append(Call(method, dict(params.values), world.now(), code))
            world.changed.notify_all()


class Server(ThreadingHTTPServer):
    """Loopback only, one thread a connection, every thread joined on close."""

    daemon_threads = False
    request_queue_size = 64

    def __init__(self, api: BotApi, port: int = 0) -> None:
        self.api = api
        self._connections: set[socket.socket] = set()
        self._guard = threading.Lock()
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._guard:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._guard:
            self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error; a fault of the double's own is, and shows as lint."""
        error = sys.exception()
        if not isinstance(error, ConnectionError):
            with self.api.world.changed:
                self.api.world.lint.append(f"the double itself failed: {error!r}")

    def hang_up(self) -> None:
        """Close every connection that a client keeps open."""
        with self._guard:
            for connection in self._connections:
                with suppress(OSError):  # the client was quicker
                    connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body are written apart: without this, each body waits 40 ms for an acknowledgement.
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: Any) -> None:
        """Addresses hold the token: nothing is written."""

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > _LARGEST_BODY:
            self.close_connection = True
            self._send_json(413, ApiError(413, "Request Entity Too Large").body())
            return
        body = self.rfile.read(length)
        path, _, query = self.path.partition("?")
        kind, token, rest = _split(path)
        refusal = _refusal(self.server.api.world, kind, token)
        if refusal:
            self._send_json(refusal.code, refusal.body())
        elif kind == "file":
            self._send_file(rest)
        else:
            self._answer_method(rest.lower(), query, body)

    def _answer_method(self, method: str, query: str, body: bytes) -> None:
        api = self.server.api
        params = Params({}, {})
        try:
            content_type = self.headers.get("Content-Type", "")
            params = read_params(query=query, content_type=content_type, body=body)
            fault = api.faults.take(method, _chat_of(params))
            api.note_pause(method, params, fault)
            if fault and not self._goes_on(fault, method, params):
                return
        except ApiError as error:
            api.note_call(method, params, error.code)
            self._send_json(error.code, error.body())
            return
        with api.world.changed:  # whoever sees what a call did sees the call
            try:
                answer, code = api.call(method, params), 200
            except ApiError as error:
                answer, code = error.body(), error.code
            api.note_call(method, params, code)
        self._send_json(code, answer)

    def _goes_on(self, fault: Fault, method: str, params: Params) -> bool:
        """Carry out a fault; whether an ordinary answer is still to come."""
        api = self.server.api
        if fault.delay:
            api.world.closing.wait(fault.delay)
        while fault.held and not fault.held.is_set() and not api.world.closing.wait(0.01):
            pass
        if fault.done:
            api.call(method, params)
        if fault.drops:
            api.note_call(method, params, 0)
            self.close_connection = True
            return False
        if fault.page:
            api.note_call(method, params, fault.page[0])
            self._send(fault.page[0], "text/html", fault.page[1].encode())
            return False
        if fault.error:
            raise fault.error
        return True

    def _send_file(self, path: str) -> None:
        document = self.server.api.world.files.get(path.removeprefix("documents/"))
        if document is None:
            self._send_json(404, ApiError(404, "Not Found").body())
        else:
            self._send(200, "application/octet-stream", document.data)

    def _send_json(self, code: int, body: Json) -> None:
        self._send(code, "application/json", json.dumps(body).encode())

    def _send(self, code: int, content_type: str, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _chat_of(params: Params) -> int:
    given = params.text("chat_id")
    return int(given) if given.removeprefix("-").isdecimal() else 0


def _split(path: str) -> tuple[str, str, str]:
    """Kind of address (bot, file or none), token, rest."""
    head, _, rest = unquote(path).lstrip("/").partition("/")
    if head == "file":
        head, _, rest = rest.partition("/")
        return "file", head.removeprefix("bot"), rest
    return ("bot", head[3:], rest) if head.startswith("bot") else ("", "", "")


def _refusal(world: World, kind: str, token: str) -> ApiError | None:
    if not kind:
        return ApiError(404, "Not Found")
    bot_id, colon, _ = token.partition(":")
    if not colon or not bot_id.isdecimal():
        return ApiError(401, "Unauthorized: invalid token specified")
    return None if token == world.token else ApiError(401, "Unauthorized")
