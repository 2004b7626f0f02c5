"""The double without HTTP: requests of the bot in this process, answered at once."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from telegram.request import BaseRequest, RequestData

from tests.botapi.errors import ApiError
from tests.botapi.params import Params
from tests.botapi.server import BotApi


class DirectRequest(BaseRequest):
    """Takes the place of the bot's HTTP client. `refused` counts what the API would not do, by
    method and description."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self.silence = 0.0
        self.refused: Counter[tuple[str, str]] = Counter()

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *_: Any,
        **__: Any,
    ) -> tuple[int, bytes]:
        """See BaseRequest.do_request; files to upload are none of this double's business."""
        path = url.partition("/bot")[2].partition("/")[2]
        if "/file/bot" in url:
            return 200, self._api.world.files[path.removeprefix("documents/")].data
        params = Params(request_data.json_parameters if request_data else {}, {})
        name = path.lower()
        try:
            return 200, json.dumps(self._api.call(name, params)).encode()
        except ApiError as error:
            self.refused[name, error.description] += 1
            return error.code, json.dumps(error.body()).encode()
