"""Every handler, in the order in which they look at an update."""

from __future__ import annotations

from bot.chat.admin.handlers import Admin
from bot.chat.admin.membership_handlers import Standing
from bot.chat.admission.gate import Gate
from bot.chat.admission.handlers import Admission
from bot.chat.answers.button_handlers import Buttons
from bot.chat.answers.handlers import Questions
from bot.chat.answers.inline_handlers import Inline
from bot.chat.answers.reading_handlers import Reading
from bot.chat.articles.handlers import Adding
from bot.chat.articles.rebuild_handlers import Running
from bot.chat.service.request import App
from bot.chat.service.service import Desk
from bot.chat.settings.digest_handlers import Timing
from bot.chat.settings.handlers import SettingUp
from bot.chat.watches.handlers import Watching


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
