"""How claims oppose each other in English."""

from __future__ import annotations

from corpus.languages.disputes import Contrary, DisputeWords, State

_DOERS = (
    r"(?:attackers?|fighters?|raiders?|insurgents?|gunm[ae]n|perpetrators?|assailants?|militants?"
    r"|bombers?|hackers?|saboteurs?|killers?|those (?:responsible|behind)[^.,]{0,30}?)"
)
_ASSERTIONS = (
    r"(?:claims?|allegations?|accusations?|suggestions?|reports?|charges?|assertions?|ideas?|notions?"
    r"|versions?|narratives?|wrongdoing|findings|theor(?:y|ies)|figures?|tolls?|tall(?:y|ies)"
    r"|estimates?|accounts?|descriptions?)"
)

_WHO = r"(?P<who>[Hh]e|[Ss]he|[Tt]hey|[A-Z][\w’-]+(?: [A-Z][\w’-]+){0,2})"
_HAVING = r"(?:has |have |had |also |too )*(?:\w+ly )?"

# Whoever speaks, as the subject of a verb: the cue, or a pronoun before it.
_THEMSELVES = (
    r"(?:^|\b(?:we|i|it|they|he|she)(?:[’'](?:ve|d|re))? (?:(?:have|has|had|are|is|\w+ly) )*)"
)

_NOT = r"(?:not|never|n[’']t)"
_HAD_NOT = r"(?:(?:did|had|has|have|do|does|was|were|is|are)(?: not| never|n[’']t)|never)"
_AIRCRAFT = r"(?:aircraft|planes?|jets?|warplanes?|bombers?|helicopters?|drones?)"
_ARMED = (
    rf"(?:{_AIRCRAFT}|guns?|artillery|soldiers?|troops|forces|ships?|boats?|units?|men|fighters?)"
)
_ARMS = (
    r"(?:weapons?|arms|missiles?|rockets?|drones?|ammunition|shells|guns|rifles|mercenaries"
    r"|instructors)"
)
_BE = r"(?:was|were|is|are|had been|has been|have been)"
_STRUCK = (
    r"(?:fired|opened fire|shelled|shelling|bombed|bombing|bombs|struck|striking|attacked|attacking"
    r"|bombarded|bombarding|firing|shot at|shooting at|hit|hitting|targeted|targeting)"
)
_HOMES = (
    r"(?:homes?|houses?|hospitals?|schools?|clinics?|flats|civilians?|residential|apartments?"
    r"|markets?|churchs?|mosques?|families|villagers|residents)"
)
_OFFER = r"(?:\w+ )?(?:offers?|proposals?)"
_INFORMED = r"(?:warned|informed|notified|alerted|told|called|telephoned|phoned|consulted)"
_WARNING = r"(?:\w+ )?warnings?"
_BEATEN = r"(?:beaten|harmed|mistreated|tortured|abused|ill-treated|hurt)"
_SACKED = r"(?:sacked|dismissed|laid off|made redundant)"
_TALKS = r"(?:\w+ )?(?:talks|negotiations|contacts?|meetings?)"
_MONEY = r"(?:money|ransoms?|bribes?|cash|payments?|fees?)"

# What happened, and that it did not. Each is looked for in one clause.
CONTRARIES = (
    Contrary(
        told=rf"\b{_STRUCK}\b",
        untold=rf"\b{_HAD_NOT} (?:fired?|open(?:ed)? fire|shell(?:ed)?|bomb(?:ed)?|str[iu](?:ke|ck)"
        rf"|attack(?:ed)?|sho[o]?t|target(?:ed)?) ?(?!to\b)|\bguns (?:were|had been|have been|stayed) silent"
        rf"|\bno (?:\w+ )?{_ARMED} (?:(?:of (?:ours|theirs|its|his)|there|here) )?"
        rf"(?:{_BE}|flew|operated|had flown|fired|had fired|took off)"
        rf"|\bnone of (?:its|our|their|his|her) {_ARMED} (?:{_BE}|flew|fired|had)"
        r"|\b(?:carried out|conducted|launched) no (?:\w+ )?(?:strikes?|attacks?|raids?)"
        r"|\bfired no (?:\w+ )?(?:shots?|shells?|missiles?|rockets?|rounds?)"
        rf"|\b(?:has|have|had) (?:no|not a single) (?:\w+ )?(?:{_ARMED}|launchers?)\b"
        rf"|\bnot a single (?:{_ARMED}|launcher)\b",
        is_own=True,
    ),
    Contrary(
        told=rf"\b{_STRUCK}\b",
        untold=rf"\bno (?:shots?|shells?|missiles?|rockets?|bombs?|air ?strikes?|attacks?|raids?)"
        rf"(?: at all)? (?:{_BE} (?:fired|dropped|launched)|fell|landed|hit|took place|had taken place)"
        r"|\b(?:nobody|no one) (?:had )?(?:fired|shot)\b|\bnot a (?:single )?(?:shot|shell)\b",
    ),
    Contrary(
        told=rf"\b(?:{_STRUCK}|destroyed|destroying|killed|killing)\b[^.;]{{0,40}}\b{_HOMES}\b"
        rf"|\b{_HOMES}\b[^.;]{{0,30}}\b(?:{_BE}|had) (?:been )?(?:hit|struck|bombed|shelled|destroyed)",
        untold=r"\b(?:struck|hit|targeted|attacked|bombed) only\b"
        r"|\bonly (?:struck|hit|targeted|attacked|bombed)\b|\bonly (?:at )?military\b"
        rf"|\bno (?:\w+ )?{_HOMES} (?:{_BE}) (?:hit|struck|damaged|harmed|destroyed|targeted)"
        rf"|\b{_HAD_NOT} (?:hit|strike|target|harm|bomb|shell)(?:ed)? (?:any )?(?:\w+ )?{_HOMES}",
        is_own=True,
    ),
    Contrary(
        told=r"\b(?:offered|offering|proposed|made (?:\w+ ){1,3}offers?|put (?:\w+ ){1,3}offers?)\b"
        r"|\boffers?\b[^.;]{0,30}\b(?:on the table|made|sent|put|handed)\b",
        untold=rf"\bno (?:such )?{_OFFER}\b[^.;]{{0,30}}\b(?:reached|received|made|arrived|come|came"
        rf"|put|tabled|presented)|\b(?:received|seen|got|had|heard|been (?:made|sent)) no {_OFFER}\b"
        rf"|\b{_HAD_NOT} (?:been )?(?:received?|seen|see|got|get|had|made) (?:an|any) {_OFFER}\b"
        r"|\b(?:nothing|no money) (?:was|has been|had been) offered"
        r"|\boffered (?:us|them|it) nothing",
    ),
    Contrary(
        told=rf"\b(?:was|were|been) (?:\w+ly )?{_INFORMED}\b"
        rf"|\b(?:had|has|have|we|it|they|he|she) {_INFORMED} "
        r"(?:it|him|her|them|us|(?-i:[A-Z]\w+)|the [\w-]+)\b"
        rf"|\b(?:received|got|given|sent|issued|had) (?:an? |several |the |\w+ ){{0,2}}{_WARNING}\b",
        untold=rf"\bno (?:such )?{_WARNING}\b[^.;]{{0,30}}\b(?:{_BE}|came|reached|arrived)"
        rf"|\b(?:received|got|had|saw|given) no {_WARNING}\b"
        rf"|\b{_HAD_NOT} (?:been )?{_INFORMED}\b"
        rf"|\b(?:nobody|no one) (?:had )?{_INFORMED}\b"
        rf"|\b{_HAD_NOT} (?:receive[d]?|get|got|been given) (?:an|any) {_WARNING}\b",
    ),
    Contrary(
        told=r"\b(?:leaked|leaking|leak|escaped|spilled|spilt|seeped|poured|been released)\b",
        untold=r"\b(?:no|nothing)\b[^.;]{0,30}\b(?:leaked|escaped|spilled|spilt|seeped|got out"
        r"|been released)\b|\b(?:there was|there had been|there is) no (?:leak|spill|release)\b",
    ),
    Contrary(
        told=rf"\b(?:paid|paying|handed over|received|took|taken|accepted)\b[^.;]{{0,40}}"
        rf"(?:\b{_MONEY}\b|[$€£]|\b(?:crowns|dollars|euros|pounds|million)\b)",
        untold=rf"\bno (?:\w+ )?{_MONEY}\b[^.;]{{0,20}}\b(?:{_BE}|changed hands)"
        rf"|\b(?:paid|received|took|taken|accepted|been paid) (?:nothing|no (?:\w+ )?{_MONEY})"
        rf"|\b(?:nothing|not a \w+) (?:{_BE}) paid\b"
        rf"|\b{_HAD_NOT} (?:pay|paid|received?|taken?|took|accept(?:ed)?) (?:any |an? )?(?:\w+ )?{_MONEY}",
    ),
    Contrary(
        told=r"\b(?:sent|supplied|delivered|provided|shipped|smuggled|gave|given|sending|supplying"
        rf"|received|got|arming)\b[^.;]{{0,40}}\b{_ARMS}\b|\b{_ARMS} from\b",
        untold=rf"\b(?:sent|supplied|delivered|provided|given|gave|shipped) (?:nothing|no (?:\w+ )?{_ARMS})"
        rf"|\bno (?:\w+ )?{_ARMS} (?:{_BE} (?:sent|supplied|delivered|given)|went|came|reached)"
        rf"|\b{_HAD_NOT} (?:sen[dt]|suppl(?:y|ied)|deliver(?:ed)?|provided?|ship(?:ped)?|given?|gave)"
        rf" (?:any )?(?:\w+ )?{_ARMS}",
        is_own=True,
    ),
    Contrary(
        told=r"\b(?:held|holding|opened|begun|began|started|having|had|in) (?:\w+ ){0,2}"
        r"(?:talks|negotiations)\b"
        r"|\b(?:talks|negotiations)\b[^.;,]{0,30}\b(?:had|have|were|are) (?:\w+ )?"
        r"(?:begun|started|held|under way|going on|continu\w+)\b",
        untold=rf"\bno {_TALKS}\b[^.;]{{0,20}}\b(?:{_BE}|took place|taken place|going on|under way)"
        rf"|\b(?:held|had|hold|have) no {_TALKS}\b"
        rf"|\bthere (?:{_BE}) no {_TALKS}\b|\b{_HAD_NOT} (?:been )?(?:negotiat\w+|in talks)\b"
        r"|\bthese (?:are|were) not (?:talks|negotiations)\b",
    ),
    Contrary(
        told=r"\b(?:destroyed|missing|lost|removed|stolen|vanished|disappeared|burn(?:ed|t)|taken|hidden)\b",
        untold=rf"\bno (?:\w+ )?(?P<what>\w+) {_BE} (?:missing|lost|destroyed|removed|taken|stolen"
        rf"|hidden|burnt)\b|\bevery (?:\w+ )?(?P<each>\w+) {_BE} (?:still )?"
        r"(?:there|accounted for|intact|in place|safe)\b"
        rf"|\ball (?:the |of the )?(?P<all>\w+) {_BE} (?:still )?"
        r"(?:there|accounted for|intact|in place)\b",
    ),
    Contrary(
        told=r"\b(?:beat|beaten|beating|tortur\w+|mistreat\w+|abused|abusing|kicked|ill-treated)\b",
        untold=rf"\bno (?:\w+ )?(?P<what>\w+) {_BE} (?:touched|{_BEATEN})\b"
        rf"|\b{_HAD_NOT} (?:been )?(?:touched|{_BEATEN})\b|\b(?:nobody|no one) {_BE} (?:touched|{_BEATEN})\b"
        r"|\btreated (?:well|correctly|humanely|properly|decently)\b",
    ),
    Contrary(
        told=r"\b(?:entered|crossed|moved into|deployed|stationed|occup(?:y|ied)|(?:is|are|was|were) in)\b",
        untold=rf"\bno (?:\w+ )?{_ARMED} (?:{_BE} )?(?:in|at|inside|across|entered|crossed|left)\b"
        rf"|\b{_HAD_NOT} (?:entered|enter|crossed|cross)\b|\b(?:nobody|no one) (?:had )?(?:entered|crossed)\b",
    ),
    Contrary(
        told=rf"\b{_SACKED}\b",
        untold=rf"\b(?:nobody|no one|no (?:\w+ )?(?:workers?|staff|employees?|jobs?)) {_BE} (?:{_SACKED}|cut|lost)\b"
        rf"|\b{_HAD_NOT} (?:been )?(?:sack|dismiss|la(?:y|id) off|{_SACKED})\b",
    ),
    Contrary(
        told=r"\binside (?:its|the|their|our|[\w’-]+) (?:\w+ )?(?:waters|zone|territory|borders?|airspace)\b",
        untold=r"\b(?:miles?|kilomet(?:er|re)s?|met(?:er|re)s) (?:outside|short of)\b"
        r"|\boutside (?:its|the|their|our|[\w’-]+) (?:\w+ )?(?:waters|zone|territory|borders?|airspace)\b"
        r"|\bin (?:international waters|its own (?:waters|airspace|territory))\b",
    ),
    Contrary(
        told=r"\b(?:kept out|barred|shut out|turned away|locked out|refused (?:entry|access|admission)"
        r"|denied (?:entry|access))\b",
        untold=r"\b(?:present (?:throughout|at all times|all day|all night)|(?:were|was|been) (?:let in"
        r"|admitted|allowed in|free to (?:enter|watch|attend))|had (?:full |free )?access)\b",
    ),
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
    role=r"^\W*(?:that |any |all |its |his |her |their |having (?:any |had any )?|of )*(?:direct )?"
    r"(?:involvement|responsibility|role|part|knowledge|wrongdoing|connection|link|complicity"
    r"|being (?:behind|involved|responsible)|(?:was|were|is|are) (?:behind|involved|responsible)"
    r"|(?:it|he|she|they) (?:was|were|had been) (?:behind|involved|responsible))\b",
    no_role=r"\b(?:nothing to do with|not (?:behind|responsible for|involved in|a party to)"
    r"|no (?:role|part|hand|involvement|connection|link)s? (?:in|to|with)"
    r"|(?:not|never) (?:our|my|their|its|his|her) (?:work|doing)"
    r"|did(?:n[’']t| not) (?:do|carry out|order|plan) (?:it|this|that|the))\b",
    losses=r"\b(?:casualt(?:y|ies)|loss(?:es)?|deaths?|dead)\b",
    made_up=r"\b(?:invented|fabricated|fictitious|made-up|imaginary|exaggerated)\s+(?:\w+\s+)?"
    r"(?:loss(?:es)?|casualt(?:y|ies)|dead|deaths)\b",
    hedges=r"\b(?:likely|possibl[ey]|probabl[ey]|perhaps|may|might|could|appears?|seems?|if)\b",
    turning_down=r"\b(?:reject|dismiss|declin|refus|turn(?:s|ed)? down|rul(?:es|ed) out)\w*",
    assertions=rf"\b{_ASSERTIONS}\b",
    false=rf"\b(?:{_ASSERTIONS}|it|this|that|these|those)\b[^.;,]{{0,40}}"
    r"\b(?:not true|untrue|false|baseless|unfounded|groundless|nonsense|fabricat\w+|fake"
    r"|(?:an?|outright) lies?|disinformation|[“\"‘']?(?:fiction|fantasy|an? invention|a fairy ?tale)|without (?:merit|foundation|basis))\b",
    points_back=r"^(?:\W*(?:having|to have|that)\b[^,;.]{0,30})?\W*"
    r"\b(?:it|this|that|everything)\W*$"
    r"|^\W*(?:all |both |some |any )?(?:of )?(?:the|those|these|that|such|any|all|both|his|her|its"
    rf"|their|(?:[\w.-]+ ){{0,3}}\w+[’']s?) (?:\w+ ){{0,2}}{_ASSERTIONS}\b(?! (?:that|of)\b)",
    bare=r"^\W*(?:that|this|(?:the|that|this) (?:number|figure|sum|total|count|connection|description))"
    r"\W*$",
    elliptic=r"^\W*(?:that )?(?:it|he|she|they|we|i) (?:has|have|had|received|got|saw|made|sent|found)"
    r" none\W*$|^\W*(?:that )?(?:it|he|she|they|this|that|these|those|we|i) (?:is|are|was|were|did"
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
    open=r"\b(?:if|whether|would|will|shall|should|must|may|might|could|can|cannot|perhaps"
    r"|possibl[ey]|likely|unlikely|want|wants|wanted|hopes?|hoped|expects?|expected"
    r"|plans? to|planned to|going to|intends?|need|needs|ought|try|tries|trying|tried"
    r"|ready to|willing to|unless|until"
    r"|not (?:know|think|believe|sure|clear|aware|want|accept|allow|tolerate))\b"
    r"|\b(?:wo|ca|could|would|should|must)n[’']t\b|[’'](?:ll|d)\b|\?"
    r"|\b(?:den(?:y|ies|ied|ying)|rejects?|rejected|dismiss(?:es|ed)|disput(?:es|ed|ing)|refut(?:es|ed|ing))\b",
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
    nobody=r"^\W*(?:that )?(?:(?:nobody|no[ -]one|no people|none of them|not one person) "
    r"(?:was|were|is|are|has been|had been|have been|got) (?:\w+ly )?"
    r"(?:hurt|injured|wounded|harmed|(?P<killed>killed))"
    r"|there (?:was|were|had been|has been|have been) [“\"‘']?no (?:injur(?:y|ies)|casualties"
    r"|(?P<deaths>deaths?|fatalities|loss of life)))"
    r"(?: (?:in|by|during) (?:the|this) (?:\w+ )?(?:accident|attack|blast|blaze|collision|crash|explosion"
    r"|fire|incident|raid|sinking|strike)|(?P<where> (?:aboard|among|at|in|on) [^,;.]{1,40}))?\W*$",
    offering=rf"{_THEMSELVES}(?:offer(?:ed|s|ing)?|propos(?:e|ed|es|ing))\b",
    demanding=rf"{_THEMSELVES}(?:demand(?:ed|s|ing)?|wants?|wanted|ask(?:ed|s|ing)? for"
    r"|call(?:ed|s|ing)? for|insist(?:ed|s|ing)? on|seek(?:s|ing)?|sought|hold(?:s|ing)? out for)\b"
    r"|\bif (?:they|he|she|it|the [\w-]+) (?:bring|offer|pay|give)s?\b",
    put_otherwise=r"\bthe (?:true|real|actual|correct) (?:figure|number|sum|total|count|toll) (?:was|is)\b|\b(?:less|more|fewer) than (?:an? )?(?:half|third|quarter|tenth|twice|double)"
    r" (?:of )?(?:that|this)\b|\b(?:half|twice|double) (?:of )?(?:that|this)\W*$",
    instead=r"\d[^.;]{0,40}?,? (?:and |but )?(?:not|rather than|instead of) (?:the )?$",
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
            opposite=r"\b(?:it|we|they|units?|group|legion|corps|brigade|fighters?|side)\b[^.;]{0,40}?"
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
            r"|(?:has|had|have) taken (?:the )?(?:airport|base|bridge|city|hill|island|port|town|village)"
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
    forces=frozenset(
        """
        admiral aircraft airforce armed army artillery bombers bombs brigade brigadier captain
        colonel command commander defence defense fleet forces fighters general generals guns jets
        lieutenant marines military missiles navy pilots planes regiment ships soldier soldiers
        troops warplanes
        """.split()
    ),
)
