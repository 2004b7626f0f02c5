"""One row a command: the handlers, the menus and the help all follow from it.

A command's texts are `help.NAME.form` and `help.NAME.means`, and `command.NAME` for its line in
menus.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from bot.chat.admin.menus import Offered
from bot.chat.people.roles import Role

if TYPE_CHECKING:
    from bot.chat.features import Features
    from bot.chat.service.handling import Action


class InGroups(Enum):
    """Who finds a command in the menu of a group."""

    NOBODY = "nobody"
    ADMINS = "admins"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Command:
    """`action` is what it does; people with less than the `role` are told so instead.

    Menus have the rows in the order in which they stand here, but sorted by role, then by `place`.
    """

    name: str
    action: Callable[[Features], Action]
    role: Role = Role.READER
    groups: InGroups = InGroups.NOBODY
    in_menus: bool = True
    in_help: bool = True
    place: int = 0


@dataclass(frozen=True, slots=True)
class Hint:
    """A line of the help that is about no command; some hold only where inline mode is on."""

    name: str
    needs_inline: bool = False


# In the order of the help.
ROWS: tuple[Command | Hint, ...] = (
    Command("start", lambda f: f.library.on_start, in_menus=False, in_help=False),
    Hint("plain"),
    Command("ask", lambda f: f.questions.on_command, groups=InGroups.EVERYBODY),
    Command("cancel", lambda f: f.rebuilds.on_cancel, groups=InGroups.EVERYBODY, place=1),
    Hint("reply"),
    Hint("filters"),
    Hint("by"),
    Command("asof", lambda f: f.questions.on_as_of, groups=InGroups.EVERYBODY),
    Hint("inline", needs_inline=True),
    Command("sources", lambda f: f.library.on_sources, groups=InGroups.EVERYBODY),
    Command("article", lambda f: f.library.on_article, groups=InGroups.EVERYBODY),
    Command("who", lambda f: f.library.on_who, groups=InGroups.EVERYBODY),
    Command("sides", lambda f: f.library.on_sides, groups=InGroups.EVERYBODY),
    Command("coverage", lambda f: f.library.on_coverage),
    Command("figures", lambda f: f.claims.on_figures, groups=InGroups.EVERYBODY),
    Command("disputes", lambda f: f.claims.on_disputes, groups=InGroups.EVERYBODY),
    Command("brief", lambda f: f.claims.on_brief),
    Command("changes", lambda f: f.changes.on_changes),
    Command("watch", lambda f: f.watching.on_watch, groups=InGroups.EVERYBODY),
    Command("digest", lambda f: f.digests.on_digest, groups=InGroups.EVERYBODY),
    Command("quiet", lambda f: f.digests.on_quiet, groups=InGroups.EVERYBODY),
    Command("settings", lambda f: f.settings.on_settings, groups=InGroups.ADMINS),
    Command("status", lambda f: f.help.on_status),
    Command("forget", lambda f: f.admin.on_forget),
    Command("help", lambda f: f.help.on_help, groups=InGroups.EVERYBODY, in_help=False, place=2),
    Command("add", lambda f: f.adding.on_add, Role.EDITOR),
    Command("remove", lambda f: f.adding.on_remove, Role.EDITOR),
    Command("feeds", lambda f: f.feeds.on_feeds, Role.EDITOR),
    Command("rebuild", lambda f: f.rebuilds.on_rebuild, Role.ADMIN),
    Command("allow", lambda f: f.admission.on_allow, Role.ADMIN),
    Command("deny", lambda f: f.admission.on_deny, Role.ADMIN),
    Command("questions", lambda f: f.failed_questions.on_questions, Role.ADMIN),
    Command("errors", lambda f: f.admin.on_errors, Role.ADMIN),
)
COMMANDS = tuple(row for row in ROWS if isinstance(row, Command))


def help_lines(role: Role, *, inline: bool) -> list[str]:
    """The lines of the help that somebody sees; `inline`: whether inline mode is on."""
    found = []
    for row in ROWS:
        match row:
            case Command():
                shown = row.in_help and row.role <= role
            case Hint():
                shown = inline or not row.needs_inline
        if shown:
            found.append(row.name)
    return found


def _offered(role: Role, *groups: InGroups) -> list[str]:
    """The menu of a role: in groups, for these audiences, or with none in private."""
    rows = [row for row in COMMANDS if row.in_menus and row.role <= role]
    shown = [row for row in rows if not groups or row.groups in groups]
    return [row.name for row in sorted(shown, key=lambda row: (row.role, row.place))]


OFFERED = Offered(
    private={role: _offered(role) for role in (Role.READER, Role.EDITOR, Role.ADMIN)},
    group=_offered(Role.READER, InGroups.EVERYBODY),
    group_admins=_offered(Role.READER, InGroups.EVERYBODY, InGroups.ADMINS),
)
