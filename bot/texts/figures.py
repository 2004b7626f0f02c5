"""How figures are called, in the words of a catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.texts import Texts
from bot.texts.labels import outlet_or_file

if TYPE_CHECKING:
    from corpus.figures.types import Slot
    from index.claims.figures.grouping import Reported


def group_title(slot: Slot, texts: Texts) -> str:
    """What is counted: the kind, and what sets it apart from others of its kind."""
    parts: list[str] = [texts(f"counted.{slot.kind.replace(' ', '_')}")]
    parts += [part for part in (slot.who, slot.place and slot.place.title()) if part]
    if slot.event is not None:
        parts.append(_event(slot.event, texts))
    return " · ".join(parts)


def _event(label: str, texts: Texts) -> str:
    if label[:1].isdigit():
        return label
    return texts("figures.another" if label == "another" else "figures.since")


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
