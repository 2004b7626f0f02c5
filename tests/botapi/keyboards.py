"""`reply_markup`: what Telegram accepts as a keyboard."""

from __future__ import annotations

from typing import Any

from tests.botapi.errors import ApiError, Json, bad_request
from tests.botapi.links import BadLink, checked_link
from tests.botapi.model import Button, ChatKind, Markup
from tests.botapi.text import Lint

_MOST_BUTTONS = 100
_MOST_IN_A_ROW = 8
_MOST_DATA_BYTES = 64
_MOST_COPY_TEXT = 256
_STYLES = frozenset({"danger", "success", "primary"})
_ACTIONS = (
    "url", "callback_data", "callback_game", "pay", "switch_inline_query",
    "switch_inline_query_chosen_chat", "switch_inline_query_current_chat", "login_url", "web_app",
    "copy_text",
)  # fmt: skip
_EMPTY_IS_AN_ACTION = frozenset({"switch_inline_query", "switch_inline_query_current_chat",
                                 "callback_game"})  # fmt: skip


def parsed_markup(
    raw: Any, *, chat: ChatKind, lint: Lint, inline_only: bool = False
) -> Markup | None:
    """The keyboard of a request; None for none or an empty one.

    Raises:
        ApiError: a button or a field that Telegram refuses.
    """
    if raw is None or raw == "":
        return None
    if not isinstance(raw, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in raw:
        return _inline(_rows(raw, "inline_keyboard"), chat=chat, lint=lint)
    if inline_only and raw:
        raise bad_request("inline keyboard expected")
    if "keyboard" in raw:
        rows = tuple(
            tuple(Button(_label(button, "keyboard button"), "text", None) for button in row)
            for row in _rows(raw, "keyboard")
        )
        return Markup("keyboard", rows, raw)
    for field, kind in (("remove_keyboard", "remove"), ("force_reply", "force_reply")):
        if field in raw:
            if not isinstance(raw[field], bool):
                raise bad_request(f'Field "{field}" must be of type Boolean')
            return Markup(kind, raw=raw) if raw[field] else None
    return None


def _rows(raw: Json, name: str) -> list[list[Any]]:
    rows = raw[name]
    if not isinstance(rows, list):
        raise bad_request(f'Field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'Field "{name}" must be an Array of Arrays')
    return rows


def _inline(rows: list[list[Any]], *, chat: ChatKind, lint: Lint) -> Markup | None:
    parsed: list[tuple[Button, ...]] = []
    for row in rows:
        buttons = [_inline_button(raw, chat) for raw in row]
        shown = tuple(button for button in buttons if button.text)
        if len(shown) < len(buttons):
            lint("a button without a label was dropped")
        if len(shown) > _MOST_IN_A_ROW:
            lint(f"{len(shown)} buttons in a row: clients show {_MOST_IN_A_ROW}")
        if shown:
            parsed.append(shown)
    if sum(map(len, parsed)) > _MOST_BUTTONS:  # assumed: the documentation names no error
        raise bad_request("reply markup is too long")
    return Markup("inline", tuple(parsed)) if parsed else None


def _label(raw: Any, what: str) -> str:
    if isinstance(raw, str):
        return raw
    if not isinstance(raw, dict):
        raise bad_request(f"can't parse {what}: expected an Object")
    if "text" not in raw:
        raise bad_request(f"can't parse {what}: Can't find field \"text\"")
    if not isinstance(raw["text"], str):
        raise bad_request(f'can\'t parse {what}: Field "text" must be of type String')
    return raw["text"].strip()


def _inline_button(raw: Any, chat: ChatKind) -> Button:
    label = _label(raw, "inline keyboard button")
    for action in _ACTIONS:
        value = raw.get(action)
        if value or (value is not None and action in _EMPTY_IS_AN_ACTION):
            break
    else:
        raise _unparsable("Text buttons are unallowed in the inline keyboard")
    style = raw.get("style")
    if style is not None and style not in _STYLES:  # assumed: not seen in the wild
        raise bad_request("BUTTON_STYLE_INVALID")
    return Button(label, action, _checked_value(action, value, chat), style)


def _checked_value(action: str, value: Any, chat: ChatKind) -> Any:
    match action:
        case "url":
            return _link(value, "URL", https_only=False)
        case "callback_data":
            if not isinstance(value, str):
                raise _unparsable('Field "callback_data" must be of type String')
            if len(value.encode()) > _MOST_DATA_BYTES:
                raise bad_request("BUTTON_DATA_INVALID")
        case "pay" | "callback_game":
            raise bad_request("BUTTON_TYPE_INVALID")
        case "web_app":
            _link(_inside(value, "url"), "Web App URL", https_only=True)
            if chat != "private":
                raise bad_request("BUTTON_TYPE_INVALID")
        case "copy_text":
            if not 1 <= len(_inside(value, "text")) <= _MOST_COPY_TEXT:
                raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return value


def _link(url: Any, what: str, *, https_only: bool) -> str:
    try:
        return checked_link(str(url), https_only=https_only)
    except BadLink as reason:
        raise bad_request(f"inline keyboard button {what} '{url}' is invalid: {reason}") from None


def _inside(value: Any, name: str) -> str:
    if not isinstance(value, dict):
        raise _unparsable("expected an Object")
    if not isinstance(value.get(name), str):
        raise _unparsable(f'Can\'t find field "{name}"')
    return str(value[name])


def _unparsable(reason: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {reason}")
