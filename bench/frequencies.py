"""How common words are in news: `python -m bench.frequencies`.

Writes corpus/languages/en/frequencies.txt from the articles that the cross-encoder is trained on.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from bench.splits import NEWS_CUT
from bench.training.examples import news_paragraphs
from corpus.languages.words import WORD
from index.query.background import FREQUENCIES
from index.query.words import stem

# Rarer stems are as good as unknown.
_LEAST = 4


def counted(texts: list[str]) -> Counter[str]:
    """In how many texts each stem stands."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update({root for word in WORD.findall(text) if (root := stem(word))})
    return found


def main() -> None:
    """Count and write."""
    texts = news_paragraphs(before=NEWS_CUT)
    counts = {word: count for word, count in counted(texts).items() if count >= _LEAST}
    lines = [f"{len(texts)}"]
    lines += [f"{word} {count}" for word, count in sorted(counts.items())]
    Path(FREQUENCIES).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(texts), "paragraphs,", len(counts), "stems")


if __name__ == "__main__":
    main()
