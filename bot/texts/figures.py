"""How figures are called, in the words of a catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.texts import Texts
from bot.texts.labels import outlet_or_file

if TYPE_CHECKING:
    from corpus.figures.types import Slot
    from index.claims.figures.grouping import Group, Reported


def slot_title(slot: Slot, texts: Texts) -> str:
    """What is counted: the kind, and what sets it apart from others of its kind."""
    parts: list[str] = [texts(f"counted.{slot.kind.replace(' ', '_')}")]
    parts += [part for part in (slot.who, slot.place and slot.place.title()) if part]
    if slot.event is not None:
        parts.append(_event(slot.event, texts))
    return " · ".join(parts)


def group_title(group: Group, texts: Texts) -> str:
    """What is counted, and what sets these values apart from others that count the same."""
    parts = [slot_title(group.slot, texts)]
    several = group.is_one_of_many and group.shown
    printed = printed_of(group.shown[0].reported) if several else None
    if printed is not None:
        parts.append(f"“{printed}”")
    if group.of_story is not None:
        parts.append(group.of_story)
    return " · ".join(parts)


def printed_of(reported: Reported) -> str | None:
    """A value as it is printed; None of one in a headline."""
    if reported.passage is None or reported.quote is None:
        return None
    return reported.quote.of(reported.passage.paragraph.text)


def _event(label: str, texts: Texts) -> str:
    if label[:1].isdigit():
        return label
    return texts("figures.another" if label.startswith("another") else "figures.since")


def issued_by(reported: Reported, texts: Texts) -> str:
    """Outlet and speaker."""
    return f"{outlet_or_file(reported.article)}, {spoken_by(reported, texts)}"


def spoken_by(reported: Reported, texts: Texts) -> str:
    """Whose figure it is; the outlet's own, where it is said by nobody else."""
    if not reported.article.speakers_read:
        return texts("speakers_not_read")
    if not reported.is_said:
        return texts("figures.own_voice")
    if reported.speaker is not None:
        return reported.speaker
    return (
        texts("unresolved", source=reported.source) if reported.source else texts("unnamed_source")
    )
