"""`dateline backup` and `restore`: everything but the settings, in a folder and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.terminal.session import session_of

_NOT_IN_IT = "The settings (.env) are not in it: keep a copy of them where you keep secrets."


def backup(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A new or empty folder.", show_default=False)
    ],
) -> None:
    """Save articles, chat and index in a folder; the bot may run."""
    from bot.backup.backup import back_up
    from bot.texts.labels import count, size

    session = session_of(context)
    with session.engine() as engine:
        contents = back_up(engine, folder)
    bytes_ = sum((folder / name).stat().st_size for name in contents.files)
    parts = [count(contents.articles, "article")]
    parts += ["the chat"] if "chat.db" in contents.files else []
    parts += ["the index"] if any(name.startswith("index/") for name in contents.files) else []
    session.out.print(f"Saved {', '.join(parts)}: {size(bytes_)} in {folder}.")
    session.out.print(_NOT_IN_IT)


def restore(
    context: typer.Context,
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="A folder that backup has made.", show_default=False),
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace what is in the data folder.")
    ] = False,
) -> None:
    """Bring a backup back. The bot must not run meanwhile.

    A backup that is damaged or of a newer dateline is refused before anything is changed. If it
    is stopped half-way, the next command finishes it.
    """
    from bot.backup.restore import restore as bring_back
    from bot.observability.overview import index_status
    from bot.texts.labels import count

    session = session_of(context)
    contents = bring_back(folder, session.settings.data_dir, replace=replace)
    session.out.print(f"Restored {count(contents.articles, 'article')} as of {contents.made}.")
    with session.engine() as engine:
        status = index_status(engine)
        if status.problem is None and not status.behind:
            return
        from bot.terminal.progress import follow_steps

        with follow_steps(session.err) as on_progress:
            report = engine.rebuild(on_progress=on_progress)
    session.out.print(f"Indexed {count(report.paragraphs, 'paragraph')}.")
