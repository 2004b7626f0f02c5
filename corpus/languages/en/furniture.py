"""What publishers put around English articles: whole lines of it, never words within prose.

Every pattern describes a line from its first character to its last. Those of languages that have
no rules yet are read with it: nothing tells the language of an article.
"""

from __future__ import annotations

from corpus.languages import furniture_elsewhere as elsewhere
from corpus.languages.furniture import FurniturePatterns

_STORIES = (
    r"(?:stor(?:y|ies)|articles?|news|coverage|headlines|reports?|posts?|videos?|reads?|topics?"
    r"|links?|internet links|content|reading|tags)"
)
_PLATFORMS = (
    r"(?:twitter|x|facebook|instagram|telegram|whatsapp|linkedin|reddit|messenger|youtube|tiktok"
    r"|pinterest|flipboard|pocket|threads|bluesky|mastodon|viber|google news|apple news|e-?mail)"
)

_CAPTION_LABELS = (
    r"(?:image|media|video|photo|picture) caption",
    r"(?:image|photo|picture) (?:source|credit)",
)
# When an outlet says something: "Tuesday 4 November 2031", "Nov. 4, 9.30pm", "13:50 GMT".
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_CLOCK = r"\d{1,2}(?:[:.]\d\d(?:\s?[ap]\.?m\b\.?)?|\s?[ap]\.?m\b\.?)(?:\s[a-z]{2,4})?"
_DAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day|\.)?,?\s)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?"
    r"|\d{1,4}[./-]\d\d?[./-]\d{1,4})(?:,?\s\d{4})?"
)
_STAMP = rf"(?:{_DAY}(?:(?:,|\sat)?\s{_CLOCK})?|{_CLOCK}(?:,?\s{_DAY})?)"
_CORRECTION = (
    rf"(?:{_STAMP}[\s,:|–—-]+)?"
    r"(?:corrections? (?:and|&) clarifications?|corrections?|clarifications?)"
    rf"(?:(?:,|\s[–—-]|\s(?:on|at|of))?\s\(?{_STAMP}\)?)?"
)
_NOTICE_LABELS = (_CORRECTION,)
_TEASER_LABELS = (
    r"(?:other )?topics of interest",
    rf"(?:related|recommended|suggested|popular|trending|more|other|top|latest) {_STORIES}",
    r"(?:related|recommended(?: for you)?|trending|tags|topics|filed under|keywords)",
    r"(?:read|see|watch|listen|discover|explore) (?:more|also|next)(?: here| on this(?: story)?)?",
    r"also (?:read|see|watch)",
    r"more (?:on|about) this(?: (?:story|topic))?",
    r"(?:more (?:on|from|about)|also (?:on|from)|elsewhere on|popular (?:on|in)) "
    r"(?-i:(?:the )?[A-Z])[\w&.' ]{1,30}",
    r"up next",
    r"you (?:may|might) (?:also )?(?:like|be interested in)",
    r"(?:readers|others|people) (?:also|who read this) (?:liked|read|viewed|enjoyed)",
    r"(?:editor.?s.?|our|staff) (?:picks?|choice)",
    r"most (?:read|popular|viewed|shared|commented)",
    r"(?:don.t miss|around the web|from our partners|keep reading|what to read next"
    r"|further reading)",
    r"list \d+ of \d+",
    r"list of \d+ items(?:list \d+ of \d+.*)?",
    r"explore more on these topics",
)

_LABELS = (
    # A byline without a name.
    r"by (?:our|an?) (?:\w+ ){0,3}(?:correspondents?|reporters?|writers?|staff|team)",
    # What an agency writes above a story for editors: number and catchword, and what is new.
    r"(?-i:[A-Z]{2,}-\d+ [A-Z][A-Z-]+), \d(?:st|nd|rd|th) lead",
    r"eds: (?:updates?|adds?|corrects?|recasts?|changes?)\b.{0,160}",
    # Advertisements.
    r"(?:skip )?(?:advertisement|advertising|advertorial|ads?)",
    r"advertisement\W+(?:scroll|story|article|continue|content)\b.*",
    r"(?:sponsored|promoted|paid|partner)(?: (?:content|post|story|message))?|sponsored by .{2,40}",
    r"(?:story|article|content|report) continues (?:below|after (?:the |this )?(?:ad|advert\w*"
    r"|break"
    r"|promo\w*|video|newsletter|slideshow|gallery))\b.{0,40}",
    r"scroll (?:down )?(?:for|to)\b.{0,60}",
    r"continue reading(?: the main story)?",
    # Players and pictures.
    r"video ad feedback\b.*",
    r"ad feedback\b.{0,40}",
    r"just watched\b.*\bmust watch\b.*",
    r"this (?:video|audio|content|live ?stream)\b.{0,20}\b(?:not|no longer|cannot) (?:be "
    r"|currently )?"
    r"(?:played|available|supported)\b.{0,60}",
    r"(?:to play this video|your browser does not support"
    r"|.{0,40}\b(?:enable|requires?) javascript)\b.*",
    # What was to become a button or a picture.
    r"\[\w+ \w+=.*\]",
    r"https?://\S+\.(?:jpe?g|png|gif|webp)\b.*",
    r"(?:play|watch|replay)(?: (?:the )?(?:full )?(?:video|audio|live|now))?",
    r"(?:view|open) (?:the )?(?:images?|photos?|pictures?|gallery)(?: in full ?screen)?",
    r"(?:listen|video|audio|images?|photos?|gallery|in pictures|slideshow|podcast|now playing"
    r"|show (?:all|more|less)|load more|loading|enlarge|expand|full ?screen)",
    r"(?:(?:image|photo|slide) )?\d+ ?(?:of|/) ?\d+(?: (?:photos?|images?|slides?))?",
    r"end of (?:list|image gallery|video|podcasts?|(?:twitter|facebook|youtube|instagram|telegram)"
    r" (?:post|video).*|.{0,30} recommendations)",
    r"skip (?:to .{2,40}|past .{2,40}|in your .{2,40}|.{2,40} and continue reading"
    r"|(?:twitter|facebook|youtube|instagram|telegram) (?:post|video).*)",
    r"(?:file|handout|stock|undated|archive) (?:photo|image|picture|photograph|footage)",
    r"(?:photo|image|photograph|picture|graphic|illustration)s? (?:by|via|courtesy(?: of)?) "
    r"(?-i:[A-Z][\w.'’-]*(?:[ /,&]+(?:and )?[A-Z][\w.'’-]*){0,6})",
    r"(?:getty images?|reuters|afp|associated press|ap photo|epa|shutterstock|istock|pa media)",
    # Sharing, saving, commenting, accounts.
    rf"(?:{_PLATFORMS}|share|save|print|bookmark|comments?|(?:copy )?link(?: copied)?|copied|copy"
    r"|tweet|(?:like|share) this|gift(?: this)? article|give article"
    r"|listen to (?:this )?article|(?:font|text) size|menu|search|home|close|back to top|top|ok"
    r"|accept(?: all)?|donate|log ?in|sign ?in|register"
    r"|subscribe(?: now)?|sign up(?: now)?|newsletters?|follow(?:ing)?)",
    r"(?:log|sign) ?in\s?[|/·•]\s?(?:register|join|subscribe|sign ?up)\b.{0,40}",
    r"(?:share|save|send|print|bookmark|tweet|e-?mail|post)(?: (?:this|the|on|via|to|with|as|by|a"
    rf"|full|article|page|story|post|update|entry|video|link|friends?|now|{_PLATFORMS}))+",
    r"\d[\d,.]*k? (?:comments?|shares?|views?|likes?|reactions?|replies)",
    r"(?:view|show|read|add|post|leave|write|join|see|hide|close)(?: (?:a|all|the|your|\d+))*"
    r" (?:comments?|discussion|conversation|reply|replies)",
    r"comments are closed\b.{0,60}",
    r"reuse this content",
    r"(?:\d+|one|two|three|four|five|ten)[ -]min(?:ute)?s?[ -](?:read|listen|watch)(?:ing time)?",
    r"reading time\b.{0,30}",
    r"(?:terms (?:of (?:use|service)|and conditions)|privacy (?:policy|notice)|cookie policy)"
    r"(?:\s*[|•·,&].{0,80})?",
    r"(?:this is )?(?:subscriber|member|premium)s?[ -](?:only|exclusive)(?: (?:content|article"
    r"|story))?",
    r"this article is more than .{1,12} old",
    r".{0,60}\bis not responsible for the content of (?:external|other) (?:web)?sites",
    r"(?:view|see) (?:more|original|post|tweet|this post)(?: (?:tweet|post))? on \w+",
    r".{2,80}>>+",
    r"more (?!than\b)[\w ]{2,40}: https?://.*",
    r"visit \S+\.\S+ for (?:more|the latest)\b.{0,60}",
    r".{5,150}\b\d?\d:\d\d\s?[-•]\s?source: \w+",
)

# Whom a reader is asked to follow or to write to: somebody by name, with what they are.
_SOMEBODY = (
    r"(?:him|her|them|(?:(?:the|our) )?(?:(?-i:[A-Z])[\w.'’-]*|reporters?|writers?|editors?"
    r"|correspondents?|columnists?|colleges?|section|and|of|at|for|&)(?:,? (?:(?-i:[A-Z])[\w.'’-]*"
    r"|reporters?|writers?|editors?|correspondents?|columnists?|section|and|of|at|for|&)){0,11})"
)
_ON_PLATFORM = rf"on \W*{_PLATFORMS}\b"

# Imperatives to the reader. They are open at the end, so a line that reports speech is spared, and
# one that the authorities could have written, unless it has a word that only publishers use.
_PROMPTS = (
    r"(?:.{2,120}[?!.:] ?)?(?:please )?(?-i:[Ss]ign[ -][Uu]p|S[Ii][Gg][Nn] U[Pp]|Subscribe"
    r"|SUBSCRIBE)"
    r"\b.{0,200}\b(?:(?:newsletters?|inbox|e-?mails?|alerts?|channel|podcasts?|text messages)\b.*"
    r"|here\W*)$",
    r"(?:sign up|subscribe)(?: (?:to|for|and|now|here|today)\b.{0,60})?$",
    r"support (?:local|our) journalism\b.*$",
    r"register (?:now )?(?:for|to) .{0,60}\b(?:free (?:account|access|trial)|unlimited"
    r"|(?:keep|continue) reading|newsletters?|account)\b.*$",
    r"(?:get|receive) .{3,120}\b(?:(?:to|in) your (?:inbox|e-?mail|phone)|our newsletters?"
    r"|our app)\b"
    r".*$",
    r"(?:download|get|try|install) (?:the|our) .{0,40}\bapps?\b.*$",
    r"newsletter: .*$",
    r"(?:thanks|thank you) for (?:signing up|subscribing)\b.{0,60}$",
    r"there was an error (?:processing|with) your (?:subscription|request)\b.{0,60}$",
    r"keep an eye on your inbox\b.{0,80}$",
    r"(?:get|have) .{3,120} delivered .{0,30}\b(?:inbox|e-?mail|letterbox|mailbox|phone)\b.*$",
    r"(?=.*\b(?:if you (?:buy|purchase|click)|links|through (?:this|our)|products featured)\b)"
    r".{0,160}\b(?:may|might|could|can) (?:earn|receive|get) (?:an? )?(?:\w+ )?"
    r"(?:commissions?|share of the sales?)\b.{0,120}$",
    r"tell us what you think\b.{0,60}$",
    r"(?:.{2,120}[?!.] )?we.d like to hear what you think\b.*$",
    r"like this (?:story|article|post)\?.{0,80}$",
    r"stay (?:updated|informed|up[ -]to[ -]date) (?:with|on) .{3,120}$",
    r"share or comment on this (?:story|article|post)\b.*$",
    r"(?:become|join as) (?:a|our) (?:member|subscriber|supporter|patron)\b.*$",
    r"already .{0,20}(?:subscriber|subscribed|member|registered|account)\W+(?:log|sign) ?in\b.*$",
    r"(?:please )?(?:consider )?support(?:ing)? (?:us\b|(?:our|independent|quality|local)\b"
    r".{0,30}\b"
    r"(?:journalis\w+|newsroom|reporting|work)\b).{0,120}$",
    r"by (?:signing up|subscribing|submitting|clicking|entering) .{0,120}\byou (?:agree|consent"
    r"|accept)\b.*$",
    r"(?:we|this (?:web)?site) uses? cookies\b.*$",
    r"(?:you can )?(?:also )?(?:follow|find|join|reach) (?:us|our)\b.{0,60}\b(?:on|via|at)\b"
    rf".{{0,20}}(?:{_PLATFORMS}\b|social media\b|https?:|@).{{0,120}}$",
    r"(?:follow|join) us\b.{0,60}$",
    r"follow our (?:live )?coverage\b.{0,160}$",
    rf"(?:follow|reach(?: out to)?|find|contact) {_SOMEBODY},? {_ON_PLATFORM}.{{0,40}}"
    r"(?:@|https?://).{0,200}$",
    rf"follow {_SOMEBODY},? {_ON_PLATFORM}(?:,? (?:and )?{_PLATFORMS})*"
    r"(?: for (?:(?:more|breaking|all|live|daily|local|the latest)\b.{0,40}|news|updates))?\W*$",
    rf"(?:you can )?(?:also )?follow {_SOMEBODY}(?:,? {_ON_PLATFORM})?(?:[:,]? (?:at )?@\w+|,? at https?://\S+).{{0,80}}$",
    r"join (?:our .{0,60}\b(?:channel|group|community)|the (?:conversation|discussion))\b.*$",
    r"click (?:here|to|on)\b.{3,100}$",
    r"(?:have you been affected|are you (?:in|affected)|do you have (?:a|any)|have a|got"
    r" a)\b.*\?.*\b"
    r"(?:e-?mail|contact|get in touch|write to|tell us|send (?:it|them|us)|share (?:it|your))\b.*$",
    r"(?:have|got) a (?:news )?tip\?.{0,160}$",
    r"need a (?:news )?break\?.{0,160}$",
    r"(?:e-?mail|contact|write to|message) us\b.{0,120}$",
    r"(?:.{2,120}\? )?(?:ring|call|phone|text|e-?mail|contact) our (?:news ?desk|newsroom)\b"
    r".{0,120}$",
    # Advertisements.
    r"(?:.{2,100}[.!] )?(?:book|buy|order|shop)(?: (?:online|today|now|here))+!$",
    r"contact (?:the )?(?:reporters?|writers?|authors?|editors?|newsroom)\b.{0,200}$",
    rf"(?:e-?mail|contact|reach|write to) {_SOMEBODY}(?::|,? at:?|,? on|,? via) \(?\S*[@\d]"
    r"\S*(?!\S)(?! (?:if|when|before|for|until|unless|to|with|about)\b).*$",
    r"(?:.{2,120}[?!.] )?(?:(?:write to|e-?mail|tell us(?: at)?"
    r"|send (?:it|them|us|(?:your )?(?:tips|comments|questions|feedback|letters))(?: to)?"
    rf"|(?:contact|reach) {_SOMEBODY}(?: at|:|,)?(?: [\d-]+)?):? \S+@\S+\.\w+\W*)$",
    r"(?:whatsapp|tweet|text|sms|call|e-?mail)\s?: ?\W*[+@\d].{0,60}$",
    r"(?:to )?(?:suggest|submit|report|request) (?:a |an )?(?:correction|clarification|error"
    r"|typo)\b"
    r".{0,100}$",
    r"(?:spotted|see|found|noticed) (?:an? )?(?:error|typo|mistake)\b.{0,10}\?.{0,100}$",
    r"you can (?:also )?highlight the text\b.*$",
    r"please (?:include a contact|read our terms)\b.*$",
    r"(?:read|see|view|click for|check out) (?:the |our )?(?:full|more|all|original|entire|rest)\b"
    rf".{{0,60}}\b(?:here|{_STORIES}|statement|list|lists|winners)[\W_]*$",
)
_OWN = (
    r"\b(?:newsletters?|inbox|podcasts?|journalis\w+|subscribers?|subscriptions?|cookies|our"
    r"|reporters?|writers?|editors?|correspondents?|columnists?)\b"
)

# What the publisher says of the article itself.
_OF_ARTICLE = (
    r"(?:article|story|piece|report|post|page|column|video|graphic|map|chart|review|newsletter"
    r"|headline|caption|live ?blog)"
)
_CORRECTION_LABEL = rf"{_CORRECTION}(?:\s?:|\s[—–-]\s)"
_CORRECTION_COLUMN = r"corrections(?: (?:and|&) clarifications?)?"
_MISTAKE = (
    r"\b(?:corrects?|corrected|correcting|corrections?|incorrect\w*|inaccura\w+|misstated"
    r"|misspel\w+|misidentified|misattributed|misquoted|wrong(?:ly)?|erroneous\w*|mistaken\w*"
    r"|in error|clarif\w+|amended"
    r"|(?:earlier|previous|original) (?:version|headline|caption|edition))\b"
)
_NOTICES = (
    r"(?:editor.?s.? notes?)(?:\s?:|\s[—–-]\s).*$",
    rf"{_CORRECTION_LABEL}.*"
    rf"\b(?:this|our|earlier|previous|original|first)\b.*\b(?:{_OF_ARTICLE}|version|sentence)\b.*$",
    r"(?:\W*note:? )?this (?:article|story|piece|headline|post|page|live ?blog)"
    r"(?: and headline| and story)?\b.{0,20}\b(?:is|was|has|have|had|will)\b.{0,20}\b"
    r"(?:updated|amended|corrected|edited|revised|clarified|translated|republished|reprinted)\b.*$",
    rf"(?:a version of )?this {_OF_ARTICLE} .{{0,20}}\b(?:(?:first|originally)"
    r" (?:published|appeared|ran|aired)|appear(?:s|ed) in|republished|syndicated"
    r"|is part of (?:our|a series|CNN|.{2,60}\b(?:series|project|newsletter)))\b.*$",
    rf"an? (?:earlier|previous) (?:version|headline|caption|edition)\b.{{0,40}}\b(?:of|on|in|to)"
    rf" (?:this|our)(?: \w+)? {_OF_ARTICLE}\b.*$",
    r"(?:the )?(?:views|opinions) expressed (?:in this|here|are (?:his|her|their|those"
    r"|solely))\b.*$",
    r"this article contains content provided by\b.*$",
    r".{0,120}\ball rights reserved\b.{0,120}$",
    r"our standards:.*$",
    r"the[- ](?:cnn|associated press)[- ]wire\b.*$",
    r"contribut(?:ing|ors?|ions?)\s?:.{3,250}$",
    r".{3,250}\bcontributed (?:reporting )?(?:to|for) this (?:report|story|article|piece)\W*$",
    r".{3,200}\bcontributed reporting(?: (?:from|for|to) .{2,60})?\W*$",
)
# What it says of other stories and of pictures. News begins with such labels, too, so a line that
# reports speech is spared.
_POINTERS = (
    r"(?:image|media|video|photo|picture|file) (?:caption|source|credit|copyright)\s?[,:].*$",
    r"(?:photo|photograph|picture|image|graphic|illustration|credit|photographer|file photo)s?"
    r"(?: credit)?\s?[:|/].*$",
    rf"(?:watch|listen|video|podcast|gallery|in pictures|live (?:blog|updates)|follow live"
    rf"|graphics?"
    rf"|read|(?:read|see|watch) (?:more|also|next)|also read|more on this|related(?: {_STORIES})?"
    r"|recommended|don.t miss|must read|(?:exclusive )?for subscribers|fact check)\s?[:|>»→].{3,}$",
    r"more:.*[^.]$",
    r"(?:advert(?:isement)?|advertorial)\s?: .{3,160}$",
    rf"{_CORRECTION_LABEL}.*$",
    r"(?:©|\(c\)|copyright (?:©|\(c\)|\d{4}|by)).{0,200}$",
    r"copyright (?-i:(?!\w+ (?:Act|Law|Bill)\b|(?:Act|Law|Bill)\b)"
    r"(?:(?:[A-Z][\w.&'’-]*|the|of|and|&),? ){1,6}\d{4})(?:\. all rights reserved)?\.?$",
)
_SPEECH = (
    r"\b(?:said|says|told|added|adds|wrote|writes|argued?|according to"
    r"|(?:urged|ordered|warned|announced|advised|instructed)(?! by\b))\b"
)
# The other languages have no rules of their own, but articles in them are read.
_REPORTED = (
    r"(?:said|told|wrote|added|warned|announced|confirmed|denied|stated|argued|claimed|insisted"
    r"|testified|noted|tweeted|urged|ordered|acknowledged|admitted|declared"
    r"|sagten?|erklärten?|teilten?|dijo|dijeron|afirmó|declaró|aseguró|déclaré|affirmé|indiqué"
    r"|disse|detto|dichiarato|afirmou|zei|zeiden|sa|sade|sagde|powiedział\w?|poinformował\w?|dedi"
    r"|söyledi|açıkladı|сказал\w?|заявил\w?|сообщил\w?|повідомив|повідомила|заявив|заявила)"
)
_REPORTS = rf"\b(?:{_REPORTED}(?! by\b)|according to)\b"
# ", Ruud said on Friday." and ", said Ruud.": somebody says it.
_REPORT_END = (
    r"(?:[,;”\"»“]|[.!?,]['’]) ?"
    rf"(?:\w[^,;.:]{{0,80}} {_REPORTED}(?! (?:by|to|that)\b)(?: [^,;.:]{{1,60}})?"
    rf"|{_REPORTED}(?! (?:by|to|that)\b) \w[^,;.:]{{1,60}})[.!?]?[\"”’»)]*$"
)
_ORDERS = (
    r"\b(?:civil (?:defen[cs]e|protection)|ministry|administration|authority|authorities|governor"
    r"|mayor|police|army|military|navy|coast guard|fire (?:brigade|service|department)|residents"
    r"|headquarters|emergency|emergencies|rescue\w*|shelters?|evacuat\w+|sirens?|all[- ]clear"
    r"|air[- ]raids?|curfew|missing|trapped|injured|stay (?:away|indoors|inside|at home|put)"
    r"|leave the|do not|don.t (?!miss)|windows|tsunami|flood(?:s|ed|ing)?|earthquake)\b"
)
_MESSAGES = (
    r"\b(?:messages?|signals?|transmissions?|texts?|notes?|letters?|telegrams?|cables?|banners?"
    r"|slogans?|posters?|placards?|signs?|inscriptions?|leaflets?|graffiti|alerts?|warnings?"
    r"|notices?|words|radioed|broadcast|texted|scrawled|painted|reads?)\b"
)
_SOURCE_NOTE = r"(?:sources?|via)\s?: ?.{2,60}$"
_NOTICE_TEXT = (
    r"\b(?:article|story|version|headline|caption|piece|(?:this|our) report|corrected|incorrectly"
    r"|misstated|misspel\w+|wrongly|clarif\w+|in our (?:\w+ )?editions? of"
    r"|we (?:said|stated|wrote|reported|gave|named|called|described|identified|quoted)"
    r"|(?:posts?|entry|report|graphic) (?:at|on|of|from))\b"
)

_WIRES = (
    r"(?:AFP|AP|The Associated Press|Associated Press|ASSOCIATED PRESS|Reuters|REUTERS|CNN|UPI|TASS"
    r"|dpa|DPA|ANSA|Xinhua|EFE|EPA|EPA-EFE|PTI|ANI|IANS|BBC|DW|RFE/RL|AAP|PA|PA Media|PA Wire"
    r"|Anadolu(?: Agency)?|Sputnik|Bloomberg|Interfax|Ukrinform|Kyodo(?: News)?|Yonhap|PAP|APA"
    r"|NTB|TT|Ritzau|Belga|ANP|Lusa|SDA|Keystone-SDA)"
)
_AGENCIES = (
    rf"(?:{_WIRES}|AP Photo|Getty(?: Images)?|[Gg]etty [Ii]mages|Shutterstock|NurPhoto"
    r"|Zuma(?: Press)?|Sipa|Alamy|iStock(?:photo)?|[Pp]ool|POOL|Imago|Handout|HANDOUT|NASA|FILE"
    r"|picture[ -]alliance)"
)
_CREDITS = (
    # Nobody says anything in a caption of another language.
    rf"^(?!.*\b{_REPORTED}\b)[^\"“„«»]{{0,250}}(?:{elsewhere.CREDITED}|{elsewhere.CREDITS})|"
    r"[.!?][\"'”’)]* (?:Photograph|Photo|Picture|Image|Illustration|Composite)s?: [A-Z©].{1,59}$"
    # "(AP Photo/Ann Lee)", "(Image credit: Ann Lee)", "... via Agency", "Credit...Ann Lee".
    rf"|[(\[]{_AGENCIES}(?: Photo| file)?\s?/.{{4,60}}[)\]]$"
    r"|[(\[](?:(?:[Ii]mage|[Pp]hoto|[Pp]icture) (?:credit|source|courtesy|by)|[Cc]redit)[: ]"
    r"[^)\]]{2,80}[)\]](?:$| .{0,60}(?<![.!?])$)"
    r"|[(\[]AP Photo[^)\]]{2,60}[)\]]$"
    rf"|\b(?:via|[Cc]ourtesy(?: of)?) {_AGENCIES}\)?$"
    r"|(?:^|[.!?]\s?)Credit\s?(?:\.\.\.|…|:).{2,80}(?<![.!?])$"
    r"|(?:Acquire|Purchase) Licensing Rights.{0,40}$"
)
# Small words within the names of a credit: "Georges van der Velde/Ministry of Health".
_CREDITED = frozenset(
    "of the for and via de da di del della van von der den al el bin la le".split()
)
_SIGNATURE = (
    r"[^\w\"“«„'‘]*(?:with (?:additional )?(?:reporting|files|reports) (?:by|from)"
    r"|(?:(?:additional|original|other|further) )?(?:reporting|writing|editing|compiled|edited"
    r"|written|produced|translated|graphics|photography|research)"
    r"(?: and (?:writing|editing|reporting))? (?:by|from))\b"
)
_BYLINE = r"(?:(?:text|words|story|analysis|opinion|review) )?by\b"
_BETWEEN_AUTHORS = frozenset(
    "and in of for the at de van von der den bin al el la by from ; : additional writing editing"
    " reporting translation translated edited agencies".split()
)
_TIME_WORDS = frozenset(
    "published posted updated last modified first created date time on at of to the and ago now"
    " minute minutes min mins hour hours hr hrs day days week weeks month months year years"
    " yesterday today local eastern central january february march april may june july august"
    " september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
    " monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri"
    " sat sun a p m am pm noon midnight gmt utc z t bst cet cest eet eest msk ist et edt est ct cdt"
    " cst mt mdt mst pt pdt pst".split()
)
_TIME_NUMBERS = r"st|nd|rd|th|am|pm|t|h\d{0,2}"
_TIME_EVIDENCE = (
    r"\d[:.]\d\d|\d\s?[ap]\.?m\b|(?:19|20)\d\d|\d\s\w+ ago|[a-z]day\b"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_DATELINE = rf"(?:[A-Z][\w.,'’/ -]{{0,60}}[\s(])?\(?{_WIRES}\)?\s*[-–—]+$"

FURNITURE = FurniturePatterns(
    caption_labels=_CAPTION_LABELS,
    notice_labels=_NOTICE_LABELS,
    claim_labels=(r"claim reviewed",),
    teaser_labels=(*_TEASER_LABELS, *elsewhere.TEASER_LABELS),
    labels=(*_LABELS, *elsewhere.LABELS),
    prompts=(*_PROMPTS, *elsewhere.PROMPTS),
    own=_OWN,
    notices=(*_NOTICES, *elsewhere.NOTICES),
    pointers=(*_POINTERS, *elsewhere.POINTERS),
    speech=_SPEECH,
    reports=_REPORTS,
    report_end=_REPORT_END,
    orders=f"{_ORDERS}|{elsewhere.ORDERS}",
    messages=_MESSAGES,
    notice_text=_NOTICE_TEXT,
    correction_label=_CORRECTION_LABEL,
    correction_column=_CORRECTION_COLUMN,
    mistake=_MISTAKE,
    source_note=_SOURCE_NOTE,
    credits=_CREDITS,
    agencies=_AGENCIES,
    wires=_WIRES,
    credited=_CREDITED,
    dateline=_DATELINE,
    byline=_BYLINE,
    signature=_SIGNATURE,
    between_authors=_BETWEEN_AUTHORS,
    time_evidence=_TIME_EVIDENCE,
    time_words=_TIME_WORDS | elsewhere.TIME_WORDS,
    time_numbers=_TIME_NUMBERS,
    turns=("Q", "Question"),
    questions=frozenset("what what's what’s who who's who’s why how when where which".split()),
    # Words that take up what was said before.
    connectives=frozenset(
        "but and he she it they we his her its their this that these those however meanwhile still"
        " also yet so then there such both another despite according".split()
    ),
    small_words=frozenset(
        "a an and as at but by en for from if in into nor of off on or out over per so than the to"
        " up v via vs with yet".split()
    ),
)
