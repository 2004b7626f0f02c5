from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.languages.sentences import split_sentences
from index.query.sentences import best_excerpt


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It failed. Nobody was hurt.", ["It failed.", "Nobody was hurt."]),
        ("Mr. Oren left at 5 p.m. on Monday.", ["Mr. Oren left at 5 p.m. on Monday."]),
        ("J. Oren spoke. He left.", ["J. Oren spoke.", "He left."]),
        ("J.R. Oren, of Port St. Ann, left.", ["J.R. Oren, of Port St. Ann, left."]),
        ("Bell v. Oren was heard. It failed.", ["Bell v. Oren was heard.", "It failed."]),
        ('"Who did it?" she asked. "We did."', ['"Who did it?"', "she asked.", '"We did."']),
        ("He said: “It is over.” They left.", ["He said: “It is over.”", "They left."]),
        ("About 3.5 km away. Then silence…", ["About 3.5 km away.", "Then silence…"]),
        ("“First.\n\n“Second.”", ["“First.", "“Second.”"]),
        ("No end", ["No end"]),
        ("  ", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, sentences: list[str]) -> None:
    assert [span.of(text) for span in split_sentences(text)] == sentences


@given(text=st.text(alphabet='aB.?!”" \n', max_size=80))
def test_sentences_hold_every_visible_character_in_order(text: str) -> None:
    spans = split_sentences(text)
    assert "".join("".join(span.of(text) for span in spans).split()) == "".join(text.split())
    assert spans == sorted(spans)


def test_a_long_run_of_marks_is_read_once() -> None:
    text = "." * 20_000 + "a"
    assert [span.of(text) for span in split_sentences(text)] == [text]


def test_a_short_paragraph_is_quoted_whole() -> None:
    assert best_excerpt("Short. Very.", "anything?", limit=900).of("Short. Very.") == "Short. Very."


def test_a_long_paragraph_is_quoted_where_it_answers() -> None:
    text = (
        "Filler about the weather. " * 30 + "The brigade claimed the raid. " + "More filler. " * 30
    )
    excerpt = best_excerpt(text, "Who claimed the raid?", limit=200).of(text)
    assert "The brigade claimed the raid." in excerpt
    assert len(excerpt) <= 200


@pytest.mark.parametrize("marked", [0, 1, 40, 79, 80])
def test_an_excerpt_holds_what_is_to_be_marked(marked: int) -> None:
    sentences = ["The brigade claimed the raid."] * 2 + [
        f"Day {day} was quiet." for day in range(2, 79)
    ]
    sentences += ["The brigade raided.", "Nobody slept."]
    text = " ".join(sentences)
    mark = split_sentences(text)[marked]
    excerpt = best_excerpt(text, "Who claimed the raid?", limit=200, around=mark)
    assert excerpt.start <= mark.start
    assert mark.stop <= excerpt.stop
    assert len(excerpt) <= 200


@given(
    text=st.text(alphabet="ab. \n", min_size=1).filter(str.strip),
    limit=st.integers(5, 60),
)
def test_an_excerpt_is_never_longer_than_its_limit_nor_empty(text: str, limit: int) -> None:
    excerpt = best_excerpt(text, "a b", limit=limit)
    assert len(excerpt) <= limit
    assert excerpt.of(text).strip()
