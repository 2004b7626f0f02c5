"""Who says what, in the few words over a quotation. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.texts import Texts
from corpus.attribution.types import Act, Statement
from corpus.types import Article

_NAMED = frozenset(Act) - {Act.STATES}
_MOST = 3


def speakers_in(article: Article, statements: Sequence[Statement], texts: Texts) -> str:
    """Who says what in a passage; or that its article's speakers were not read, so that nobody
    takes silence for an answer."""
    if not article.speakers_read:
        return texts("speakers_not_read")
    return who_says(statements, texts)


def who_says(statements: Sequence[Statement], texts: Texts) -> str:
    """ "Ada Bell · town council (denial)"; empty if nobody says anything.

    Mere saying is not named as an act. A speaker who could not be identified is given in the
    article's words and marked as unresolved.
    """
    by_speaker: dict[str, list[Statement]] = {}
    for statement in statements:
        by_speaker.setdefault(speaker_of(statement, texts), []).append(statement)
    acts = {speaker: acts_of(said, texts) for speaker, said in by_speaker.items()}
    told = [speaker + (f" ({named})" if named else "") for speaker, named in acts.items()]
    if len(told) > _MOST:
        told[_MOST:] = [texts("speakers_more", n=len(told) - _MOST)]
    return " · ".join(told)


def acts_of(statements: Sequence[Statement], texts: Texts) -> str:
    """ "claim, denial"; empty if it is only said."""
    acts = (statement.act for statement in statements if statement.act in _NAMED)
    return ", ".join(dict.fromkeys(texts(f"act.{act}") for act in acts))


def speaker_of(statement: Statement, texts: Texts) -> str:
    """The speaker's name, or the article's words for an unresolved one."""
    if statement.speaker is not None:
        return statement.speaker
    if statement.source is not None:
        return texts("unresolved", source=statement.source)
    return texts("unnamed_source")
