"""Answers to taps on buttons and to inline queries."""

from __future__ import annotations

from typing import Any

from tests.botapi.errors import ApiError, Json, bad_request
from tests.botapi.formatting import MOST_TEXT, formatted
from tests.botapi.keyboards import parsed_markup
from tests.botapi.params import Params
from tests.botapi.text import utf16_length
from tests.botapi.world import World

ANSWER_WITHIN = 15.0  # seconds; Telegram's own limit is not documented
_MOST_TOAST = 200
_MOST_RESULTS = 50
_MOST_ID_BYTES = 64


def answer_callback_query(world: World, params: Params) -> bool:
    press = world.presses.get(params.text("callback_query_id"))
    if press is None or press.answered or world.now() - press.pressed_at > ANSWER_WITHIN:
        raise _too_old()
    if utf16_length(params.text("text")) > _MOST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answered = True
    press.toast = params.text("text")
    press.alert = params.flag("show_alert")
    press.url = params.text("url")
    chat = world.chats[press.message.chat_id]
    world.log("toast", chat, press.user, press.message, press.toast)
    return True


def answer_inline_query(world: World, params: Params) -> bool:
    query = world.inline_queries.get(params.text("inline_query_id"))
    if query is None or query.answered or world.now() - query.typed_at > ANSWER_WITHIN:
        raise _too_old()
    results = params.structure("results")
    if not isinstance(results, list):
        raise bad_request("can't parse inline query results JSON object")
    if len(results) > _MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(params.text("next_offset").encode()) > _MOST_ID_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    seen: set[str] = set()
    for result in results:
        _check_result(world, result, seen)
    query.answered = True
    query.results = tuple(results)
    query.next_offset = params.text("next_offset")
    query.cache_time = params.integer("cache_time", 300)
    query.is_personal = params.flag("is_personal")
    query.button = params.structure("button")
    world.changed.notify_all()
    return True


def _check_result(world: World, result: Any, seen: set[str]) -> None:
    if not isinstance(result, dict):
        raise bad_request("can't parse inline query result: expected an Object")
    result_id = str(result.get("id", ""))
    if not 1 <= len(result_id.encode()) <= _MOST_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if result_id in seen:
        raise bad_request("RESULT_ID_DUPLICATE")
    seen.add(result_id)
    if not result.get("title") and result.get("type") == "article":
        raise bad_request("can't parse inline query result: Can't find field \"title\"")
    parsed_markup(
        result.get("reply_markup"), chat="group", lint=world.lint_for("answerInlineQuery")
    )
    content: Json | None = result.get("input_message_content")
    if content is None:
        if result.get("type") == "article":
            raise bad_request("message text is empty")
        return
    formatted(
        str(content.get("message_text", "")),
        parse_mode=content.get("parse_mode") or "",
        entities=content.get("entities"),
        limit=MOST_TEXT,
        known_users=world.users,
        lint=world.lint_for("answerInlineQuery"),
    )


def _too_old() -> ApiError:
    return bad_request("query is too old and response timeout expired or query ID is invalid")
