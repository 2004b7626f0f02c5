"""The parameters of a request, whichever of the API's four ways they came."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from tests.botapi.errors import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    file_name: str
    mime_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Params:
    """Typed access by name; an absent parameter reads as empty, as it does for the API."""

    values: Mapping[str, Any]
    files: Mapping[str, Upload]

    def text(self, name: str) -> str:
        value = self.values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        value = self.text(name)
        return int(value) if re.fullmatch(r"-?\d{1,18}", value) else default

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def structure(self, name: str) -> Any:
        """A nested value; form fields carry it as JSON. None where it is absent or empty."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        value = self.text(name)
        part = value.removeprefix("attach://") if value.startswith("attach://") else name
        return self.files.get(part)

    def __contains__(self, name: str) -> bool:
        return self.values.get(name) is not None


def read_params(*, query: str, content_type: str, body: bytes) -> Params:
    """Parameters of the address and of a JSON, form or multipart body.

    Raises:
        ApiError: a JSON body that is none.
    """
    values: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    files: dict[str, Upload] = {}
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json" and body.strip():
        try:
            given = json.loads(body)
        except ValueError:
            raise bad_request("can't parse JSON object") from None
        if not isinstance(given, dict):
            raise bad_request("can't parse JSON object")
        values |= given
    elif kind == "application/x-www-form-urlencoded":
        values |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    elif kind == "multipart/form-data":
        _read_multipart(content_type, body, values, files)
    return Params(values, files)


def _read_multipart(
    content_type: str, body: bytes, values: dict[str, Any], files: dict[str, Upload]
) -> None:
    found = re.search(r'boundary="?([^";]+)', content_type)
    if not found:
        raise bad_request("boundary is missing")
    for part in body.split(b"--" + found[1].encode())[1:-1]:
        head, _, data = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = head.decode()
        name = re.search(r'\bname="([^"]*)"', headers)
        if not name:
            continue
        data = data.removesuffix(b"\r\n")
        file_name = re.search(r'filename="([^"]*)"', headers)
        if file_name is None:
            values[name[1]] = data.decode()
            continue
        mime = re.search(r"(?im)^content-type: *(\S+)", headers)
        files[name[1]] = Upload(file_name[1], mime[1] if mime else "application/octet-stream", data)
