"""`setWebhook` and the deliveries that follow it.

Telegram insists on a public https address. A test says where on loopback that address leads,
as a proxy that ends TLS would: `routes`.
"""

from __future__ import annotations

import json
import re
import threading
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from tests.botapi.errors import Json, bad_request
from tests.botapi.params import Params
from tests.botapi.world import World
from tests.patience import PATIENCE

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_PORTS = (80, 88, 443, 8443)
_RETRY_AFTER = 0.1  # seconds; Telegram takes longer


class Webhook:
    """Where updates are posted, one after another, each until it is answered with 2xx."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._secret = ""
        self._max_connections = 40
        self._last_error: tuple[int, str] | None = None
        self._deliverer: threading.Thread | None = None
        self.url = ""
        self.routes: dict[str, str] = {}

    def set(self, params: Params) -> str:
        """Take an address, or drop it when it is empty; the description for the answer.

        Raises:
            ApiError: an address or a secret that Telegram refuses.
        """
        url = params.text("url")
        if not url:
            return self.delete(params)
        _check_address(url)
        secret = params.text("secret_token")
        if len(secret) > 256:
            raise bad_request("Secret token is too long")
        if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
            raise bad_request("Secret token contains unallowed characters")
        self._world.updates.allow(params.structure("allowed_updates"))
        if params.flag("drop_pending_updates"):
            self._world.updates.drop_all()
        self.url, self._secret, self._last_error = url, secret, None
        self._max_connections = min(max(params.integer("max_connections", 40), 1), 100)
        self._world.updates.end_poll("terminated by setWebhook request")
        if self._deliverer is None:
            self._deliverer = threading.Thread(target=self._deliver, daemon=True)
            self._deliverer.start()
        return "Webhook was set"

    def delete(self, params: Params) -> str:
        if params.flag("drop_pending_updates"):
            self._world.updates.drop_all()
        had_one, self.url = bool(self.url), ""
        self._world.changed.notify_all()
        return "Webhook was deleted" if had_one else "Webhook is already deleted"

    def info(self) -> Json:
        body: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._world.updates.pending),
        }
        if self.url:
            body["max_connections"] = self._max_connections
        if self._world.updates.allowed:
            body["allowed_updates"] = self._world.updates.allowed
        if self._last_error:
            body["last_error_date"], body["last_error_message"] = self._last_error
        return body

    def join(self) -> None:
        if self._deliverer:
            self._deliverer.join()

    def _deliver(self) -> None:
        world = self._world
        while not world.closing.is_set():
            with world.changed:
                pending = world.updates.pending
                if not self.url or not pending:
                    world.changed.wait(0.5)
                    continue
                update, url, secret = pending[0], self.url, self._secret
            failure = self._post(url, secret, update)
            with world.changed:
                if failure is None:
                    world.updates.confirm(update["update_id"] + 1)
                else:
                    self._last_error = int(time.time()), failure
                world.changed.notify_all()
            if failure is not None:
                world.closing.wait(_RETRY_AFTER)

    def _post(self, url: str, secret: str, update: Json) -> str | None:
        """None when the bot took the update, else Telegram's words for the failure."""
        headers = {"Content-Type": "application/json"}
        if secret:
            headers[SECRET_HEADER] = secret
        target = self.routes.get(url)
        if target is None:
            return "Connection refused"
        request = urllib.request.Request(  # noqa: S310 - the test chose the address
            target, json.dumps(update).encode(), headers, method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE):  # noqa: S310
                return None
        except urllib.error.HTTPError as error:
            with error:
                return f"Wrong response from the webhook: {error.code} {error.reason}"
        except OSError:
            return "Connection refused"


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
