"""What the words of a question mean in this corpus: the words that it has for the same.

The one place that knows: short forms and what they stand for, spellings of a name or a word, slips
of the finger, and words for a nation. What the corpus does not have is put in its words; what it
also calls otherwise is searched for, and counted as held, in each of the ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Protocol

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.words import WORD, fold
from index.query import nation_words
from index.query.aliases import unify
from index.query.nation_words import other_words
from index.query.slips import distance, most_slips, one_slip_away
from index.query.terms import content_words
from index.query.words import analyse, has_phrase, is_number, stem

# Set by hand, all of these; not measured.

# Names of fewer letters sound like too many.
_SHORTEST_NAME = 4
# So many names of a short form are searched for.
_MOST_NAMES = 3
# The words of a name that a question may have in full.
_LONGEST_NAME = 8
# A word that is written so often in English is meant, though the corpus lacks it, where it is as
# near to what was typed as a rarer one that the corpus has.
_COMMON = 1_000


class CorpusWords(Protocol):
    """The words of a corpus."""

    def count(self, *forms: str) -> int:
        """How many paragraphs have one of these words or phrases, or a title with it."""

    def beginning_with(self, prefix: str) -> Sequence[str]:
        """The stems of its words that begin so."""

    def among(self, stems: Sequence[str]) -> Sequence[str]:
        """Those of the stems that it has."""

    def text_with(self, stem: str) -> str:
        """A text with a word of this stem."""

    def names_of(self, short: str) -> Sequence[str]:
        """What its articles show a short form to stand for, the commonest first."""

    def shorts_of(self, names: Sequence[str]) -> Sequence[tuple[str, str]]:
        """The short forms of names, each with its name, both in lower case."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A question in the words of the corpus.

    `pairs` are words and phrases of it, each with another that means the same in the corpus, all in
    lower case; `same` has for each word those of all that it is in, and those of nations.
    """

    text: str
    same: Mapping[str, tuple[str, ...]]
    pairs: tuple[tuple[str, str], ...]


def read(question: str, corpus: CorpusWords, language: Language = ENGLISH) -> Reading:
    """A question as this corpus would put it."""
    text, end = "", 0
    also: list[tuple[str, str]] = []
    for found in WORD.finditer(question):
        instead = _instead(question, found, corpus, language)
        if instead:
            text += question[end : found.start()] + instead[0]
            end = found.start() + len(_bare(found[0], language))
            also += ((instead[0].lower(), other.lower()) for other in instead[1:])
    text += question[end:]
    pairs = tuple(dict.fromkeys(chain(also, _same(text, corpus, language))))
    same: dict[str, dict[str, None]] = {}
    for phrase, other in pairs:
        for word in content_words(phrase, language):
            same.setdefault(word, {})[other] = None
    for word, other in other_words(text, language):
        if corpus.count(other):
            same.setdefault(word, {})[other] = None
    return Reading(text, {word: tuple(others) for word, others in same.items()}, pairs)


def in_words_of(reading: Reading, texts: Sequence[str], language: Language = ENGLISH) -> str | None:
    """The question with each word or phrase that none of these texts has as most of them call it;
    None where that is no other."""
    said = nation_words.in_words_of(reading.text, texts, language) or reading.text
    held = [analyse(text, language) for text in texts]
    for phrase, other in sorted(reading.pairs, key=lambda pair: -len(pair[0])):
        if any(has_phrase(words, phrase, language) for words in held):
            continue
        if any(has_phrase(words, other, language) for words in held):
            written = re.search(rf"(?<!\w){re.escape(other)}(?!\w)", "\n".join(texts), re.I)
            pattern = rf"(?<!\w){re.escape(phrase)}(?!\w)"
            instead = (written[0] if written else other).replace("\\", "")
            said = re.sub(pattern, instead, said, count=1, flags=re.I)
    return said if said != reading.text else None


def _instead(
    question: str, found: re.Match[str], corpus: CorpusWords, language: Language
) -> list[str]:
    """What the corpus has for a word that it lacks, the likeliest first."""
    written, word = _bare(found[0], language), fold(found[0], language)
    if _is_plain(word, written, language):
        return []
    is_known = corpus.count(word) > 0
    if is_known and not _is_another_word(word, written, corpus):
        return []
    names = _names(word, written, question[: found.start()], corpus, language)
    if names or is_known:
        return names
    spelt = [_like(written, other) for other in _spelt(word, language) if corpus.count(other)]
    if spelt:
        return spelt
    if not question.isupper() and _capitals(written) > 1:  # initials that are not known
        return []
    one = _alike(word, corpus, language) or _meant(word, written, corpus, language)
    return [one] if one else []


def _is_plain(word: str, written: str, language: Language) -> bool:
    """Whether it is a word that every corpus has, or one that is written in ways of its own."""
    capitals = written.isupper() and word in language.spellings.capitals
    return (
        len(word) < 2
        or (word in language.questions.stop_words and not capitals)
        or is_number(word, language)
        or unify(written, language) != written
    )


def _same(text: str, corpus: CorpusWords, language: Language) -> Iterator[tuple[str, str]]:
    """Words and phrases of a question that the corpus has, each with another for the same."""
    words = list(WORD.finditer(text))
    for found in words:
        written, word = _bare(found[0], language), fold(found[0], language)
        if _is_plain(word, written, language) or not corpus.count(word):
            continue
        for name in _names(word, written, text[: found.start()], corpus, language):
            if name.lower() != word:
                yield word, name.lower()
        for other in _spelt(word, language):
            if corpus.count(other):
                yield word, other
        for term in _sounding(word, corpus, language):
            if alike := _as_written(term, word, corpus, language):
                yield word, fold(alike, language)
    yield from _short_for(text, [found.span() for found in words], corpus, language)


# Short forms.


def _is_short(word: str, written: str, language: Language) -> bool:
    """Whether a word may stand for something longer, by how it is written."""
    spellings = language.spellings
    if _capitals(written) > 1:
        return True
    return word in spellings.short and word not in spellings.capitals


def _is_another_word(word: str, written: str, corpus: CorpusWords) -> bool:
    """Whether the corpus has a short form only as a word of its own: "MoD" is no "mod"."""
    if _capitals(written) <= 1:
        return False
    return not _has_capitals(corpus.text_with(stem(word)), word)


def _names(
    word: str, written: str, before: str, corpus: CorpusWords, language: Language
) -> list[str]:
    """What a short form stands for, as far as the corpus has it."""
    if word in language.spellings.measures and re.search(r"\d\s*$", before):
        return []
    is_short = _is_short(word, written, language)
    if not is_short and (corpus.count(word) or word in _dictionary(language)):
        return []
    singular = word.removesuffix("s") if written.endswith("s") and written[:-1].isupper() else word
    given = (*corpus.names_of(singular), *language.spellings.short.get(word, ()))
    found: dict[str, str] = {}
    for name in given:
        if len(found) < _MOST_NAMES and name.lower() not in found and corpus.count(name.lower()):
            found[name.lower()] = name
    return list(found.values())


def _short_for(
    text: str, spans: Sequence[tuple[int, int]], corpus: CorpusWords, language: Language
) -> Iterator[tuple[str, str]]:
    """The words of names that a question has in full, each with the short form."""
    runs = {
        fold(text[spans[first][0] : spans[last][1]], language): None
        for first in range(len(spans))
        for last in range(first + 1, min(first + _LONGEST_NAME, len(spans)))
    }
    shorts = [*corpus.shorts_of(list(runs)), *_general(language)]
    for short, name in shorts:
        if name not in runs or not _is_read_alone(short, language) or not corpus.count(short):
            continue
        if _has_capitals(corpus.text_with(stem(short)), short):
            yield name, short


@cache
def _general(language: Language) -> tuple[tuple[str, str], ...]:
    return tuple(
        (short, name.lower()) for short, names in language.spellings.short.items() for name in names
    )


def _is_read_alone(short: str, language: Language) -> bool:
    spellings = language.spellings
    apart = spellings.capitals | language.questions.stop_words
    return short not in apart


def _has_capitals(text: str, short: str) -> bool:
    return any(
        _capitals(found[0]) > 1
        for found in WORD.finditer(text)
        if fold(found[0]) in (short, f"{short}s")
    )


# Spellings.


@lru_cache(maxsize=8192)
def _spelt(word: str, language: Language) -> tuple[str, ...]:
    """Other spellings of the same word, whether or not anybody writes them."""
    found = dict.fromkeys(language.spellings.same.get(word, ()))
    for pair in language.spellings.endings:
        for one, other in (pair, pair[::-1]):
            if word.endswith(one) and len(word) > len(one) + 1:
                found[word.removesuffix(one) + other] = None
    roots = {stem(word, language)}
    return tuple(other for other in found if stem(other, language) not in roots)


def _sounding(word: str, corpus: CorpusWords, language: Language) -> list[str]:
    """Stems that the corpus has for names that sound like this word."""
    root = stem(word, language)
    if len(word) < _SHORTEST_NAME or _is_word(word, language):
        return []
    sound = _sound(root, language)
    first, second = (_written_so(letter, language) for letter in root[:2])
    return [
        term
        for start in (one + other for one in first for other in second)
        for term in corpus.beginning_with(start)
        if term != root and _sound(term, language) == sound
    ]


@cache
def _written_so(letter: str, language: Language) -> tuple[str, ...]:
    """A letter, and those of other alphabets that it is typed for."""
    pairs = language.spellings.sounds
    return (letter, *(one for one, heard in pairs if heard == letter and not one.isascii()))


@lru_cache(maxsize=65536)
def _sound(word: str, language: Language) -> str:
    for written, heard in language.spellings.sounds:
        word = word.replace(written, heard)
    return re.sub(r"(.)\1", r"\1", word)


def _alike(word: str, corpus: CorpusWords, language: Language) -> str | None:
    """A name of the corpus that sounds like this one."""
    terms = _sounding(word, corpus, language)
    best = max(terms, key=lambda term: corpus.count(term), default=None)
    return _as_written(best, word, corpus, language) if best else None


# Slips of the finger.


def _meant(word: str, written: str, corpus: CorpusWords, language: Language) -> str | None:
    """The nearest word of the corpus to one that is no word; None where there is none near."""
    if not word.isalpha() or not most_slips(f"{word}.") or _is_word(word, language):
        return None
    mended = _mended(word, corpus, language)
    name = _near_name(word, corpus, language)
    if name is None or (mended and not written[0].isupper()):
        return _like(written, mended) if mended else None
    return name if name[0].isupper() else _like(written, name)


def _mended(word: str, corpus: CorpusWords, language: Language) -> str | None:
    """The commonest word of the dictionary that is one slip away, if the corpus has it."""
    dictionary = _dictionary(language)
    words = [
        other
        for other in set(one_slip_away(word))
        if other in dictionary and most_slips(word, other)
    ]
    words.sort(key=lambda other: (-dictionary[other], other))
    known = next(filter(corpus.count, words), None)
    if known is None or (known != words[0] and dictionary[words[0]] > _COMMON):
        return None
    return known


def _near_name(word: str, corpus: CorpusWords, language: Language) -> str | None:
    """The nearest of the words of the corpus as a text has it, which no dictionary may have."""
    root = stem(word, language)
    starts = dict.fromkeys((word[:2], word[1] + word[0], word[0] + word[2]))
    most = most_slips(f"{word}.")  # it may have lost a letter
    terms = [
        term
        for start in starts
        for term in corpus.beginning_with(start)
        if distance(term, root, most=most) <= most
        or distance(term, word[: len(term)], most=most) <= most
    ]
    first = [stem(each, language) for each in one_slip_away(word, within=2)]
    terms += [term for term in corpus.among(list(dict.fromkeys(first))) if term not in terms]
    found: list[tuple[int, int, str]] = []
    for term in terms:
        other = _as_written(term, word, corpus, language)
        if other is not None:
            near = fold(other, language)
            far = distance(near, word, most=most)
            if far <= most_slips(word, near):
                found.append((far, -corpus.count(term), other))
    if not found:
        return None
    far, _, other = min(found)
    return None if _is_likelier(word, fold(other, language), corpus, language) else other


def _is_likelier(word: str, near: str, corpus: CorpusWords, language: Language) -> bool:
    """Whether a common word that the corpus lacks is as near."""
    dictionary = _dictionary(language)
    common = max(_COMMON, dictionary.get(near, 0))
    rivals = {other for other in one_slip_away(word) if dictionary.get(other, 0) > common}
    return any(not corpus.count(rival) for rival in rivals - {near})


def _is_word(word: str, language: Language) -> bool:
    dictionary = _dictionary(language)
    return word in dictionary or any(other in dictionary for other in _spelt(word, language))


@cache
def _dictionary(language: Language) -> Mapping[str, int]:
    return language.load_words()


def _as_written(term: str, word: str, corpus: CorpusWords, language: Language) -> str | None:
    """The word of this stem as a text has it, of several the one nearest to `word`."""
    forms = {
        _bare(found[0], language)
        for found in WORD.finditer(corpus.text_with(term))
        if stem(found[0], language) == term
    }
    far = len(word) + 1
    return min(
        forms, key=lambda form: (distance(fold(form, language), word, most=far), form), default=None
    )


def _capitals(written: str) -> int:
    return sum(letter.isupper() for letter in written)


def _bare(written: str, language: Language) -> str:
    """Without the ending of a possessive."""
    for ending in language.writing.possessives:
        for apostrophe in ("'", "’"):
            bare = written.removesuffix(ending.replace("'", apostrophe))
            if bare and bare != written:
                return bare
    return written


def _like(written: str, other: str) -> str:
    """Another word with the capitals of the one that was typed."""
    return other.capitalize() if written[0].isupper() and not other[0].isupper() else other
