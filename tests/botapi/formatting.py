"""From what a request says to what a message will show: the one way text enters a message."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.botapi.entities import check_ranges, fitted, parsed_entities
from tests.botapi.errors import ApiError, bad_request
from tests.botapi.text import FormattedText, Lint, cleaned, is_blank, trimmed, utf16_length

MOST_TEXT = 4096
MOST_CAPTION = 1024
_MOST_RAW_BYTES = 32_768


def formatted(
    text: str,
    *,
    parse_mode: str,
    entities: Any,
    limit: int,
    known_users: Iterable[int],
    lint: Lint,
    too_long: str = "Message is too long",
    may_be_empty: bool = False,
) -> FormattedText:
    """Cleaned and trimmed text with entities that fit.

    Text is text: with a `parse_mode`, what somebody wrote would be read as markup.

    Lengths are UTF-16 units: the strictest reading of what the documentation calls characters.

    Raises:
        ApiError: whatever Telegram would refuse, in its words.
    """
    if len(text.encode("utf-8", "surrogatepass")) > _MOST_RAW_BYTES:
        raise bad_request("Text is too long")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_request("Strings must be encoded in UTF-8") from None
    if parse_mode:
        lint(f"parse_mode {parse_mode}: this double reads entities only")
        raise ApiError(500, "Internal Server Error: this double reads entities only")
    given = parsed_entities(entities, known_users=known_users) if entities else []
    check_ranges(given)
    result = trimmed(cleaned(text, fitted(given, lint=lint), lint=lint), lint=lint)
    if is_blank(result.text):
        if may_be_empty:
            return FormattedText("")
        raise bad_request("Text must be non-empty")
    if utf16_length(result.text) > limit:
        raise bad_request(too_long)
    return result
