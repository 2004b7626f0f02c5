"""An outlet's own corrections, where they are asked for."""

from __future__ import annotations

from corpus.languages.en import ENGLISH
from index.query.words import analyse, share_held, stem
from index.ranking.adjustments.grounds import Grounds
from index.ranking.adjustments.shifts import shift
from index.ranking.decision import Decision

# With less of the question than this, an article is about something else.
_ON_QUESTION = 0.6
# An outlet's own corrections. Set by hand: over the demo's and a stranger's articles the model gave
# the correction that was asked for .04 to .26, as it says nothing of who corrects what.
_CORRECTS, _CORRECTION_ANSWERS = 0.95, 0.6


def for_asked_correction(decision: Decision, grounds: Grounds) -> Decision:
    """What an outlet says of its own mistake is what whoever asks for its corrections wants, where
    its article is about the rest of the question."""
    words = ENGLISH.questions
    shares: dict[int, float] = {}
    for passage in decision.ranked:
        candidate, outlet = passage.candidate, passage.candidate.article.outlet
        if not candidate.paragraph.is_correction or outlet not in grounds.correcting:
            continue
        apart = {stem(word) for word in words.of_corrections} | set(analyse(outlet).stems)
        wanted = {root: idf for root, idf in grounds.question.idf.items() if root not in apart}
        text = f"{candidate.article.title} {candidate.neighbours} {candidate.paragraph.text}"
        share = share_held(wanted, text, grounds.question.same) if wanted else 1.0
        if share >= _ON_QUESTION:
            shares[candidate.paragraph.id] = share
    if not shares:
        return decision
    scores = {
        id_: shift(passage.score, raised=_CORRECTS * shares[id_])
        for passage in decision.ranked
        if (id_ := passage.candidate.paragraph.id) in shares
    }
    raised = _CORRECTION_ANSWERS * max(shares.values())
    confidence = shift(decision.confidence, raised=raised)
    return decision.shifted("corrections asked for", confidence=confidence, scores=scores)
