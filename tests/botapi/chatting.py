"""Methods about chats and the people in them."""

from __future__ import annotations

from tests.botapi import wire
from tests.botapi.errors import Json, bad_request
from tests.botapi.params import Params
from tests.botapi.world import World


def get_chat(world: World, params: Params) -> Json:
    chat = world.find_chat(params)
    return wire.chat_json(chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }


def get_chat_member(world: World, params: Params) -> Json:
    chat = world.find_chat(params)
    user = world.users.get(params.integer("user_id"))
    if user is None:
        raise bad_request("user not found")
    return wire.member_json(chat, user, is_bot=user.id == world.bot.id)


def get_chat_member_count(world: World, params: Params) -> int:
    return len(world.find_chat(params).members) + 1


def get_chat_administrators(world: World, params: Params) -> list[Json]:
    chat = world.find_chat(params)
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    if chat.bot_status != "administrator":
        return []
    return [wire.member_json(chat, world.bot, is_bot=True)]


def leave_chat(world: World, params: Params) -> bool:
    chat = world.find_chat(params)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_status = "left"
    world.log("note", chat, world.bot, text="left the chat")
    return True
