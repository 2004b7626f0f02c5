"""Keeping the speakers up with the attributions: who is new, and which of them are one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache

from corpus.attribution.workers import failure
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.speakers.appearances import Appearance, appearances_of
from corpus.storage.appearance_table import Unidentified
from corpus.storage.store import CorpusStore

# Raised whenever the code changes who is one speaker, or for whom they speak; words speak for
# themselves.
_CODE = 8
_BATCH = 64  # articles that are saved together; set by hand, not measured


def identify_speakers(store: CorpusStore, *, language: Language = ENGLISH) -> int:
    """Say who the speakers are in every article where that is still to do; returns how many.

    What one article tells may change who others' speakers are: those are linked anew.
    """
    table = store.appearances
    identifier = identifier_of(language)
    done = 0
    while pending := table.unidentified(identifier, limit=_BATCH):
        found = []
        for version in pending:
            try:
                found.append((version, _appearances(version, language)))
            except (
                Exception
            ) as error:  # of one article, whatever it is, it is not the others' fault
                store.attributions.withdraw(version.article, version.version, failure(error))
        table.save(found, identifier=identifier)
        done += len(found)
    table.link_changed()
    return done


def _appearances(version: Unidentified, language: Language) -> list[Appearance]:
    return appearances_of(
        version.article,
        version.body,
        version.attributions,
        title=version.title,
        language=language,
    )


def identifier_of(language: Language) -> str:
    """Names the code and the words by which speakers are told, so that a change is noticed."""
    return f"speakers-{_CODE}-{_digest(language)}"


@cache
def _digest(language: Language) -> str:
    speech = language.speech
    words = [asdict(language.offices), asdict(speech.names), asdict(speech.grammar)]
    text = json.dumps([*words, dict(speech.nations)], sort_keys=True, default=sorted)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
