"""Knowing a text again, however it was laid out."""

from __future__ import annotations

# Letters and digits. Of 123 pages of the article-extraction-benchmark none is read otherwise with
# 12 or 24.
_WINDOW = 16
SHORTEST_SURE = 2 * _WINDOW
"""Letters and digits; a shorter text may well stand on the page twice."""
_KNOWN_SHARE = 0.6  # set by hand; not measured


def letters_of(text: str) -> str:
    """The letters and digits alone."""
    return "".join(filter(str.isalnum, text))


class Known:
    """A text, by which passages are known again, however it divides and marks them."""

    def __init__(self, text: str) -> None:
        self._lines = {letters for line in text.split("\n") if (letters := letters_of(line))}
        letters = letters_of(text)
        self._windows = {
            letters[i : i + _WINDOW] for i in range(0, len(letters) - _WINDOW + 1, _WINDOW)
        }

    def has(self, text: str, letters: str) -> bool:
        """Whether `text`, of these `letters`, is lines of it, or most of it runs as there."""
        if not letters:
            return False
        if letters in self._lines:
            return True
        lines = map(letters_of, text.split("\n")) if "\n" in text else (letters,)
        if all(line in self._lines for line in lines if line):
            return True
        if len(letters) < SHORTEST_SURE:
            return False
        last = len(letters) - _WINDOW + 1
        found = sum(letters[i : i + _WINDOW] in self._windows for i in range(last))
        return found * _WINDOW > _KNOWN_SHARE * last
