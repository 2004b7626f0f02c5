"""The pages that are made from the code are current, and say what there is to say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings, load_settings, variable

ROOT = Path(__file__).parent.parent


def test_generated_pages_are_current() -> None:
    result = subprocess.run(
        [sys.executable, str(ROOT / "docs/generate.py"), "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_example_names_every_setting_with_its_default() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    documented = dict(re.findall(r"^# (DATELINE_\w+)=(.*)$", text, re.MULTILINE))
    assert set(documented) == {variable(name) for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        default = field.default
        empty = default is None or default == frozenset()
        assert documented[variable(name)] == ("" if empty else str(default)), name


def test_example_uncommented_is_the_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    lines = re.findall(r"^# (DATELINE_\w+=.*)$", text, re.MULTILINE)
    Path(".env").write_text("\n".join(lines), encoding="utf-8")
    assert load_settings() == Settings(_env_file=None)


@pytest.mark.parametrize("page", ["cli.md", "settings.md"])
def test_pages_name_no_place_of_this_machine(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert str(ROOT) not in text
    assert str(Path.home()) not in text
