"""What a check finds, and how to fix it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.errors import DatelineError


class Severity(StrEnum):
    """Whether something works, works but needs a look, or does not work."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One finding; `fix` is the command or step that fixes it, None if nothing is wrong."""

    name: str
    severity: Severity
    message: str
    fix: str | None = None


def ok(name: str, message: str) -> CheckResult:
    """Nothing is wrong, and this is what was seen."""
    return CheckResult(name, Severity.OK, message)


def failed(name: str, error: DatelineError) -> CheckResult:
    """An error, as a finding."""
    return CheckResult(name, Severity.ERROR, error.problem, error.fix)
