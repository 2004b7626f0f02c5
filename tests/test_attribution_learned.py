"""The learned attributor with its shipped weights."""

from __future__ import annotations

import subprocess
import sys

import pytest

from corpus.attribution import Attributor, load_attributor
from corpus.attribution.batch import Attributing

pytestmark = pytest.mark.model

TEXT = (
    "Mayor Ada Bell said that the bridge would reopen on Friday.\n\nShe warned drivers to keep away"
    " until then.\n\n“We have checked every bolt,” she added. “Nobody needs to worry.”\n\nThe"
    " bridge company denied that it had known of the cracks.\n\nThe bridge was built in 1931."
)


@pytest.fixture(scope="module")
def attributor() -> Attributor:
    return load_attributor("learned")


def told(attributor: Attributor, text: str) -> list[tuple[str | None, str, str]]:
    (found,) = attributor.attribute([text])
    return [(a.speaker, a.act.value, a.kind.value) for a in found]


def test_it_tells_speakers_acts_and_kinds(attributor: Attributor) -> None:
    found = told(attributor, TEXT)
    assert ("Ada Bell", "states", "indirect") in found
    assert ("Ada Bell", "warns", "indirect") in found
    assert ("Ada Bell", "states", "direct") in found
    assert any(speaker and "company" in speaker and act == "denies" for speaker, act, _ in found)


def test_things_say_nothing(attributor: Attributor) -> None:
    found = told(
        attributor,
        "The truce is a document of eleven pages, nine of which are about who may carry what on "
        "which bank. Officials in Corvane argue that nothing more could be had at the time.",
    )
    assert [speaker for speaker, *_ in found] == ["Officials in Corvane"]


def test_a_minister_called_said_says_nothing_by_his_name(attributor: Attributor) -> None:
    text = "Oman's transport minister, Said Balushi, called jointly with his counterpart for calm."
    assert {speaker for speaker, *_ in told(attributor, text)} <= {"Said Balushi"}


@pytest.mark.parametrize("text", ["", "\n \n", "Rain.", "“", "word " * 2_000, "x" * 5_000])
def test_odd_texts_do_no_harm(attributor: Attributor, text: str) -> None:
    (found,) = attributor.attribute([text])
    for attribution in found:
        assert attribution.extent.stop <= len(text)


def test_workers_end_with_whoever_started_them() -> None:
    code = (
        "import sys\n"
        "from corpus.attribution import load_attributor\n"
        "from corpus.attribution.batch import Attributing\n"
        "if __name__ == '__main__':\n"
        "    texts = ['Bell said it held.'] * 400\n"
        "    rules = load_attributor('rules')\n"
        "    found = Attributing(rules, name='rules', processes=2).attribute(texts)\n"
        "    next(found); print('started', flush=True); sys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"started\n"
    process.kill()
    # The pipe closes when the last of them has ended.
    assert process.communicate()[0] == b""


def test_processes_find_what_one_finds(attributor: Attributor) -> None:
    texts = [TEXT, "Rain fell.", TEXT.replace("Bell", "Moor")] * 3
    with Attributing(attributor, name=None) as here:
        alone = list(here.attribute(texts))
    with Attributing(attributor, name="learned", processes=2) as elsewhere:
        shared = list(elsewhere.attribute(texts))
    assert alone == shared
