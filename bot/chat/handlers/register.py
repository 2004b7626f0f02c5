"""Every handler, in the order in which they look at an update."""

from __future__ import annotations

from bot.chat.call import App
from bot.chat.desk import Desk
from bot.chat.handlers.admission import Admission
from bot.chat.handlers.buttons import Buttons
from bot.chat.handlers.gate import Gate
from bot.chat.handlers.questions import Questions
from bot.chat.handlers.reading import Reading
from bot.chat.handlers.running import Running


def register(application: App, desk: Desk) -> None:
    """Add every handler to the application; the gate comes before all others."""
    questions, running = Questions(desk), Running(desk)
    admission = Admission(desk)
    Gate(desk, admission).register(application)
    admission.register(application)
    Reading(desk).register(application)
    running.register(application)
    Buttons(desk, questions, running).register(application)
    questions.register(application)  # last: it takes whatever text is left
