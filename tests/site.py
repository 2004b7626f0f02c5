"""A web site on loopback, and the rules of a fetcher that may read it."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from corpus.fetching.pages import Fetcher
from tests.patience import PATIENCE

LAMP = "The lamp at Lissow was lit again on Friday evening, the keeper of the lighthouse said."
ARTICLE = f"""<!doctype html><html lang="en"><head><title>Lamp lit again - The Gull</title>
<meta property="og:title" content="Lamp lit again"><meta property="og:site_name" content="The Gull">
<meta property="article:published_time" content="2025-03-08T09:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Lamp lit again</h1>
<p>{LAMP}</p>
<p>It had been dark since Sunday, when the storm took the roof of the engine house and both of the
generators that stood under it.</p></article></body></html>"""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the site answers. `stream` writes the rest of the body, then the connection closes."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html"})
    stream: Callable[[Any], None] | None = None


@dataclass
class Site:
    """What it answers by path, and what it was asked: path, Host, and all the headers."""

    port: int
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    def serves(self, path: str, reply: Reply | str) -> str:
        """Make a path answer so; its address."""
        self.replies[path] = reply if isinstance(reply, Reply) else Reply(reply.encode())
        return self.address(path)

    def redirects(self, path: str, to: str, *, status: int = 302) -> str:
        return self.serves(path, Reply(status=status, headers={"Location": to}))

    def address(self, path: str, host: str = "gull.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def fetcher(self, **rules: Any) -> Fetcher:
        """One for which every name is this machine, which counts as outside."""
        given: dict[str, Any] = {
            "ports": frozenset({self.port}),
            "look_up": _loopback,
            "seconds": PATIENCE,
        }
        return Fetcher(**{**given, "is_allowed": lambda _: True, **rules})


async def _loopback(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


@contextmanager
def serving(*, certificate: Path | None = None) -> Iterator[Site]:
    """The site until the block ends; over TLS, with a certificate and its key in one file."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, self.headers.get("Host", ""), dict(self.headers)))
            reply = site.replies.get(self.path, Reply(status=404))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.stream is None:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            try:
                self.wfile.write(reply.body)
                if reply.stream is not None:
                    reply.stream(self.wfile)
            except OSError:
                pass  # whoever has read enough hangs up

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            pass  # a client that does not trust us is none of ours

    server = Server(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site = Site(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
