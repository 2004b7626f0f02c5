"""Whether the Bot API server knows the token: one getMe, nothing kept, no secret in any message."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

from bot.doctor import CheckResult, Severity

_TIMEOUT_S = 5.0
_MOST_BYTES = 100_000
_NAME = "telegram"


def ask_telegram(api_url: str, token: str) -> CheckResult:
    """The bot's user name, or why it cannot be had."""
    try:
        # The settings let only http and https through.
        with urllib.request.urlopen(f"{api_url}/bot{token}/getMe", timeout=_TIMEOUT_S) as response:  # noqa: S310
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
    except (OSError, ValueError, KeyError, TypeError) as error:
        return _unreachable(api_url, f"no Bot API answers there ({type(error).__name__})")


def _unreachable(api_url: str, problem: str) -> CheckResult:
    return CheckResult(
        _NAME,
        Severity.ERROR,
        f"{api_url} cannot be asked: {problem}",
        "check the network and DATELINE_TELEGRAM_API_URL",
    )
