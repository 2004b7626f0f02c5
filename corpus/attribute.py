"""Keeping the attributions up with the articles: what is new or was done by an older attributor."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Event

from corpus.attribution import Attributor
from corpus.attribution.batch import Attributing, Stopped
from corpus.attribution.types import statements_in
from corpus.batches import batches
from corpus.count import count_figures
from corpus.group import group_stories
from corpus.identify import identify_speakers
from corpus.storage.store import CorpusStore

# Articles read from the database at a time, and of these saved at a time: a stop in between loses
# no more than that. Set by hand; not measured.
_BATCH = 256
_MOST_CHARACTERS = 20_000_000
_SAVED_TOGETHER = 16


def attribute_articles(
    store: CorpusStore,
    *,
    attributor: Attributor,
    name: str | None = None,
    on_article: Callable[[int, int], None] | None = None,
    stop: Event | None = None,
) -> int:
    """Attribute every current article that lacks attributions by this attributor's version, and
    bring the speakers over the corpus, the stories and the figures up to date.

    `name` is what load_attributor knows it by, so that other processes may load it too; without
    it the work stays in this one. `on_article` hears how many are done, and of how many. Returns
    how many were looked at: one that is beyond its budget, or fails, is noted as such, and the
    others go on. Once `stop` is set it ends; what is attributed stays, and the next run goes on.
    """
    table = store.attributions
    version = attributor.version
    total = table.count_unattributed(version)
    done = 0
    with suppress(Stopped), Attributing(attributor, name=name, stop=stop) as attributing:
        while pending := table.unattributed(
            version, limit=_BATCH, most_characters=_MOST_CHARACTERS
        ):
            found = attributing.attribute([p.body for p in pending])
            stated = map(statements_in, found)
            for batch in batches(zip(pending, stated, strict=True), _SAVED_TOGETHER):
                table.save(batch, attributor=version)
                done += len(batch)
                if on_article is not None:
                    on_article(done, total)
    if stop is not None and stop.is_set():
        return done
    identify_speakers(store)
    group_stories(store)
    count_figures(store)
    return done
