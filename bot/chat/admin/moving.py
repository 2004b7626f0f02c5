"""A group gets another id when Telegram makes it a supergroup."""

from __future__ import annotations

import logging

from bot.chat.database import ChatDatabase
from bot.chat.people.members import Members
from bot.chat.service.services import Services

logger = logging.getLogger(__name__)


class Moving:
    """Moves what is stored of a group to its new id."""

    def __init__(self, services: Services, *, database: ChatDatabase, members: Members) -> None:
        self._services = services
        self._database = database
        self._members = members

    def move(self, old: int, new: int) -> None:
        """Move all rows, and keep the role that the settings give the old id. Belongs in the
        pool."""
        access = self._services.access
        listed = access.listed(old)
        self._database.move_chat(old, new)
        if listed and access.of(new) < listed and not access.is_denied(new):
            self._members.decide(new, listed, now=self._services.clock())
        logger.log(
            logging.WARNING if listed else logging.INFO,
            "group %s is now %s%s",
            old,
            new,
            ": put the new id into the settings, where the old one is" if listed else "",
        )
