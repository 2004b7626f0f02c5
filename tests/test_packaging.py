"""What is installed is the three packages and one command."""

from __future__ import annotations

import tomllib
from importlib.metadata import entry_points, version
from pathlib import Path

from bot.cli import main
from tests.terminal import Terminal

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_wheel_holds_the_three_packages() -> None:
    assert PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == [
        "bot",
        "index",
        "corpus",
    ]
    for package in ("bot", "index", "corpus"):
        assert (ROOT / package / "__init__.py").is_file()


def test_console_script_is_the_command_line() -> None:
    (script,) = [e for e in entry_points(group="console_scripts") if e.name == "dateline"]
    assert script.load() is main


def test_version_is_that_of_the_distribution(terminal: Terminal) -> None:
    assert terminal.succeeds("--version").strip() == f"dateline {version('dateline')}"
    assert version("dateline") == PROJECT["project"]["version"]


def test_package_cannot_be_published_by_accident() -> None:
    assert "Private :: Do Not Upload" in PROJECT["project"]["classifiers"]
