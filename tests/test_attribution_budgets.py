"""What an article may cost: pieces, limits, and failures that cost nobody else anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from multiprocessing import Pipe

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.attribution import Attribution
from corpus.attribution.attributors import read
from corpus.attribution.batch import Attributing
from corpus.attribution.budget import over_budget
from corpus.attribution.earlier_names import EarlierNames
from corpus.attribution.pieces import cut
from corpus.attribution.types import Act, Found, Kind, NotAttributed, Reason
from corpus.attribution.workers import WorkerDied
from corpus.types import Span
from tests.fakes import PatternAttributor
from tests.parses import parse

SAID = "Bell says that the dam holds."


@settings(max_examples=60)
@given(st.text("aB .!\n\"'(", max_size=120), st.integers(1, 9))
def test_the_pieces_of_a_text_are_all_of_it_and_none_is_too_long(text: str, most: int) -> None:
    pieces = [span.of(text) for span in cut(text, most=most)]
    assert "".join(pieces) == text
    assert all(len(piece.split()) <= most for piece in pieces)


def test_a_text_is_cut_where_a_reader_would_pause() -> None:
    def pieces(text: str) -> list[str]:
        return [span.of(text) for span in cut(text, most=8)]

    assert pieces("It holds.") == ["It holds."]
    assert pieces("Rain fell. It holds.\n\nThe dam is old.") == [
        "Rain fell. It holds.\n\n",
        "The dam is old.",
    ]
    assert pieces("Rain fell. It holds. The dam is old.") == [
        "Rain fell. It holds. ",
        "The dam is old.",
    ]
    assert pieces("a b c d e f g h i") == ["a b c d e f g h ", "i"]
    assert pieces("(((((((((") == ["((((((((", "("]


def test_an_article_of_news_is_one_piece() -> None:
    assert len(cut(SAID * 2_000)) == 1


def test_a_surname_finds_the_full_name_in_an_earlier_piece() -> None:
    names = EarlierNames()
    opening = "Mayor Ada Bell and Carl Dunn met Eva Dunn. "
    names.complete(parse(opening), [], offset=0)
    text = "Bell said it held. Dunn said it did not."
    said = [
        Attribution(None, None, (Span(10, 17),), name, None, Act.STATES, Kind.INDIRECT)
        for name in ("Bell", "Dunn", "Moor")
    ]
    bell, dunn, moor = names.complete(parse(text), said, offset=len(opening))
    assert (bell.speaker, bell.antecedent) == ("Ada Bell", Span(6, 14))
    assert bell.content == (Span(53, 60),)
    assert (dunn.speaker, moor.speaker) == ("Dunn", "Moor")


@pytest.mark.parametrize("text", ["word " * 900, "(" * 900, "one, " * 900, "a. " * 900])
def test_no_sentence_goes_on_for_ever(text: str) -> None:
    found = read(parse(text)).parse
    assert len(found) >= 900
    assert max(stop - start for start, stop in found.sentences) <= 750


def test_long_stretches_without_white_space_keep_their_places() -> None:
    text = f"See {'abc/' * 400} now."
    found = parse(text)
    assert found.slice((0, len(found))) == text
    assert all(stop - start <= 500 for start, stop in zip(found.starts, found.stops, strict=True))


def test_what_is_longer_than_any_article_is_not_attributed() -> None:
    assert over_budget(SAID * 1_000) is None
    assert over_budget("x" * 4_000_001) == NotAttributed(
        Reason.TOO_LONG, "it has 4,000,001 characters"
    )
    assert over_budget("x " * 400_001) is not None


class Fragile(PatternAttributor):
    """Fails at texts with "broken" in them."""

    def attribute(self, texts: Iterable[str]) -> Iterator[tuple[Attribution, ...]]:
        for text in texts:
            if "broken" in text:
                raise ValueError("cannot\nread it")
            yield from super().attribute([text])


def test_an_article_that_fails_costs_the_others_nothing() -> None:
    with Attributing(Fragile(), name=None) as attributing:
        first, failed, last = attributing.attribute([SAID, "It is broken.", SAID])
    assert failed == NotAttributed(Reason.FAILED, "ValueError: cannot read it")
    assert isinstance(first, tuple)
    assert first == last
    assert first[0].speaker == "Bell"


class Mortal:
    """A worker that dies of texts with "deadly" in them, and by chance of one of the others."""

    chance: list[str]

    def __init__(self, name: str) -> None:
        assert name == "mortal"
        self.connection, self._end = Pipe()
        self._texts: list[str] = []

    def begin(self, texts: list[str]) -> None:
        self._texts = texts
        self._end.send(None)

    def end(self) -> list[Found]:
        self.connection.recv()
        for text in self._texts:
            if text in self.chance:
                self.chance.remove(text)
                raise WorkerDied(Reason.TOO_BIG, "killed")
            if "slow" in text:
                raise WorkerDied(Reason.TOO_SLOW, "too slow")
            if "deadly" in text:
                raise WorkerDied(Reason.FAILED, "crashed")
        return list(PatternAttributor().attribute(self._texts))

    def close(self) -> None:
        self.connection.close()


def test_the_article_that_a_process_dies_of_is_found_and_the_others_go_on() -> None:
    Mortal.chance = [SAID]
    texts = [SAID, "It is deadly.", "It is slow.", SAID, SAID]
    with Attributing(PatternAttributor(), name="mortal", processes=2, start=Mortal) as attributing:
        found = list(attributing.attribute(texts))
    assert found[1:3] == [
        NotAttributed(Reason.FAILED, "crashed"),
        NotAttributed(Reason.TOO_SLOW, "too slow"),
    ]
    assert all(isinstance(found[i], tuple) and found[i] for i in (0, 3, 4))
