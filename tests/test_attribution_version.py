"""An attributor is another one as soon as its words are: what is stored is brought up to date."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.attribute import attribute_articles
from corpus.attribution.attributors import RuleAttributor
from corpus.attribution.parsing import Parser
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.storage.store import CorpusStore
from tests.articles import save
from tests.parses import parser


class LoadedParser(Parser):
    """A parser that need not load the pipeline again."""

    @property
    def pipeline(self) -> Any:
        return parser().pipeline


def rules(language: Language) -> RuleAttributor:
    return RuleAttributor(LoadedParser(language))


def with_act(lemma: str, act: str) -> Language:
    acts = ENGLISH.speech.acts
    changed = replace(acts, acts={**acts.acts, lemma: act})
    return replace(ENGLISH, speech=replace(ENGLISH.speech, acts=changed))


def without_nation(name: str) -> Language:
    nations = {word: nation for word, nation in ENGLISH.speech.nations.items() if nation != name}
    return replace(ENGLISH, speech=replace(ENGLISH.speech, nations=nations))


def with_abbreviation(word: str) -> Language:
    writing = ENGLISH.writing
    return replace(ENGLISH, writing=replace(writing, abbreviations=writing.abbreviations | {word}))


@pytest.mark.parametrize(
    "changed", [with_act("add", "claims"), without_nation("France"), with_abbreviation("weir")]
)
def test_a_changed_list_makes_another_version(changed: Language) -> None:
    assert rules(changed).version != rules(ENGLISH).version


def test_what_attribution_does_not_go_by_changes_no_version() -> None:
    questions = replace(ENGLISH.questions, stop_words=frozenset())
    assert rules(replace(ENGLISH, questions=questions)).version == rules(ENGLISH).version


def test_a_version_names_the_same_words_in_every_process() -> None:
    code = (
        "from corpus.attribution.attributors import RuleAttributor\nprint(RuleAttributor().version)"
    )
    for seed in ("1", "2"):  # which sets are put in another order by
        seen = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert seen.stdout.strip() == rules(ENGLISH).version


def test_a_changed_list_brings_stored_attributions_up_to_date(tmp_path: Path) -> None:
    with CorpusStore.open(tmp_path / "corpus.db") as store:
        save(store, "Ada Bell added that the weir had held through the night.")
        assert attribute_articles(store, attributor=rules(ENGLISH)) == 1
        assert attribute_articles(store, attributor=rules(ENGLISH)) == 0
        assert [s.act.value for s in store.attributions.said_by(["Ada Bell"])] == ["states"]
        assert attribute_articles(store, attributor=rules(with_act("add", "claims"))) == 1
        assert [s.act.value for s in store.attributions.said_by(["Ada Bell"])] == ["claims"]
