"""The stories of a corpus, on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from bot.terminal.console import INDENT, TEXTS
from bot.terminal.printable import printable_line
from bot.texts.claims import story_told
from bot.texts.labels import title_or_opening
from index.claims.story import Story


def show_stories(console: Console, stories: Sequence[Story], *, most: int) -> None:
    """Show each story by its newest headline, and how much there is of it."""
    for story in stories[:most]:
        title = story.title or title_or_opening(story.articles[0])
        console.print(Text(printable_line(title), style="bold"))
        told = story_told(story, len(story.outlets), TEXTS)
        console.print(Text(f"{INDENT}{printable_line(told)}", style="dim"))
    if len(stories) > most:
        console.print(Text(f"{len(stories) - most} more; raise --limit", style="dim"))
