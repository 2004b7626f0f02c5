"""What happened, and that it did not, in English words that have nothing in common: each is looked
for in one clause."""

from __future__ import annotations

from corpus.languages.disputes import Contrary

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
    r"|markets?|church(?:es)?|mosques?|families|villagers|residents)"
)
_OFFER = r"(?:\w+ )?(?:offers?|proposals?)"
_INFORMED = r"(?:warned|informed|notified|alerted|told|called|telephoned|phoned|consulted)"
_WARNING = r"(?:\w+ )?warnings?"
_BEATEN = r"(?:beaten|harmed|mistreated|tortured|abused|ill-treated|hurt)"
_SACKED = r"(?:sacked|dismissed|laid off|made redundant)"
_PACTS = r"(?:agreements?|ceasefires?|deals?|pacts?|treat(?:y|ies)|truces?)"
_TALKS = r"(?:\w+ )?(?:talks|negotiations|contacts?|meetings?)"
_MONEY = r"(?:money|ransoms?|bribes?|cash|payments?|fees?)"

CONTRARIES = (
    Contrary(
        told=rf"\b{_STRUCK}\b",
        untold=rf"\b{_HAD_NOT} (?:fired?|open(?:ed)? fire|shell(?:ed)?|bomb(?:ed)?|str[iu](?:ke|ck)"
        r"|attack(?:ed)?|shot|shoot|target(?:ed)?) ?(?!to\b)"
        r"|\bguns\b[^.;,]{0,20} (?:were|had been|have been|stayed) silent"
        rf"|\bno (?:\w+ )?{_ARMED} (?:(?:of (?:ours|theirs|its|his)|there|here) )?"
        rf"(?:{_BE}|flew|operated|had flown|fired|had fired|took off)"
        rf"|\bnone of (?:its|our|their|his|her) {_ARMED} (?:{_BE}|flew|fired|had)"
        r"|\b(?:carried out|conducted|launched) no (?:\w+ )?"
        r"(?:operations?|strikes?|attacks?|raids?)"
        r"|\bfired no (?:\w+ )?(?:shots?|shells?|missiles?|rockets?|rounds?)"
        rf"|\b(?:has|have|had) (?:no|not a single) (?:\w+ )?(?:{_ARMED}|launchers?)\b"
        rf"|\bnot a single (?:{_ARMED}|launcher)\b",
        is_own=True,
    ),
    Contrary(
        told=rf"\b{_STRUCK}\b",
        untold=rf"\bno (?:shots?|shells?|missiles?|rockets?|bombs?|air ?strikes?|attacks?|raids?)"
        rf"(?: at all)? (?:{_BE} (?:fired|dropped|launched)|fell|landed|hit|took place"
        r"|had taken place)"
        r"|\b(?:nobody|no one) (?:had )?(?:fired|shot)\b|\bnot a (?:single )?(?:shot|shell)\b",
    ),
    Contrary(
        told=rf"\b(?:{_STRUCK}|destroyed|destroying|killed|killing)\b[^.;]{{0,40}}\b{_HOMES}\b"
        rf"|\b{_HOMES}\b[^.;]{{0,30}}\b(?:{_BE}|had) (?:been )?(?:hit|struck|bombed|shelled"
        r"|destroyed)",
        untold=r"\b(?:struck|hit|targeted|attacked|bombed) only\b"
        r"|\bonly (?:struck|hit|targeted|attacked|bombed)\b|\bonly (?:at )?military\b"
        rf"|\bno (?:\w+ )?{_HOMES} (?:{_BE}) (?:hit|struck|damaged|harmed|destroyed|targeted)"
        rf"|\b{_HAD_NOT} (?:hit|strike|target|harm|bomb|shell)(?:ed)? (?:any )?(?:\w+ )?{_HOMES}",
        is_own=True,
    ),
    Contrary(
        told=r"\b(?:offered|offering|proposed|made (?:\w+ ){1,3}offers?|put (?:\w+ ){1,3}offers?)\b"
        r"|\boffers?\b[^.;]{0,30}\b(?:on the table|made|sent|put|handed)\b"
        r"|\b(?:walked away from|turned down|rejected|refused) (?:an?|the|its|our|their) offer\b",
        untold=rf"\bno (?P<such>such )?{_OFFER}\b[^.;]{{0,30}}\b(?:reached|received|made|arrived"
        r"|come|came|put|tabled|presented)|\b(?:received|seen|got|had|heard|been (?:made"
        rf"|sent)) no {_OFFER}\b"
        rf"|\b{_HAD_NOT} (?:been )?(?:received?|seen|see|got|get|had|made) (?:an|any) {_OFFER}\b"
        r"|\b(?:nothing|no money) (?:was|has been|had been) offered|\bnot an offer\b"
        r"|\boffered (?:us|them|it) nothing",
    ),
    Contrary(
        told=rf"\b(?:was|were|been) (?:\w+ly )?{_INFORMED}\b"
        rf"|\b(?:had|has|have|we|it|they|he|she) {_INFORMED} "
        r"(?:it|him|her|them|us|(?-i:[A-Z]\w+)|the [\w-]+)\b"
        r"|\b(?:received|got|given|sent|issued|had) (?:an? |several |the "
        rf"|\w+ ){{0,2}}{_WARNING}\b",
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
        rf"(?:\b{_MONEY}\b|[$€£]|\b(?:crowns|dollars|euros|pounds|million)\b)"
        rf"|(?:\b{_MONEY}\b|[$€£]|\b(?:crowns|dollars|euros|pounds|million)\b)[^.;]{{0,20}}"
        rf"\b{_BE} (?:paid|handed over)\b",
        untold=rf"\bno (?:\w+ )?{_MONEY}\b[^.;]{{0,20}}\b(?:{_BE}|changed hands)"
        rf"|\b(?:paid|received|took|taken|accepted|been paid) (?:nothing|no (?:\w+ )?{_MONEY})"
        rf"|\b(?:nothing|not a \w+) (?:{_BE}) paid\b"
        rf"|\b{_HAD_NOT} (?:pay|paid|received?|taken?|took|accept(?:ed)?) (?:any "
        rf"|an? )?(?:\w+ )?{_MONEY}",
    ),
    Contrary(
        told=r"\b(?:sent|supplied|delivered|provided|shipped|smuggled|gave|given|sending|supplying"
        rf"|received|got|arming)\b[^.;]{{0,40}}\b{_ARMS}\b|\b{_ARMS} from\b",
        untold=r"\b(?:sent|supplied|delivered|provided|given|gave|shipped) (?:nothing"
        rf"|no (?:\w+ )?{_ARMS})"
        rf"|\bno (?:\w+ )?{_ARMS} (?:{_BE} (?:sent|supplied|delivered|given)|went|came|reached)"
        rf"|\b{_HAD_NOT} (?:sen[dt]|suppl(?:y|ied)|deliver(?:ed)?|provided?|ship(?:ped)?|given?"
        r"|gave)"
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
        told=r"\b(?:destroyed|missing|lost|removed|stolen|vanished|disappeared|burn(?:ed|t)|taken"
        r"|hidden)\b",
        untold=rf"\bno (?:\w+ )?(?P<what>\w+) {_BE} (?:missing|lost|destroyed|removed|taken|stolen"
        rf"|hidden|burnt)\b|\bevery (?:\w+ )?(?P<each>\w+) {_BE} (?:still )?"
        r"(?:there|accounted for|intact|in place|safe)\b"
        rf"|\ball (?:the |of the )?(?P<all>\w+) {_BE} (?:still )?"
        r"(?:there|accounted for|intact|in place)\b",
    ),
    Contrary(
        told=r"\b(?:delivered|handed (?:over|in|him|her|them|it|us)|mailed|posted|sent"
        r"|submitted)\b",
        untold=r"\bno (?:\w+ )?(?P<what>\w+) (?:had|have|has|ever) (?:arrived|come|reached)\b"
        r"|\b(?:received|got) none of the (?P<none>\w+)"
        r"|\b(?:had|has|have)(?: not| never|n[’']t) (?:received|got) (?:the|any) (?:\w+ )?"
        r"(?P<any>\w+)",
    ),
    Contrary(
        told=rf"\b(?:broke|broken|breaking|violat\w+|breach\w+)\b[^.;]{{0,20}}\b{_PACTS}\b",
        untold=rf"\b(?:kept|keeping|observ\w+|respect\w+|honou?r\w+|stuck to|compl(?:y|ied) with"
        rf"|abid\w+ by)\b[^.;]{{0,20}}\b{_PACTS}\b"
        rf"|\b{_HAD_NOT} (?:broken?|violated?|breach(?:ed)?)\b",
        is_own=True,
    ),
    Contrary(
        told=r"\b(?:beat|beaten|beating|tortur\w+|mistreat\w+|abused|abusing|kicked|ill-treated)\b",
        untold=rf"\bno (?:\w+ )?(?P<what>\w+) {_BE} (?:touched|{_BEATEN})\b"
        rf"|\b{_HAD_NOT} (?:been )?(?:touched|{_BEATEN})\b|\b(?:nobody|no one) {_BE} (?:touched"
        rf"|{_BEATEN})\b"
        r"|\btreated (?:well|correctly|humanely|properly|decently)\b",
    ),
    Contrary(
        told=rf"\b{_ARMED}\b[^.;]{{0,30}}"
        r"\b(?:entered|crossed|moved into|occup(?:y|ied)|(?:is|are|was|were) in)\b",
        untold=rf"\bno (?:\w+ )?{_ARMED} (?:{_BE} )?(?:in|at|inside|across|entered|crossed)\b"
        r"|\b(?:had|has|have)(?: not| never|n[’']t) (?:entered|crossed)\b"
        r"|\b(?:nobody|no one) (?:had )?(?:entered|crossed)\b",
    ),
    Contrary(
        told=r"\b(?:announcements?|alarms?|sirens?)\b[^.;]{0,30}\b(?:was|were|had been)"
        r" (?:made|given|sounded|raised)\b|\b(?:alarms?|sirens?) (?:had )?sounded\b",
        untold=r"\bno (?P<what>announcements?|alarms?|sirens?)\b"
        r"|\b(?P<which>alarms?|sirens?)\b[^.;]{0,40}?\b(?:did not|didn[’']t|never|failed to) "
        r"(?:sound(?:ed)?|go off|went off|ring|rang)\b",
    ),
    Contrary(
        told=rf"\b{_SACKED}\b",
        untold=r"\b(?:nobody|no one|no (?:\w+ )?(?:workers?|staff|employees?"
        rf"|jobs?)) {_BE} (?:{_SACKED}|cut|lost)\b"
        rf"|\b{_HAD_NOT} (?:been )?(?:sack|dismiss|la(?:y|id) off|{_SACKED})\b",
    ),
    Contrary(
        told=r"\binside (?:its|the|their|our|[\w’-]+) (?:\w+ )?(?:waters|zone|territory|borders?"
        r"|airspace)\b",
        untold=r"\b(?:miles?|kilomet(?:er|re)s?|met(?:er|re)s) (?:outside|short of)\b"
        r"|\boutside (?:its|the|their|our|[\w’-]+) (?:\w+ )?(?:waters|zone|territory|borders?"
        r"|airspace)\b"
        r"|\bin (?:international waters|its own (?:waters|airspace|territory))\b",
    ),
    Contrary(
        told=r"\b(?:kept out|barred|shut out|turned away|locked out|refused (?:entry|access"
        r"|admission)"
        r"|denied (?:entry|access))\b",
        untold=r"\b(?:present (?:throughout|at all times|all day|all night)|(?:were|was"
        r"|been) (?:let in"
        r"|admitted|allowed in|free to (?:enter|watch|attend))|had (?:full |free )?access)\b",
    ),
)
