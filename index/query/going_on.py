"""Questions that go on from the one before: "and the wounded?", "why?". Pure."""

from __future__ import annotations

import re

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.words import WORD

# With fewer content words than these, a question that begins with "and" has no subject of its own,
# nor one that points back. Set by hand; not measured.
AFTER_OPENING, WITH_POINTER = 3, 2


def goes_on(question: str, language: Language = ENGLISH) -> bool:
    """Whether a question does not say by itself what it is about."""
    words = [word.lower() for word in WORD.findall(question)]
    own = {word for word in words if word not in language.questions.stop_words}
    how = language.questions.going_on
    if re.match(how.opening, question.strip(), re.IGNORECASE):
        return len(own) < AFTER_OPENING
    if not how.pointing.isdisjoint(words):
        return len(own) < WITH_POINTER
    return bool(words) and not own
