"""Letting go of articles after a while, but of none that was quoted."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.chat.answers.receipts import quoted_articles
from bot.observability.retention import note_removed

if TYPE_CHECKING:
    from bot.engine import Engine

logger = logging.getLogger(__name__)


def expire(engine: Engine) -> int:
    """Remove the articles that were taken in before the days that the settings keep them for; how
    many they were. One that a receipt names stays as long as the receipt, and one that was
    withdrawn, so that it does not come back."""
    days = engine.settings.keep_articles_days
    if days is None:
        return 0
    oldest = datetime.now(UTC) - timedelta(days=days)
    old = engine.store.taken_in(before=oldest.isoformat(timespec="seconds"))
    if not old:
        return 0
    quoted = quoted_articles(engine.settings.chat_database)
    going = [number for number in old if number not in quoted]
    engine.store.remove_all(going)
    if going:
        note_removed(engine.settings.data_dir, len(going))
        logger.info("%s articles were kept for %s days and are removed", len(going), days)
    return len(going)
