"""`dateline access`: who may use the Telegram bot, besides those the settings list."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.options import AsJson
from bot.terminal.session import session_of, write_json

if TYPE_CHECKING:
    from bot.chat.people.decisions import Decisions
    from bot.chat.people.members import Member

app = typer.Typer(
    help="Give people and groups access to the bot, or deny it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_Whom = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="The id of a user or group, or a pairing code.", show_default=False
    ),
]


class RoleName(StrEnum):
    """The roles that can be given."""

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"


@app.command("list")
def list_members(context: typer.Context, as_json: AsJson = False) -> None:
    """List who has access, who was denied it, and who is waiting."""
    settings = session_of(context).settings
    with _decisions(context) as decisions:
        members = decisions.members.all()
        waiting = decisions.members.requests(now=time.time())
    listed = sorted(settings.allowed_ids | settings.admin_ids)
    if as_json:
        write_json(
            {
                "settings": [
                    {"id": each, "role": decisions.access.listed(each).word} for each in listed
                ],
                "members": [_report(member) for member in members],
                "waiting": [{"id": each.id, "name": each.name} for each in waiting],
            }
        )
        return
    lines = [
        f"{each:>15}  {decisions.access.listed(each).word:7} from the settings" for each in listed
    ]
    lines += [f"{each.id:>15}  {_word(each):7} {each.name}".rstrip() for each in members]
    lines += [f"{each.id:>15}  waiting {each.name}".rstrip() for each in waiting]
    _tell(context, lines or ["Nobody has access yet."])


@app.command()
def allow(
    context: typer.Context,
    whom: _Whom,
    role: Annotated[RoleName, typer.Option(help="What a user may do.")] = RoleName.READER,
    as_json: AsJson = False,
) -> None:
    """Give a user or group access; a running bot applies it at once.

    A group's id begins with a minus, so write -- before it.
    """
    from bot.chat.people.roles import Role

    with _decisions(context) as decisions:
        _, member = decisions.allow(whom, role=Role[role.name], now=time.time())
    _show(context, member, as_json=as_json)


@app.command()
def deny(context: typer.Context, whom: _Whom, as_json: AsJson = False) -> None:
    """Deny a user or group access, or take it away."""
    with _decisions(context) as decisions:
        _, member = decisions.deny(whom, now=time.time())
    _show(context, member, as_json=as_json)


@contextmanager
def _decisions(context: typer.Context) -> Iterator[Decisions]:
    from bot.chat.database import ChatDatabase
    from bot.chat.people.decisions import Decisions
    from bot.chat.people.members import Members
    from bot.chat.people.roles import Access

    settings = session_of(context).settings
    with closing(ChatDatabase.open(settings.chat_database)) as database:
        members = Members(database)
        access = Access(
            allowed=settings.allowed_ids, admins=settings.admin_ids, decided=members.role
        )
        yield Decisions(members, access)


def _show(context: typer.Context, member: Member, *, as_json: bool) -> None:
    if as_json:
        write_json(_report(member))
    else:
        name = f"{member.id} ({member.name})" if member.name else str(member.id)
        _tell(context, [f"{name}: {_word(member)}"])


def _tell(context: typer.Context, lines: list[str]) -> None:
    from bot.terminal.printable import printable

    for line in lines:
        session_of(context).out.print(printable(line))


def _report(member: Member) -> dict[str, Any]:
    return {"id": member.id, "role": _word(member), "name": member.name}


def _word(member: Member) -> str:
    return member.role.word if member.role else "denied"
