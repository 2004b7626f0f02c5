"""Whether two claims are of different sides, so that they can oppose each other at all. Pure."""

from __future__ import annotations

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from index.claims.disputes.features import Asserted


def are_opposed(one: Asserted, two: Asserted) -> bool:
    """Whether two sides are known to be different."""
    if one.side is None or two.side is None or one.side == two.side:
        return False
    if not (one.asserts and two.asserts) or _is_within(one, two) or _is_within(two, one):
        return False
    if one.statement.speaker is not None and one.statement.speaker == two.statement.speaker:
        return False
    if not (one.is_resolved or two.is_resolved):
        return False
    if _is_described(one, two) or _is_described(two, one):
        return False
    if one.is_resolved and two.is_resolved:
        return True
    # Somebody who cannot be told might be the other, if called by the same words.
    return not one.names & two.names


def without_articles(called: str, language: Language = ENGLISH) -> list[str]:
    """The words of what somebody is called: "monitors", of "the monitors"."""
    return [word for word in called.split() if word.lower() not in language.speech.grammar.articles]


def _is_described(one: Asserted, two: Asserted) -> bool:
    """Whether the article may call two by fewer words, none of them a name: "the monitors"."""
    words = without_articles(one.side or "")
    is_nameless = all(word.islower() for word in words)
    others = {word.lower() for word in (two.side or "").split()}
    return is_nameless and one.article == two.article and others.issuperset(words)


def _is_within(one: Asserted, two: Asserted) -> bool:
    """Whether the one stands in the other's words."""
    return (
        one.claim.passage.paragraph.id == two.claim.passage.paragraph.id
        and two.claim.extent.start <= one.claim.extent.start
        and one.claim.extent.stop <= two.claim.extent.stop
    )
