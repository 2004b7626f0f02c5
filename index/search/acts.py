"""Candidates by what somebody does in them: an act is worded in too many ways for words alone."""

from __future__ import annotations

from corpus.storage.attribution_table import AttributionTable
from index.query.asked_act import asked_acts, does, question_words
from index.query.asked_speaker import AskedSpeaker

# Looked through for the speaker that a question names, the latest first. Set by hand; not measured.
_DEPTH = 1_000


def paragraphs_of_act(
    attributions: AttributionTable, question: str, speaker: AskedSpeaker | None, *, limit: int
) -> list[int]:
    """The paragraphs in which somebody does what a question asks about, the latest first.

    "What did Kyiv deny?": every denial by Kyiv, in whatever words. None where it asks for no act.
    """
    words = question_words(question)
    found = attributions.paragraphs_of(asked_acts(words), limit=_DEPTH)
    statements = attributions.in_paragraphs(found)
    meant = [
        id_ for id_ in found if any(does(words, one, speaker) for one in statements.get(id_, ()))
    ]
    return meant[:limit]
