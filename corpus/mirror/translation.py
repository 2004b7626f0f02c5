"""SQL that was written for SQLite, as PostgreSQL has it: the tables of a mirror have the same names
and columns, so each question that the store asks of a corpus is asked of a mirror in its own words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlglot
from sqlglot import exp

# What stands in quotes stays as it is; a parameter is a question mark, with its number or without.
_PARAMETER = re.compile(r"'(?:[^']|'')*'|\?(\d*)")
_HINT = re.compile(r"\bINDEXED BY \w+")
_TRUTHS = (
    exp.Predicate,
    exp.Connector,
    exp.Not,
    exp.Boolean,
    exp.Exists,
    exp.In,
    exp.Between,
    exp.Paren,
    exp.Null,
)
# A column of a view that is a comparison there, and so a truth already.
_TRUE_COLUMNS = frozenset(("current",))


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL for PostgreSQL, with its parameters by name; those in `lists` are JSON that is read as a
    table, those in `limits` may be -1 for no limit."""

    sql: str
    names: tuple[str, ...]
    lists: frozenset[str]
    limits: frozenset[str]

    def given(self, parameters: Sequence[Any]) -> Mapping[str, Any]:
        values = {name: parameters[int(name[1:]) - 1] for name in self.names}
        return {
            name: None if name in self.limits and value == -1 else value
            for name, value in values.items()
        }


@lru_cache(maxsize=2048)
def translated(sql: str, kinds: tuple[str | None, ...] = ()) -> Statement:
    """`kinds` say of each parameter what a list in it holds (see `kinds_of`)."""
    named, names = _named(sql)
    tree = sqlglot.parse_one(_HINT.sub("", named), read="sqlite")
    lists = _read_lists(tree, kinds)
    for node in reversed(list(tree.walk())):  # what is inside comes first
        _translate(node)
    limits = {
        str(mark.this)
        for limit in tree.find_all(exp.Limit)
        for mark in limit.find_all(exp.Placeholder)
    }
    return Statement(tree.sql(dialect="postgres"), names, frozenset(lists), frozenset(limits))


def kinds_of(parameters: Sequence[Any]) -> tuple[str | None, ...]:
    """What each list in JSON holds, as far as it shows: "bigint", "text", "json" or, of an empty
    one, "empty"; None for what is no list."""
    return tuple(map(_kind, parameters))


def _kind(value: object) -> str | None:
    if not isinstance(value, str) or not value.startswith("["):
        return None
    try:
        items = json.loads(value)
    except ValueError:
        return None
    if not items:
        return "empty"
    if isinstance(items[0], list):
        return "json"
    return "text" if isinstance(items[0], str) else "bigint"


def _named(sql: str) -> tuple[str, tuple[str, ...]]:
    """The SQL with a name for each parameter, by its place among those that are given."""
    names: dict[str, None] = {}
    count = 0

    def name(found: re.Match[str]) -> str:
        nonlocal count
        if found[1] is None:
            return found[0]
        count += 1
        named = f"p{found[1] or count}"
        names[named] = None
        return f":{named}"

    return _PARAMETER.sub(name, sql), tuple(names)


def _read_lists(tree: exp.Expr, kinds: Sequence[str | None]) -> set[str]:
    """Have each list read as what it holds: PostgreSQL compares only what is of one type."""
    lists = set()
    for call in list(tree.find_all(exp.Anonymous, exp.JSONArray)):
        if str(call.this).lower() != "json_each":
            continue
        mark = call.expressions[0]
        name = str(mark.this)
        lists.add(name)
        kind = kinds[int(name[1:]) - 1] if kinds else None
        if kind in (None, "empty"):
            kind = "json" if tree.find(exp.JSONExtractScalar) else _wanted(call)
        call.set("this", f"list_of_{kind}")
    return lists


def _wanted(call: exp.Expr) -> str:
    """What an empty list is compared with."""
    among = call.find_ancestor(exp.In)
    if among is None or not isinstance(among.this, exp.Column):
        return "bigint" if among is None else "text"
    return "text" if among.this.name in ("act", "key", "kind", "value", "name") else "bigint"


def _translate(node: exp.Expr) -> None:
    if isinstance(node, exp.Collate):
        folded = exp.DataType.build("citext", udt=True)
        node.replace(exp.Cast(this=node.this.copy(), to=folded))
    elif isinstance(node, exp.Join) and node.kind == "CROSS" and node.args.get("on"):
        node.set("kind", None)
    elif isinstance(node, exp.GroupConcat):
        node.set("this", exp.cast(node.this.copy(), "text"))
    elif isinstance(node, exp.Literal) and node.is_string and "%" in node.this:
        node.set("this", node.this.replace("%", "%%"))
    elif isinstance(node, exp.Substring):
        for part in ("start", "length"):
            if (number := node.args.get(part)) and not isinstance(number, exp.Literal):
                node.set(part, exp.cast(number.copy(), "int"))
    elif isinstance(node, exp.Select) and node.args.get("group"):
        _take_any(node)
    elif isinstance(node, exp.Sum) and _is_truth(node.this):
        node.set("this", exp.cast(node.this.copy(), "int"))
    elif isinstance(node, exp.Anonymous) and str(node.this).lower() == "total":
        counted = exp.Sum(this=exp.cast(node.expressions[0].copy(), "int"))
        node.replace(exp.func("coalesce", counted, exp.Literal.number(0)))
    elif isinstance(node, exp.JSONExtractScalar) and isinstance(node.parent, exp.EQ | exp.Tuple):
        node.replace(exp.cast(node.copy(), "bigint"))  # a number in a list of lists
    elif _must_be_true(node) and not _is_truth(node):
        number = exp.cast(_in_one_case(node.copy()), "int")
        node.replace(exp.Paren(this=exp.NEQ(this=number, expression=exp.Literal.number(0))))
    elif isinstance(node, exp.Lower):
        node.replace(_in_one_case(node))


def _take_any(query: exp.Select) -> None:
    """Of what is not grouped by, SQLite gives that of some row."""
    places = {str(key.this) for key in query.args["group"].expressions if key.is_int}
    for place, column in enumerate(query.expressions, 1):
        if places and str(place) not in places and isinstance(column, exp.Column):
            column.replace(exp.func("any_value", column.copy()))


def _in_one_case(node: exp.Expr) -> exp.Expr:
    """Lower case as Python has it, not as a collation does."""
    return exp.func("lower_of", node.this.copy()) if isinstance(node, exp.Lower) else node


def _is_truth(node: exp.Expr) -> bool:
    return isinstance(node, _TRUTHS) or (
        isinstance(node, exp.Column) and node.name in _TRUE_COLUMNS
    )


def _must_be_true(node: exp.Expr) -> bool:
    """Whether it stands where PostgreSQL takes only a truth, and SQLite a number too."""
    parent, key = node.parent, node.arg_key
    if isinstance(parent, exp.Paren):
        return _must_be_true(parent) if isinstance(parent.parent, exp.Expr) else False
    if isinstance(parent, exp.Connector | exp.Not | exp.Where | exp.Having):
        return True
    if isinstance(parent, exp.If):
        return key == "this" and not (
            isinstance(parent.parent, exp.Case) and parent.parent.this is not None
        )
    return isinstance(parent, exp.Join) and key == "on"
