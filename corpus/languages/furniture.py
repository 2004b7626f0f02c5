"""What publishers put around an article's prose; `corpus.segmentation` tells it by this."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FurniturePatterns:
    """Phrases around an article, as patterns, and the words of its head.

    Patterns of labels are of whole lines in any case: those that announce a caption, a notice of
    the editors, a claim under review or other stories, and the rest. The others describe a line
    from its beginning. `prompts` ask the reader to do something, and `own` are words that only the
    publisher uses in one. `notices` speak of the article, `pointers` of another story, a
    picture or a correction.

    `speech` is what tells of somebody's words, `reports` does so in the past, as headlines do not,
    and `orders` are the words of those who address the public in earnest: a line with such a word
    is news in the shape of a prompt or a pointer. `report_end` is the end of a sentence that says
    whose words it was, and `notice_text` what a paragraph under a notice's label speaks of.
    `messages` are words for what is written or sent in capitals. A `correction_label` begins what
    an outlet says of its own mistake, and `mistake` is what else tells such a notice from others;
    `correction_column` is the title of a column of them.

    `credits` and `dateline` are whole expressions, in which case counts. `agencies` are whose
    pictures and texts papers print, `wires` those among them that send texts; `credited` are words
    between the names of a credit. A `byline` or a `signature` ("reporting by") is followed by
    names and by words `between_authors` alone. A time has `time_evidence` and nothing but numbers,
    with `time_numbers` as endings, and `time_words`.

    `turns` label the questions of an interview, and `questions` begin one that heads a section; a
    paragraph that begins with one of the `connectives` goes on with the article. `small_words` have
    no capital in a title.
    """

    caption_labels: tuple[str, ...]
    notice_labels: tuple[str, ...]
    claim_labels: tuple[str, ...]
    teaser_labels: tuple[str, ...]
    labels: tuple[str, ...]
    prompts: tuple[str, ...]
    own: str
    notices: tuple[str, ...]
    pointers: tuple[str, ...]
    speech: str
    reports: str
    report_end: str
    orders: str
    messages: str
    notice_text: str
    correction_label: str
    correction_column: str
    mistake: str
    source_note: str
    credits: str
    agencies: str
    wires: str
    credited: frozenset[str]
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
    small_words: frozenset[str]
