"""Whether the bot could serve: its token, what BotFather and Telegram hold of it, and who may ask.

Telegram is asked with three requests that change nothing; no message holds a secret.
"""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any
from urllib.parse import quote

from bot.doctor.checks import CheckResult, Severity, failed, ok
from bot.settings import Settings
from bot.texts.labels import count
from corpus.errors import StoreError

_TIMEOUT_S = 5.0
_MOST_BYTES = 100_000
_NAME = "telegram"
_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
# Seconds. More than that, and briefings come at a wrong time; much more, and no certificate holds.
_CLOCK_OFF = 30.0
_MANY_WAITING = 100
_RECENT = 3600.0
_PRIVATE_CHATS = quote('{"type":"all_private_chats"}')


class _Unanswered(Exception):
    """Telegram gave no result; `finding` says why."""

    def __init__(self, finding: CheckResult) -> None:
        super().__init__(finding.message)
        self.finding = finding


def telegram_checks(settings: Settings) -> Iterator[CheckResult]:
    """What `dateline serve` needs; without a token only that it is not set."""
    if settings.telegram_token is None:
        yield ok("telegram", "no token is set; only `dateline serve` needs one")
        return
    token = settings.telegram_token.get_secret_value()
    if not _TOKEN.fullmatch(token):
        yield CheckResult(
            "telegram",
            Severity.WARNING,
            "the token does not look like one (digits, a colon, 35 letters and digits)",
            "copy it again from BotFather into DATELINE_TELEGRAM_TOKEN",
        )
    try:
        yield from _bot(settings.telegram_api_url, token)
        yield from _deliveries(settings, token)
    except _Unanswered as unanswered:
        yield unanswered.finding
    yield from _access(settings)
    if settings.webhook_secret and not settings.webhook_url:
        yield CheckResult(
            "webhook",
            Severity.WARNING,
            "DATELINE_WEBHOOK_SECRET is set but no webhook is: the bot polls",
            "set DATELINE_WEBHOOK_URL too, or unset the secret",
        )


def _bot(api_url: str, token: str) -> Iterator[CheckResult]:
    """Who it is, and what BotFather lets it do."""
    me, clock_off = _ask(api_url, token, "getMe")
    yield ok(_NAME, f"the token is that of @{me.get('username')}")
    if clock_off is None or abs(clock_off) <= _CLOCK_OFF:
        yield ok("clock", "agrees with that of the Bot API server")
    else:
        way = "ahead of" if clock_off > 0 else "behind"
        yield CheckResult(
            "clock",
            Severity.WARNING,
            f"{abs(clock_off):.0f} s {way} that of the Bot API server: briefings come wrongly",
            "timedatectl set-ntp true",
        )
    if me.get("can_read_all_group_messages"):
        yield CheckResult(
            "privacy mode",
            Severity.WARNING,
            "off: Telegram sends the bot every message of its groups, which it does not need",
            "send /setprivacy to @BotFather and choose Enable, then add the bot to its groups anew",
        )
    else:
        yield ok("privacy mode", "on: of a group the bot sees commands and replies to it")
    if me.get("can_join_groups") is False:
        yield CheckResult(
            "groups",
            Severity.WARNING,
            "nobody can add the bot to a group",
            "send /setjoingroups to @BotFather and choose Enable, if groups are to ask",
        )
    if me.get("supports_inline_queries"):
        yield ok("inline mode", "on: whoever may ask can quote in other chats")
    else:
        yield ok("inline mode", "off; /setinline at @BotFather switches it on")


def _deliveries(settings: Settings, token: str) -> Iterator[CheckResult]:
    """The commands that people are offered, and how updates reach the bot."""
    url = settings.telegram_api_url
    offered, _ = _ask(url, token, f"getMyCommands?scope={_PRIVATE_CHATS}")
    from bot.chat.commands import OFFERED
    from bot.chat.people.roles import Role

    if [each.get("command") for each in offered] == OFFERED.private[Role.READER]:
        yield ok("command menu", count(len(offered), "command"))
    else:
        what = "an earlier version's" if offered else "none"
        yield ok("command menu", f"{what} so far; `dateline serve` sets it when it starts")
    webhook, _ = _ask(url, token, "getWebhookInfo")
    yield from _webhook(settings, webhook)


def _webhook(settings: Settings, found: dict[str, Any]) -> Iterator[CheckResult]:
    wanted, registered = settings.webhook_url or "", found.get("url", "")
    waiting = int(found.get("pending_update_count", 0))
    failed_at, problem = found.get("last_error_date", 0), found.get("last_error_message", "")
    if registered and registered != wanted:
        yield CheckResult(
            "webhook",
            Severity.WARNING,
            f"{registered} is registered, and the settings say otherwise",
            "start the bot, which puts it right; if another program uses the token, stop that",
        )
    elif wanted and time.time() - failed_at < _RECENT:
        yield CheckResult(
            "webhook",
            Severity.WARNING,
            f"Telegram could not deliver within the last hour: {problem}",
            "check the proxy, its certificate, and that the bot runs",
        )
    if waiting > _MANY_WAITING:
        yield CheckResult(
            "updates",
            Severity.WARNING,
            f"{count(waiting, 'update')} wait to be fetched",
            "start the bot; if it runs, see its log",
        )


def _access(settings: Settings) -> Iterator[CheckResult]:
    """Who may ask and who decides about that, by the settings and by what was decided since."""
    from bot.chat.people.roles import Role

    people = dict.fromkeys(settings.allowed_ids, Role.READER)
    people |= dict.fromkeys(settings.admin_ids, Role.ADMIN)
    waiting = 0
    if settings.chat_database.exists():
        from bot.chat.database import ChatDatabase
        from bot.chat.people.members import Members

        try:
            with closing(ChatDatabase.open(settings.chat_database)) as database:
                members = Members(database)
                waiting = len(members.requests(now=time.time()))
                for member in members.all():
                    people[member.id] = max(people.get(member.id, Role.STRANGER), member.role)
        except StoreError as error:
            yield failed("chat", error)
            return
    admitted = {each: role for each, role in people.items() if role is not Role.STRANGER}
    admins = sum(role is Role.ADMIN for role in admitted.values())
    if not admitted:
        yield CheckResult(
            "access",
            Severity.WARNING,
            "nobody may ask: no id is allowed",
            "set DATELINE_ADMIN_IDS to yours; the bot tells whoever writes to it their id",
        )
    elif not admins:
        yield CheckResult(
            "access",
            Severity.WARNING,
            "nobody administers: whoever asks to be let in waits for ever",
            "set DATELINE_ADMIN_IDS, or run: dateline access allow ID --role admin",
        )
    else:
        groups = sum(each < 0 for each in admitted)
        editors = sum(role is Role.EDITOR for role in admitted.values())
        told = [
            f"{count(len(admitted) - groups, 'user')} and {count(groups, 'group')}"
            f" may ask, {count(editors, 'editor')}, {count(admins, 'administrator')}"
        ]
        told += [f"{waiting} waiting: dateline access list"] if waiting else []
        yield ok("access", "; ".join(told))


def _ask(api_url: str, token: str, method: str) -> tuple[Any, float | None]:
    """The result, and how many seconds this machine's clock is ahead of the server's."""
    url = f"{api_url}/bot{quote(token, safe=':')}/{method}"
    try:
        # The settings let only http and https through.
        with urllib.request.urlopen(url, timeout=_TIMEOUT_S) as response:  # noqa: S310
            result = json.loads(response.read(_MOST_BYTES))["result"]
            if not isinstance(result, dict | list):
                raise TypeError(f"the result is {type(result).__name__}")
            told = response.headers.get("Date")
        ahead = time.time() - parsedate_to_datetime(told).timestamp() if told else None
        return result, ahead
    except urllib.error.HTTPError as error:
        with error:
            if error.code in (401, 404):
                raise _Unanswered(
                    CheckResult(
                        _NAME,
                        Severity.ERROR,
                        f"{api_url} does not know the token",
                        "set DATELINE_TELEGRAM_TOKEN to the one that BotFather shows",
                    )
                ) from error
            raise _unreachable(api_url, f"it answers with HTTP {error.code}") from error
    except urllib.error.URLError as error:
        raise _unreachable(api_url, str(error.reason)) from error
    except (OSError, HTTPException, ValueError, KeyError, TypeError) as error:
        problem = f"no Bot API answers there ({type(error).__name__})"
        raise _unreachable(api_url, problem) from error


def _unreachable(api_url: str, problem: str) -> _Unanswered:
    return _Unanswered(
        CheckResult(
            _NAME,
            Severity.ERROR,
            f"{api_url} cannot be asked: {problem}",
            "check the network and DATELINE_TELEGRAM_API_URL",
        )
    )
