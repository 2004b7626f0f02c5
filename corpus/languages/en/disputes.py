"""How claims oppose each other in English."""

from __future__ import annotations

from corpus.languages.disputes import DisputeWords, RivalWords, State
from corpus.languages.en.contraries import CONTRARIES

_DOERS = (
    r"(?:attackers?|fighters?|raiders?|insurgents?|gunm[ae]n|perpetrators?|assailants?|militants?"
    r"|bombers?|hackers?|saboteurs?|killers?|those (?:responsible|behind)[^.,]{0,30}?)"
)
_ASSERTIONS = (
    r"(?:claims?|allegations?|accusations?|suggestions?|reports?|charges?|assertions?|ideas?"
    r"|notions?"
    r"|versions?|narratives?|wrongdoing|findings|theor(?:y|ies)|figures?|tolls?|tall(?:y|ies)"
    r"|estimates?|accounts?|descriptions?)"
)

# What was just told, called by what it is.
_BARE_NOUN = r"(?:the|that|this) (?:number|figure|sum|total|count|connection|description)"
_NO_MORE = r"(?:\W*$|, (?:adding|arguing|insisting|saying)\b)"
_WHO = r"(?P<who>[Hh]e|[Ss]he|[Tt]hey|[A-Z][\w’-]+(?: [A-Z][\w’-]+){0,2})"
_HAVING = r"(?:has |have |had |also |too )*(?:\w+ly )?"

# Whoever speaks, as the subject of a verb: the cue, or a pronoun before it.
_THEMSELVES = (
    r"(?:^|\b(?:we|i|it|they|he|she)(?:[’'](?:ve|d|re))? (?:(?:have|has|had|are|is|\w+ly) )*)"
)

DISPUTES = DisputeWords(
    negations=r"\b(?:not|never|no|none|nobody|neither|nor|without|cannot|(?:is|was|were|are|do|does"
    r"|did|has|have|had|ca|wo|could|would)n[’']t)\b",
    no_negations=r"\b(?:not only|no longer|not just|not yet|no later|no more than|no fewer than"
    r"|no less than|no doubt|not least|whether or not|not rule out|no matter"
    r"|more (?:likely|probable) than not)\b",
    no_denials=r"\b(?:motions?|requests?|bail|appeals?|petitions?|visas?|permission|entry|access"
    r"|proposals?|offers?|calls?|demands?|plans?|deals?|ceasefires?|conditions?)\b",
    evaluations=r"\bas (?:an? (?!result|consequence|matter)|[“\"‘'])",
    role=rf"^\W*(?:(?:the|any|all|these|those|such) )?(?:{_ASSERTIONS} )?"
    r"(?:that |any |all |its |his |her |their |having (?:any |had any )?|of )*(?:direct )?"
    r"(?:involvement|responsibility|role|part|knowledge|wrongdoing|connection|link|complicity"
    r"|being (?:behind|involved|responsible)|(?:was|were|is|are) (?:behind|involved|responsible)"
    r"|(?:it|he|she|they) (?:was|were|had been) (?:behind|involved|responsible))\b",
    no_role=r"\b(?:nothing to do with|not (?:behind|responsible for|involved in|a party to)"
    r"|no (?:role|part|hand|involvement|connection|link)s? (?:in|to|with)"
    r"|(?:not|never) (?:our|my|their|its|his|her) (?:work|doing)"
    r"|did(?:n[’']t| not) (?:do|carry out|order|plan) (?:it|this|that|the))\b",
    no_losses=r"\b(?:lost|losing) (?:no|not a single|none of (?:its|our|his|their)) (?:men|soldiers"
    r"|troops|fighters|planes|tanks)\b|\b(?:suffered|took|taken|sustained|had) no (?:casualties"
    r"|losses)\b"
    r"|\ball (?:of )?(?:its|our|his|their) (?:men|soldiers|troops|fighters) (?:are|were)"
    r" (?:alive|safe|unharmed|accounted for)\b",
    losses=r"\b(?:casualt(?:y|ies)|loss(?:es)?|deaths?|dead)\b",
    made_up=r"\b(?:invented|fabricated|fictitious|made-up|imaginary|exaggerated)\s+(?:\w+\s+)?"
    r"(?:loss(?:es)?|casualt(?:y|ies)|dead|deaths)\b",
    hedges=r"\b(?:likely|possibl[ey]|probabl[ey]|perhaps|may|might|could|appears?|seems?|if)\b",
    turning_down=r"\b(?:reject|dismiss|declin|refus|turn(?:s|ed)? down|rul(?:es|ed) out)\w*",
    assertions=rf"\b{_ASSERTIONS}\b",
    false=rf"\b(?:{_ASSERTIONS}|it|this|that|these|those)\b[^.;,]{{0,40}}"
    r"\b(?:not true|untrue|false|baseless|unfounded|groundless|nonsense|fabricat\w+|fake"
    r"|(?:an?|outright) lies?|disinformation|[“\"‘']?(?:fiction|fantasy|an? invention"
    r"|a fairy ?tale)|without (?:merit|foundation|basis))\b",
    points_back=rf"^\W*{_BARE_NOUN}\W*$"
    r"|^(?:\W*(?:having|to have|that)\b[^,;.]{0,30})?\W*"
    rf"\b(?:it|this|that|everything){_NO_MORE}"
    r"|^\W*(?:all |both |some |any )?(?:of )?(?:the|those|these|that|this|such|any|all|both|his|her"
    rf"|its|their|(?:[\w.-]+ ){{0,3}}\w+[’']s?) (?:\w+ ){{0,2}}{_ASSERTIONS}\b(?! (?:that|of)\b)",
    bare=rf"^\W*(?:that|this|{_BARE_NOUN}|(?:that|this|those|these) {_ASSERTIONS}){_NO_MORE}",
    elliptic=r"^\W*(?:that )?(?:it|he|she|they|we|i) (?:has|have|had|received|got|saw|made|sent"
    r"|found)"
    r" none\W*$|^\W*(?:that )?there (?:is|are|was|were) none(?:\W*$| and\b)"
    r"|^\W*(?:that )?(?:it|he|she|they|this|that|these|those|we|i) (?:is|are|was|were|did"
    r"|does|do|has|have|had|could|would)(?:n[’']t| not)\W*$",
    charge=r"\b(?:accus(?:ed|es|ing)|alleg(?:ed(?:ly)?|es|ing)|charged"
    r"|(?:accusations?|allegations?|charges) (?:against|included?|of|that)"
    r"|(?!(?:all|any|her|his|its|no|serious|some|such|the|their|these|those)\b)\w+ charges"
    r"|indict(?:ed|ment)|suspected of|convicted of|found guilty|implicated in|blamed for"
    r"|responsible for|under investigation|investigations? (?:on|into|of|over)"
    r"|complaints? (?:of|that|against)|sued|lawsuits?)\b",
    denied=r"\b(?:den(?:y|ies|ied|ying)|denials?|innocen(?:ce|t)|not guilty)\b",
    denied_at_once=r"(?P<apart>,| [–—-]+)? ?(?P<denied>(?:which|(?:an? |the )?(?P<noun>claims?"
    rf"|charges?|allegations?|accusations?)(?: which| that)?) {_WHO} {_HAVING}den(?:y|ies|ied)\b"
    r"[^.,;]*)",
    no_answer=r"\b(?:not|never|n[’']t|neither) (?:\w+ )?(?:admit|acknowledg|confirm|answer)\w*",
    pleaded=rf"\W*{_WHO} {_HAVING}(?:plead(?:ed|s)? (?:not guilty|innocent)"
    r"|maintain\w* (?:his|her|their) innocence"
    r"|den(?:y|ies|ied) (?:the|all|both) (?:charges?|accusations?|allegations?)"
    r"|(?:say|says|said) (?:that )?(?:he|she|they) (?:is|are|was|were) innocent)\b",
    joints=r"[;:]|,\s+(?:and|but|or|while|which|who|whom|where|although|though|because|as|when|so"
    r"|saying|adding|claiming|insisting)\b"
    r"|\b(?:that|who|which) (?=(?:was|were|is|are|has|have|had)\b)"
    r"|\b(?:but|because|although|while|whereas|and that|unless)\b",
    open=r"\b(?:if|hopefully|whether|would|will|shall|should|must|may|might|could|can|cannot|perhaps"
    r"|possibl[ey]|likely|unlikely|want|wants|wanted|hopes?|hoped|expects?|expected"
    r"|plans? to|planned to|going to|intends?|need|needs|ought|try|tries|trying|tried"
    r"|ready to|willing to|unless|until"
    r"|not (?:know|think|believe|sure|clear|aware|want|accept|allow|tolerate))\b"
    r"|\b(?:wo|ca|could|would|should|must)n[’']t\b|[’'](?:ll|d)\b|\?"
    r"|\b(?:den(?:y|ies|ied|ying)|rejects?|rejected|dismiss(?:es|ed)|disput(?:es|ed|ing)"
    r"|refut(?:es|ed|ing))\b",
    alike=(
        (
            *(
                "fire",
                "fired",
                "fires",
                "firing",
                "shoot",
                "shot",
                "shots",
                "shooting",
                "use",
                "used",
            ),
            *("using", "uses", "launch", "launched", "launching", "shell", "shelled", "shelling"),
            *("bombard", "bombarded", "bombardment", "hit", "hits", "hitting", "strike", "strikes"),
            *("struck", "striking", "target", "targeted", "targeting", "attack", "attacks"),
            *("attacked", "attacking", "bomb", "bombed", "bombing"),
        ),
        ("kill", "killed", "kills", "killing", "dead", "died", "deaths", "death", "die", "slain"),
        ("injured", "injuries", "injury", "injuring", "wounded", "wounding", "wounds", "hurt"),
        (
            *("destroy", "destroyed", "destroying", "destruction", "damage", "damaged", "damaging"),
            *(
                "break",
                "broke",
                "broken",
                "breaking",
                "wreck",
                "wrecked",
                "demolished",
                "blew",
                "blown",
            ),
        ),
        (
            *(
                "hold",
                "held",
                "holding",
                "detain",
                "detained",
                "detaining",
                "detention",
                "detainee",
            ),
            *("detainees", "captive", "captives", "arrest", "arrested", "arresting", "arrests"),
            *("imprisoned", "abduct", "abducted", "abducting", "abduction", "kidnap", "kidnapped"),
            *("kidnapping", "hostage", "hostages", "custody"),
        ),
        (
            *("free", "freed", "freeing", "release", "released", "releasing", "rescue", "rescued"),
            *("liberate", "liberated"),
        ),
        (
            *(
                "negotiate",
                "negotiated",
                "negotiating",
                "negotiates",
                "negotiation",
                "negotiations",
            ),
            *("talk", "talks", "talking", "meeting", "meetings", "met", "meet"),
        ),
        (
            *("mistreat", "mistreated", "mistreatment", "torture", "tortured", "torturing", "beat"),
            *("beaten", "beating", "beatings", "abuse", "abused", "abusing", "bruises", "bruised"),
            *("ill-treated", "ill-treatment"),
        ),
        (
            *(
                "warn",
                "warned",
                "warning",
                "warnings",
                "tell",
                "told",
                "inform",
                "informed",
                "alert",
            ),
            *("alerted", "notified", "notify", "message", "note"),
        ),
        (
            "pay",
            "paid",
            "paying",
            "payment",
            "payments",
            "money",
            "fund",
            "funded",
            "funding",
            "financed",
        ),
        (*("arm", "armed", "arming", "weapon", "weapons", "arms", "weaponry", "ammunition"),),
        (
            "send",
            "sent",
            "sending",
            "supply",
            "supplied",
            "supplying",
            "deliver",
            "delivered",
            "provide",
        ),
        ("poison", "poisoned", "poisoning", "toxic", "novichok"),
        (
            *("steal", "stole", "stolen", "stealing", "theft", "looting", "looted", "loot", "took"),
            *("take", "taken", "taking"),
        ),
        ("lie", "lied", "lying", "mislead", "misled", "misleading", "deceived"),
        (
            *("cheat", "cheated", "cheating", "fraud", "fraudulent", "rig", "rigged", "rigging"),
            *("defraud", "defrauded", "defrauding"),
        ),
        ("rape", "raped", "raping", "assault", "assaulted", "molested", "harassed", "harassment"),
        ("starve", "starved", "starving", "starvation", "famine", "hunger"),
        ("withdraw", "withdrew", "withdrawn", "withdrawal", "retreat", "retreated", "pulled"),
        ("close", "closed", "closing", "shut", "closure"),
        (
            "capture",
            "captured",
            "seize",
            "seized",
            "control",
            "controlled",
            "controls",
            "taken over",
        ),
        ("crash", "crashed", "downed", "down"),
        ("contact", "contacts", "contacted", "communicate", "communicated", "communication"),
        ("soldier", "soldiers", "troops", "army", "military", "forces", "servicemen"),
        (
            "fighter",
            "fighters",
            "militant",
            "militants",
            "gunmen",
            "gunman",
            "terrorists",
            "terrorist",
        ),
        ("civilian", "civilians", "residents", "villagers"),
        ("child", "children", "kids", "minors"),
        ("police", "officers", "officer"),
    ),
    saying=tuple(
        "say said saying tell told claim claims claimed allegation allegations alleged accuse"
        " accused accusation accusations report reports reported suggestion suggestions suggest"
        " suggested"
        " deny denied denies denial charge charges assertion assertions call called idea notion"
        " evidence proof fact insist insisted true untrue false baseless statement version"
        " nonsense lie lies unfounded groundless absurd ridiculous categorical strongly".split()
    ),
    apart=r"\b(?:disagree[sd]?|(?:conflicting|contradictory|competing|rival|differing) (?:\w+ )?"
    r"(?:accounts?|claims?|versions?|reports?|narratives?)"
    r"|(?:accounts|versions|claims|reports|narratives) (?:of \w+ )?"
    r"(?:differ|conflict|diverge)(?:ed)?"
    r"|gave (?:different|conflicting|contradictory) (?:accounts|versions))\b",
    contradicted=r"\b(?:that|this|it|the (?:account|claim|statement|version)) (?:was|is|has been)"
    r" (?:\w+ly )?(?:contradicted|disputed|challenged) by\b"
    r"|\bcontradict(?:s|ed) (?:that|this|her|him|it|them)\b",
    nobody=r"^\W*(?:that )?(?:(?:nobody|no[ -]one|no people|none of them|not one person) "
    r"(?:was|were|is|are|has been|had been|have been|got) (?:\w+ly )?"
    r"(?:hurt|injured|wounded|harmed|(?P<killed>killed))"
    r"|there (?:was|were|had been|has been|have been) [“\"‘']?no (?:injur(?:y|ies)|casualties"
    r"|(?P<deaths>deaths?|fatalities|loss of life)))"
    r"(?: (?:in|by|during) (?:the|this) (?:\w+ )?(?:accident|attack|blast|blaze|collision|crash"
    r"|explosion"
    r"|fire|incident|raid|sinking|strike)|(?P<where> (?:aboard|among|at|in|on) [^,;.]{1,40}))?\W*$",
    offering=rf"{_THEMSELVES}(?:offer(?:ed|s|ing)?|propos(?:e|ed|es|ing))\b",
    demanding=rf"{_THEMSELVES}(?:demand(?:ed|s|ing)?|wants?|wanted|ask(?:ed|s|ing)? for"
    r"|call(?:ed|s|ing)? for|insist(?:ed|s|ing)? on|seek(?:s|ing)?|sought|hold(?:s|ing)? out for)\b"
    r"|\bif (?:they|he|she|it|the [\w-]+) (?:bring|offer|pay|give)s?\b",
    put_otherwise=r"\bthe (?:true|real|actual|correct) (?:figure|number|sum|total|count"
    r"|toll) (?:was|is)\b|\b(?:less|more|fewer) than (?:an? )?(?:half|third|quarter|tenth|twice"
    r"|double)"
    r" (?:of )?(?:that|this)\b|\b(?:half|twice|double) (?:of )?(?:that|this)\W*$"
    r"|\b(?:the|that|those|these) (?:figures?|tolls?|counts?|numbers?) (?:(?:is|are|was|were) )?"
    r"(?:(?:much|far|greatly|wildly|grossly) )?"
    r"(?:inflated|exaggerated|overstated|understated|too (?:high|low))\b",
    instead=r"\d[^.;]{0,40}?,? (?:and |but )?(?:not|rather than|instead of) (?:the )?",
    false_figure=r"\b(?:figure|number|toll|count|total) of [^.;,]{1,30}? (?:was|is) (?:\w+ly )?"
    r"(?:false|wrong|untrue|not true|invented|inflated|exaggerated|(?:an? )?lie)\b",
    only=r"\b(?:only|just|no more than)\s+",
    more_than_said=r" (?:(?P<more>more|higher)|fewer|less|lower) than (?:the )?[^.;,\d]{2,50}?"
    r"\b(?:admit(?:s|ted)?|acknowledge[sd]?|say|says|said|claim(?:s|ed)?|report(?:s|ed)?"
    r"|concede[sd]?|count(?:s|ed)?|figures?|tally|toll)\b",
    share=r"\s?(?:%|per ?cent\b)",
    nobody_at_all=r"\W*(?:that )?(?:nobody|no[ -]one|nothing|none)\b",
    said_on=r"\b(?:says?|said|saying|told|reported|announced|confirmed|added|wrote|stated)\b"
    r"[^,;.]{0,30}$",
    contrast=r"\b(?:but|whereas)\b",
    asking=r"\b(?:ask|wonder|question|inquir|enquir|want|wish|hope|hoping|urg|demand|prefer)\w*\b"
    r"|\bcall\w* (?:for|on)\b",
    identity=rf"\b(?:{_DOERS}(?:\s+(?:in|at|on|of|from)\s+[\w-]+)?|they|these|those)\s+"
    r"(?:are|were|is|was|being|come from|came from)\s+(?:[\w-]+\s+){0,3}?{who}\b",
    deeds=r"{who}(?:[’']s)?\b[^.;:,]{0,60}?\b"
    r"(?:(?:was|were|is|are|has been|have been|had been)\s+)?"
    r"(?:responsible for|behind|to blame|invaded|carried out|launched|staged|mounted|blew up"
    r"|planned and carried out|crossed the border|laid the charge|guilty of)\b",
    done_by=r"\b(?:carried out|launched|staged|committed|caused|planned|orchestrated|ordered"
    r"|perpetrated|attacked|destroyed|blown up|hit|struck|shot down|bombed)\s+by\s+"
    r"(?:the |a |an )?(?:[\w-]+\s+){0,3}?{who}\b",
    violence=r"\b(?:attack|raid|incursion|bomb|blast|explosion|strike|shooting|assault|kill|hack"
    r"|sabotage|drone|rocket|missile|shell|arson|fire|destr[ou]|invasion|invad|murder|massacre"
    r"|ambush|hijack|kidnap|abduct|siege|poison|offensive)\w*",
    of_a_deed=r"\bof (?:\w+ ){0,2}[“\"‘]?\w+ing\b",
    killing=r"\b(?:kill(?:ed|ing)|eliminat(?:ed|ing)|destroy(?:ed|ing)|died|dead|wiped out"
    r"|inflicted|lost)\b[^.;]{0,60}\b(?:fighters?|militants?|insurgents?|attackers?|terrorists?"
    r"|soldiers?|troops|servicemen|personnel|saboteurs?|rebels?|casualties|losses)\b"
    r"|\b(?:fighters?|militants?|insurgents?|attackers?|terrorists?|soldiers?|troops|saboteurs?"
    r"|rebels?)\b[^.;,]{0,30}\b(?:killed|eliminated|dead|died|destroyed|wiped out)\b",
    states=(
        State(
            "beaten",
            pattern=r"\b(?:defeated|eliminated|repell?ed|repulsed|wiped out|crushed|routed"
            r"|driven (?:\w+ ){0,6}?(?:back|off|out)|pushed (?:\w+ ){0,6}?(?:back|out)"
            r"|put an end to|blocked and destroyed|completely destroyed)\b",
            opposite=r"\b(?:it|we|they|units?|group|legion|corps|brigade|fighters?"
            r"|side)\b[^.;]{0,40}?"
            r"\b(?:still (?:in )?control\w*|still hold\w*|still fighting|continu(?:ing|es|ed) to"
            r"|move on to|moving on|advancing|remain(?:s|ed)? in control|in full control)\b"
            r"|\b(?:fighting|firing|explosions?|battles?|clashes|fire-?fights?)\b[^.;]{0,80}?"
            r"\b(?:still (?:continuing|in progress|going on|under way)|continu(?:es|ed|ing)"
            r"|ongoing)\b"
            r"|\bcould not oppose\b|\bcannot stop\b",
            shared=False,
            about=r"\b(?:fighters?|insurgents?|militants?|rebels?|attackers?|raiders?|terrorists?"
            r"|troops|soldiers|forces?|army|units?|formations?|incursion|raid|offensive|attack"
            r"|siege|enemy|saboteurs?|gunm[ae]n|armed group)\b",
        ),
        State(
            "held",
            pattern=r"\b(?:captured|seized|taken (?:full )?control of|took (?:full )?control of"
            r"|liberated|occupied|has fallen|had fallen|conquered"
            r"|(?:has|had|have) taken (?:(?-i:[A-Z]\w+)|(?:the )?(?:airport|base|bridge|city|hill"
            r"|island|port|town|village))"
            r"|in (?:our|its|their) hands)\b",
            opposite=r"\b(?:still (?:hold\w*|control\w*)|hold(?:s|ing)? (?:out|on|the)"
            r"|remain(?:s|ed)? (?:in control|under (?:our|its|their|\w+ian) control)"
            r"|had not been captured|has not fallen|had not fallen"
            r"|continu\w+ to (?:hold|defend))\b",
            shared=True,
        ),
        State(
            "deliberate",
            pattern=r"\b(?:deliberate(?:ly)?|on purpose|intentional(?:ly)?|targeted)\b",
            opposite=r"\b(?:accident(?:al(?:ly)?)?|by mistake|unintentional(?:ly)?|malfunction)\b",
            shared=True,
        ),
        State(
            "innocent",
            pattern=r"\b(?:guilty|committed the)\b",
            opposite=r"\b(?:innocent|not guilty|did not commit)\b",
            shared=True,
        ),
    ),
    contraries=CONTRARIES,
    rivals=RivalWords(
        puts=r"(?:puts?|places?|placed|estimates?|estimated|reckons?|reckoned)"
        r" (?:it|(?:the|that|this) (?P<what>[^.;:,\d]{2,60}?)) (?:at|as) ",
        speaks_of=r"(?:spoke|speaks?|talked|talks?) of ",
        figure_is=r"[’']s (?:own )?(?:count|estimate|figure|number|tally|total) (?:is|was) ",
        counts=r"(?:(?:says?|said) (?:that )?(?:it|they|he|she) )?(?:has |have )?(?:counted|counts?"
        r"|listed|lists?|documented|recorded|tallied) ",
        says=r"(?:says?|said|counts?|counted|claims?|claimed|estimates?|estimated|insists?"
        r"|insisted) (?:that )?(?:(?:it|the (?:number|figure|toll|total)) (?:was|is) "
        r"|there (?:were|are) |only )?",
        adverb=r"(?:has|have|now|also|however|later)",
        number=r"it|(?:number|figure|count|toll|death toll|total|tally|sum|position|distance)",
        number_of=r"^(?:number|count|total) of (?P<noun>.+?)"
        r"(?: (?:with|in|on|at|who|that|whose) .*)?$",
        deaths=r"\s*(?:the )?(?:dead|deaths?|death toll|toll|bodies|names|victims|fatalities)\b",
        joints=r";\s+|,\s+(?:but|while|whereas|although|though)\s+",
        former=r"\b(?:earlier|initially|previously|at first|first|originally"
        r"|last (?:year|month|week)|in (?:19|20)\d\d|before)\b",
        own=r"\s*(?:\w+ )?(?:(?:on|of|from) (?:its|their|his|her|our)\b|in (?:all|total)\b)",
    ),
    forces=frozenset(
        """
        admiral aircraft airforce armed army artillery bombers bombs brigade brigadier captain
        colonel command commander defence defense fleet forces fighters general generals guns jets
        lieutenant marines military missiles navy pilots planes regiment ships soldier soldiers
        troops warplanes
        """.split()
    ),
)
