"""A question in the words of the corpus."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus.languages.abbreviations import abbreviations_in
from corpus.languages.en import ENGLISH
from corpus.languages.words import WORD
from index.query.meanings import Reading, read
from index.query.words import stem

DICTIONARY = {
    **dict.fromkeys(
        "flood said report lamps quay attack stack food harbor harm minister".split(), 9
    ),
    "flood": 9_000,
    "organization": 9,
    "license": 9,
}
LANGUAGE = replace(ENGLISH, load_words=lambda: DICTIONARY)


class Texts:
    """The words of some texts."""

    def __init__(self, *texts: str) -> None:
        self._texts = texts
        self._stems = [[stem(word) for word in WORD.findall(text)] for text in texts]

    def count(self, *forms: str) -> int:
        wanted = [[stem(word) for word in WORD.findall(form)] for form in forms]
        return sum(any(_holds(held, form) for form in wanted) for held in self._stems)

    def beginning_with(self, prefix: str) -> list[str]:
        return sorted({w for held in self._stems for w in held if w.startswith(prefix)})

    def among(self, stems: Sequence[str]) -> list[str]:
        return [root for root in stems if any(root in held for held in self._stems)]

    def text_with(self, root: str) -> str:
        held = zip(self._texts, self._stems, strict=True)
        return next((text for text, stems in held if root in stems), "")

    def names_of(self, short: str) -> list[str]:
        return sorted(n for text in self._texts for s, n in abbreviations_in(text) if s == short)

    def shorts_of(self, names: Sequence[str]) -> list[tuple[str, str]]:
        found = {(s, n.lower()) for text in self._texts for s, n in abbreviations_in(text)}
        return sorted((short, name) for short, name in found if name in names)


def _holds(held: list[str], form: list[str]) -> bool:
    return any(held[at : at + len(form)] == form for at in range(len(held) - len(form) + 1))


def reading(question: str, *texts: str) -> Reading:
    return read(question, Texts(*texts), LANGUAGE)


@pytest.mark.parametrize(
    ("question", "text", "asked"),
    [
        # Short forms: of the corpus, and those that everybody knows.
        (
            "what does the IST expect?",
            "The Institute for the Study of Tides said.",
            "what does the Institute for the Study of Tides expect?",
        ),
        ("did the nvc leave", "Men of the Norland Volunteer Corps came.", None),
        ("what does the MoD say?", "The Defence Ministry spoke.", "the Defence Ministry say?"),
        ("did the PM resign", "The prime minister resigned.", "did the prime minister resign"),
        ("fires in NH?", "In New Hampshire fires burn.", "fires in New Hampshire?"),
        # Spellings.
        ("which organisation said so", "An organization said so.", "which organization said so"),
        ("its licence?", "Its license was lost.", "its license?"),
        ("What did Zelenskiy say?", "Zelenskyy spoke.", "What did Zelenskyy say?"),
        ("what did zelenskij say?", "Zelensky spoke.", "what did Zelensky say?"),
        ("who is in Lodz", "In Łódź lamps burn.", "who is in Łódź"),
        ("Zelenskiy's lamps", "Zelensky spoke.", "Zelensky's lamps"),
        # Slips of the finger.
        ("who orderd the atack?", "He ordered the attack.", "who ordered the attack?"),
        ("Where is Vardle?", "Anna Vardel spoke.", "Where is Vardel?"),
        ("a recieved reprot", "They received a report.", "a received report"),
        ("casualities of the raid", "Casualties were few.", "casualties of the raid"),
        ("the ahrbour", "The harbour is shut.", "the harbour"),
        ("the jarbour", "The harbour is shut.", "the harbour"),
    ],
)
def test_what_the_corpus_lacks_is_put_in_its_words(
    question: str, text: str, asked: str | None
) -> None:
    read = reading(question, text).text.lower()
    assert read.endswith((asked or "did the norland volunteer corps leave").lower())


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("who set the flod?", "They had food."),  # a flood, more likely
        ("who said so", "They sail."),  # a word, if not one of these articles'
        ("the stack", "An attack came."),
        ("who is Reed", "Anna Read spoke of reefs."),  # too short to be sure
        ("at 5 pm", "The prime minister resigned."),
        ("who gave it to us", "American lamps."),
        ("did the mod pass", "A mod of the game."),
        ("which harbour", "Harm came."),
        ("who spoke at QUAYS", "They spoke at quay."),
        ("what is the LMAP", "A lamp."),
    ],
)
def test_a_word_that_may_be_meant_stays(question: str, text: str) -> None:
    assert reading(question, text).text == question


@pytest.mark.parametrize(
    ("question", "texts", "word", "other"),
    [
        ("What did Kyiv deny?", ["Ukraine denied it.", "It is in Kyiv."], "kyiv", "ukraine"),
        ("what did ukraine deny", ["Kyiv denied it.", "Ukraine is big."], "ukraine", "kyiv"),
        (
            "American troops?",
            ["American troops.", "The United States."],
            "american",
            "united states",
        ),
        ("did the PM say", ["The prime minister said.", "The PM said."], "pm", "prime minister"),
        ("did the prime minister go", ["The prime minister.", "The PM."], "minister", "pm"),
        (
            "what of the Harbour Watch Council",
            ["The Harbour Watch Council (HWC) met.", "HWC went."],
            "watch",
            "hwc",
        ),
        ("zelensky's army", ["Zelensky spoke.", "Zelenskyy spoke."], "zelensky", "zelenskyy"),
        ("the defence", ["The defence rests.", "The defense rests."], "defence", "defense"),
    ],
)
def test_what_the_corpus_also_calls_otherwise_is_meant_too(
    question: str, texts: list[str], word: str, other: str
) -> None:
    assert other in reading(question, *texts).same.get(word, ())


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("Who died in Kyiv?", ["In Kyiv.", "Ukraine lost men."]),
        ("What is the Russian Volunteer Corps?", ["Russian Volunteer Corps.", "Moscow. Russia."]),
        ("Where are the lamps?", ["Lamps on a quay."]),
    ],
)
def test_other_words_stay_apart(question: str, texts: list[str]) -> None:
    assert not reading(question, *texts).same


def test_a_word_is_looked_up_in_the_dictionary_only_where_there_is_one() -> None:
    words = ENGLISH.load_words()
    assert "attack" in words
    assert "atack" not in words
    assert not re.search(r"[A-Z]", "".join(words))
