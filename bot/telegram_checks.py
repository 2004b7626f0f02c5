"""Whether the bot could serve: its token, who may ask, and how updates reach it.

The token is asked about with one getMe; nothing is kept and no message holds a secret.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from urllib.parse import quote

from bot.checks import CheckResult, Severity, ok
from bot.settings import Settings
from bot.words import count

_TIMEOUT_S = 5.0
_MOST_BYTES = 100_000
_NAME = "telegram"
_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")


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
    yield _get_me(settings.telegram_api_url, token)
    if not settings.allowed_ids | settings.admin_ids:
        yield CheckResult(
            "access",
            Severity.WARNING,
            "nobody may ask: no id is allowed",
            "set DATELINE_ALLOWED_IDS; the bot tells whoever writes to it their id",
        )
    else:
        allowed, admins = len(settings.allowed_ids), len(settings.admin_ids)
        yield ok("access", f"{count(allowed, 'id')} may ask, {count(admins, 'id')} administer")
    if settings.webhook_secret and not settings.webhook_url:
        yield CheckResult(
            "webhook",
            Severity.WARNING,
            "DATELINE_WEBHOOK_SECRET is set but no webhook is: the bot polls",
            "set DATELINE_WEBHOOK_URL too, or unset the secret",
        )


def _get_me(api_url: str, token: str) -> CheckResult:
    """The bot's user name, or why it cannot be had."""
    url = f"{api_url}/bot{quote(token, safe=':')}/getMe"
    try:
        # The settings let only http and https through.
        with urllib.request.urlopen(url, timeout=_TIMEOUT_S) as response:  # noqa: S310
            answer = json.loads(response.read(_MOST_BYTES))
        return CheckResult(
            _NAME, Severity.OK, f"the token is that of @{answer['result']['username']}"
        )
    except urllib.error.HTTPError as error:
        with error:
            if error.code in (401, 404):
                return CheckResult(
                    _NAME,
                    Severity.ERROR,
                    f"{api_url} does not know the token",
                    "set DATELINE_TELEGRAM_TOKEN to the one that BotFather shows",
                )
            return _unreachable(api_url, f"it answers with HTTP {error.code}")
    except urllib.error.URLError as error:
        return _unreachable(api_url, str(error.reason))
    except (OSError, HTTPException, ValueError, KeyError, TypeError) as error:
        return _unreachable(api_url, f"no Bot API answers there ({type(error).__name__})")


def _unreachable(api_url: str, problem: str) -> CheckResult:
    return CheckResult(
        _NAME,
        Severity.ERROR,
        f"{api_url} cannot be asked: {problem}",
        "check the network and DATELINE_TELEGRAM_API_URL",
    )
