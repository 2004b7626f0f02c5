"""A strict double of the Telegram Bot API for tests. See `tests.botapi.double`."""

from tests.botapi.double import BotApiDouble
from tests.botapi.errors import ApiError
from tests.botapi.faults import Fault
from tests.botapi.model import Button, InlineQuery, Message, Press
from tests.botapi.people import Person
from tests.botapi.rooms import Room
from tests.botapi.text import Entity

__all__ = [
    "ApiError",
    "BotApiDouble",
    "Button",
    "Entity",
    "Fault",
    "InlineQuery",
    "Message",
    "Person",
    "Press",
    "Room",
]
