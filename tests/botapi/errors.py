"""How the Bot API says no: a code, a description and, now and then, parameters."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """An answer with `ok: false`. `description` is exactly what a client reads."""

    def __init__(self, code: int, description: str, **parameters: float) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(text: str, **parameters: int) -> ApiError:
    """400. The API lower-cases a sentence's first letter and leaves CODES_LIKE_THIS alone."""
    return ApiError(400, f"Bad Request: {_uncapitalised(text)}", **parameters)


def forbidden(text: str) -> ApiError:
    return ApiError(403, f"Forbidden: {text}")


def conflict(text: str) -> ApiError:
    return ApiError(409, f"Conflict: {text}")


def _uncapitalised(text: str) -> str:
    is_code = len(text) > 1 and (text[1] == "_" or text[1].isupper())
    return text if is_code else text[:1].lower() + text[1:]
