"""How long articles are kept, how many may come in a day, and what went last."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.engine import Engine

_FILE = "removed.json"


@dataclass(frozen=True, slots=True)
class Removed:
    """So many articles, on a day (UTC, ISO 8601)."""

    articles: int
    day: str


@dataclass(frozen=True, slots=True)
class Retention:
    """What the settings say; `today` counts the articles that were taken in on this day (UTC)."""

    days: int | None
    a_day: int | None
    today: int
    last: Removed | None


def retention(engine: Engine) -> Retention:
    settings, today = engine.settings, _today()
    return Retention(
        settings.keep_articles_days,
        settings.articles_a_day,
        engine.store.count_added(since=today),
        _last(settings.data_dir / _FILE),
    )


def note_removed(folder: Path, articles: int) -> None:
    """Keep in the data folder that old articles went now."""
    (folder / _FILE).write_text(json.dumps({"articles": articles, "day": _today()}), "utf-8")


def _last(path: Path) -> Removed | None:
    try:
        return Removed(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _today() -> str:
    return time.strftime("%Y-%m-%d", time.gmtime())
