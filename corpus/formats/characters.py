"""Characters of documents that are more than their number: raised ones, lowered ones, symbols.

"14" with a raised 3 behind it, read as its characters alone, is 143; so Unicode's own raised and
lowered characters are written.
"""

from __future__ import annotations

NOT_QUOTED = "***"
"""A paragraph in whose place this stands cannot be read exactly; it is counted and never quoted."""
PRIVATE = 0xF000
"""Where fonts whose letters are pictures begin."""

# Of such fonts (Symbol, Wingdings), those that stand in text and are the same in both or only in
# one.
_SYMBOLS = {0xB0: "°", 0xB1: "±", 0xB7: "•", 0xA7: "▪", 0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xA2: "′"}
_RAISED = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_LETTERS = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")


def raised(text: str, *, before: str) -> str:
    """Text that stands raised behind `before`.

    Letters stay ("1st", "Mme"), but for a single one behind a figure, which is a mark.
    """
    if len(text) == 1 and before[-1:].isdigit():
        text = text.translate(_LETTERS)
    return text.translate(_RAISED)


def lowered(text: str, *, before: str) -> str:
    """Text that stands lowered behind `before`: behind letters as it is ("CO2", as people type and
    search it)."""
    return text.translate(_LOWERED) if before[-1:].isdigit() else text


def symbol(code: int) -> str | None:
    """The character that a font of pictures has at `code`; None where that is not known."""
    return _SYMBOLS.get(code - PRIVATE)
