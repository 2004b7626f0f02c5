"""Every handler, in the order in which they look at an update."""

from __future__ import annotations

from bot.chat.call import App
from bot.chat.desk import Desk
from bot.chat.handlers.adding import Adding
from bot.chat.handlers.admin import Admin
from bot.chat.handlers.admission import Admission
from bot.chat.handlers.buttons import Buttons
from bot.chat.handlers.gate import Gate
from bot.chat.handlers.inline import Inline
from bot.chat.handlers.questions import Questions
from bot.chat.handlers.reading import Reading
from bot.chat.handlers.running import Running
from bot.chat.handlers.settings import SettingUp
from bot.chat.handlers.standing import Standing
from bot.chat.handlers.timing import Timing
from bot.chat.handlers.watching import Watching


def register(application: App, desk: Desk) -> None:
    """Add every handler to the application; the gate comes before all others."""
    questions, running = Questions(desk), Running(desk)
    admission = Admission(desk)
    Gate(desk, admission).register(application)
    admission.register(application)
    Admin(desk).register(application)
    Adding(desk).register(application)
    Reading(desk).register(application)
    Inline(desk).register(application)
    running.register(application)
    watching = Watching(desk, questions)
    watching.register(application)
    Timing(desk).register(application)
    SettingUp(desk).register(application)
    Standing(desk).register(application)
    Buttons(desk, questions, running, watching).register(application)
    questions.register(application)  # last: it takes whatever text is left
