"""Who is shown as the speaker, and which act: against attributions by hand that name both.

    python -m bench.attribution.spoken [FILE.jsonl] [--attributor rules] [--show]

Without a file, the demo corpus's attributions are used; a file has articles in PolNeAR's layout,
each attribution with `speaker` and `act`. Found and annotated are paired one to one by content, a
Dice of one half over words or more. A speaker is right where one of the two names holds all the
words of the other ("Gladkov"), or both stand for one nation ("Moscow").
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bench.attribution.annotated import Words
from corpus.attribution import Act, Attribution, load_attributor
from corpus.attribution.nations import nation_of
from corpus.formats.json_lines import read_values
from corpus.ingest import ingest
from corpus.storage.store import CorpusStore

_DEMO = Path(__file__).resolve().parents[2] / "demo"
_RIGHT = 0.5
_SMALL = frozenset(("the", "a", "of", "s", "mr", "ms", "mrs", "dr"))


@dataclass(frozen=True)
class Spoken:
    """An attribution by hand; spans are code points, `speaker` None where nobody is named."""

    content: list[tuple[int, int]]
    speaker: str | None
    act: str


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path, nargs="?")
    arguments.add_argument("--attributor", default="learned")
    arguments.add_argument("--show", action="store_true", help="print what is not right")
    options = arguments.parse_args()
    articles = list(read_spoken(options.file) if options.file else read_demo())
    found = load_attributor(options.attributor).attribute(text for text, _ in articles)
    counts: Counter[str] = Counter()
    for (text, spoken), attributions in zip(articles, found, strict=True):
        stated = tuple(one for one in attributions if one.is_statement)
        for verdict, line in judge(text, spoken, stated):
            counts[verdict] += 1
            if options.show and verdict not in ("speaker right", "act right", "found"):
                print(f"{verdict}: {line}")
    shown = counts["speaker right"] + counts["speaker wrong"]
    print(
        f"content {counts['found']} found, {counts['missed']} missed, {counts['more']} more"
        f"  speakers {counts['speaker right']} right of {shown} shown,"
        f" {counts['unresolved']} unresolved, {counts['nameless']} shown where none is named"
        f"  acts {counts['act right']} right, {counts['act wrong']} wrong"
    )


def read_spoken(path: Path) -> Iterator[tuple[str, list[Spoken]]]:
    """Each article's text with its attributions."""
    for article in read_values(path):
        yield (
            article["text"],
            [
                Spoken([tuple(s) for s in a["content"]], a["speaker"], a["act"])
                for a in article["attributions"]
            ],
        )


def read_demo() -> Iterator[tuple[str, list[Spoken]]]:
    """The demo articles that have attributions by hand."""
    rows = list(read_values(_DEMO / "attributions.jsonl"))
    with (
        tempfile.TemporaryDirectory() as scratch,
        CorpusStore.open(Path(scratch) / "corpus.db") as store,
    ):
        ingest(store, [_DEMO / "articles"])
        for id_ in dict.fromkeys(row["article_id"] for row in rows):
            article = store.find(id_)
            text = "\n\n".join(p.text for p in store.paragraphs(article.number))
            own: list[Spoken] = []
            for row in rows:
                if row["article_id"] == id_:
                    one = _locate(text, row)
                    if row["cue"] is None and own:  # the quotation before goes on
                        before = own.pop()
                        one = replace(before, content=[*before.content, *one.content])
                    own.append(one)
            yield text, own


def _locate(text: str, row: dict[str, object]) -> Spoken:
    start = text.index(str(row["paragraph"]))
    content = []
    for piece in row["content"]:  # type: ignore[attr-defined]
        at = text.index(piece, start)
        content.append((at, at + len(piece)))
    speaker = row["speaker"]
    return Spoken(content, None if speaker is None else str(speaker), str(row["act"]))


def judge(
    text: str, spoken: list[Spoken], attributions: tuple[Attribution, ...]
) -> Iterator[tuple[str, str]]:
    """Verdicts, each with the words it is about."""
    words = Words(text)
    gold = [words.of_spans(one.content) for one in spoken]
    mine = [words.of_spans((s.start, s.stop) for s in a.content) for a in attributions]
    pairs = sorted(
        (-2 * len(a & b) / (len(a) + len(b)), i, j)
        for i, a in enumerate(mine)
        for j, b in enumerate(gold)
        if a & b
    )
    taken: dict[int, int] = {}
    for dice, i, j in pairs:
        if -dice >= _RIGHT and i not in taken.values() and j not in taken:
            taken[j] = i
    for j, one in enumerate(spoken):
        said = " … ".join(text[a:b] for a, b in one.content)
        if j not in taken:
            yield "missed", f"{one.speaker}: {said}"
            continue
        attribution = attributions[taken[j]]
        named = f"{attribution.speaker} for {one.speaker}: {said}"
        yield "found", said
        if one.speaker is None:
            if attribution.speaker is not None:
                yield "nameless", named
        elif attribution.speaker is None:
            yield "unresolved", named
        else:
            same = any(_is_same(attribution.speaker, name) for name in one.speaker.split("; "))
            yield ("speaker right" if same else "speaker wrong"), named
        if one.act in set(Act):
            right = attribution.act.value == one.act
            acts = f"{attribution.act} for {one.act}: {said}"
            yield ("act right" if right else "act wrong"), acts
    for i, attribution in enumerate(attributions):
        if i not in taken.values():
            cue = attribution.cue.of(text) if attribution.cue else None
            said = " … ".join(span.of(text) for span in attribution.content)
            yield "more", f"{attribution.speaker} [{cue}] {said}"


def _is_same(a: str, b: str) -> bool:
    if nation_of(a) is not None and nation_of(a) == nation_of(b):
        return True
    first, second = (set(re.findall(r"\w+", name.casefold())) - _SMALL for name in (a, b))
    return bool(first) and bool(second) and (first <= second or second <= first)


if __name__ == "__main__":
    main()
