"""Keys and values that describe an article: JSON, and YAML or TOML front matter above a text."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from corpus.errors import SourceError

# Set by hand; not measured.
MAX_FRONT_MATTER = 16_000
"""The longest front matter, in characters; the known keys need a few hundred."""

_DEEPEST = 10

_OPENING = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_CLOSING = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?=[A-Za-z_][\w-]*[ \t]*:)")
# A headline with a colon, or one that begins with what somebody says, is no YAML where it is bare.
_BARE = re.compile(
    r"""^([A-Za-z_][\w-]*[ \t]*:[ \t]+)  # a key on a line of its own
    (?!"(?:[^"\\\n]|\\.)*"[ \t]*(?:\#.*)?$|'(?:[^'\n]|'')*'[ \t]*(?:\#.*)?$)  # a quoted value
    ((?:[^\[{|>&*!#"'\s](?=.*:(?:[ \t]|$))|".*"|'.*').*?)[ \t]*$""",
    re.MULTILINE | re.VERBOSE,
)
_FRONT_MATTER_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(?=\s*(?:[#\[]|[\w\"'.-]+[ \t]*=))")
_TOML_END = re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE)
_TOML_LINE = re.compile(r" \(at line (\d+), column \d+\)")
_JSON_FORM = (
    "check its quotes, commas and brackets; the keys are id, title, source, date, url, text"
)


class _Loader(yaml.SafeLoader):
    """Dates stay text, so that a wrong one is told as such and not as bad YAML."""


_Loader.yaml_implicit_resolvers = {
    first: [each for each in resolvers if each[0] != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse_json(text: str, *, name: str) -> Mapping[str, Any]:
    """The object that `text` is; raises SourceError, naming the column where it breaks off."""
    try:
        fields = json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceError(
            name, f"invalid JSON at column {error.colno} ({error.msg})", fix=_JSON_FORM
        ) from error
    except RecursionError as error:
        raise SourceError(
            name, "the JSON has values in values, too deep to be read", fix=_JSON_FORM
        ) from error
    except ValueError as error:
        raise SourceError(name, f"invalid JSON ({error})", fix=_JSON_FORM) from error
    if not isinstance(fields, dict):
        raise SourceError(name, "the JSON is not an object", fix=_JSON_FORM)
    return fields


def split_front_matter(text: str, *, name: str) -> tuple[Mapping[str, Any], str]:
    """The front matter's fields and the text after it; a text may well have none.

    Front matter stands between two lines of hyphens, the first of them line 1, and begins with a
    key; between two of plus signs it is TOML. Raises SourceError, naming the line that is neither.
    """
    text = text.replace("\r\n", "\n")
    if opening := _TOML.match(text):
        return _split_toml(text, opening.end(), name=name)
    if (opening := _FRONT_MATTER.match(text)) is None:
        return {}, text
    limit = opening.end() + MAX_FRONT_MATTER
    closing = _FRONT_MATTER_END.search(text, opening.end(), limit)
    if closing is None:
        raise _not_closed(text, limit, name=name, marks="hyphens")
    written = _BARE.sub(_quoted, text[opening.end() : closing.start()])
    try:
        _refuse_what_expands(written, name)
        fields = yaml.load(written, Loader=_Loader)  # noqa: S506 a SafeLoader too
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _broken_front_matter(error, name) from error
    if not isinstance(fields, dict):
        raise SourceError(
            name,
            "the front matter is not a list of keys and values",
            fix='write one "key: value" per line',
        )
    return fields, text[closing.end() :]


def _quoted(line: re.Match[str]) -> str:
    return line[1] + json.dumps(line[2], ensure_ascii=False)


def _split_toml(text: str, start: int, *, name: str) -> tuple[Mapping[str, Any], str]:
    limit = start + MAX_FRONT_MATTER
    closing = _TOML_END.search(text, start, limit)
    if closing is None:
        raise _not_closed(text, limit, name=name, marks="plus signs")
    try:
        fields = tomllib.loads(text[start : closing.start()])
    except (ValueError, RecursionError) as error:
        where = _TOML_LINE.search(str(error))
        raise SourceError(
            f"{name} line {int(where[1]) + 1}" if where else name,
            f"the front matter is not TOML ({_TOML_LINE.sub('', str(error))})",
            fix='write one "key = value" per line, and quote a value that is text',
        ) from error
    told = {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in fields.items()
    }
    return told, text[closing.end() :]


def _not_closed(text: str, limit: int, *, name: str, marks: str) -> SourceError:
    within = f" within {MAX_FRONT_MATTER:,} characters" if len(text) > limit else ""
    return SourceError(
        name,
        f"the front matter opened in line 1 is not closed{within}",
        fix=f"end it with a line of three {marks}",
    )


def _refuse_what_expands(written: str, name: str) -> None:
    """Raises SourceError where a value is named to be repeated, is of a type of YAML's own, or is
    deep inside others.

    A few lines of names in names are millions of values when they are read, and what is nested
    without end takes ever longer with each level.
    """
    depth = 0
    for token in yaml.scan(written, Loader=yaml.SafeLoader):
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        if depth > _DEEPEST:
            raise SourceError(
                f"{name} line {token.start_mark.line + 2}",
                f"the front matter has values in values, more than {_DEEPEST} deep",
                fix='write one "key: value" per line',
            )
        if isinstance(token, (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken)):
            mark = {yaml.AnchorToken: "&", yaml.AliasToken: "*", yaml.TagToken: "!"}[type(token)]
            raise SourceError(
                f"{name} line {token.start_mark.line + 2}",
                f'the front matter has a "{mark}", which names a value or its type',
                fix="write each value out, and quote one that begins so",
            )


def _broken_front_matter(error: Exception, name: str) -> SourceError:
    mark = getattr(error, "problem_mark", None)
    line = f" line {mark.line + 2}" if mark is not None else ""
    problem = getattr(error, "problem", None) or str(error)
    return SourceError(
        f"{name}{line}",
        f"the front matter is not YAML ({problem})",
        fix='write one "key: value" per line, and quote a value that holds a colon',
    )
