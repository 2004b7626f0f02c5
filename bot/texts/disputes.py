"""How disputes are called, in the words of a catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.texts import Texts
from bot.texts.figures import slot_title

if TYPE_CHECKING:
    from index.claims.disputes.finding import Dispute, Side


def issue_of(dispute: Dispute, texts: Texts) -> str:
    """What two sides do not agree on: what is counted, where it is a number."""
    if dispute.counted is not None:
        return slot_title(dispute.counted, texts)
    return texts(f"issue.{dispute.issue}")


def who_says_it(side: Side, texts: Texts) -> str:
    """The speaker, else the article's words for them; empty for the outlet's own voice."""
    if side.speaker is not None:
        return side.speaker
    return texts("unresolved", source=side.source) if side.source else texts("figures.own_voice")
