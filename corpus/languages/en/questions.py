"""How questions are asked in English."""

from __future__ import annotations

from corpus.languages.questions import (
    AskedActs,
    AskedSources,
    AskedSpeakers,
    ClaimedDeeds,
    Examples,
    GoingOn,
    QuestionWords,
)

# Places that news says for a government; each stands in nations.toml.
_SEATS = frozenset(
    """
    kabul tirana algiers yerevan canberra vienna baku dhaka minsk sarajevo brasilia
    london whitehall sofia ottawa santiago beijing bogota zagreb havana nicosia prague
    copenhagen quito cairo tallinn helsinki paris elysee tbilisi berlin accra athens
    budapest reykjavik delhi jakarta tehran baghdad dublin jerusalem rome tokyo amman
    astana nairobi pristina riga beirut tripoli vilnius bamako chisinau rabat naypyidaw
    kathmandu wellington abuja pyongyang skopje oslo muscat islamabad manila warsaw
    lisbon doha bucharest moscow kremlin kigali riyadh belgrade bratislava ljubljana
    mogadishu pretoria seoul madrid colombo khartoum stockholm damascus taipei bangkok
    tunis ankara kampala kyiv kiev washington pentagon tashkent caracas hanoi sanaa
    harare
    """.split()
) | {
    *("addis ababa", "buenos aires", "downing street", "kuala lumpur", "mexico city", "new delhi"),
    *("phnom penh", "tel aviv", "the hague", "white house"),
}
_UNITS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
    """.split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_POWERS = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

_DEEDS = (
    *("behind", "carried out", "conducted", "did", "done", "launched", "mounted"),
    *("organised", "organized", "responsible", "staged"),
)
# "Who said they bombed it?": without "were", which makes them the ones that were bombed.
_VIOLENCE = (
    r"(?:abducted|ambushed|assassinated|attacked|blew|blown|bombed|breached|broke[n]?|captured|cut"
    r"|destroyed|detonated|downed|executed|fired|hacked|hijacked|hit|kidnapped|kidnaped|killed"
    r"|murdered|poisoned|raided|sabotaged|seized|shelled|shot|shot down|sank|sunk|stormed|struck"
    r"|targeted|torched)"
)
_DEED_NOUNS = (
    r"\b(?:abduction|ambush|arson|assassination|assault|attack|blast|bomb|bombing|breach|explosion"
    r"|fire|hack|hacking|hijacking|incursion|kidnapping|killing|massacre|murder|operation|raid"
    r"|sabotage|shelling|shooting|strike|theft)e?s?\b"
)
_TAKING = r"\b(?:claim(?:s|ed|ing)?|tak(?:es?|en|ing)|took|accept\w*|admit\w*|assum\w+)\b"
_CLAIMED = (
    rf"(?:{_TAKING}(?:\W+[\w’']+){{0,4}}?\W+(?:responsibility|credit)\b"
    r"|\bclaims? of responsibility\b"
    rf"|(?:\b(?:responsibility|credit)\b|{_DEED_NOUNS})[^.;:]{{0,60}}?\bclaimed by\b"
    r"|\b(?:admit\w*|confess\w*|own(?:s|ed) up)(?: to)?(?: having)?"
    rf" (?:being behind|carrying (?:it )?out|{_VIOLENCE}"
    rf"|(?:the|this|that|both|another|an?) (?:[\w-]+ ){{0,3}}?{_DEED_NOUNS})"
    # "claimed it", but not "claimed it was"
    r"|\bclaim(?:s|ed|ing)? (?:it|them)(?=[.,;:]|$| as\b| in\b| on\b)"
    rf"|\bclaim(?:s|ed|ing)? (?:the|this|that|both|another|an?) (?:[\w-]+ ){{0,3}}?{_DEED_NOUNS}"
    r"(?! (?:had|has|was|were|is|are|did|would|could)\b)"
    r"|\bclaim(?:s|ed|ing)?\b[^.;:]{0,40} to (?:be|have been) (?:behind|responsible)\b"
    r"|\bclaim(?:s|ed|ing)?\b[^.;:]{0,40} to have "
    rf"(?:done|carried out|launched|mounted|staged|{_VIOLENCE})\b)"
)

QUESTIONS = QuestionWords(
    stop_words=frozenset(
        """
        a about after again against all also am an and any are aren't as at be because been before
        being below between both but by can can't cannot could couldn't did didn't do does doesn't
        doing don't down during each either else ever few for from further get gets got had hadn't
        has hasn't have haven't having he her here hers him his how however i if in into is isn't
        it its itself just let me more most much must my no nor not now of off on once only or
        other our ours out over own per please same shall she should so some such tell than that
        the their theirs them then there these they this those through to too under until up upon
        us very was wasn't we were weren't what when where which while who whom whose why will with
        won't would you your yours according say says said many much know known there's what's
        who's
        """.split()
    ),
    function_words=frozenset(
        """
        a an and are as at be been being but by can could did do does for from had has have having
        he her him his how i if in into is it its itself me my of on or our she should so than that
        the their them then there these they this those to was we were what when where which while
        who whom whose why will with would you your s t not no about after also according said say
        says any some
        """.split()
    ),
    number_words=frozenset(
        """
        one two three four five six seven eight nine ten eleven twelve dozen dozens hundred
        hundreds thousand thousands million billion half twice first second third fourth fifth
        """.split()
    ),
    # In this order: "how many people" is a number, "which country's president" a party.
    corrections=(
        r"\b(?:correct(?:s|ed|ion|ions)?|clarif\w+|errors?|mistakes?|misstated|misquoted|retract\w*"
        r"|(?:earlier|previous) versions?)\b"
    ),
    own_corrections=r"\b(?:correct(?:s|ed|ion|ions)?|clarif\w+|retract\w*)\b",
    all_corrections=(
        r"\bcorrections?\b"
        r"|\b(?:outlets|newspapers|papers|media|broadcasters"
        r"|press(?! (?:conference|office\w*|release|secretary|service)))\b"
        r"[^?.]{0,40}\b(?:correct|clarif|retract)\w*"
        r"|\b(?:articles?|errors?|mistakes?|reports?|stor(?:y|ies)|what)\b[^?.]{0,30}"
        r"\b(?:was|were|been|had to be) (?:later |since )?(?:clarified|corrected|retracted)\b"
        r"(?! by (?!(?:the )?(?:broadcasters|media|newspapers|outlets|papers|press)\b))"
    ),
    correcting="did|does|do|has|had|have|by|of|from|in",
    of_corrections=frozenset(
        """
        article broadcaster clarification clarify correct correction error issue later make media
        mistake newspaper outlet paper press print publish report retract retraction run since story
        version wrong
        """.split()
    ),
    kinds={
        "number": r"\bhow (?:many|much|long|old|far|big|high|large|fast|often)\b"
        r"|\bpercentage\b|\bwhat number\b|\bapproximately\b",
        "party": r"\b(?:who|whose|whom)\b"
        r"|\bwhich (?:person|man|woman|president|leader|actor|actress|singer|player|politician"
        r"|senator|official|minister|group|company|team|organi[sz]ation)\b",
        "time": r"\bwhen\b|\b(?:what|which) (?:day|date|year|month|time)\b",
        "place": r"\bwhere\b|\b(?:what|which) (?:\w+ )?(?:country|city|state|town|place|region"
        r"|nation|village|continent|location)\b",
        "cause": r"\bwhy\b|\bwhat (?:caused|is the reason|was the reason)\b",
    },
    seats=_SEATS,
    at_place=frozenset(
        """
        across around at from in inside into near of outside over through throughout to toward
        towards
        """.split()
    ),
    before_actor=frozenset(
        """
        and are as by can could did do does from had has have how if is or should that to was were
        what when why will with would
        """.split()
    ),
    values={word: value for value, word in enumerate(_UNITS)}
    | {word: 10 * value for value, word in enumerate(_TENS, start=2)}
    | {"dozen": 12}
    | _POWERS,
    going_on=GoingOn(
        opening=r"(?:ok(?:ay)?,?\s+)?(?:(?:and|but|or|so|also)\b|(?:what|how)\s+about\b)",
        pointing=frozenset(
            """
            he she it they him her them his hers its their theirs this that these those there then
            """.split()
        ),
    ),
    examples=Examples(
        by_act={
            "states": "What did {speaker} say?",
            "claims": "What did {speaker} claim?",
            "denies": "What did {speaker} deny?",
            "confirms": "What did {speaker} confirm?",
            "accuses": "Whom did {speaker} accuse?",
            "promises": "What did {speaker} promise?",
            "warns": "What did {speaker} warn of?",
        },
        about="What did {speaker} say about {topic}?",
        who_denied="Who denied {thing}?",
        denied=frozenset(
            """
            accusations allegations any claims involvement knowledge reports responsibility
            wrongdoing
            """.split()
        ),
        general=(
            "Who claimed responsibility?",
            "How many people were killed or injured?",
            "What do officials deny?",
        ),
    ),
    acts=AskedActs(
        taken=frozenset(("responsibility", "credit")),
        taking=frozenset(
            """
            claim claims claimed claiming take takes took taken taking accept accepts accepted
            admit admits admitted assume assumes assumed
            """.split()
        ),
        deeds=_DEEDS,
        # "Who said they carried it out?", "Who was behind it?"
        done_it=(
            r"\bwho (?:(?:has|have|had) )?"
            r"(?:(?:admit\w*|claim\w*|sa(?:id|ys?)) (?:that )?(?:he|she|it|they) "
            r"(?:(?:had|has|have|was|were|is|are) )*"
            rf"(?:{'|'.join(_DEEDS)})\b"
            r"|(?:admit\w*|claim\w*|sa(?:id|ys?)) (?:that )?(?:he|she|it|they) "
            rf"(?:(?:had|has|have) )?{_VIOLENCE}\b"
            rf"|claim\w* (?:(?:the|this|that) (?:[\w-]+ ){{1,6}}?)?{_DEED_NOUNS}"
            r"|(?:is|are|was|were|been) (?:behind|responsible)\b)"
        ),
        whether=frozenset(("did", "do", "does", "has", "have", "had")),
        anybody=frozenset(("who",)),
        saying=frozenset(
            ("say", "said", "says", "tell", "told", "quoted", "statement", "according")
        ),
        small=frozenset(
            ("the", "and", "for", "of", "de", "al", "new", "united", "ministry", "group")
        ),
        endings=(
            ("ies", "y"),
            ("ied", "y"),
            ("es", ""),
            ("es", "e"),
            ("s", ""),
            ("ed", ""),
            ("ed", "e"),
            ("ing", ""),
            ("ing", "e"),
        ),
    ),
    claimed=ClaimedDeeds(
        # "Who claimed …", "Which group took …", "Has anybody admitted …"
        # Credit is taken for other things than deeds, in other words.
        asked=r"^(?!.*\bcredit\b).*"
        r"\b(?:who|(?:which|what)(?: \w+){1,3}?|(?:any|some)(?: ?one|body| \w+(?: \w+)?))"
        r"(?: (?:has|have|had|yet|already|also|first))*"
        r" (?:accept|admit|assum|claim|sa(?:id|y)|tak|took)",
        claimed=_CLAIMED,
        negated=r"\b(?:not|never|no|nobody|none|neither|nor|without|cannot|\w+n[’']t"
        r"|den(?:y|ies|ied|ying)|denials?|disclaim\w*|refus\w*|reject\w*|declin\w*"
        r"|would|will|may|might|if)\b",
        nobody=r"\b(?:nobody|no[ -]?one|none|neither|no|without)\b(?! (?:other|else))[^.;:]{0,60}?"
        rf"(?:{_CLAIMED}|\b(?:sa(?:id|ys?)|admit\w*) (?:that )?(?:it|they) (?:(?:had|was|were) )?"
        rf"(?:behind|did|done|{_VIOLENCE}))|(?:responsibility|{_DEED_NOUNS})[^.;:]{{0,40}}?"
        r"\b(?:not (?:yet )?been|yet to be|remains?|remained|went) (?:un)?claimed\b",
        # "that its divers had fixed two charges", "We blew it up"
        own=r"\W*(?:that\W+)?(?:(?:it|they|he|she|we|i)\b(?:[’'](?:d|ve))?"
        r"|(?:its|their|his|her|our|my)(?: [\w-]+){1,3}?)"
        r"(?: (?:also|have|has|had|\w+ly))* (?:(?:was|were|is|are|been) (?:behind|responsible)"
        r"|did (?:it|so|this)|did(?=\W*$)|done (?:it|so|this)|tak(?:en|ing) them|took them"
        r"|(?:carried (?:it |this )?out|conducted|fixed|laid|launched|mounted|organi[sz]ed|planted"
        rf"|staged|{_VIOLENCE}))\b(?! (?:no|none|not|nothing)\b)",
        saying=r"\b(?:admit\w*|claim\w*|sa(?:id|ys?)|that) ",
        deeds=_DEED_NOUNS,
        kinds=(
            r"\b(?:abduct|hostage|kidnap|seiz|snatch)\w*",
            r"\b(?:breach|cyber|data\b|hack|leak|ransomware)\w*",
            r"\b(?:blast|blew|bomb|destr[ou]|deton|drone|explo|missile|rocket|shell)\w*",
        ),
    ),
    speakers=AskedSpeakers(
        roles={
            role: frozenset((role, *others.split()))
            for role, others in (
                ("brother", "sibling siblings"),
                ("daughter", "child children girl"),
                ("driver", ""),
                ("farmer", ""),
                ("father", "dad parents"),
                ("husband", "married spouse widower"),
                ("mother", "mom mum parents"),
                ("nurse", ""),
                ("passenger", ""),
                ("photographer", ""),
                ("pilot", ""),
                ("signalman", ""),
                ("singer", ""),
                ("sister", "sibling siblings"),
                ("son", "boy child children"),
                ("widow", "husband wife"),
                ("wife", "married spouse widow"),
            )
        },
        saying=frozenset(
            """
            add announce answer argue call comment complain declare demand describe explain insist
            react remark reply report respond say said state tell told write wrote written
            """.split()
        ),
        asking=frozenset(("did", "does", "do", "has", "have", "had")),
        # "Has Ada Bell ever said", "What did Ada Bell have to say"
        between=frozenset(
            """
            actually already also ever exactly have herself himself itself just not now publicly
            really since still then themselves to yet
            """.split()
        ),
        according=r"\baccording to (?:the )?((?:[^\W\d_a-z][\w’'.-]*\s?)+)",
        accord="according",
    ),
    sources=AskedSources(
        who=frozenset(("who",)),
        which=frozenset(("which",)),
        having=frozenset(("has", "have", "had")),
        being=frozenset(("is", "are", "was", "were", "been")),
        doing=frozenset(("did", "do", "does")),
        aside=frozenset(("also", "already", "ever", "far", "first", "later", "now", "so", "then")),
        owning=frozenset(("behind", "quoted", "responsible")),
        adverbs="ly",
        going_on="ing",
    ),
)
