"""Keeping the stories up with the articles: what is new, and which articles tell of one event."""

from __future__ import annotations

import hashlib
import json
from functools import cache

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.storage.store import CorpusStore
from corpus.stories.fingerprints import fingerprint_of

# Raised whenever the code changes what an article is taken to be about; words speak for themselves.
_CODE = 3
_BATCH = 64  # articles that are saved together; set by hand, not measured


def group_stories(store: CorpusStore, *, language: Language = ENGLISH) -> int:
    """Say which articles tell of one event wherever that is still to do; returns how many were
    looked at. A stop in between loses no more than a batch."""
    table = store.stories
    grouper = grouper_of(language)
    done = 0
    while pending := table.untold(grouper, limit=_BATCH):
        table.save(
            [
                (
                    untold,
                    fingerprint_of(untold.title, untold.prose, day=untold.day, language=language),
                )
                for untold in pending
            ],
            grouper=grouper,
        )
        done += len(pending)
    table.group_changed()
    return done


def grouper_of(language: Language) -> str:
    """Names the code and the words by which stories are told apart, so that a change is noticed."""
    return f"stories-{_CODE}-{_digest(language)}"


@cache
def _digest(language: Language) -> str:
    words = [dict(language.commonness), dict(language.claims.happenings)]
    text = json.dumps(words, sort_keys=True, default=sorted)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
