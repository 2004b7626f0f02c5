"""Every sentence the bot can say of its own: the whole list. Everything else it sends is quoted."""

from __future__ import annotations

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
HELP_BUTTONS = (
    "🔍 shows what stands around a quotation; [1] ¶7 opens that paragraph of the article."
)

ASK_WHAT = "What do you want to know?"
NO_ANSWER = "No passage answers this."
REASONS = {
    Reason.EMPTY_CORPUS: "There is nothing to search yet.",
    Reason.NOTHING_RELATED: "Nothing in the articles comes near it.",
    Reason.NOT_ANSWERED: "Some passages come near it, but none gives an answer.",
}
IN_PART = "part of the paragraph"
NEAREST = "None of these answers the question. They are the nearest."
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
FAILED = "That went wrong on my side, and nothing was sent. The log has it under update {update}."

TEXT_ONLY = "I read text only. Write your question."
UNKNOWN_COMMAND = "I do not know that command. /help lists what I understand."
STILL_ANSWERING = "One question at a time: I am still on your last one."
BUSY = "I am busy with {count} other questions. Please ask again in a moment."

REFUSED = "This bot is private. Ask its owner to add your user id: {user}."
NOT_FOR_YOU = "These buttons belong to whoever asked. Ask your own with /ask."
ADMINS_ONLY = "Only administrators can do that."

BUTTON_EXPIRED = "I no longer keep this. Please ask again."
ARTICLE_REMOVED = "That article has been removed since."
NO_PARAGRAPH = "That article has no paragraph {position}."
WHICH_ARTICLE = "Which one? Send its number too, as in /article 3. /sources lists them."
ORIGINAL = "original"
CONTINUED = ", continued"
OUTLET_UNKNOWN = "outlet unknown"
NO_SOURCES = "No title or outlet has {text} in it."

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
SHOW_NEAREST, READ_ARTICLE = "Show the nearest", "Read the article"
EARLIER, LATER = "‹", "›"


def too_long(length: int) -> str:
    return f"Questions go up to {QUESTION_LIMIT} characters; yours has {length:,}."


def no_article(reference: str) -> str:
    return f"I have no article “{reference}”. /sources lists those I have."
