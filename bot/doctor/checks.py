"""What an examination finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.errors import DatelineError


class Severity(StrEnum):
    """Whether something works, works but deserves a look, or does not work."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One finding; `mend` is the command or act that puts it right, None where all is well."""

    name: str
    severity: Severity
    message: str
    mend: str | None = None


def ok(name: str, message: str) -> CheckResult:
    """All is well, and this is what was seen."""
    return CheckResult(name, Severity.OK, message)


def failed(name: str, error: DatelineError) -> CheckResult:
    """An error, as a finding."""
    return CheckResult(name, Severity.ERROR, error.problem, error.mend)
