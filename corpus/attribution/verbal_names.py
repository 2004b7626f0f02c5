"""Forenames that are verbs elsewhere: the "Said" of "Said Balushi told reporters".

Parser and tagger take it for the verb of "said Balushi". So they read another forename of as many
letters in its place, wherever the article shows that it is a name; spans stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.attribution.types import Attribution
from corpus.languages.language import Language

_SURNAME = r"(?:[a-z]{2,3}[- ])?[A-Z][\w’'-]*\w"
# What follows a name and no inverted verb: "Said Bell, the mayor, told", "Said Bell’s office".
_GOING_ON = (
    r"(?: [A-Z]\w+)?(?:[’']s? | and [A-Z]\w+ [A-Z]|(?:, [^.:“”\"\n]{1,120},)? "
    r"(?:is|was|has|had|will|would|who|says?|said|told|\w+ed)\b)"
)
_QUOTES = frozenset("\"”’'")
# Words from there to the end of the line; fewer are the end of a headline. Set by hand.
_FEWEST = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read in the place of a text, and the forenames in it that stand for others."""

    text: str
    stand_ins: Mapping[str, str]

    def restored(self, found: Sequence[Attribution]) -> tuple[Attribution, ...]:
        """The attributions, with speakers by the names that the text has."""
        return tuple(replace(one, speaker=self._name(one.speaker)) for one in found)

    def _name(self, speaker: str | None) -> str | None:
        for stand_in, word in self.stand_ins.items() if speaker else ():
            speaker = re.sub(rf"\b{stand_in}\b", word, speaker or "")
        return speaker


def read_names(text: str, language: Language) -> Reading:
    """The text, with a forename that parsers know in the place of each that is a verb elsewhere."""
    stand_ins: dict[str, str] = {}
    for low, other in language.speech.names.read_as.items():
        word, stand_in = low.title(), other.title()
        if word not in text or stand_in in text:
            continue
        surnames = set(_surnames(text, word, language))
        if surnames:
            names = "|".join(re.escape(name) for name in sorted(surnames))
            text = re.sub(rf"\b{word}(?= (?:{names})\b)", stand_in, text)
            stand_ins[stand_in] = word
    return Reading(text, stand_ins)


def _surnames(text: str, word: str, language: Language) -> Iterator[str]:
    """Whose forename it surely is: within a sentence, or with a verb of their own after it."""
    for match in re.finditer(rf"\b{word} (?P<surname>{_SURNAME})(?P<on>{_GOING_ON})?", text):
        quoted = text[: match.start()].rstrip(" ")[-1:] in _QUOTES
        if (match["on"] and not quoted) or _is_within(text, match.start(), language):
            yield match["surname"].removesuffix("’s").removesuffix("'s")


def _is_within(text: str, start: int, language: Language) -> bool:
    """Whether a word or a title stands right before it: "Minister Said Bell", "Lt. Said Bell".

    Or a comma, but in a headline, "We Will Stay, Said Bell".
    """
    before = re.search(r"(\w[\w-]*)([.,]?) $", text[max(0, start - 30) : start])
    if before is None:
        return False
    if before[2] == ",":
        rest = text[start:].partition("\n")[0]
        return len(rest.split()) > _FEWEST
    return not before[2] or before[1].lower() in language.speech.names.titles
