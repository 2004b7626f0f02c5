"""Does the engine that many bots answer from have what the corpus has?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.doctor.checks import CheckResult, Severity, failed, ok
from bot.texts.labels import count
from corpus.errors import DatelineError

if TYPE_CHECKING:
    from bot.engine import Engine

_NAME = "engine"


def engine_check(engine: Engine) -> Iterator[CheckResult]:
    """Nothing where there is no engine; for the writer, every paragraph is compared."""
    settings = engine.settings
    if settings.engine is None:
        return
    try:
        if settings.reads_engine:
            manifest = engine.folder.manifest()
            paragraphs = count(manifest.count, "paragraph")
            yield ok(_NAME, f"answers from it: {paragraphs}, as sent on {manifest.built}")
            return
        findings = engine.engine_findings()
    except DatelineError as error:
        yield failed(_NAME, error)
        return
    for finding in findings:
        severity = Severity.ERROR if finding.fault else Severity.WARNING
        yield CheckResult(_NAME, severity, finding.problem, finding.fix)
    if not findings:
        yield ok(_NAME, "has every paragraph as the corpus has it")
