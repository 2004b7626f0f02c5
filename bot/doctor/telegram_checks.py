"""Can the bot serve? Its token, its settings at BotFather and Telegram, and who may ask.

Three requests to Telegram, which change nothing; no message holds a secret.
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
# Seconds. Beyond this, briefings come at the wrong time; far beyond it, no certificate is valid.
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
    """What `dateline serve` needs; without a token, only that none is set."""
    if settings.telegram_token is None:
        yield ok("telegram", "no token is set; only `dateline serve` needs one")
        return
    token = settings.telegram_token.get_secret_value()
    if not _TOKEN.fullmatch(token):
        yield CheckResult(
            "telegram",
            Severity.WARNING,
            "the token looks wrong: it should be digits, a colon, then 35 letters and digits",
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
            "DATELINE_WEBHOOK_SECRET is set without DATELINE_WEBHOOK_URL, so the bot polls",
            "set DATELINE_WEBHOOK_URL too, or unset the secret",
        )


def _bot(api_url: str, token: str) -> Iterator[CheckResult]:
    """Who the bot is, and what BotFather lets it do."""
    me, clock_off = _ask(api_url, token, "getMe")
    yield ok(_NAME, f"the token belongs to @{me.get('username')}")
    if clock_off is None or abs(clock_off) <= _CLOCK_OFF:
        yield ok("clock", "agrees with the Bot API server")
    else:
        way = "ahead of" if clock_off > 0 else "behind"
        yield CheckResult(
            "clock",
            Severity.WARNING,
            f"{abs(clock_off):.0f} s {way} the Bot API server, so briefings come at the wrong time",
            "run: timedatectl set-ntp true",
        )
    if me.get("can_read_all_group_messages"):
        yield CheckResult(
            "privacy mode",
            Severity.WARNING,
            "off: Telegram sends the bot every message in its groups, which it does not need",
            "send /setprivacy to @BotFather, choose Enable, and add the bot to its groups again",
        )
    else:
        yield ok("privacy mode", "on: in a group the bot sees only commands and replies to it")
    if me.get("can_join_groups") is False:
        yield CheckResult(
            "groups",
            Severity.WARNING,
            "nobody can add the bot to a group",
            "if groups should ask, send /setjoingroups to @BotFather and choose Enable",
        )
    if me.get("supports_inline_queries"):
        yield ok("inline mode", "on: people with access can quote in other chats")
    else:
        yield ok("inline mode", "off; to switch it on, send /setinline to @BotFather")


def _deliveries(settings: Settings, token: str) -> Iterator[CheckResult]:
    """The menu of commands, and how updates reach the bot."""
    url = settings.telegram_api_url
    offered, _ = _ask(url, token, f"getMyCommands?scope={_PRIVATE_CHATS}")
    from bot.chat.commands import OFFERED
    from bot.chat.people.roles import Role

    if [each.get("command") for each in offered] == OFFERED.private[Role.READER]:
        yield ok("command menu", count(len(offered), "command"))
    else:
        state = "from an earlier version" if offered else "not set yet"
        yield ok("command menu", f"{state}; `dateline serve` sets it when it starts")
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
            f"{registered} is registered, but the settings do not name it",
            "start the bot, which corrects it; if another program uses the token, stop that",
        )
    elif wanted and time.time() - failed_at < _RECENT:
        yield CheckResult(
            "webhook",
            Severity.WARNING,
            f"Telegram could not deliver within the last hour: {problem}",
            "check the proxy, its certificate, and that the bot is running",
        )
    if waiting > _MANY_WAITING:
        yield CheckResult(
            "updates",
            Severity.WARNING,
            f"{count(waiting, 'update')} waiting",
            "start the bot; if it is running, see its log",
        )


def _access(settings: Settings) -> Iterator[CheckResult]:
    """Who may ask and who may give access, by the settings and by later decisions."""
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
            "nobody has access",
            "set DATELINE_ADMIN_IDS to your id; write to the bot, and it tells you your id",
        )
    elif not admins:
        yield CheckResult(
            "access",
            Severity.WARNING,
            "there is no administrator, so nobody can answer requests for access",
            "set DATELINE_ADMIN_IDS, or run: dateline access allow ID --role admin",
        )
    else:
        groups = sum(each < 0 for each in admitted)
        editors = sum(role is Role.EDITOR for role in admitted.values())
        told = [
            f"{count(len(admitted) - groups, 'user')} and {count(groups, 'group')}"
            f" may ask; {count(editors, 'editor')}, {count(admins, 'administrator')}"
        ]
        told += [f"{waiting} waiting for access (dateline access list)"] if waiting else []
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
                        f"{api_url} rejects the token",
                        "set DATELINE_TELEGRAM_TOKEN to the one BotFather shows",
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
            f"cannot reach {api_url}: {problem}",
            "check the network and DATELINE_TELEGRAM_API_URL",
        )
    )
