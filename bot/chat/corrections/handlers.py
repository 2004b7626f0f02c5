"""/changes: what became of articles lately."""

from __future__ import annotations

from bot.chat.corrections.corrections import Corrections
from bot.chat.corrections.messages import change_list
from bot.chat.service.request import Request
from bot.chat.service.services import Services
from bot.chat.telegram.screen import Screen
from corpus.storage.records import AlterationKind

MOST = 10
_UNTOLD = (AlterationKind.RELEASED, AlterationKind.HELD, AlterationKind.EDITED)
_TOLD = tuple(kind for kind in AlterationKind if kind not in _UNTOLD)


class Changes:
    """Lists the latest changes, with what of them was quoted anywhere."""

    def __init__(self, services: Services, corrections: Corrections) -> None:
        self._services = services
        self._corrections = corrections

    async def on_changes(self, request: Request) -> None:
        """`/changes`."""

        def work() -> Screen:
            store = self._services.engine.store
            told = [each for each in store.alterations() if each.kind in _TOLD]
            found = [
                (each, store.find_any(f"number:{each.article}")) for each in reversed(told[-MOST:])
            ]
            quoted = self._corrections.quoted()
            return Screen(change_list(found, request.texts, quoted=quoted))

        await request.send(await self._services.attempt(request, work, at_once=True))
