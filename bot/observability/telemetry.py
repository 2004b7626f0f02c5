"""Logs for people or for programs, never with a secret in them.

Telegram's address contains the token, so HTTP libraries are kept quiet, and tokens are blotted out
of every finished line, tracebacks included.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings

_CHATTY = ("httpx", "httpcore", "telegram.ext", "trafilatura", "htmldate", "faiss")
# Writes a traceback and the whole page whenever a gateway answers in HTML; the chat's own log has
# one line for it.
_REPETITIVE = ("telegram.request",)
_TOKEN = re.compile(r"(?<!\d)\d{5,}:[A-Za-z0-9_-]{20,}")
_BLOT = "[secret]"


class Redacting(logging.Formatter):
    """Another formatter's lines without secrets: the given ones, and anything like a token."""

    def __init__(self, inner: logging.Formatter, secrets: Iterable[str]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = sorted((secret for secret in secrets if secret), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        return self.redact(self._inner.format(record))

    def redact(self, text: str) -> str:
        """The text with every secret blotted out."""
        for secret in self._secrets:
            text = text.replace(secret, _BLOT)
        return _TOKEN.sub(_BLOT, text)


def configure(settings: Settings) -> None:
    """Log to standard error as the settings say, for `serve`."""
    import structlog

    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    last: list[structlog.typing.Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if settings.log_format == "json"
        else [
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
            )
        ]
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    )
    _install(Redacting(formatter, _secrets(settings)), settings.log_level.upper())


def redactor(settings: Settings) -> Callable[[str], str]:
    """A function that blots the secrets of these settings out of a text."""
    return Redacting(logging.Formatter(), _secrets(settings)).redact


def quieten(*, debug: bool) -> None:
    """Keep libraries' warnings from the users of a command; with `debug`, show everything."""
    formatter = logging.Formatter("%(levelname)s %(name)s: %(message)s")
    _install(Redacting(formatter, ()), "DEBUG" if debug else "CRITICAL")


class _StandardError(logging.Handler):
    """Writes to whatever standard error is at the moment."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(self.format(record) + "\n")
        except Exception:
            self.handleError(record)


def _install(formatter: logging.Formatter, level: str) -> None:
    root = logging.getLogger()
    for earlier in [h for h in root.handlers if isinstance(h, _StandardError)]:
        root.removeHandler(earlier)
    handler = _StandardError()
    handler.setFormatter(formatter)
    root.addHandler(handler)
    root.setLevel(level)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    for name in _REPETITIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _secrets(settings: Settings) -> list[str]:
    return [
        secret.get_secret_value()
        for secret in (settings.telegram_token, settings.webhook_secret)
        if secret is not None
    ]
