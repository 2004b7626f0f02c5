"""Methods about the bot itself: who it is, its commands and its descriptions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.botapi import wire
from tests.botapi.errors import Json, bad_request
from tests.botapi.params import Params
from tests.botapi.world import World

_MOST_COMMANDS = 100
_SCOPES: dict[str, tuple[str, ...]] = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def get_me(world: World, _: Params) -> Json:
    return wire.user_json(world.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy_mode,
        "supports_inline_queries": world.supports_inline,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }


def set_my_commands(world: World, params: Params) -> bool:
    commands = params.structure("commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands JSON object")
    place = _place(world, params)
    checked = [_checked_command(command) for command in commands]
    if len(checked) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.commands[place] = checked
    world.changed.notify_all()
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    return world.commands.get(_place(world, params), [])


def delete_my_commands(world: World, params: Params) -> bool:
    world.commands.pop(_place(world, params), None)
    return True


def _checked_command(raw: Any) -> Json:
    if not isinstance(raw, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if not isinstance(raw.get(name), str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    command = raw["command"].strip().removeprefix("/")
    description = raw["description"].strip()
    if not command:
        raise bad_request("Command must be non-empty")
    if len(command) > 32:
        raise bad_request("Command length must not exceed 32")
    if not description:
        raise bad_request("Command description must be non-empty")
    if len(description) > 256:
        raise bad_request("Command description length must not exceed 256")
    if not re.fullmatch(r"[a-z0-9_]+", command):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": command, "description": description}


def _place(world: World, params: Params) -> tuple[str, str]:
    """Scope and language: what a list of commands is stored under."""
    scope = params.structure("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    for name in _SCOPES[kind]:
        if name not in scope:
            raise bad_request(f"can't parse BotCommandScope: Can't find field \"{name}\"")
    if "chat_id" in _SCOPES[kind]:
        world.find_chat(Params({"chat_id": scope["chat_id"]}, {}))
    language = params.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("LANG_CODE_INVALID")
    return ":".join([kind, *(str(scope[name]) for name in _SCOPES[kind])]), language


def profile_setter(name: str, limit: int) -> Callable[[World, Params], bool]:
    """`setMyDescription` and its like: one text a language."""

    def set_text(world: World, params: Params) -> bool:
        if len(params.text(name)) > limit:
            raise bad_request(f"{name.replace('_', ' ')} is too long")
        world.profile[f"{name}:{params.text('language_code')}"] = params.text(name)
        return True

    return set_text


def profile_getter(name: str) -> Callable[[World, Params], Json]:
    def get_text(world: World, params: Params) -> Json:
        return {name: world.profile.get(f"{name}:{params.text('language_code')}", "")}

    return get_text


def set_chat_menu_button(world: World, params: Params) -> bool:
    if "chat_id" in params:
        world.find_chat(params)
    world.profile["menu_button"] = params.structure("menu_button") or {"type": "default"}
    return True


def get_chat_menu_button(world: World, _: Params) -> Json:
    button: Json = world.profile.get("menu_button", {"type": "commands"})
    return button
