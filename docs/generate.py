"""Write the pages that are made from the code: docs/cli.md, docs/settings.md, .env.example.

python docs/generate.py            write them
python docs/generate.py --check    exit 1 if one is not current, and write nothing
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from pathlib import Path

from typer.testing import CliRunner

from bot.cli import app
from bot.settings import Settings, variable

ROOT = Path(__file__).resolve().parent.parent
MADE = "made by `make docs`; do not edit"


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


PAGES = {"docs/cli.md": cli_page, "docs/settings.md": settings_page, ".env.example": env_example}


def _help(arguments: list[str]) -> str:
    result = CliRunner().invoke(
        app, [*arguments, "--help"], prog_name="dateline", env={"COLUMNS": "80", "TERM": "dumb"}
    )
    return f"```\n{result.output.rstrip()}\n```\n"


def _default(name: str) -> str:
    value = Settings.model_fields[name].default
    return "" if value is None or value == frozenset() else str(value)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = []
    for path, make in PAGES.items():
        file, text = ROOT / path, make()
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            stale.append(path)
            if not check:
                file.write_text(text, encoding="utf-8")
    for path in stale:
        sys.stdout.write(f"{path}: {'not current; run: make docs' if check else 'written'}\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
