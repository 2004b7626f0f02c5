"""Phrases that publishers put around an article: whole lines of them, never a word within prose.

Every pattern must match a line from its first character to its last, and long lines never match:
a line that only mentions an advertisement or a newsletter is prose.
"""

from __future__ import annotations

import re
from enum import Enum, auto

_LONGEST_FURNITURE = 60  # words


class Furniture(Enum):
    """What a line of boilerplate announces about the lines after it."""

    PLAIN = auto()
    CAPTION_LABEL = auto()
    """The next line is a caption ("Image caption,")."""
    TEASER_LABEL = auto()
    """Headlines of other stories follow ("Other topics of interest")."""


def _lines(*patterns: str) -> re.Pattern[str]:
    """One expression that matches a whole line against any of `patterns`, in any case."""
    return re.compile(rf"[\W_]*(?:{'|'.join(patterns)})", re.IGNORECASE)


_END = r"[\s\W_]*$"

_CAPTION_LABELS = _lines(
    rf"(?:image|media|video|photo|picture) caption{_END}",
    rf"(?:image|photo|picture) (?:source|credit){_END}",
)

_TEASER_LABELS = _lines(
    rf"(?:other )?topics of interest{_END}",
    r"(?:related|recommended|suggested|popular|trending)"
    r"(?: (?:topics?|stor(?:y|ies)|articles?|content|coverage|news|links?|internet links|posts?"
    rf"|reading|videos?|reads?|tags|for you))?{_END}",
    rf"(?:more )?(?:top|latest|trending) (?:stories|news|headlines){_END}",
    r"(?:read|see|watch|listen|discover) (?:more|also|next)(?: (?:here"
    rf"|on this(?: story)?))?{_END}",
    rf"also (?:read|see|watch|on .{{2,30}}){_END}",
    rf"(?:see|read) also{_END}",
    rf"more (?:on|from|in|about) (?:this(?: (?:story|topic))?|[A-Z][\w&.' ]{{1,30}}){_END}",
    rf"more (?:stories|news|coverage|reading)(?: (?:from|on) .{{2,30}})?{_END}",
    rf"you (?:may|might|could) (?:also )?(?:like|be interested in){_END}",
    rf"(?:editor.?s.?|our|staff) (?:picks?|choice){_END}",
    rf"most (?:read|popular|viewed|shared|commented){_END}",
    r"(?:don.t miss|in other news|around the web|from our partners|keep reading|what to read next"
    rf"|up next|read next|explore more|further reading|elsewhere on .{{2,30}}){_END}",
    rf"(?:topics|tags|filed under|keywords){_END}",
    rf"list of \d+ items(?:list \d+ of \d+.*)?{_END}",
)

_PLAIN = _lines(
    # Advertisements.
    rf"(?:skip )?(?:advertisement|advertising|advertorial|ad|ads){_END}",
    rf"advertisement (?:\W+ )?(?:scroll|story|article|continue|content|-).*{_END}",
    rf"(?:sponsored|promoted|paid|partner)(?: (?:content|post|story|message|by .{{2,40}}))?{_END}",
    rf"(?:the )?(?:story|article|content|report) continues (?:below|after|under)\b.*{_END}",
    rf"(?:scroll|continue) (?:down |reading )?(?:for|to|below|the main story)\b.{{0,60}}{_END}",
    rf"continue reading(?: the main story)?{_END}",
    rf"(?:remove|report) (?:this )?ads?{_END}",
    rf"video ad feedback\b.*{_END}",
    rf"ad feedback\b.{{0,40}}{_END}",
    # Players and galleries.
    r"this (?:video|content|audio|page|browser)\b.{0,40}\b(?:not be played|not available"
    rf"|cannot be played|no longer available|unavailable|javascript).{{0,80}}{_END}",
    rf"(?:play|watch|pause|mute|replay)(?: (?:the )?(?:video|audio|live|now|full video))?{_END}",
    rf"(?:to play this video|please enable javascript|your browser does not support)\b.*{_END}",
    r"(?:watch|listen|video|audio|photos|gallery|in pictures|photo gallery|slideshow|podcast"
    rf"|now playing|view gallery|show all|show more|show less|load more|loading){_END}",
    rf"\d+ of \d+ ?(?:photos?|images?|slides?)?{_END}",
    rf"(?:image|photo|slide) \d+ (?:of|/) \d+{_END}",
    r"end of (?:list|image gallery|twitter post.*|video|podcasts?"
    rf"|.{{0,30}} recommendations){_END}",
    rf"skip .{{2,40}}(?: and continue reading)?{_END}",
    # Captions and credits that name themselves.
    r"(?:image|media|video|photo|picture|file) (?:caption|source|credit|copyright)\s?[,:].*$",
    r"(?:photo|photos|photograph|photographs|picture|pictures|image|images|graphic|illustration"
    r"|credit|photo by|photographer|file photo)\s?(?:credit)?\s?[:|/].*$",
    rf"(?:photo|image|photograph|picture|graphic|illustration)s? (?:by|from|via|courtesy) .{{2,60}}"
    rf"{_END}",
    rf"(?:file|handout|stock|undated|archive) (?:photo|image|picture|photograph){_END}",
    r"(?:getty images?|reuters|afp|associated press|ap photo|epa|shutterstock|istock|pa media)"
    rf"{_END}",
    # Other stories, each on the line that names it.
    r"(?:watch|listen|video|podcast|gallery|in pictures|photos|live blog|live updates|follow live"
    r"|read|read more|read also|read next|also read|see also|see more|related|related stor(?:y|ies)"
    r"|related articles?|recommended|don.t miss|must read|for subscribers|explore more|more on this"
    r"|exclusive for subscribers|fact check)\s?[:|>»→].{3,}$",
    r"(?:read|see|view|get|click for|find|check out) (?:the )?(?:full|more|all|original|entire"
    r"|rest)"
    rf"\b.{{0,60}}\b(?:here|story|article|coverage|report|statement|list|stories|post|news){_END}",
    r"more:\s?.*[^.]$",
    # Sharing, saving, commenting.
    r"(?:share|save|print|e-?mail|bookmark|comments?|copy link|link copied|copied|copy|tweet"
    r"|pin it"
    r"|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|messenger|instagram|youtube|tiktok"
    r"|pinterest|flipboard|pocket|threads|bluesky|gift|gift article|give article"
    r"|listen to article"
    r"|font size|text size|a a|follow|following|menu|search|home|close|open|back|next|previous"
    r"|back to top|top|en|ok|accept|donate|login|log in|sign in|register|subscribe|sign up"
    rf"|newsletters?){_END}",
    r"(?:share|save|send|print|e-?mail|bookmark|tweet|post)(?: (?:this|the|on|via|to|with|as|by"
    r"|a))+"
    r"(?: (?:article|page|story|post|video|link|facebook|twitter|x|whatsapp|telegram|linkedin"
    r"|reddit"
    rf"|e-?mail|friends?|now))*{_END}",
    rf"(?:\d[\d,.]*k? )(?:comments?|shares?|views?|likes?|reactions?|replies){_END}",
    r"(?:view|show|read|add|post|leave|write|join|see|hide|close)(?: (?:a|all|the|your|\d+))*"
    rf" (?:comments?|discussion|conversation|reply|replies){_END}",
    r"(?:\d+|one|two|three|four|five|ten)[ -](?:minutes?|mins?)[ -](?:read|listen"
    r"|watch)(?:ing time)?"
    rf"{_END}",
    rf"reading time\b.{{0,30}}{_END}",
    # Newsletters, subscriptions, accounts, apps.
    r"(?:.{2,80}[?!.] )?(?:please )?(?:sign up|subscribe|register"
    r"|sign-up)\b.{0,80}\b(?:newsletters?"
    r"|inbox|e-?mails?|alerts?|channel|podcasts?|access|here|today|now|updates|free|account)\b.*$",
    r"(?:get|receive|have) .{3,80}\b(?:(?:to|in) your (?:inbox|e-?mail|phone)|our newsletters?"
    r"|our app)"
    r"\b.*$",
    rf"(?:download|get|try|install) (?:the|our) .{{0,40}}\bapps?\b.*{_END}",
    rf"(?:become|join as) (?:a|our) (?:member|subscriber|supporter|patron)\b.*{_END}",
    r"(?:already|not) (?:a |have )?(?:subscriber|subscribed|member|registered"
    rf"|an account)\b.*{_END}",
    rf"(?:support|help) (?:our|independent|quality|the) .{{0,30}}\bjournalism\b.*{_END}",
    r"(?:this is )?(?:subscriber|member|premium)[ -](?:only|exclusive) ?(?:content|article"
    r"|story)?"
    rf"{_END}",
    rf"(?:by (?:signing up|subscribing|submitting|clicking|entering)) .{{0,120}}\b(?:terms|policy"
    rf"|agree|consent)\b.*{_END}",
    r"(?:terms (?:of (?:use|service)|and conditions)|privacy (?:policy|notice)|cookie policy)\b"
    rf".{{0,60}}{_END}",
    # Follow us, write to us, correct us.
    r"(?:you can )?(?:also )?(?:follow|like|find|join|connect with) (?:us|the authors?|our|him"
    r"|her|them"
    r"|me|\W*@?[\w.'’-]+(?: [\w.'’-]+){0,5})\b.{0,40}\b(?:on|in|at|via) (?:\W*(?:twitter|x|facebook"
    r"|instagram|telegram|linkedin|whatsapp|youtube|tiktok|threads|bluesky|mastodon|google news"
    r"|apple news|social media))\b.{0,120}$",
    r"follow .{2,60}[:,]? @\w+\W*$",
    rf"join (?:our|the|us on) .{{0,60}}\b(?:channel|group|community|conversation|telegram|whatsapp)"
    rf"\b.*{_END}",
    rf"click (?:here|on|to)\b.{{3,100}}{_END}",
    r"(?:have you been affected|are you (?:in|affected)|do you have (?:a story|any information"
    r"|a (?:news )?tip)|have a (?:news )?tip|got a (?:story|tip|news tip))\b.{0,250}$",
    r"(?:e-?mail|contact|write to|reach|message) (?:us|the (?:author|writer|reporter|editor)s?"
    r"|him|her)"
    r"\b.{0,120}$",
    rf"(?:e-?mail|contact|reach|write to) .{{2,60}} (?:at|on) \S+@\S+{_END}",
    r"(?:to )?(?:suggest|submit|report|request) (?:a |an )?(?:correction|clarification|error"
    r"|typo)\b"
    r".{0,100}$",
    r"(?:spotted|see|found|noticed) (?:an? )?(?:error|typo|mistake|something wrong)\b.{0,120}$",
    r"you can (?:also )?highlight the text\b.*$",
    # Corrections and notes of the editors.
    r"(?:corrections?|clarifications?|corrections? and clarifications?"
    r"|editor.?s.? notes?)\s?[:—–-].*$",
    rf"(?:corrections?|clarifications?){_END}",
    r"(?:\W*note:? )?(?:this|the|an? (?:earlier|previous)) (?:version of (?:this|the) )?(?:article"
    r"|story|report|piece|headline|post|page|live blog)\b.{0,40}\b(?:was|has been|have been"
    r"|had been"
    r"|will be|is being|incorrectly|misstated|mistakenly|originally|wrongly|misidentified|gave"
    r"|stated"
    r"|said|misspelled|mischaracterized)\b.{0,40}\b(?:updated|amended|corrected|edited|revised"
    r"|changed|clarified|published|removed|republished|first published|produced|translated"
    r"|stated|said|gave|misstated|misspelled|misidentified)\b.*$",
    r"(?:an? )(?:earlier|previous) (?:version|headline|caption|edition)\b.{0,40}\b(?:of|on|in|to) "
    r"(?:this|the)\b.*$",
    # Who made it, and whose it is.
    r"\(?(?:additional |original |other |further )?(?:reporting|writing|editing|compiled|edited"
    r"|written|produced|translated|research|graphics|photography|video|contributing|contributions?"
    r"|contributors?) (?:and (?:writing|editing|reporting) )?(?:by|from)[: ].{3,250}$",
    r"contribut(?:ing|ors?|ions?)\s?:.{3,250}$",
    r"with (?:files|reporting|additional reporting|reports|contributions|agency|material|inputs?)"
    r" (?:from|by|of)\b.{2,120}$",
    r"(?:the )?(?:associated press|ap|reuters|afp|cnn|bbc|[A-Z]\w+(?: [A-Z]\w+){0,3}).{0,220}\b"
    r"contributed (?:reporting )?(?:to|for) this (?:report|story|article|piece)\W*$",
    r".{3,200}\bcontributed reporting(?: (?:from|for|to) .{2,60})?\W*$",
    r"(?:©|\(c\)|copyright)\s.{0,200}$",
    r".{0,120}\ball rights reserved\b.{0,120}$",
    r"our standards:.*$",
    rf"the[- ](?:cnn|associated press)[- ]wire\b.*{_END}",
    r"(?:this|the) (?:article|story|piece|report|material|content) (?:is|was|has been) (?:also )?"
    r"(?:first |originally |re)?(?:published|produced|reproduced|provided|reprinted|adapted|part of"
    r"|syndicated|made available)\b.*$",
    r"(?:the )?(?:views|opinions) expressed (?:in|here|are|by|on)\b.*$",
    r"(?:source|via|sources)\s?: ?[\w&./' ]{2,40}$",
    # Places that stand alone before the text: "KYIV, Ukraine (AP) -".
    r"[^a-z\n]{3,40}.{0,40}\((?:ap|reuters|afp|upi|tass|dpa|ansa|cnn|xinhua|efe|pti|ani|ians)\)"
    r"\s*[-–—]*$",
)

_AGENCY = (
    r"(?:AFP|AP|AP Photo|EPA|EPA-EFE|EFE|Reuters|REUTERS|Getty(?: Images)?|Getty|PA|PA Wire"
    r"|PA Media"
    r"|Shutterstock|TASS|Sputnik|Anadolu(?: Agency)?|dpa|Bloomberg|USA TODAY(?: Sports| Network)?"
    r"|NurPhoto|Zuma(?: Press)?|ZUMA(?: Press)?|Sipa(?: USA)?|SIPA|AAP|ANSA|Xinhua|UPI|Alamy"
    r"|iStock(?:photo)?|Pool|POOL|MEGA|Redux|Imago|IMAGO|SOPA|LightRocket|Corbis|WireImage"
    r"|FilmMagic"
    r"|CNN|NBC|ABC|CBS|Handout|HANDOUT|File|FILE|Twitter|Facebook|Instagram|Everett Collection)"
)
_NAME = r"[\w.'’&-]+"
# "... on Monday. Ann Lee/Agency", "(AP Photo/Ann Lee)", "Ann Lee via Getty Images".
_CREDIT = re.compile(
    rf"(?:^|[\s.(])(?:{_NAME} ){{0,4}}{_NAME}\s?/\s?{_AGENCY}(?:[\s/]+(?:via )?{_NAME}){{0,4}}\)?$"
    rf"|\((?:{_AGENCY})(?: Photo| file| via [\w ]+)?\s?/.{{2,60}}\)\W*$"
    rf"|(?:^|[.!?”\")] ?){_AGENCY}(?:\s?/\s?{_NAME}(?: {_NAME}){{0,4}})?(?:/File(?: Photo)?)?$"
    rf"|\b(?:via|courtesy(?: of)?) {_AGENCY}\)?$"
)
_TIME_WORDS = (
    r"(?:published|posted|updated|last|modified|first|created|date|time|on|at|of|to|the|and|ago"
    r"|just|now"
    r"|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|yesterday|today|local|eastern|central"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    r"|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?"
    r"|a\.?m\.?|p\.?m\.?|noon|midnight|gmt|utc|z|bst|cet|cest|eet|eest|msk|ist|edt|est|et|cdt"
    r"|cst|ct|mdt"
    r"|mst|mt|pdt|pst|pt|\d+(?:st|nd|rd|th)?|\d{1,2}(?:am|pm)|t)"
)
_TIME = re.compile(rf"(?:[\W_]*{_TIME_WORDS}(?![a-z]))+[\W_]*$", re.IGNORECASE)
_TIME_EVIDENCE = re.compile(r"\d|day\b", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:[Bb]y|BY|Text by|Words by|Story by|Analysis by|Opinion by|Review by)\s?:? "
    rf"(?!{_TIME_WORDS}\b)(?:[A-Z\u00c0-\u017e][\w.'’-]*|and|in|of|for|the|at|de|van|von|der|den"
    r"|bin|al|\W)"
    r"(?:[ ,]+(?:[A-Z\u00c0-\u024e][\w.'’-]*|and|in|of|for|the|at|de|van|von|der|den|bin|al|\W))*$"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$|\S+@\S+\.\w+$|@\w+$")
# A label that a link has run into: "More on this:Who are they".
_RUN_IN = re.compile(r"[A-Z0-9'‘“\"][^.!?:;]{2,70}:(?=[A-Z'‘“\"])[^:]{8,}[^.!?:;,\s]$")


def furniture(line: str) -> Furniture | None:
    """What kind of boilerplate the line is by its wording; None where it reads as prose."""
    if not any(map(str.isalnum, line)):
        return Furniture.PLAIN
    if line.count(" ") >= _LONGEST_FURNITURE:
        return None
    if _CAPTION_LABELS.match(line):
        return Furniture.CAPTION_LABEL
    if _TEASER_LABELS.match(line):
        return Furniture.TEASER_LABEL
    if _PLAIN.match(line) or _ADDRESS.match(line) or _CREDIT.search(line) or _RUN_IN.match(line):
        return Furniture.PLAIN
    return None


def is_byline(line: str) -> bool:
    """Whether the line does nothing but name its authors: "By Ann Lee and Bo Ek in Kyiv"."""
    return line.count(" ") < 20 and bool(_BYLINE.match(line))


def is_time(line: str) -> bool:
    """Whether the line is nothing but a date or a time: "Updated 4 March, 7.05 pm", "Tuesday"."""
    return len(line) < 100 and bool(_TIME.match(line)) and bool(_TIME_EVIDENCE.search(line))
