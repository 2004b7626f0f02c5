"""How figures are given in English."""

from __future__ import annotations

from corpus.languages.figures import FigureWords, IssuingWords

_PEOPLE = {
    "": """
        person persons people men victims inhabitants individuals residents villagers locals
        others
        """,
    "women": "woman women",
    "children": "child children kids minors boys girls babies infants pupils schoolchildren",
    "students": "student students",
    "civilians": "civilian civilians",
    "soldiers": """
        soldier soldiers troops serviceman servicemen servicemembers conscripts recruits marines
        personnel
        """,
    "fighters": """
        fighter fighters militant militants insurgent insurgents attacker attackers terrorist
        terrorists rebel rebels gunman gunmen guerrillas saboteur saboteurs jihadists extremists
        """,
    "police": "policeman policemen police",
    "officers": "officer officers",
    "rescuers": "rescuer rescuers firefighter firefighters medic medics paramedics",
    "journalists": "journalist journalists reporter reporters",
    "workers": "worker workers employee employees staff miners",
    "passengers": "passenger passengers",
    "crew": "crew crewman crewmen",
    "hostages": "hostage hostages captive captives",
    "prisoners": "prisoner prisoners inmate inmates",
    "refugees": "refugee refugees migrant migrants",
    "patients": "patient patients",
    "protesters": "protester protesters protestor protestors demonstrator demonstrators",
    "tourists": "tourist tourists",
    "families": "family families households",
    "suspects": "suspect suspects",
}
_MEASURES = (
    (r"(?:sq(?:uare)?\.?[ -]?(?:km|kilomet(?:er|re)s?)|km2|km²)", "area", "km2", 1.0),
    (r"(?:sq(?:uare)?\.?[ -]?(?:mi|miles?))", "area", "km2", 2.589988),
    (r"hectares?", "area", "km2", 0.01),
    (r"acres?", "area", "km2", 0.004046856),
    (r"(?:km/h|kph|kmh|kilomet(?:er|re)s?[ -](?:an|per)[ -]hour)", "speed", "km/h", 1.0),
    (r"(?:mph|miles[ -](?:an|per)[ -]hour)", "speed", "km/h", 1.609344),
    (r"(?:km|kms|kilomet(?:er|re)s?)", "distance", "km", 1.0),
    (r"(?:mi|miles?)", "distance", "km", 1.609344),
    (r"(?:nautical[ -]miles?)", "distance", "km", 1.852),
    (r"(?:meters?|metres?|m)", "distance", "km", 0.001),
    (r"(?:feet|foot|ft)", "distance", "km", 0.0003048),
    (r"(?:yards?)", "distance", "km", 0.0009144),
    (r"(?:centimet(?:er|re)s?|cm)", "distance", "km", 0.00001),
    (r"(?:inch|inches)", "distance", "km", 0.0000254),
    (r"(?:metric[ -])?(?:tons?|tonnes?)", "weight", "t", 1.0),
    (r"(?:kg|kilos?|kilograms?)", "weight", "t", 0.001),
    (r"(?:pounds? sterling)", "money", "GBP", 1.0),
    (r"(?:US |U\.S\. )?dollars?", "money", "USD", 1.0),
    (r"euros?", "money", "EUR", 1.0),
    (r"pounds?(?= of\b)", "weight", "t", 0.00045359),
    (r"(?:r[ou]+bles?)", "money", "RUB", 1.0),
    (r"(?:hryvnias?)", "money", "UAH", 1.0),
    (r"(?:yuan|renminbi)", "money", "CNY", 1.0),
    (r"yen", "money", "JPY", 1.0),
    (r"rupees?", "money", "INR", 1.0),
    (r"(?:%|per ?cent|percentage points?)", "share", "%", 1.0),
    (r"degrees? (?:celsius|centigrade)|°c", "temperature", "°C", 1.0),
    (r"degrees? fahrenheit|°f", "temperature", "°F", 1.0),
    (r"degrees?(?= (?:in|of) (?:longitude|latitude))", "position", "°", 1.0),
    (r"(?:seconds?|secs?)", "duration", "second", 1.0),
    (r"(?:minutes?|mins?)", "duration", "minute", 1.0),
    (r"(?:hours?|hrs?)", "duration", "hour", 1.0),
    (r"days?", "duration", "day", 1.0),
    (r"nights?", "duration", "night", 1.0),
    (r"weeks?", "duration", "week", 1.0),
    (r"months?", "duration", "month", 1.0),
    (r"years?", "duration", "year", 1.0),
    (r"decades?", "duration", "year", 10.0),
    (r"centur(?:y|ies)", "duration", "year", 100.0),
)
_BE = (
    r"(?:(?:was|were|is|are|been|be|being|has|have|had|got|also|reported(?:ly)?|feared|confirmed"
    r"|(?:known|believed|thought|presumed) to (?:be|have))\s+)"
)
_ADVERB = (
    r"(?:[a-z]+ly\s+|still\s+|now\s+|already\s+|so far\s+|later\s+|themselves\s+"
    r"|on\s+[A-Z]\w+day\s+)"
)
_PREDICATE = rf"(?:{_BE}|{_ADVERB}){{0,5}}"
_OF_INJURY = r"(?:injured|wounded|hurt|maimed)"
_OF_LOSS = r"(?:destroyed|levell?ed|flattened|razed|wiped out|collapsed|toppled|burnt? down)"
_OF_DAMAGE = (
    r"(?:(?:badly |severely |heavily |slightly )?damaged|rendered (?:unsafe|uninhabitable))"
)
# "Two homes were hit", "two homes hit by rockets": two drones that hit a port are not damaged.
_WAS_HIT = (
    rf"(?:(?:{_ADVERB}){{0,2}}{_BE}(?:{_BE}|{_ADVERB}){{0,4}}(?:badly |heavily )?hit"
    r"|(?:badly |heavily )?hit (?=by\b))"
)
_ROSE = (
    r"(?:rises?|rose|risen|rising|climb(?:s|ed|ing)?|jump(?:s|ed)|grows|grew|grown"
    r"|increas(?:es|ed)|soar(?:s|ed)|doubl(?:es|ed)|mount(?:s|ed)|(?:goes|went|gone) up|edged up"
    r"|swelled|raised|lifted)"
)
_FELL = r"(?:falls?|fell|fallen|drops|dropped|lowered|reduced|cut|(?:goes|went|gone) down)"
_BROUGHT = r"(?:br(?:ing(?:s|ing)?|ought)|tak(?:es?|ing|en)|took)\b[^.;,]{3,40}?"
_RISES = rf"{_ROSE}|{_FELL}|{_BROUGHT}|stood|stands|revised|updated|reach(?:es|ed)|pass(?:es|ed)"
# Between a toll and its number: what it is of, and when that was.
_OF_WHAT = (
    r"(?:[^.;\d]|\b(?:1[89]|20)\d\d\b|\b\d{1,2} (?=(?:january|february|march|april|may|june|july"
    r"|august|september|october|november|december)\b)|(?<=[a-z] )\d{1,2}(?=,|’s|'s)){0,120}?"
)

_CHANGED = (
    rf"(?:{_OF_WHAT}\b(?:{_RISES})|(?:[^.;\d]|\b(?:1[89]|20)\d\d\b){{0,60}}?\b(?:put|given|estimated|hits?|is|was))"
    r"(?: (?:to|from|at|as|now|by))?"
)
_NUMBER_KILLED = (
    r"(?:number|count|tally) of (?:the )?(?:dead|deaths|fatalities|victims|killed|(?:people|those)"
    r" (?:(?:known|confirmed|believed) to have |who (?:have |had )?)?(?:been )?(?:killed|died))"
)

# Whose the whole is, between "of" and it: "of the ship’s 24", "of her crew of 24".
_OWNER = r"(?:(?:the|a)\s+)?(?:[\w-]+\s+)?[\w-]+[’']s?"
_OF_A_WHOLE = (
    rf"of\s+(?:all\s+)?(?:(?:the|those|these|its|his|her|their|our|{_OWNER})\s+)?"
    r"(?:(?:other|remaining|first|original|initial|\w+ed)\s+)?"
    r"(?:(?:crew|group|team|party|staff|fleet|convoy|total)\s+of\s+)?"
)
_SMALL = r"(?:\d|10|100|1,000|one|two|three|four|five|six|seven|eight|nine|ten)"
_PORTIONS = (
    r"(?:half|thirds?|quarters?|fifths?|tenths?|most|many|some|few|none|several|any|one|another"
    r"|dozens|scores|hundreds|thousands|number|majority|minority|handful|rest|remainder|part"
    r"|percent|per cent|%|all but \w+)"
)

# A name or a described source, of up to eight words: "a hospital in Norhaven".
_PART_OF_NAME = r"(?:[A-Z][a-z]{0,3}\.(?= [A-Z])|[\w’'&-]+(?:\.\w+\.?)*)"
_WHO = rf"(?P<who>(?:(?:[Tt]he|[Aa]n?) )?{_PART_OF_NAME}(?: {_PART_OF_NAME}){{0,7}}?)"
_NAMED = (
    rf"(?:[Tt]he )?(?:[a-z]+ ){{0,2}}(?:{_PART_OF_NAME} ){{0,5}}?[A-Z][\w’'-]+(?: [a-z]+){{0,2}}"
)
_TWO = rf"(?P<who>{_NAMED} and {_NAMED})(?:, \w+,)?(?: both| also)? (?:say|said|reported|report)\b"
_NAME_PART = r"(?:[A-Z][\w’'&-]*|of|for|and|the)"
_GAVE = (
    r"(?:put|puts|estimated?|estimates|gave|gives|revised|placed|calculated?|calculates|valued?"
    r"|values)"
)

ISSUING = IssuingWords(
    giver=rf"(?:^|[,;:—–]\s+|\b(?:while|but|and|as|although|whereas)\s+){_WHO}"
    rf",?\s+(?:(?:has|have|had|later|earlier|now|also|initially|officially)\s+)*{_GAVE}\s+"
    r"[^.;,\d]{2,60}?\s(?:at|to|as)\s+(?:magnitude[ -])?$",
    joint=rf"^{_TWO}",
    joint_after=rf"^[^.;:]{{0,120}}?,\s+{_TWO}",
    reckoner=rf"\b[Bb]y\s+{_WHO}[’']s?\s+(?:count|estimates?|tally|reckoning|figures)\b"
    r"[^.;\d]{0,40}$",
    quoted=rf"^[^.;:]{{0,120}}?,\s+{_WHO}\s+(?:was|were)\s+quoted\s+(?:by [\w .]{{1,30}} )?"
    r"as saying",
    reference=r"^[^.;:\d]{0,80}?,? (?:per|as per|according to) (?:the |an? )?"
    rf"(?P<who>{_NAME_PART}(?: {_NAME_PART}){{0,5}})"
    r"(?: (?:(?:news |press )?release|statement|report|data|figures|website))?(?=[,.;)]|$)",
    given=r"\b(?:put|estimated|given|placed|valued|set|revised|reported|calculated|counted)\s+"
    r"(?:(?:at|as|to)\s+)?$",
    by=rf"^[^.;:,\d]{{0,40}}?\bby\s+{_WHO}(?=\s*[.,;]|$"
    r"|\s(?:on|after|late|early|and|but|who|which)\b)",
)

FIGURES = FigureWords(
    bounds={
        r"(?:at least|no fewer than|no less than|not less than|a minimum of|minimum)": ">=",
        r"(?:more than|over|above|upwards? of|in excess of|exceed(?:s|ed|ing)?|greater than"
        r"|beyond|topped|tops|surpass(?:es|ed|ing)?|pass(?:es|ed|ing))": ">",
        r"(?:up to|as many as|as much as|at most|no more than|a maximum of|not more than)": "<=",
        r"(?:fewer than|less than|below|under)": "<",
        r"(?:nearly|almost|close to|just under|about|around|some|approximately|roughly"
        r"|an estimated|estimated(?: at)?|circa|in the region of|near|approx\.?|a reported)": "~",
    },
    bounds_after={
        r"(?:or more|or higher|and counting|plus)\b|\+": ">=",
        r"(?:or fewer|or less)\b": "<=",
    },
    vague={
        "tens of thousands": (20_000, 99_999),
        "hundreds of thousands": (200_000, 999_999),
        "tens of millions": (20_000_000, 99_999_999),
        "hundreds of millions": (200_000_000, 999_999_999),
        "millions": (2_000_000, 999_999_999),
        "thousands": (2_000, 99_999),
        "hundreds": (200, 9_999),
        "dozens": (20, 999),
        "scores": (20, 999),
        "tens": (20, 999),
        **{
            f"{some}{power}": (least * value, 9 * value)
            for some, least in (("several ", 3), ("a few ", 2), ("few ", 2), ("a couple of ", 2))
            for power, value in (
                ("dozen", 12),
                ("hundred", 100),
                ("thousand", 1_000),
                ("million", 1_000_000),
                ("billion", 1_000_000_000),
            )
        },
    },
    multipliers={
        "k": 1_000,
        "m": 1_000_000,
        "mn": 1_000_000,
        "mln": 1_000_000,
        "bn": 1_000_000_000,
        "b": 1_000_000_000,
        "tn": 1_000_000_000_000,
        "trillion": 1_000_000_000_000,
    },
    currencies={
        "US$": "USD",
        "A$": "AUD",
        "C$": "CAD",
        "$": "USD",
        "€": "EUR",
        "£": "GBP",
        "¥": "JPY",
        "₽": "RUB",
        "₴": "UAH",
        "₹": "INR",
        "Rs": "INR",
    },
    units=_MEASURES,
    people={word: group for group, words in _PEOPLE.items() for word in words.split()},
    verbs={
        r"kill(?:ed|ing|s)|slay(?:ing)?|slain|claim(?:ed|ing|s)? the lives of|massacred"
        r"|eliminat(?:ed|ing)|murder(?:ed|ing)|executed|shot dead|left dead": "killed",
        r"injur(?:ed|ing|es)|wound(?:ed|ing|s)|hurt(?:ing|s)?|maim(?:ed|ing)": "injured",
        r"displac(?:ed|ing|es)|uproot(?:ed|ing)": "displaced",
        r"evacuat(?:ed|ing|es)": "evacuated",
        r"detain(?:ed|ing|s)|arrest(?:ed|ing|s)|jail(?:ed|ing)|rounded up": "detained",
        r"captur(?:ed|ing|es)|took prisoner|taken prisoner": "captured",
        r"kidnap(?:ped|ping)|abduct(?:ed|ing)|took hostage": "abducted",
        r"releas(?:ed|ing|es)|freed|freeing": "released",
        r"rescu(?:ed|ing|es)|saved|pulled out": "rescued",
        r"destroy(?:ed|ing|s)|flatten(?:ed|ing|s)|levell?(?:ed|ing|s)|raz(?:ed|ing)"
        r"|wip(?:ed|ing) out|toppl(?:ed|ing)": "destroyed",
        r"damag(?:ed|ing|es)": "damaged",
        r"shot down|down(?:ed|ing)|intercept(?:ed|ing|s)|shoot(?:ing)? down": "shot down",
        r"recall(?:ed|ing|s)(?: (?:about|around|some|nearly|more than))?": "recalled",
        r"launch(?:ed|ing|es)|fir(?:ed|ing)": "launched",
        r"deploy(?:ed|ing|s)|dispatch(?:ed|ing)|sen(?:t|ding)": "sent",
    },
    predicates={
        rf"{_PREDICATE}(?:killed|dead|died|perished|slain|shot dead|lost their lives|executed"
        r"|massacred)": "killed",
        rf"{_PREDICATE}(?:(?:critically |seriously |slightly |severely |badly )?{_OF_INJURY}"
        r"|suffered (?:\w+ )?injuries)": "injured",
        rf"{_PREDICATE}(?:missing|unaccounted for)": "missing",
        rf"{_PREDICATE}(?:homeless|displaced|(?:forced|had|having) to (?:flee|leave)"
        r"|fled|waiting to be housed"
        r"|need(?:ed|ing)? (?:accommodation|shelter|housing))": "displaced",
        rf"{_PREDICATE}(?:housed|accommodated|sheltered)": "housed",
        rf"{_PREDICATE}evacuated": "evacuated",
        rf"{_PREDICATE}(?:detained|arrested|jailed|in custody)": "detained",
        rf"{_PREDICATE}(?:taken prisoner|captured)": "captured",
        rf"{_PREDICATE}(?:abducted|kidnapped|taken hostage)": "abducted",
        rf"{_PREDICATE}(?:rescued|saved|pulled (?:alive )?from)": "rescued",
        rf"{_PREDICATE}(?:released|freed)": "released",
        rf"{_PREDICATE}(?:hospitali[sz]ed|admitted to hospital|in hospital)": "in hospital",
        rf"{_PREDICATE}(?:treated|received treatment)": "treated",
        rf"{_PREDICATE}(?:trapped|buried)": "trapped",
        rf"{_PREDICATE}stranded": "stranded",
        rf"{_PREDICATE}(?:joined the (?:stoppage|strike|walkout)|walked out(?! of)|on strike"
        r"|downed tools)": "on strike",
        rf"{_PREDICATE}{_OF_LOSS}": "destroyed",
        rf"(?:{_PREDICATE}{_OF_DAMAGE}|{_WAS_HIT})": "damaged",
        rf"{_PREDICATE}recalled": "recalled",
        r"(?:(?<=units )|(?<=vehicles )|(?<=cars )|(?<=trucks ))(?:are|were) affected": "affected",
        rf"{_PREDICATE}(?:shot down|downed|intercepted)": "shot down",
    },
    nouns={
        r"deaths?|fatalit(?:y|ies)|dead": "killed",
        r"injur(?:y|ies)|wounded|injured": "injured",
        r"casualt(?:y|ies)": "casualties",
        r"arrests?": "detained",
        # Those that were "counted twice" are no others.
        r"(?:bod(?:y|ies)|corpses?)\b(?! (?:(?:had|have) been |were |was )?"
        r"(?:double-counted|counted (?:twice|double)))": "bodies",
        r"survivors?": "survivors",
        r"aftershocks?": "aftershocks",
        r"missing": "missing",
    },
    leads={
        r"(?:death )?toll(?: of| at| now| has| had)?"
        rf"|(?:(?:death )?toll|{_NUMBER_KILLED})\b{_CHANGED}"
        rf"|(?:deaths|fatalities) (?:from|in)\b{_OF_WHAT}\b(?:{_ROSE}|{_FELL}) (?:to|from)"
        r"|(?:toll|number of (?:dead|deaths|fatalities|victims))[^.;,\d]{0,40}?"
        r" (?:at|to)": "killed",
        r"bodies of": "bodies",
        rf"number of (?:(?:the )?(?:injured|wounded)|people (?:injured|wounded|hurt))\b{_CHANGED}"
        r"|number of (?:injured|wounded)[^.;,\d]{0,40}? (?:at|to)": "injured",
        r"number of (?:(?:the )?missing|(?:people|those)(?: still| reported)? missing)\b"
        rf"{_CHANGED}": "missing",
        r"population(?: of| is| was)?|home to|inhabited by": "population",
        r"(?:at )?(?:a )?depth(?: of)?|deep": "depth",
    },
    at_place=r"\b(?:in|at|on|across|throughout)\s+(?:the\s+)?(?:[a-z-]+\s+){0,3}?"
    r"(?:(?:city|town|village|province|district|region|island|capital|area|suburb|port|state)"
    r"(?:\s+of)?\s+)?",
    waters=frozenset("channel gulf ocean sea strait".split()),
    places=frozenset("city town village province district region island county suburb".split()),
    part=r"\b(?:including|includes?|among (?:them|those|the dead|whom)"
    r"|of (?:whom|them|those|the dead)"
    r"|comprising|incl\.)\W+(?:according to [^,;\d]{1,60},\s+)?"
    r"(?:(?!and\b|but\b|\d)[\w’'-]+\W+){0,4}?$",
    within=r"(?<!^)\b(?:in|across|throughout|from|around)\s+(?:the\s+)?$",
    parted=r"^\s*of (?:them|those|whom"
    r"|the (?:[\w-]+ ){0,2}(?:\d|victims|dead|wounded|injured|missing))",
    whole=rf"^(?:\s+(?:[a-z-]+\s+){{0,2}}out|\s+more)?\s+{_OF_A_WHOLE}$",
    excepted=r"\ball (?:but|except)\s+$",
    aside=r"^((?:\s+[\w’'-]+){0,4}), (?:among|including|many|most|some|\w+ of (?:them|whom))\b"
    r"[^,.;]*,",
    portion=rf"(?<![\w-]){_PORTIONS}\s+(?:out\s+)?{_OF_A_WHOLE}$",
    finite=r"\b(?:is|are|was|were|am|has|have|had|been|be|will|died|perished|fled|lost|suffered"
    r"|received|remain(?:s|ed)?|drowned|survived|escaped)\b",
    more=r"\b(?:another|a further|further|an additional|additional)\s+$",
    added=r"^\s+more\b(?! than\b)",
    magnitude_before=r"\bmagnitude(?:[- ]|[^.;,\d]{0,30}?\s(?:of|at|was|is|to)\s+)"
    r"(?:at least |about |around )?$",
    magnitude_after=r"^(?:[- ](?:magnitude|strength)\b|(?: degrees?)? on the (?:[\w-]+ )?richter"
    r"|[- ](?:degree )?(?:earthquake|quake|temblor|tremor)\b)",
    magnitude_near=r"\b(?:quake|earthquake|temblor|tremor|aftershock|magnitude|richter)(?=s?\b)",
    magnitude_of=r"\b(?:quake|earthquake|temblor|tremor|aftershock)(?=s?\b)",
    population=r"\b(?:city|town|village|island|country|community|territory)\s+of\s+$",
    smaller=frozenset(("aftershock",)),
    elsewhere=r"\b(?:another|second|previous|earlier|similar|last major|last big|separate|past)\s+"
    r"(?:[\w-]+\s+){0,2}?(?:earthquake|quake|temblor|tremor|attack|strike|raid|bombing|blast"
    r"|explosion|flood|fire|storm|disaster|accident|crash|incident|shooting|war|incursion)",
    again=r"\b(?P<which>second|third|fourth|fifth)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:one|such|(?:earth)?quake|temblor|tremor|attack|strike|raid|bombing|blast|explosion|flood|fire"
    r"|storm|accident|crash|shooting)\s+to (?:hit|strike|rock|shake|jolt|happen|occur)\b",
    since=r"\bsince (?:the )?(?:start|beginning|outbreak|launch|onset|war|conflict|invasion"
    r"|fighting"
    r"|(?:it|they|he|she) (?:began|started|took))\b"
    r"|\bsince (?:(?:18|19|20)\d\d|(?:january|february|march"
    r"|april|may|june|july|august|september|october|november|december)\b)"
    r"|\bso far this (?:year|month|week)\b|\bin recent (?:years|months|weeks|decades)\b"
    r"|\b(?:over|in|during) the (?:past|last) (?:[\w-]+ )?(?:weeks|years?|months?|decades?)\b"
    r"|\bthis year\b"
    r"|\bannually\b|\b(?:every|per|each) (?:year|day|month|week)\b|\bon average\b"
    r"|\bdaily\b|\byearly\b|\bsince\b[^.;]{1,80}?\bin (?:18|19|20)\d\d\b",
    recalling=r"(?P<who>\(?[A-Z].{1,80}?)(?: \((?P<short>[^()]{1,40})\))?"
    r"(?: also)? (?:is|are|has|have) recall(?:ing|ed)\b",
    referring=r"\b(?:the|their|its) (?:number|figure|count|total)\s+"
    r"(?:(?:was|is|has been|had been)\s+)?(?:put|given|revised|raised|lowered)?\s*(?:at|as|to)\s+$",
    former=rf"\b(?:(?:down|up|{_ROSE}|{_FELL}|(?:revis|correct|chang)ed)"
    r"(?: \w+ly| upwards?| downwards?)? from|to (?:[\w,]+ )?[\w,-]+,? from"
    r"|had (?:earlier |previously |first |initially )?(?:stood|been put) at"
    r"|(?:first|initially|earlier|originally|previously)"
    r" (?:\w+ )?(?:given|put|reported|estimated|stated) (?:as|at)"
    r"|(?:first|initial|earlier|original|previous) (?:figure|toll|count|estimate|report)s? of)"
    r"\s+(?:the |an? )?(?:(?:first|initial|earlier|original|previous)(?:ly)? )?"
    r"(?:(?:figure|toll|count|estimate)(?: of)? )?(?:magnitude(?: of)? )?$",
    to=frozenset(("to",)),
    upward=rf"\b(?:{_ROSE}|{_BROUGHT}|(?:now|currently) (?:stands|stood|known)|stands now"
    r"|reach(?:es|ed))\b"
    r"[^.;,\d]{0,40}$",
    downward=rf"\b{_FELL}\b[^.;,\d]{{0,40}}$",
    pointing=r"^\W*(?:it|its|that|this|they|those|these|he|she|at the time|then)\b",
    # With a capital it is the month: "on 12 May".
    unreal=r"\b(?:can|could|might|(?-i:may)|would|should|if|unless|expected to|likely to"
    r"|not expected|fear(?:s|ed)? (?:that|the)|predict(?:s|ed)?|forecast|up to to|at risk"
    r"|risk(?:s|ed|ing)?)\b",
    heads=frozenset(
        """
        a an the and or but what of in on at to from for with by as that which who whom whose while
        when where after before since during into over under across near along around between
        against was were is are be been being has have had do does did will would can could may
        might must
        should said says say told tell according it its they their them he his she her this these
        those there here not no so if than then also still now only just more most other another
        including because until off out up down per each about among amid without within ahead
        behind apart ago away remain remains remained
        """.split()
    ),
    not_counted=r"(?:no|number|page|chapter|section|article|resolution|flight|room|route|highway"
    r"|channel|version|volume|part|phase|day|level|category|group|act|aged|age|type|stage|grade|size"
    r"|season|episode|unleaded|octane|formula|fortune|nasdaq|dow|ftse|boeing|airbus|iphone|windows"
    r"|covid|\w+&\w+)\.?\s*$",
    never_counted=r"(?:^|[,;:“\"(]\s*|\b(?:about|almost|and|around|nearly|only|or|roughly|some|than"
    rf"|that|to)\s+){_SMALL} (?:in (?:every )?|out of (?=every |10\b|ten\b|100\b)(?:every )?)"
    rf"{_SMALL}\b(?! of\b)|\bzero-(?=[^\W\d])|\b(?:hop|want|wish|plann|expect)\w*\s+one day\b"
    r"|\bone day (?:to|be|hope)\b|\b\d[\d,.]*(?: \d/\d)? (?=ahead of\b)",
    asked={
        **dict.fromkeys(
            "killed kill died die dead deaths death toll fatalities".split(), ("killed",)
        ),
        **dict.fromkeys("injured wounded hurt injuries".split(), ("injured",)),
        **dict.fromkeys("casualties casualty victims".split(), ("killed", "injured", "casualties")),
        **dict.fromkeys("missing unaccounted".split(), ("missing",)),
        **dict.fromkeys("displaced homeless fled".split(), ("displaced",)),
        **dict.fromkeys("evacuated evacuations".split(), ("evacuated",)),
        **dict.fromkeys("detained arrested arrests".split(), ("detained",)),
        **dict.fromkeys("rescued saved".split(), ("rescued",)),
        **dict.fromkeys("damaged".split(), ("damaged",)),
        **dict.fromkeys("destroyed".split(), ("destroyed",)),
        **dict.fromkeys("magnitude strong".split(), ("magnitude",)),
        **dict.fromkeys("captured".split(), ("captured",)),
        **dict.fromkeys("abducted kidnapped hostages".split(), ("abducted",)),
    },
    same_things={
        "homes": "houses",
        "home": "houses",
        "house": "houses",
        "quake": "earthquake",
    },
    issuing=ISSUING,
)
