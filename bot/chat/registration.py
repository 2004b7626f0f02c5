"""The features put to work: every handler, in the order in which they look at an update."""

from __future__ import annotations

from telegram.ext import CommandHandler, filters

from bot.chat.commands import COMMANDS, Command
from bot.chat.features import Features
from bot.chat.people.roles import Role
from bot.chat.service.handling import Action, add_unknown_presses, on_request
from bot.chat.service.request import App, Request
from bot.chat.service.services import Services

_TOO_LITTLE = {Role.EDITOR: "editors_only", Role.ADMIN: "admins_only"}


def register(application: App, services: Services, features: Features) -> None:
    """Add every handler to the application, in the order in which they look at an update."""
    features.channel_posts.register(application)
    features.gate.register(application)
    features.adding.register(application)  # before commands: a forwarded text is not one
    for command in COMMANDS:
        action = on_request(services, _allowed(command, command.action(features)))
        new = filters.UpdateType.MESSAGE
        application.add_handler(CommandHandler(command.name, action, filters=new))
    for feature in (
        features.admission,
        features.rebuilds,
        features.feeds,
        features.library,
        features.claims,
        features.inline,
        features.answer_buttons,
        features.rating_buttons,
        features.watching,
        features.settings,
        features.admin,
        features.failed_questions,
        features.memberships,
    ):
        feature.register(application)
    add_unknown_presses(application, services)
    features.questions.register(application)  # last: it takes whatever text is left


def _allowed(command: Command, action: Action) -> Action:
    """The action for those whose role is enough."""

    async def act(request: Request) -> None:
        if request.role < command.role:
            await request.say(request.texts(_TOO_LITTLE[command.role]))
        else:
            await action(request)

    return act
