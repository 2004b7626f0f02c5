"""Every word the bot can say of its own: the whole list, and nothing of it is about the news.

What stands in a message besides these is a quotation, a name or a number.
"""

from __future__ import annotations

from bot.words import count
from index.types import Reason

QUESTION_LIMIT = 300

EXAMPLES = (
    "Who claimed responsibility?",
    "How many people were killed or injured?",
    "What do officials deny?",
)

COMMANDS = {
    "ask": "Ask a question",
    "sources": "List outlets and articles",
    "article": "Read an article",
    "status": "What is indexed, and how fresh it is",
    "help": "How to ask",
}
GROUP_COMMANDS = ("ask", "sources", "article", "help")
ADMIN_COMMANDS = {"rebuild": "Rebuild the index"}

GREETING = "Ask me about the news."
PROMISE = (
    "I answer with passages quoted word for word from the articles I hold, each with its outlet, "
    "date and paragraph. When no passage answers, I say so."
)
TRY_ONE = "Try one of these, or write your own:"
HELP = (
    ("Just write", "In private, any message is a question."),
    ("/ask QUESTION", "The same in a group; or reply to one of my messages."),
    ("/sources [WORD]", "Outlets and articles."),
    ("/article NUMBER [¶]", "An article, from a paragraph on."),
    ("/status", "What is indexed, and how fresh it is."),
)
ADMIN_HELP = (("/rebuild [full]", "Index what has changed, or everything anew."),)
HELP_BUTTONS = "🔍 shows what stands around a quotation; [1] ¶7 opens it in its article."

ASK_WHAT = "What do you want to know?"
NO_ANSWER = "No passage answers this."
REASONS = {
    Reason.EMPTY_CORPUS: "There is nothing to search yet.",
    Reason.NOTHING_RELATED: "Nothing in the articles comes near it.",
    Reason.NOT_ANSWERED: "Some passages come near it, but none gives an answer.",
    Reason.NAME_NOT_FOUND: "No passage that comes near it has the name that you ask about.",
    Reason.OUTSIDE_DATES: "The articles are not from the time that you ask about.",
}
IN_PART = "part of the paragraph"
NEAREST = "None of these answers the question. They are the nearest."
DAYS_CROSSED = "The day after since: is later than the day after until:."
EMPTY = "There are no articles yet."
EMPTY_MEND = "Whoever runs me adds them with: dateline ingest FOLDER, then /rebuild."
NO_INDEX = "The articles are not indexed yet."
INDEX_UNFIT = "The index does not fit the articles or the settings any more."
REBUILD_YOURSELF = "Send /rebuild to mend it."
REBUILD_BY_ADMIN = "An administrator mends it with /rebuild."
UNAVAILABLE = "I cannot search at the moment. Whoever runs me finds the reason in my log."
NOT_VERBATIM = (
    "I held this answer back: a quotation in it is not what the article says any more. "
    "Please ask again."
)

TEXT_ONLY = "I read text only. Write your question."
UNKNOWN_COMMAND = "I do not know that command. /help lists what I understand."
UNCONFIRMED = (
    "I was cut off while I sent the answer to this question. If it did not arrive, it is here:"
)
STILL_ANSWERING = "One question at a time: I am still on your last one."

NOT_ALLOWED = "Not allowed."
PRIVATE_BOT = "This bot is private."
HAND_CODE_ON = "To be let in, give this code to an administrator:"
WELCOME = "You are let in. Ask me about the news, in your own words."
GROUP_WELCOME = "This group is let in. Ask with /ask, or reply to one of my messages."
ASKS_TO_BE_LET_IN = " asks to be let in."
ADDED_TO = "I was added to the group "
ADDED_BY = "by "
AS_READER, AS_EDITOR, ALLOW, DENY = "Reader", "Editor", "Allow", "Deny"
WAITING, DECIDED, DENIED = "Waiting for a decision", "Decided", "denied"
DECIDED_BEFORE = "That was decided before, or has expired."
NOT_YOURSELF = "You cannot decide about yourself."
ALLOW_USAGE = (
    "/allow CODE or /allow ID lets a reader or a group in, with editor or admin after it somebody "
    "who may do more. /deny ID takes it back."
)
EDITORS_ONLY = "Only editors and administrators can do that."
NO_ERRORS = "No errors since I was started."
FORGOTTEN = "Forgotten: your questions, and all that I kept of you besides who may ask."

NOT_FOR_YOU = "These buttons belong to whoever asked. Ask your own with /ask."
ADMINS_ONLY = "Only administrators can do that."

BUTTON_EXPIRED = "I no longer keep this. Please ask again."
ARTICLE_REMOVED = "That article has been removed since."
WHICH_ARTICLE = "Which one? Send its number too, as in /article 3. /sources lists them."
ORIGINAL = "original"
CONTINUED = ", continued"
OUTLET_UNKNOWN = "outlet unknown"

REBUILDING = "Rebuilding the index"
OLD_INDEX_ANSWERS = "The old one answers meanwhile."
STEPS = {"read": "Reading", "embed": "Embedding", "write": "Writing"}
REBUILT = "Index rebuilt"
REBUILD_CANCELLED = "Rebuild cancelled"
REBUILD_FAILED = "Rebuild failed"
OLD_INDEX_STAYS = "The old index stays in use."
REBUILD_RUNNING = "A rebuild is already running."
REBUILD_NOT_RUNNING = "No rebuild is running."
REBUILD_STOPPING = "Stopping."
REBUILD_USAGE = "Send /rebuild, or /rebuild full."

MORE, BACK, SOURCES, CANCEL = "More", "‹ Back", "Sources", "Cancel"
SHOW_ANSWER = "Show the answer"
SHOW_NEAREST, READ_ARTICLE = "Show the nearest", "Read the article"
EARLIER, LATER = "‹", "›"

STRONGEST_FIRST = ", strongest first"
INDEXED = "Indexed"


def too_long(length: int) -> str:
    return f"Questions go up to {QUESTION_LIMIT} characters; yours has {length:,}."


def busy(waiting: int) -> str:
    return f"I am busy with {count(waiting, 'other question')}. Please ask again in a moment."


def please_wait(ahead: int) -> str:
    if not ahead:
        return "Still looking. The answer will come here."
    return f"{count(ahead, 'question')} ahead of yours. The answer will come here."


def too_late(questions: int) -> str:
    what = "this" if questions == 1 else f"this and {count(questions - 1, 'question')} before it"
    return f"I was not running when you asked {what}. Please ask again if it still matters."


def failed(update: int) -> str:
    return f"That went wrong on my side. The log has it under update {update}."


def refused(user: int) -> str:
    return f"This bot is private. Ask its owner to add your user id: {user}."


def code_is_good(user: int) -> str:
    return f"It is good for 24 hours. Your user id is {user}."


def let_in(role: str, *, group: bool, denied: bool) -> str:
    if denied:
        return " is not let in."
    return " is let in." if group else f" is let in as {role}."


def decided_by(name: str) -> str:
    return f" Decided by {name}."


def quota_used_up(limit: int, seconds: int, *, shared: bool) -> str:
    who = "This chat has" if shared else "You have"
    return (
        f"{who} asked {count(limit, 'question')} within a minute, which is as many as I take. "
        f"Please ask again in {count(seconds, 'second')}."
    )


def no_article(reference: str) -> str:
    return f"I have no article “{reference}”. /sources lists those I have."


def no_paragraph(position: int) -> str:
    return f"That article has no paragraph {position}."


def no_sources(text: str) -> str:
    return f"No title or outlet has “{text}” in it."


def no_outlet(name: str, near: list[str]) -> str:
    mend = f"Did you mean {' or '.join(f'“{outlet}”' for outlet in near)}?"
    return f"I have no outlet “{name}”. " + (mend if near else "/sources lists those I have.")


def not_a_day(name: str, value: str) -> str:
    return f"{name}: takes a day such as 2031-03-04, which “{value}” is not."


def filter_empty(name: str) -> str:
    example = "an outlet" if name == "from" else "a day"
    return f"{name}: needs {example} after it."


def filter_twice(name: str) -> str:
    return f"{name}: can stand only once in a question."


def filter_not_closed(name: str) -> str:
    return f"The quotation mark after {name}: is never closed."


# Parts of lines


def passages_from(passages: int, articles: int) -> str:
    return f"{count(passages, 'passage')} from {count(articles, 'article')}"


def passages_between(first: int, last: int) -> str:
    return f"Passages {first}–{last}" if first < last else f"Passage {first}"


def also_in(outlets: list[str], *, named: int = 3) -> str:
    more = len(outlets) - named
    return f"also in {', '.join(outlets[:named])}" + (f" and {more} more" if more > 0 else "")


def and_more(left_out: int, noun: str) -> str:
    return f"and {count(left_out, f'more {noun}')}"


def confidence(probability: float, until: str | None) -> str:
    return f"Confidence {probability:.0%}" + (f" · articles up to {until}" if until else "")


def searched(articles: int, until: str | None) -> str:
    return f"{count(articles, 'article')} searched" + (f", up to {until}" if until else "")


def found_with(text: str) -> str:
    return f" with “{text}”"


def from_outlets(outlets: int) -> str:
    return f" from {count(outlets, 'outlet')}"


def between(oldest: str, newest: str) -> str:
    return f"{oldest} to {newest}"


def behind(changes: int) -> str:
    return f"{count(changes, 'change')} behind" if changes else "up to date"


def vectors(embedder: str, vectors: int, revision: int) -> str:
    return f"Embedder {embedder}, {count(vectors, 'vector')}, revision {revision}"


def under_way(questions: int) -> str:
    return f"{count(questions, 'question')} under way or waiting"


def heard(seconds: float) -> str:
    return f"Last answer from Telegram {seconds:.0f} s ago"


def step(name: str, done: int, total: int) -> str:
    return f"{STEPS[name]} {done:,} of {total:,}"


def rebuilt(
    *, paragraphs: int, articles: int, seconds: float, embedded: int, reused: int, removed: int
) -> str:
    return (
        f"{count(paragraphs, 'paragraph')} in {count(articles, 'article')}, {seconds:.0f} s: "
        f"{embedded:,} embedded, {reused:,} reused, {removed:,} removed."
    )
