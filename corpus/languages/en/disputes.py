"""How claims oppose each other in English."""

from __future__ import annotations

from corpus.languages.disputes import DisputeWords, State

_DOERS = (
    r"(?:attackers?|fighters?|raiders?|insurgents?|gunm[ae]n|perpetrators?|assailants?|militants?"
    r"|bombers?|hackers?|saboteurs?|killers?|those (?:responsible|behind)[^.,]{0,30}?)"
)

DISPUTES = DisputeWords(
    negations=r"\b(?:not|never|no|none|nobody|neither|nor|without|cannot|(?:is|was|were|are|do|does"
    r"|did|has|have|had|ca|wo|could|would)n[’']t)\b",
    no_negations=r"\b(?:not only|no longer|not just|not yet|no later|no more than|no fewer than"
    r"|no less than|no doubt|not least|whether or not|not rule out|no matter)\b",
    no_denials=r"\b(?:motions?|requests?|bail|appeals?|petitions?|visas?|permission|entry|access"
    r"|proposals?|offers?|calls?|demands?|plans?|deals?|ceasefires?|conditions?"
    r"|as an? (?!result|consequence|matter)|as [“\"‘'])",
    role=r"^\W*(?:that |any |all |its |his |her |their |having (?:any |had any )?|of )*(?:direct )?"
    r"(?:involvement|responsibility|role|part|knowledge|wrongdoing|connection|link|complicity"
    r"|being (?:behind|involved|responsible)|(?:was|were|is|are) (?:behind|involved|responsible)"
    r"|(?:it|he|she|they) (?:was|were|had been) (?:behind|involved|responsible))\b",
    losses=r"\b(?:casualt(?:y|ies)|loss(?:es)?|deaths?|dead)\b",
    made_up=r"\b(?:invented|fabricated|fictitious|made-up|imaginary|exaggerated)\s+(?:\w+\s+)?"
    r"(?:loss(?:es)?|casualt(?:y|ies)|dead|deaths)\b",
    hedges=r"\b(?:likely|possibl[ey]|probabl[ey]|perhaps|may|might|could|appears?|seems?|if)\b",
    turning_down=r"\b(?:reject|dismiss|declin|refus|turn(?:s|ed)? down|rul(?:es|ed) out)\w*",
    assertions=r"\b(?:claims?|allegations?|accusations?|suggestions?|reports?|charges?|assertions?"
    r"|ideas?|notions?|version|narrative)\b",
    points_back=r"^(?:\W*(?:having|to have|that)\b[^,;.]{0,30})?\W*\b(?:it|this|that|the"
    r" (?:claims?|allegations?|accusations?|charges?|reports?|assertions?))\W*$",
    asking=r"\b(?:ask|wonder|question|inquir|enquir)\w*\b",
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
            r"|liberated|occupied|has fallen|had fallen|conquered)\b",
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
)
