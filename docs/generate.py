"""Write what is made from the code: docs/cli.md, docs/settings.md, .env.example and the example
in README.md, whose commands are run on the demo corpus.

python docs/generate.py                   write all of them
python docs/generate.py PAGE              write one, for example docs/cli.md
python docs/generate.py --check [PAGE]    write nothing, and exit 1 if one is not current
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from typer.main import get_command
from typer.testing import CliRunner

from bot.cli import app
from bot.settings import Settings, variable

# Made once: Typer makes every command anew where it is given the application.
COMMAND = get_command(app)
ROOT = Path(__file__).resolve().parent.parent
MADE = "made by `make docs`; do not edit"
EXAMPLE = re.compile(r"(?<=-->\n```\n)\$ .*?(?=\n```\n)", re.DOTALL)
WIDTH = 88
# Processors round the models' arithmetic differently: a confidence may be this far off, in points.
SAME_CONFIDENCE = 3
_CONFIDENCE = re.compile(r"confidence (\d+)%")


def cli_page() -> str:
    """Every command's own help."""
    names = [
        command.name or command.callback.__name__
        for command in app.registered_commands
        if command.callback
    ]
    for group in app.registered_groups:
        commands = group.typer_instance.registered_commands if group.typer_instance else []
        own = [each.name or each.callback.__name__ for each in commands if each.callback]
        names += [f"{group.name} {name}" for name in own]
    parts = [
        f"# The command line\n\n<!-- {MADE} -->\n",
        "Results go to standard output, progress and errors to standard error. "
        "Exit codes: 0 for success (also when no passage answers), 1 for a failure, with one line "
        "that says how to fix it, 2 for wrong usage.\n",
        _help([]),
        *(f"## dateline {name}\n\n{_help(name.split())}" for name in names),
    ]
    return "\n".join(parts)


def settings_page() -> str:
    """A table of every setting."""
    rows = [
        f"| `{variable(name)}` | {_default(name) or '(unset)'} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(
        [
            f"# Settings\n\n<!-- {MADE} -->\n",
            "Set them in the environment, or in a file `.env` in the folder where you start "
            "`dateline`; the environment wins. Copy `.env.example` to begin. "
            "`dateline doctor` finds mistakes.\n",
            "| Variable | Default | Meaning |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def env_example() -> str:
    """Every setting with its default, commented out."""
    parts = [f"# Dateline's settings: copy to .env and change what you need. ({MADE})\n"]
    for name, field in Settings.model_fields.items():
        described = textwrap.fill(
            field.description or "", 98, initial_indent="# ", subsequent_indent="# "
        )
        parts.append(f"{described}\n# {variable(name)}={_default(name)}\n")
    return "\n".join(parts)


def readme() -> str:
    """README.md with the output that its example's commands have now."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    with demo_shell() as run:
        return filled(text, run)


def filled(text: str, run: Callable[[str], str]) -> str:
    """The text with what `run` prints under each command of the example, from its "$ " to a blank
    line and the next."""
    (example,) = EXAMPLE.findall(text)
    commands = re.findall(r"^\$ (.*)$", example, re.MULTILINE)
    parts = [f"$ {command}\n{run(command).rstrip()}" for command in commands]
    return text.replace(example, "\n\n".join(parts))


@contextmanager
def demo_shell() -> Iterator[Callable[[str], str]]:
    """Runs a command in a folder as `make demo` leaves it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "demo", folder / "demo")
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")
        }
        environment |= {
            "BIN": str(Path(sys.executable).parent),
            "PYTHONPATH": str(ROOT),
            "COLUMNS": str(WIDTH),
        }

        def run(command: str) -> str:
            return subprocess.run(  # noqa: S603 (the README's own commands)
                shlex.split(command),
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            ).stdout

        run("demo/dateline ingest demo/articles")
        run("demo/dateline rebuild")
        yield run


def same(made: str, found: str) -> bool:
    """Whether two pages are alike, but for confidences that are nearly so."""
    if _CONFIDENCE.sub("", made) != _CONFIDENCE.sub("", found):
        return False
    pairs = zip(_CONFIDENCE.findall(made), _CONFIDENCE.findall(found), strict=True)
    return all(abs(int(one) - int(other)) <= SAME_CONFIDENCE for one, other in pairs)


PAGES: dict[str, Callable[[], str]] = {
    "docs/cli.md": cli_page,
    "docs/settings.md": settings_page,
    ".env.example": env_example,
    "README.md": readme,
}


def _help(arguments: list[str]) -> str:
    screen = {"COLUMNS": "80", "TERM": "dumb"}
    with CliRunner().isolation(env=screen) as (output, _, _):
        with suppress(SystemExit):
            COMMAND.main([*arguments, "--help"], prog_name="dateline")
        return f"```\n{output.getvalue().decode().rstrip()}\n```\n"


def _default(name: str) -> str:
    value = Settings.model_fields[name].default
    return "" if value is None or value == frozenset() else str(value)


def main() -> int:
    parser = argparse.ArgumentParser(description=" ".join((__doc__ or "").split("\n\n")[0].split()))
    parser.add_argument("pages", nargs="*", metavar="PAGE", help=f"from {', '.join(PAGES)}")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if one is old")
    arguments = parser.parse_args()
    if unknown := set(arguments.pages) - set(PAGES):
        parser.error(f"{', '.join(sorted(unknown))} is not made here")
    stale = []
    for path in arguments.pages or PAGES:
        file, text = ROOT / path, PAGES[path]()
        if not file.exists() or not same(text, file.read_text(encoding="utf-8")):
            stale.append(path)
            if not arguments.check:
                file.write_text(text, encoding="utf-8")
    for path in stale:
        told = "not current; run: make docs" if arguments.check else "written"
        sys.stdout.write(f"{path}: {told}\n")
    return 1 if arguments.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
