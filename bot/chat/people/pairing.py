"""Pairing codes, which a stranger passes on to an administrator to get access. Pure."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass

# No letter or digit that is taken for another when read aloud or from a screen.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH = 8
_ID = re.compile(r"-?\d{1,16}", re.ASCII)
_CODE = re.compile(rf"[{_LETTERS}]{{{_LENGTH}}}")


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a command is about: by Telegram id, or by the digest of a pairing code."""

    id: int | None = None
    digest: str | None = None


def new_code() -> str:
    """Almost 40 bits, in two groups of four: "KQ27-M9XA". No id begins with a letter."""
    letters = secrets.choice(_LETTERS[8:])
    letters += "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH - 1))
    return f"{letters[:4]}-{letters[4:]}"


def code_digest(code: str) -> str:
    """What is stored in place of a code."""
    return hashlib.sha256(_plain(code).encode()).hexdigest()


def parse_named(text: str) -> Named | None:
    """The id or code that somebody typed; None where it is neither."""
    if _ID.fullmatch(text):
        return Named(id=int(text))
    return Named(digest=code_digest(text)) if _CODE.fullmatch(_plain(text)) else None


def _plain(code: str) -> str:
    return code.upper().replace("-", "")
