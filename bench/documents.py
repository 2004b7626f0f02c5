"""What a PDF of many pages costs: `python -m bench.documents [PAGES]`."""

from __future__ import annotations

import resource
import sys
import time

from corpus.formats.pdf import read_pdf
from tests.documents import column, pdf, show

_TEXT = (
    "The harbour of Orme stayed shut on Monday after a crane fell across the only railway line, the"
    " port authority said in a statement. Nobody was hurt, it said, but 40 ships were waiting. "
)


def main(pages: int) -> None:
    """Read a PDF of `pages` pages of 2,700 characters, and say what that took."""
    data = pdf(*(_page(number) for number in range(1, pages + 1)))
    before, start = _megabytes(), time.process_time()
    text, _ = read_pdf(data)
    seconds = time.process_time() - start
    assert text.count("On page") == 3 * pages
    print(
        f"{pages} pages, {len(text):,} characters: {seconds:.1f} s of a processor,"
        f" {_megabytes() - before:.0f} MB more at most"
    )


def _page(number: int) -> str:
    paragraphs = "".join(
        column(
            72, 720 - 230 * i, f"{_TEXT * 5}On page {number} it said {i} things.", width=95, size=10
        )
        for i in range(3)
    )
    return show(72, 760, "THE GULL", 8) + paragraphs + show(300, 20, str(number), 9)


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
