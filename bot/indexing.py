"""The index and who says what in the articles, made side by side."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING

from bot.lock import AlreadyRunning

if TYPE_CHECKING:
    from bot.engine import Engine
    from corpus.storage.attribution_table import Unread
    from index.search.sync import BuildReport


def index_and_attribute(
    engine: Engine,
    index: Callable[[], BuildReport],
    *,
    on_article: Callable[[int, int], None] | None = None,
) -> tuple[BuildReport, list[Unread]]:
    """Index, and find who says what meanwhile and afterwards, in processes of its own.

    The new index answers as soon as it is made: it does not wait for the speakers, who take as
    long. What is attributed stays if the index fails, or somebody stops it. Raises as `index` and
    Engine.attribute do.
    """
    engine.release_due()
    stop = Event()
    with ThreadPoolExecutor(1, thread_name_prefix="attribute") as beside:
        attributing = beside.submit(engine.attribute, on_article=on_article, stop=stop)
        try:
            report = index()
            unread = attributing.result()
        except BaseException:
            stop.set()
            raise
    with suppress(AlreadyRunning):  # whoever is at it, or comes next, sends this too
        engine.push()
    return report, unread
