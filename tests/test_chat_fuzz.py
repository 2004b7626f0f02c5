"""A small part of what `python -m bench.chat_fuzz` does at length."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.chat_fuzz import fuzz


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.model)])
async def test_nothing_that_people_send_gets_the_bot_to_fail_or_to_break_a_rule(
    tmp_path: Path, seed: int
) -> None:
    report = await fuzz(tmp_path, updates=150, seed=seed)
    assert report.faults == []
    assert report.answers["sent"] > 50
