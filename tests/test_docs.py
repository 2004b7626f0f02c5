"""The pages that are made from the code are current, and what they tell people to type exists."""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from typer.core import TyperGroup
from typer.testing import CliRunner

from bot.cli import app
from bot.observability.metrics import REGISTRY
from bot.settings import Settings, load_settings, variable
from tests.terminal import COMMAND

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
PAGES.remove(ROOT / "docs/cli.md")  # it is made of the commands' own help
STAND_INS = {"NAME": "Harrow", "QUESTION": "Who?", "FILE": "questions.jsonl"}
FENCED = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def generated(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "docs/generate.py"), *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    """docs/generate.py, which belongs to no package."""
    spec = spec_from_file_location("generate", ROOT / "docs/generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_current(
    generate: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = ["docs/cli.md", "docs/settings.md", ".env.example"]
    monkeypatch.setattr(sys, "argv", ["generate.py", "--check", *pages])
    assert generate.main() == 0, capsys.readouterr().out


@pytest.mark.model
def test_the_example_in_the_readme_is_what_the_demo_prints() -> None:
    result = generated("--check", "README.md")
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_example_is_filled_with_what_its_commands_print(generate: ModuleType) -> None:
    asked: list[str] = []

    def run(command: str) -> str:
        asked.append(command)
        return f"answer {len(asked)}\n\nwith a quotation\n"

    text = generate.filled(README, run)
    assert asked == re.findall(r"^\$ (.*)$", README, re.MULTILINE)
    assert f"\n$ {asked[0]}\nanswer 1\n\nwith a quotation\n\n$ {asked[1]}\nanswer 2\n\n" in text
    assert text.startswith(README.partition("\n$ ")[0])
    assert text.endswith(README[README.index("\nEverything in the [demo]") :])


def test_an_example_is_current_but_for_how_processors_round(generate: ModuleType) -> None:
    made = "2 passages · confidence 88% · as of 8 March 2025\n"
    assert generate.same(made, made)
    assert generate.same(made, made.replace("88%", "86%"))
    assert not generate.same(made, made.replace("88%", "74%"))
    assert not generate.same(made, made.replace("8 March", "9 March"))
    assert not generate.same(made, made + made)


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


@pytest.mark.parametrize("page", ["README.md", "docs/cli.md", "docs/settings.md"])
def test_pages_name_no_place_of_this_machine(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert str(ROOT) not in text
    assert str(Path.home()) not in text


def test_no_command_is_described_at_such_length_that_it_is_cut() -> None:
    described = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "80", "TERM": "dumb"}).output
    assert "  sources " in described
    assert [line for line in described.splitlines()[1:] if line.endswith("...")] == []


# What people are told to type


def commands_in(text: str) -> Iterator[str]:
    """Every line of fenced blocks, after "$ " where a block shows output too, and every command of
    dateline in running text."""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    for block in FENCED.findall(text):
        lines = re.findall(r"^\$ (.*)$", block, re.MULTILINE) or block.splitlines()
        yield from (line.partition("  #")[0].strip() for line in lines if line.strip())
    for code in re.findall(r"`([^`\n]+)`", FENCED.sub("", text)):
        if re.match(r"(sudo dateline|dateline|cp) ", code):
            yield code


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_name_only_commands_and_options_that_there_are(page: Path) -> None:
    for line in commands_in(page.read_text(encoding="utf-8")):
        told = re.match(r"(?:sudo |\.venv/bin/|demo/)?dateline ([^…].*)", line)
        if told is None:
            continue
        command, words = COMMAND, told[1].split()
        while words and isinstance(command, TyperGroup) and not words[0].startswith("-"):
            assert words[0] in command.commands, line
            command = command.commands[words.pop(0)]
        known = {"--help", "-h"} | {
            option for each in command.params for option in each.opts + each.secondary_opts
        }
        assert [word for word in words if word.startswith("--") and word not in known] == [], line


# Where developers are told to look

NAMED = re.compile(r"`((?:bot|index|corpus|bench|demo|tests|docs|deploy)/[^`\s]*)`")
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_a_page_names_is_there(page: Path) -> None:
    named = NAMED.findall(page.read_text(encoding="utf-8"))
    assert [path for path in named if not any(ROOT.glob(path))] == []


def test_every_folder_of_code_is_explained() -> None:
    explained = {path.rstrip("/") for path in NAMED.findall(ARCHITECTURE)}
    folders = {
        str(path.parent.relative_to(ROOT))
        for package in ("bot", "index", "corpus")
        for path in (ROOT / package).rglob("__init__.py")
    }
    assert len(folders) > 20
    assert folders - explained == set()


def test_the_pictures_show_modules_that_there_are() -> None:
    shown = re.findall(r"[\w/]+\.py", "".join(FENCED.findall(ARCHITECTURE)))
    modules = [str(path.relative_to(ROOT)) for path in ROOT.glob("[bci]*/**/*.py")]
    assert len(shown) > 10
    assert [
        each for each in shown if not any(f"/{path}".endswith(f"/{each}") for path in modules)
    ] == []


# What operators are told to look for


def test_the_log_has_the_lines_that_the_manual_explains() -> None:
    logged = {
        node.value
        for path in (ROOT / "bot").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    explained = re.findall(r"^\| `(.+?)`", OPERATIONS.partition("## The log")[2], re.MULTILINE)
    assert len(explained) > 15
    explained.remove("update N: Forbidden …")  # Telegram's own words
    for line in explained:
        fixed = max(re.split(r" ?(?:\b[A-Z]+\b|\bin\b|@name|[,:…]) ?", line), key=len)
        assert any(fixed in text for text in logged), line


def test_the_manual_explains_every_metric() -> None:
    names = {metric.name for metric in REGISTRY.collect()}
    explained = re.findall(r"`(dateline_[a-z_]+?)(?:_total)?(?:\{\w+\})?`", OPERATIONS)
    assert {*explained} == names


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder where Dateline is installed from this checkout, and a folder of news at home."""
    for name in ("demo", "Makefile", ".env.example", "pyproject.toml", "constraints.txt"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    binaries = tmp_path / ".venv/bin"
    binaries.mkdir(parents=True)
    (binaries / "activate").write_text(f'PATH="{binaries}:$PATH"\n', encoding="utf-8")
    dateline = binaries / "dateline"
    dateline.write_text(
        f"#!/bin/sh\nPYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)} "
        "-c 'from bot.cli import main; main()' \"$@\"\n",
        encoding="utf-8",
    )
    dateline.chmod(0o755)
    (tmp_path / ".venv/installed").touch()
    shutil.copytree(ROOT / "demo/articles", tmp_path / "home/news")
    return tmp_path


@pytest.mark.model
def test_every_command_in_the_readme_works_as_printed(checkout: Path) -> None:
    commands = list(dict.fromkeys(commands_in(README)))
    assert {"make demo", ". .venv/bin/activate", "dateline sync", "dateline doctor"} < {*commands}
    # The first needs Telegram, the second would run this, the third replaces nothing that is there.
    not_run = {"dateline serve", "make test", "dateline restore DIR"}
    assert not_run < {*commands}
    commands.sort(key="make demo".__ne__)  # it shows what it prints before it says how to get there
    (checkout / "questions.jsonl").write_text('{"question": "Who denied what?"}\n', "utf-8")
    for command in commands:
        if command in not_run:
            continue
        line = re.sub(r"NAME|QUESTION|FILE", lambda found: STAND_INS[found[0]], command)
        result = subprocess.run(
            ["sh", "-c", f". .venv/bin/activate && {line}"],
            cwd=checkout,
            env={"HOME": str(checkout / "home"), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"
    assert (checkout / "data/demo/corpus.db").exists()
    assert (checkout / "data/corpus.db").exists()
