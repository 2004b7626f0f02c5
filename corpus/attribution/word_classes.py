"""Parts of speech and lemmas by the model's own rules, looked up instead of worked out.

spaCy's attribute ruler matches 179 patterns against every token, a fifth of the time that parsing
takes. All but a few look at one token's tag, dependency and, for some 140 words, its form; so what
they make of a token is found once for each of these and kept. The lemmatizer looks at a word and
its class, and is asked once for each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler, Lemmatizer
    from spacy.tokens import Doc, Token
    from spacy.vocab import Vocab

_OTHER = "x"  # stands for any word that no pattern names

_Class = tuple[int, Any, int]  # part of speech, morphology, and the lemma of what a pattern names


class WordClasses:
    """A pipe that does what `ruler`, for patterns of one token, and then `lemmatizer` do."""

    def __init__(self, vocab: Vocab, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self._vocab, self._ruler, self._lemmatizer = vocab, ruler, lemmatizer
        self._named = {vocab.strings.add(word) for word in _words(ruler.patterns)}
        self._classes: dict[tuple[int, int, int, bool], _Class] = {}
        self._lemmas: dict[tuple[int, _Class], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            word = token.lower if token.lower in self._named else 0
            key = (token.tag, token.dep, word, token.is_space)
            found = self._classes.get(key)
            if found is None:
                found = self._classes[key] = self._classify(token, named=bool(word))
            token.pos, morph, lemma = found
            token.set_morph(morph)  # type: ignore[attr-defined]
            token.lemma = lemma or self._lemma(token, found)
        return doc

    def _classify(self, token: Token, *, named: bool) -> _Class:
        from spacy.tokens import Doc

        word = token.lower_ if named else " " if token.is_space else _OTHER
        alone = Doc(self._vocab, words=[word])
        alone[0].tag, alone[0].dep = token.tag, token.dep
        self._ruler(alone)
        return alone[0].pos, alone[0].morph, alone[0].lemma

    def _lemma(self, token: Token, found: _Class) -> int:
        key = (token.orth, found)
        if key not in self._lemmas:
            [lemma, *_] = self._lemmatizer.lemmatize(token)
            self._lemmas[key] = self._vocab.strings.add(lemma)
        return self._lemmas[key]


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
