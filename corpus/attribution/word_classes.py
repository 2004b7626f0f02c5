"""Parts of speech from tags, by the model's own rules, looked up instead of matched.

spaCy's attribute ruler matches 179 patterns against every token, a fifth of the time that parsing
takes. All but a few look at one token's tag, dependency and, for some 140 words, its form; so what
they make of a token is found once for each of these and kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc, Token
    from spacy.vocab import Vocab

_OTHER = "x"  # stands for any word that no pattern names


class WordClasses:
    """A pipe that does what `ruler` does, for patterns of one token."""

    def __init__(self, vocab: Vocab, ruler: AttributeRuler) -> None:
        self._vocab, self._ruler = vocab, ruler
        self._named = {vocab.strings.add(word) for word in _words(ruler.patterns)}
        self._classes: dict[tuple[int, int, int, bool], tuple[int, Any, int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            word = token.lower if token.lower in self._named else 0
            key = (token.tag, token.dep, word, token.is_space)
            if key not in self._classes:
                self._classes[key] = self._classify(token, named=bool(word))
            token.pos, morph, lemma = self._classes[key]
            token.set_morph(morph)  # type: ignore[attr-defined]
            if lemma:
                token.lemma = lemma
        return doc

    def _classify(self, token: Token, *, named: bool) -> tuple[int, Any, int]:
        from spacy.tokens import Doc

        word = token.lower_ if named else " " if token.is_space else _OTHER
        alone = Doc(self._vocab, words=[word])
        alone[0].tag, alone[0].dep = token.tag, token.dep
        self._ruler(alone)
        return alone[0].pos, alone[0].morph, alone[0].lemma


def _words(patterns: list[Any]) -> set[str]:
    """The words that patterns name, alone or in a list."""
    words: set[str] = set()
    for entry in patterns:
        for pattern in entry["patterns"]:
            for token in pattern:
                named = token.get("LOWER", [])
                lists = named.values() if isinstance(named, dict) else [[named] if named else []]
                words.update(word for listed in lists for word in listed)
    return words
