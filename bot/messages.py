"""Every word the bot can say of its own: the whole list, and nothing of it is about the news.

What stands in a message besides these is a quotation, a name or a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    "who": "What somebody is quoted as saying",
    "watch": "Be told when new articles answer a question",
    "digest": "Get a briefing every day or week",
    "quiet": "Set quiet hours",
    "status": "What is indexed, and how fresh it is",
    "forget": "Delete what I keep of you",
    "help": "How to ask",
}
GROUP_COMMANDS = ("ask", "sources", "article", "who", "watch", "digest", "quiet", "help")
ADMIN_COMMANDS = {
    "rebuild": "Rebuild the index",
    "allow": "Let somebody in",
    "deny": "Turn somebody away",
    "add": "Add an article",
    "remove": "Remove an article",
    "errors": "The last errors",
}

GREETING = "Ask me about the news."
PROMISE = (
    "I answer with passages quoted word for word from the articles I hold, each with its outlet, "
    "date and paragraph. When no passage answers, I say so."
)
TRY_ONE = "Try one of these, or write your own:"
HELP = (
    ("Just write", "In private, any message is a question."),
    ("/ask QUESTION", "The same in a group."),
    ("Reply to an answer", "To ask on within its articles."),
    ('from:"OUTLET" since:2031-03-04 until:2031-03-05', "Anywhere in a question, to limit it."),
    ("/sources [WORD]", "Outlets and articles."),
    ("/article NUMBER [¶]", "An article, from a paragraph on."),
    ("/who NAME [about TOPIC]", "What a speaker is quoted as saying, newest first."),
    ("by:NAME", "In a question: only what this speaker says."),
    ("/watch QUESTION", "Hear when new articles answer it; alone, the list."),
    ("/digest daily 07:00", "A briefing of what is new; also weekly, off."),
    ("/quiet 22:00-07:00", "No alerts in these hours; also off."),
    ("/status", "What is indexed, and how fresh it is."),
)
EDITOR_HELP = (
    ("/add", "As a reply to a text or a document: add it as an article."),
    ("/remove ARTICLE", "Remove an article, by its number or id."),
)
ADMIN_HELP = (
    ("/rebuild [full]", "Index what has changed, or everything anew."),
    ("/allow CODE or ID [editor|admin]", "Let somebody in; alone, who is in and who waits."),
    ("/deny CODE or ID", "Turn somebody away, or take it back."),
    ("/errors", "The last errors."),
)
FORGET_HELP = ("/forget", "Delete your questions and whatever else I keep of you.")
HELP_BUTTONS = "🔍 shows what stands around a quotation; [1] ¶7 opens it in its article."

ASK_WHAT = "What do you want to know?"
WHO = "Whose words do you want? Write /who and a name."
NEWEST_FIRST = "Newest first"
SAYS_NOTHING = "Nothing that this speaker says is about that."
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
ADD_USAGE = (
    "Send /add as a reply to a text or to a document (.txt, .md, .html, .jsonl). What it does not "
    "say of itself can follow, a line each: title: … outlet: … date: 2031-03-04 url: … byline: …"
)
REMOVE_USAGE = "Send /remove with the number or id of an article. /sources lists them."
WRONG_SUFFIX = "I take documents that end in .txt, .md, .html or .jsonl."
NOT_FETCHED = "I could not fetch that document from Telegram. Please send it again."
HELD_ALREADY = "I hold that already; nothing was changed."
ADDED, UPDATED, REMOVED = "Added", "Updated", "Removed"
REALLY_REMOVE = "Remove this article, with all its versions?"
REMOVE, KEEP, KEPT = "Remove", "Keep", "It stays."
INDEXING, INDEXED_NOW = "Bringing the index up to date.", "The index is up to date."
NOT_INDEXED = "The index was not brought up to date; /rebuild does it."
NO_ERRORS = "No errors since I was started."
FORGOTTEN = (
    "Forgotten: your questions, watches, ratings and whatever else I kept of you. "
    "That you may ask stays, and so do articles that you added."
)

WATCH_THIS, SHOW_PASSAGES = "Watch this question", "Show them"
MUTE, STOP_WATCHING = "Mute 24 h", "Stop watching"
NO_WATCHES = "There are no watches in this chat."
WATCH_USAGE = "/watch QUESTION saves a question; you hear when new articles answer it."
HOW_TO_STOP = "/watch stop NUMBER stops one."
STOP_WHICH = "Which one? Send its number too, as in /watch stop 3. /watch lists them."
NOT_YOUR_WATCH = "Whoever saved a watch stops or mutes it, or an administrator."
MUTED = "muted"
NO_BRIEFING = "No briefing is set for this chat."
BRIEFING_USAGE = (
    "/digest daily 07:00 or /digest weekly mon 07:00 sets one, with a time zone after it if need "
    "be, as in /digest daily 07:00 Europe/Kyiv. /digest off ends it."
)
BRIEFING_NEEDS_WATCHES = (
    "A briefing tells what is new for the watches of a chat. There are none yet: "
    "/watch QUESTION saves one."
)
NEXT_BRIEFING = "The next comes on"
NOTHING_NEW = "🗞 Weekly briefing: nothing new for the watches of this chat."
NO_QUIET = "No quiet hours are set for this chat."
QUIET_USAGE = (
    "/quiet 22:00-07:00 sets them, with a time zone after it if need be. /quiet off ends them."
)
QUIET_MEANS = "Alerts wait until they are over. A briefing in them comes without a sound."

SEARCH_EVERYTHING = "Search everything"
RATINGS = ("👍", "👎", "Wrong passage", "Wrong speaker", "Nothing answers")
WHAT_IS_WRONG = "What is wrong with it?"
RATED = "Thank you. It is noted."
RATED_BEFORE = "You have said so before."
SAY_WRONG_FIRST = "Press 👎 first."

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


def no_speaker(name: str) -> str:
    return f"Nobody called “{name}” is quoted in my articles."


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


def watch_title(number: int, question: str) -> str:
    return f"Watch {number}: {question}"


def alert_title(number: int, question: str) -> str:
    return f"🔔 {watch_title(number, question)}"


def briefing_title(*, weekly: bool) -> str:
    return "🗞 Weekly briefing" if weekly else "🗞 Daily briefing"


def already_watched(number: int) -> str:
    return f"This chat watches that already: it is watch {number}."


def too_many_watches(most: int) -> str:
    return f"A chat can have {most} watches. Stop one first: /watch lists them."


def no_watch(number: int) -> str:
    return f"There is no watch {number} in this chat. /watch lists those there are."


def watch_muted(number: int) -> str:
    return f"Watch {number} is muted for 24 hours; what it finds comes then."


def watch_stopped(number: int) -> str:
    return f"Watch {number} is stopped."


def unknown_zone(name: str, nearest: Sequence[str]) -> str:
    meant = f" Did you mean {' or '.join(nearest)}?" if nearest else ""
    return f"I know no time zone “{name}”.{meant} Zones are named like Europe/Kyiv."


# Parts of lines


def watches(number: int) -> str:
    return f"{number:,} watch" if number == 1 else f"{number:,} watches"


def more_watches(left_out: int) -> str:
    return f"and {watches(left_out)} more"


def watch_saved(number: int) -> str:
    return f"Watch {number} saved"


def matching(passages: int) -> str:
    if not passages:
        return "nothing answers it now, you will hear when something does."
    return f"now {count(passages, 'matching passage')}, you will hear about new ones."


def watched_since(day: str, hits: int) -> str:
    return f"since {day} · {count(hits, 'new passage')}"


def new_from(passages: int, articles: int) -> str:
    return f"{count(passages, 'new passage')} from {count(articles, 'article')}"


def new_passages(shown: int, total: int) -> str:
    if shown < total:
        return f"The strongest {shown} of {count(total, 'new passage')}"
    return count(total, "new passage")


def briefing_set(schedule: str, zone: str) -> str:
    return f"A briefing comes {schedule} ({zone})."


def quiet_set(hours: str, zone: str) -> str:
    return f"Quiet hours are {hours} ({zone})."


def passages_from(passages: int, articles: int) -> str:
    return f"{count(passages, 'passage')} from {count(articles, 'article')}"


def standing_out(passages: int) -> str:
    return "; the first stands out" if passages == 1 else f"; the first {passages} stand out"


def passages_between(first: int, last: int) -> str:
    return f"Passages {first}–{last}" if first < last else f"Passage {first}"


def also_in(outlets: list[str], *, named: int = 3) -> str:
    more = len(outlets) - named
    return f"also in {', '.join(outlets[:named])}" + (f" and {more} more" if more > 0 else "")


def and_more(left_out: int, noun: str) -> str:
    return f"and {count(left_out, f'more {noun}')}"


def within(articles: int) -> str:
    return f"Follow-up: searched only in {count(articles, 'article')} of the earlier answer"


def by(name: str) -> str:
    return f"said by {name}"


def since(day: str) -> str:
    return f"since {day}"


def until(day: str) -> str:
    return f"until {day}"


def carried(words: str) -> str:
    return f"with “{words}” from the earlier question"


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


def rated(right: int, wrong: int, faults: Mapping[str, int]) -> str:
    """`faults` counts by name how the wrong ones are wrong, where somebody has said."""
    named = ", ".join(f"{number:,} {fault.lower()}" for fault, number in faults.items() if number)
    return f"Answers rated: {right:,} right, {wrong:,} wrong" + (f" ({named})" if named else "")


def heard(seconds: float) -> str:
    return f"Last answer from Telegram {seconds:.0f} s ago"


def generation(name: str) -> str:
    return f"Generation {name}"


def errors_today(errors: int) -> str:
    return f"{count(errors, 'error')} today" + ("; /errors shows the last" if errors else "")


def document_too_large(megabytes: int) -> str:
    return f"I take documents of up to {megabytes} MB."


def added_and_updated(added: int, updated: int) -> str:
    return f"{count(added, 'article')} added, {updated:,} updated"


def step(name: str, done: int, total: int) -> str:
    return f"{STEPS[name]} {done:,} of {total:,}"


def rebuilt(
    *, paragraphs: int, articles: int, seconds: float, embedded: int, reused: int, removed: int
) -> str:
    return (
        f"{count(paragraphs, 'paragraph')} in {count(articles, 'article')}, {seconds:.0f} s: "
        f"{embedded:,} embedded, {reused:,} reused, {removed:,} removed."
    )
