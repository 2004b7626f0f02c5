"""Entities from a request, and how Telegram makes overlapping ones fit.

Follows `get_message_entities`, `fix_entities` and `get_input_message_entities` in TDLib.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from tests.botapi.errors import Json, bad_request
from tests.botapi.links import BadLink, checked_link
from tests.botapi.text import Entity, Lint

MOST_ENTITIES = 100

SPLITTABLE = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
_BLOCKQUOTES = frozenset({"blockquote", "expandable_blockquote"})
_CONTINUOUS = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"})
_FOUND_BY_TELEGRAM = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
)
_OPAQUE = frozenset({"code", "pre", "date_time"})  # no formatting inside
_FAR = 1_000_000


def parsed_entities(raw: Any, *, known_users: Iterable[int]) -> list[Entity]:
    """`entities` of a request.

    Raises:
        ApiError: a type, a field or a link that Telegram refuses.
    """
    if not isinstance(raw, list):
        raise bad_request("can't parse entities JSON object")
    users = frozenset(known_users)
    parsed = (_parsed_entity(item, users) for item in raw)
    return [entity for entity in parsed if entity is not None]


def _parsed_entity(raw: Any, users: frozenset[int]) -> Entity | None:
    if not isinstance(raw, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    offset, length = _field(raw, "offset", int), _field(raw, "length", int)
    kind = _field(raw, "type", str)
    if kind in _FOUND_BY_TELEGRAM:
        return None
    if kind not in SPLITTABLE | _BLOCKQUOTES | _CONTINUOUS:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    entity = Entity(kind, offset, length)
    match kind:
        case "text_link":
            url = _field(raw, "url", str)
            try:
                entity = replace(entity, url=checked_link(url))
            except BadLink as reason:
                raise bad_request(f"Entity URL '{url}' is invalid: {reason}") from None
        case "text_mention":
            user_id = _field(_field(raw, "user", dict), "id", int)
            if user_id not in users:
                raise bad_request("user not found")
            entity = replace(entity, user_id=user_id)
        case "pre":
            entity = replace(entity, language=raw.get("language") or None)
        case "custom_emoji":
            entity = replace(entity, custom_emoji_id=_field(raw, "custom_emoji_id", str))
        case "date_time":
            entity = replace(
                entity,
                unix_time=_field(raw, "unix_time", int),
                date_time_format=raw.get("date_time_format"),
            )
    return entity


def _field(raw: Json, name: str, kind: type) -> Any:
    if name not in raw:
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")
    value = raw[name]
    if not isinstance(value, kind):
        json_name = {int: "Number", str: "String", dict: "Object"}[kind]
        raise bad_request(f'can\'t parse MessageEntity: Field "{name}" must be of type {json_name}')
    return value


def check_ranges(entities: Sequence[Entity]) -> None:
    for entity in entities:
        if not 0 <= entity.offset <= _FAR:
            raise bad_request(f"Receive an entity with incorrect offset {entity.offset}")
        if not 0 <= entity.length <= _FAR:
            raise bad_request(f"Receive an entity with incorrect length {entity.length}")


def fitted(entities: Sequence[Entity], *, lint: Lint) -> list[Entity]:
    """Entities as they will be shown: sorted, no two of a family crossing, at most 100."""
    present = sorted((e for e in entities if e.length), key=_order)
    if len(present) < len(entities):
        lint("an empty entity was dropped")
    quotes = _without_crossing(
        [e for e in present if e.type in _BLOCKQUOTES], lint, "nested blockquote was flattened"
    )
    continuous = _without_crossing(
        [e for e in present if e.type in _CONTINUOUS],
        lint,
        "an entity inside a link, code, mention or date was dropped",
    )
    inside = [e for e in continuous if not any(_cross(e, quote) for quote in quotes)]
    if len(inside) < len(continuous):
        lint("an entity that crosses the edge of a blockquote was dropped")
    styles = _styles(
        [e for e in present if e.type in SPLITTABLE],
        [e for e in inside if e.type in _OPAQUE],
        lint,
    )
    return sorted(_within_limit([*quotes, *inside], styles, lint), key=_order)


def _order(entity: Entity) -> tuple[int, int, bool]:
    return entity.offset, -entity.length, entity.type in SPLITTABLE


def _without_crossing(entities: list[Entity], lint: Lint, damage: str) -> list[Entity]:
    kept: list[Entity] = []
    for entity in entities:
        if kept and entity.offset < kept[-1].end:
            lint(damage)
        else:
            kept.append(entity)
    return kept


def _cross(entity: Entity, quote: Entity) -> bool:
    overlaps = entity.offset < quote.end and quote.offset < entity.end
    return overlaps and not (quote.offset <= entity.offset and entity.end <= quote.end)


def _styles(styles: list[Entity], opaque: list[Entity], lint: Lint) -> list[Entity]:
    """Same styles that touch are joined; what lies over code or a date is cut out."""
    joined: list[Entity] = []
    for kind in sorted({e.type for e in styles}):
        for entity in (e for e in styles if e.type == kind):
            last = joined[-1] if joined and joined[-1].type == kind else None
            if last and entity.offset <= last.end:
                joined[-1] = replace(last, length=max(last.end, entity.end) - last.offset)
            else:
                joined.append(entity)
    result: list[Entity] = []
    for entity in joined:
        start = entity.offset
        for hole in opaque:
            if hole.offset < entity.end and start < hole.end:
                lint(f"{entity.type} over {hole.type} was dropped")
                if hole.offset > start:
                    result.append(replace(entity, offset=start, length=hole.offset - start))
                start = hole.end
        if start < entity.end:
            result.append(replace(entity, offset=start, length=entity.end - start))
    return result


def _within_limit(blocks: list[Entity], styles: list[Entity], lint: Lint) -> list[Entity]:
    emoji = [e for e in blocks if e.type == "custom_emoji"]
    counted = [*(e for e in sorted(blocks, key=_order) if e.type != "custom_emoji"),
               *sorted(styles, key=_order)]  # fmt: skip
    if len(counted) > MOST_ENTITIES:
        lint(f"{len(counted) - MOST_ENTITIES} of {len(counted)} entities were ignored")
    return [*emoji, *counted[:MOST_ENTITIES]]
