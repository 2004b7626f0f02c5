"""Makes text from elsewhere harmless for a terminal.

Characters that a terminal would obey instead of print are made visible, so that no title can move
the cursor, recolour the screen or reverse the reading order.
"""

from __future__ import annotations

import json
import re
from typing import Any

# Control characters, and the format characters that change the direction of what follows.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """The text with a replacement character for each that must not reach a terminal."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def printable_line(text: str) -> str:
    """`printable`, and on one line."""
    return " ".join(printable(text).split())


def json_line(value: Any, *, ascii_only: bool = False) -> str:
    """JSON on one line that means exactly `value`, with unprintable characters escaped."""
    line = json.dumps(value, ensure_ascii=ascii_only)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)
