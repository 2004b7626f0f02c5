"""The smallest Bot API client: one request, its code and its body. For trying single rules."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any, NamedTuple

from tests.botapi.errors import Json
from tests.patience import PATIENCE


class Answer(NamedTuple):
    code: int
    body: Json

    @property
    def result(self) -> Any:
        """What a successful call returns.

        Raises:
            AssertionError: it was refused.
        """
        if not self.body.get("ok"):
            raise AssertionError(self.body)
        return self.body["result"]

    @property
    def error(self) -> str:
        """Why the call was refused.

        Raises:
            AssertionError: it was not.
        """
        if self.body.get("ok"):
            raise AssertionError(f"accepted: {self.body}")
        return str(self.body["description"])


@dataclass(frozen=True, slots=True)
class Client:
    url: str
    token: str

    def call(self, method: str, **params: Any) -> Answer:
        """Call a method with a JSON body; an error is an answer like any other."""
        return self.post(method, json.dumps(params).encode(), "application/json")

    def post(self, method: str, body: bytes, content_type: str) -> Answer:
        request = urllib.request.Request(  # noqa: S310 - loopback
            f"{self.url}/bot{self.token}/{method}", body, {"Content-Type": content_type}
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:  # noqa: S310
                return Answer(response.status, json.load(response))
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, json.load(error))
