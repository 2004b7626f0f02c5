"""A quotation with its source, as a button copies it. Pure."""

from __future__ import annotations

from telegram import CopyTextButton, InlineKeyboardButton
from telegram.constants import InlineKeyboardButtonLimit

from bot.chat.layout.source_line import outlet_of
from bot.chat.telegram.clipping import clipped
from bot.chat.telegram.utf16 import units
from bot.texts import Texts
from corpus.languages.en import ENGLISH
from corpus.languages.sentences import sentence_ends
from corpus.types import Span
from index.types import Citation

MOST_UNITS = int(InlineKeyboardButtonLimit.MAX_COPY_TEXT)


def copy_button(citation: Citation, texts: Texts) -> InlineKeyboardButton:
    """Copies the quotation, or where that is too long the part that answers, and its source."""
    copied = CopyTextButton(copyable(citation, texts))
    return InlineKeyboardButton(texts("copy"), copy_text=copied)


def copyable(citation: Citation, texts: Texts) -> str:
    """The stored words in quotation marks, with outlet, day and paragraph."""
    article, paragraph = citation.passage.article, citation.passage.paragraph
    source = f" — {outlet_of(article, texts)}, {texts.day(article.published)}"
    source += f", ¶{paragraph.position}"
    part = f" ({texts('in_part')})"
    room = MOST_UNITS - units(texts("quoted", name="") + source)
    span = clipped(paragraph.text, citation.excerpt, limit=room)
    if len(span) < len(paragraph.text.strip()):
        span = _with_mark(citation, limit=room - units(part))
        source += part
    return texts("quoted", name=span.of(paragraph.text)) + source


def _with_mark(citation: Citation, *, limit: int) -> Span:
    """As much of the excerpt as there is room for, with the words that answer: from the sentence in
    which they begin, or from themselves."""
    text, excerpt, mark = citation.passage.paragraph.text, citation.excerpt, citation.highlight
    fitting = clipped(text, excerpt, limit=limit)
    if mark is None or mark.stop <= fitting.stop:
        return fitting
    ends = sentence_ends(text, ENGLISH, start=excerpt.start, stop=mark.start)
    sentence = clipped(text, Span(max([excerpt.start, *ends]), excerpt.stop), limit=limit)
    if mark.stop <= sentence.stop:
        return sentence
    return clipped(text, Span(mark.start, excerpt.stop), limit=limit)
