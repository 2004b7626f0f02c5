"""Answers to taps on buttons and to inline queries.

Error names of inline results are those of messages.setInlineBotResults (core.telegram.org).
"""

from __future__ import annotations

import re
from typing import Any

from tests.botapi.errors import ApiError, Json, bad_request
from tests.botapi.finding import check_links
from tests.botapi.formatting import MOST_TEXT, formatted
from tests.botapi.keyboards import parsed_markup
from tests.botapi.model import Content, Offer
from tests.botapi.params import Params
from tests.botapi.text import utf16_length
from tests.botapi.world import World

ANSWER_WITHIN = 15.0  # seconds; Telegram's own limit is not documented
_MOST_TOAST = 200
_MOST_RESULTS = 50
_MOST_ID_BYTES = 64


def answer_callback_query(world: World, params: Params) -> bool:
    press = world.presses.get(params.text("callback_query_id"))
    if press is None or press.answered or world.passed - press.pressed_at > ANSWER_WITHIN:
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
    if query is None or query.answered or world.passed - query.typed_at > ANSWER_WITHIN:
        raise _too_old()
    results = params.structure("results")
    if not isinstance(results, list):
        raise bad_request("can't parse inline query results JSON object")
    if len(results) > _MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(params.text("next_offset").encode()) > _MOST_ID_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    cache_time = params.integer("cache_time", 300)
    if cache_time < 0:
        raise bad_request("CACHE_TIME_INVALID")  # assumed
    button = _checked_button(params.structure("button"))
    seen: set[str] = set()
    offers = tuple(_offer(world, result, seen) for result in results)
    query.answered = True
    query.results = offers
    query.next_offset = params.text("next_offset")
    query.cache_time = cache_time
    query.is_personal = params.flag("is_personal")
    query.button = button
    for offer in offers or (None,):
        shown = f"{offer.title} / {offer.description}" if offer else "nothing"
        world.log("offered", world.chats[query.user.id], query.user, text=shown)
    if button:
        shown = f"[{button['text']}]"
        world.log("offered", world.chats[query.user.id], query.user, text=shown)
    return True


def _checked_button(raw: Any) -> Json | None:
    """The button above the results, which opens the bot in private."""
    if raw is None or raw == "":
        return None
    if not isinstance(raw, dict):
        raise bad_request("can't parse InlineQueryResultsButton: expected an Object")
    if not str(raw.get("text", "")).strip():
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    if "web_app" not in raw:
        start = str(raw.get("start_parameter", ""))
        if not start:
            raise bad_request("START_PARAM_EMPTY")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start):
            raise bad_request("START_PARAM_INVALID")
    return raw


def _offer(world: World, result: Any, seen: set[str]) -> Offer:
    if not isinstance(result, dict):
        raise bad_request("can't parse inline query result: expected an Object")
    if result.get("type") != "article":
        raise ApiError(500, "Internal Server Error: this double offers articles only")
    result_id = str(result.get("id", ""))
    if not 1 <= len(result_id.encode()) <= _MOST_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if result_id in seen:
        raise bad_request("RESULT_ID_DUPLICATE")
    seen.add(result_id)
    if not str(result.get("title", "")).strip():
        raise bad_request("can't parse inline query result: Can't find field \"title\"")
    lint = world.lint_for("answerInlineQuery")
    for name in ("title", "description"):
        if "\n" in str(result.get(name, "")):
            lint(f"a {name} of several lines: the list shows one")
    markup = parsed_markup(result.get("reply_markup"), chat="group", lint=lint, inline_only=True)
    content: Json | None = result.get("input_message_content")
    if content is None:
        raise bad_request("message text is empty")
    body = formatted(
        str(content.get("message_text", "")),
        parse_mode=content.get("parse_mode") or "",
        entities=content.get("entities"),
        limit=MOST_TEXT,
        known_users=world.users,
        lint=lint,
    )
    check_links(body, commands=world.command_names(), lint=lint)
    title, description = str(result["title"]), str(result.get("description", ""))
    return Offer(result_id, title, description, Content(body, markup))


def _too_old() -> ApiError:
    return bad_request("query is too old and response timeout expired or query ID is invalid")
