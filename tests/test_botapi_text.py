"""What holds for every text and every entity that the double lets through."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.normalise import normalise
from tests.botapi.entities import MOST_ENTITIES, fitted
from tests.botapi.text import Entity, cleaned, trimmed, utf16_length, utf16_slice

_TYPES = ["bold", "italic", "code", "blockquote", "expandable_blockquote", "text_link"]
texts = st.text(st.sampled_from("ab \n\r\t😀é\u030a\u2028\u200e"), max_size=30)


@st.composite
def entities_of(draw: st.DrawFn, text: str) -> list[Entity]:
    """Entities whose edges lie between characters."""
    edges = [utf16_length(text[:n]) for n in range(len(text) + 1)]
    spans = st.tuples(st.sampled_from(edges), st.sampled_from(edges)).map(sorted)
    made = st.builds(
        lambda kind, span: Entity(kind, span[0], span[1] - span[0]), st.sampled_from(_TYPES), spans
    )
    return draw(st.lists(made, max_size=8))


def ignore(damage: str) -> None:
    """Damage is looked at elsewhere."""


@given(st.data())
def test_entities_stay_inside_the_text_and_never_cross(data: st.DataObject) -> None:
    text = data.draw(texts)
    entities = data.draw(entities_of(text))
    result = trimmed(cleaned(text, fitted(entities, lint=ignore), lint=ignore), lint=ignore)
    total = utf16_length(result.text)
    assert all(0 <= e.offset <= e.end <= total for e in result.entities)
    blocks = [e for e in result.entities if e.type in _TYPES[2:]]
    for one in blocks:
        for other in blocks:
            apart = one.end <= other.offset or other.end <= one.offset
            within = one.offset <= other.offset and other.end <= one.end
            without = other.offset <= one.offset and one.end <= other.end
            assert apart or within or without


@given(texts)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = trimmed(cleaned(text, (), lint=ignore), lint=ignore)
    damage: list[str] = []
    again = trimmed(cleaned(once.text, (), lint=damage.append), lint=damage.append)
    assert again == once
    assert damage == []


@given(st.one_of(texts, st.text(max_size=30)))
def test_what_the_corpus_stores_passes_unchanged(text: str) -> None:
    stored = normalise(text)
    damage: list[str] = []
    assert trimmed(cleaned(stored, (), lint=damage.append), lint=ignore).text == stored.strip(" \n")
    assert damage == []


@given(st.integers(0, 150))
def test_no_more_than_a_hundred_entities(count: int) -> None:
    entities = [Entity("bold", 2 * n, 1) for n in range(count)]
    assert len(fitted(entities, lint=ignore)) == min(count, MOST_ENTITIES)


@given(texts, st.data())
def test_utf16_slices_are_what_python_slices_are(text: str, data: st.DataObject) -> None:
    start, stop = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    sliced = utf16_slice(text, utf16_length(text[:start]), utf16_length(text[:stop]))
    assert sliced == text[start:stop]
