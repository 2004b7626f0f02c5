"""Who says what, in the few words that stand over a quotation. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.attribution.types import Act, Statement

_NAMES = {
    Act.CLAIMS: "claim",
    Act.CLAIMS_RESPONSIBILITY: "claim of responsibility",
    Act.DENIES: "denial",
    Act.CONFIRMS: "confirmation",
    Act.ACCUSES: "accusation",
    Act.PROMISES: "promise",
    Act.WARNS: "warning",
    Act.CANNOT_VERIFY: "cannot verify",
}
_MOST = 3


def who_says(statements: Sequence[Statement]) -> str:
    """ "Ada Bell · town council (denial)"; empty where nobody says anything.

    Saying as such is not named. A speaker who could not be told is given in the article's words,
    and as unresolved.
    """
    acts: dict[str, list[str]] = {}
    for statement in statements:
        named = acts.setdefault(speaker_of(statement), [])
        if statement.act in _NAMES and _NAMES[statement.act] not in named:
            named.append(_NAMES[statement.act])
    told = [
        speaker + (f" ({', '.join(named)})" if named else "") for speaker, named in acts.items()
    ]
    more = f" · and {len(told) - _MOST} more" if len(told) > _MOST else ""
    return " · ".join(told[:_MOST]) + more


def speaker_of(statement: Statement) -> str:
    """The speaker's name, or the article's words for one who is unresolved."""
    if statement.speaker is not None:
        return statement.speaker
    if statement.source is not None:
        return f"“{statement.source}” (unresolved)"
    return "Unnamed source"
