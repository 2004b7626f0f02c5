"""What somebody may have meant who misspelt a name: the nearest that the corpus has. Pure, but for
reading the names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.words import WORD, fold
from corpus.speakers.names import NameKind, read_name
from corpus.storage.speaker_table import SpeakerTable
from index.query.asked_speaker import asked_speaker
from index.query.question import analyse_question

MOST_OFFERED = 3
# Two words are as near as a slip of the finger makes them ("Vardel" and "Vardal" .83, "Putan" and
# "Putin" .8, "Zelenski" and "Zelenskyy" .82); shorter ones than these letters are near to too many.
# Set by hand; not measured.
NEAR, FEWEST_LETTERS = 0.75, 4
# In a question any word may be meant as it is.
NEAR_IN_QUESTION = 0.8


def nearest_names(table: SpeakerTable, typed: str) -> tuple[str, ...]:
    """Speakers and parties whose names, or a part of them, are spelt nearly so; nearest first."""
    wanted = _folded(typed)
    found: dict[str, tuple[float, int]] = {}
    for speaker in table.list():
        names = [(name, speaker.name) for name in (speaker.name, *speaker.aliases)]
        names += [(speaker.party, speaker.party)] if speaker.party else []
        for name, shown in names:
            likeness = _likeness(wanted, _folded(name)) if is_named(name) else 0.0
            if likeness >= NEAR:
                before, quoted = found.get(shown, (0.0, 0))
                found[shown] = max(before, likeness), max(quoted, speaker.attributions)
    ranked = sorted(found, key=lambda name: (*(-figure for figure in found[name]), name))
    return tuple(ranked[:MOST_OFFERED])


def nearest_outlets(outlets: Iterable[str], typed: str) -> tuple[str, ...]:
    """The outlets whose names hold what was typed, or are held by it, or are spelt nearly so."""
    known = {outlet.casefold(): outlet for outlet in outlets}
    wanted = typed.casefold()
    containing = [name for name in known if wanted in name or name in wanted]
    similar = get_close_matches(wanted, known, n=MOST_OFFERED)
    return tuple(known[name] for name in dict.fromkeys([*containing, *similar]))[:MOST_OFFERED]


def is_named(speaker: str) -> bool:
    """Whether it is a name, not a description such as "officials" or "his lawyers"."""
    kind = read_name(speaker).kind
    return kind not in (NameKind.DESCRIPTION, NameKind.NOBODY) and not speaker.islower()


def respelt(
    question: str,
    names: Iterable[str],
    *,
    is_known: Callable[[str], bool],
    language: Language = ENGLISH,
) -> str | None:
    """The question with each word that nothing in the corpus has (`is_known`), and no dictionary,
    spelt as the nearest word of a name; None where there is no such word, or none near it."""
    vocabulary: Mapping[str, str] | None = None
    told, end = "", 0
    for match in WORD.finditer(question):
        word = fold(match.group(), language)
        if len(word) < FEWEST_LETTERS or word in _asking(language) or is_known(word):
            continue
        if match.group().islower() and word in language.load_words():
            continue
        if vocabulary is None:
            vocabulary = {fold(each, language): each for each in _words(names)}
        near = _nearest(word, vocabulary)
        if near:
            told += question[end : match.start()] + vocabulary[near]
            end = match.start() + len(match.group()) - _possessive(match.group(), language)
    return told + question[end:] if told else None


def of_namesakes(
    question: str, names_for: Callable[[str], Sequence[str]], language: Language = ENGLISH
) -> str | None:
    """The question about who bears the surname of somebody whom the corpus does not have; of
    several, by the surname alone."""
    analysed = analyse_question(question, passages=1, frequency=lambda word: 1)
    speaker = asked_speaker(analysed, names_for, language=language)
    if speaker is None or speaker.known or not speaker.namesakes:
        return None
    others = speaker.namesakes
    meant = others[0] if len(others) == 1 else speaker.name.split()[-1]
    return question.replace(speaker.name, meant)


def _asking(language: Language) -> frozenset[str]:
    words = language.questions
    return words.stop_words | words.number_words | language.dates.mentioned


def _possessive(word: str, language: Language) -> int:
    """How long the ending is that a folded word leaves out."""
    lower = word.lower()
    endings = (ending for ending in language.writing.possessives if lower.endswith(ending))
    return max(map(len, endings), default=0)


def _nearest(word: str, vocabulary: Iterable[str]) -> str | None:
    matcher = SequenceMatcher(b=word, autojunk=False)
    best, near = NEAR_IN_QUESTION, None
    for other in vocabulary:
        if other[:1] != word[:1] and abs(len(other) - len(word)) > 1:
            continue
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() >= best and matcher.quick_ratio() >= best:
            ratio = matcher.ratio()
            if ratio > best or (near is None and ratio == best):
                best, near = ratio, other
    return near


def _words(names: Iterable[str]) -> list[str]:
    """The words of names that are written as names are, those of the later ones first."""
    return [
        word
        for name in names
        for word in WORD.findall(name)
        if len(word) >= FEWEST_LETTERS and word[:1].isupper()
    ]


def _folded(name: str) -> list[str]:
    return [fold(word) for word in WORD.findall(name)]


def _likeness(wanted: list[str], name: list[str]) -> float:
    """How alike the words of two names are: the least of those that are wanted, each with the word
    that is most like it."""
    if not wanted or not name or max(map(len, wanted)) < FEWEST_LETTERS:
        return 0.0
    joined = SequenceMatcher(None, " ".join(wanted), " ".join(name), autojunk=False).ratio()
    return max(joined, min(max(_alike(word, other) for other in name) for word in wanted))


def _alike(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if min(len(word), len(other)) < FEWEST_LETTERS:
        return 0.0
    return SequenceMatcher(None, word, other, autojunk=False).ratio()
