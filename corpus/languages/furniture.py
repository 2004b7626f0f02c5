"""What publishers put around an article's prose; `corpus.segmentation` tells it by this."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FurniturePatterns:
    """Phrases around an article, as patterns, and the words of its head.

    Patterns of labels are of whole lines in any case: those that announce a caption, a notice of
    the editors or other stories, and the rest. `prompts` ask the reader to do something and
    `notices` speak of the article; both describe a line from its beginning. A line with `speech`
    in it is no prompt. `notice_text` is what a paragraph under a notice's label speaks of.

    `credits` and `dateline` are whole expressions, in which case counts. A `byline` or a
    `signature` ("reporting by") is followed by names and by words `between_authors` alone. A time
    has `time_evidence` and nothing but numbers, with `time_numbers` as endings, and `time_words`.

    `turns` label the questions of an interview, and `questions` begin one that heads a section; a
    paragraph that begins with one of the `connectives` goes on with the article.
    """

    caption_labels: tuple[str, ...]
    notice_labels: tuple[str, ...]
    teaser_labels: tuple[str, ...]
    labels: tuple[str, ...]
    prompts: tuple[str, ...]
    notices: tuple[str, ...]
    speech: str
    notice_text: str
    source_note: str
    credits: str
    dateline: str
    byline: str
    signature: str
    between_authors: frozenset[str]
    time_evidence: str
    time_words: frozenset[str]
    time_numbers: str
    turns: tuple[str, ...]
    questions: frozenset[str]
    connectives: frozenset[str]
