"""A paragraph that may answer."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.types import Article, Paragraph


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph that the searches found, with their raw scores (0 where one did not find it).

    `bm25` is over the paragraph, `bm25_with_title` over the paragraph with its article's title;
    `fused` combines the two and the cosine. `neighbours` is the text of the paragraphs next to it.
    """

    paragraph: Paragraph
    article: Article
    fused: float
    bm25: float
    bm25_with_title: float
    cosine: float
    neighbours: str = ""

    @property
    def heading(self) -> str:
        """The article's title and the section's heading: context, not part of the passage. Of what
        an outlet says of its own mistake, whose word it is, as it tells of nothing else."""
        if self.paragraph.is_correction and self.article.outlet:
            return f"Correction by {self.article.outlet}"
        return " ".join(part for part in (self.article.title, self.paragraph.section) if part)

    @property
    def with_heading(self) -> str:
        """The passage under its heading."""
        return f"{self.heading} {self.paragraph.text}"

    @property
    def with_neighbours(self) -> str:
        """The passage under its heading, and the paragraphs next to it."""
        return f"{self.with_heading} {self.neighbours}"
