"""Pages with everything on them that keeps a link from landing on the words, by name.

What is marked with data-wrong is where a reader must not be taken.
"""

# ruff: noqa: E501
from __future__ import annotations

_HEAD = "<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title></head><body>"
_FILLER = "".join(
    f"<p>Notice {n}: the harbour office keeps its summer hours, and berth {n} stays closed to "
    f"yachts until the crane at mooring {n * 7} has been looked at by an engineer.</p>"
    for n in range(1, 9)
)


def _page(title: str, body: str) -> str:
    return f"{_HEAD.format(title=title)}<article><h1>{title}</h1>{body}</article></body></html>"


_RAID = (
    "Twelve trawlers left the port of Lissow on Tuesday after the harbour authority lifted the ban "
    "that it had imposed a week ago, when a mine was seen off the northern mole."
)
_SAID = (
    "“We never doubted the crews, and they never doubted us,” said Ines Vardal, who has led the "
    "authority since spring; “now the fish market can open again.”"
)
_LONG = " ".join(
    f"Boat number {n} carried {n * 11} crates of herring and {n + 3} of sprat past the light at "
    f"Cape Orrin before the wind turned to the {'north' if n % 2 else 'south'}."
    for n in range(1, 9)
)

TRAPS: dict[str, str] = {
    "stand-first": _page("Trawlers leave", f"""<p><strong>Twelve trawlers left the port
        of Lissow on Tuesday</strong> — and more follow, the harbour authority told us in the
        evening.</p>{_FILLER}<p>{_RAID}</p><p>{_SAID}</p>"""),
    "pull quote": _page("Trawlers leave", f"""<p>{_RAID}</p><aside><blockquote data-wrong>“We never
        doubted the crews, and they never doubted us,” said Ines Vardal</blockquote></aside>
        {_FILLER}<p>{_SAID}</p>"""),
    "caption": _page("Trawlers leave", f"""<figure><img alt="" width=300 height=200><figcaption
        data-wrong>Twelve trawlers left the port of Lissow on Tuesday. Photo: Harbour Post</figcaption>
        </figure>{_FILLER}<p>{_RAID}</p><p>{_SAID}</p>"""),
    "long with the same beginning": _page("Boats counted", f"""<p>Boat number 1 carried 11 crates
        of herring to the fish market, where nobody wanted them on a Monday in March.</p>{_FILLER}
        <p>{_LONG}</p>"""),
    "hidden copy": _page("Trawlers leave", f"""<div style="display:none" data-wrong>{_RAID}</div>
        {_FILLER}<p>{_RAID}</p><p>{_SAID}</p>"""),
    "inline elements": _page("Trawlers leave", f"""{_FILLER}<p>Twelve <a href="#x">trawlers</a> left
        the po<b>rt</b> of <em>Lissow</em> on Tuesday<!-- comment --> after the harbour
        authority<script>var a = 1;</script> lifted the ban that it had imposed a <img alt=""
        width=10 height=10> week ago, when a mine was seen off the northern mole.</p>"""),
    "inline-block": _page("Trawlers leave", f"""{_FILLER}<p>Twelve trawlers left the port of Lissow
        on Tuesday after the <span style="display:inline-block">harbour authority</span> lifted the
        ban that it had imposed a week ago, when a mine was seen off the northern mole.</p>"""),
    "button": _page("Trawlers leave", f"""{_FILLER}<p>Twelve trawlers left the port of Lissow on
        Tuesday after the harbour authority <button>Listen</button> lifted the ban that it had
        imposed a week ago, when a mine was seen off the northern mole.</p>"""),
    "floating aside": _page("Trawlers leave", f"""{_FILLER}<p>Twelve trawlers left the port of Lissow
        on Tuesday after the harbour authority <span style="float:right">Read more here</span>lifted
        the ban that it had imposed a week ago, when a mine was seen off the northern mole.</p>"""),
    "drop cap": _page("Trawlers leave", f"""{_FILLER}<p><span style="float:left;font-size:3em">T</span>welve
        trawlers left the port of Lissow on Tuesday after the harbour authority lifted the ban that
        it had imposed a week ago, when a mine was seen off the northern mole.</p>"""),
    "footnote": _page("Trawlers leave", f"""{_FILLER}<p>Twelve trawlers left the port of Lissow on
        Tuesday after the harbour authority lifted the ban that it had imposed a week ago, when a mine
        was seen off the northern mole<sup><a href="#n">3</a></sup>.</p>"""),
    "line breaks": _page("An address", f"""{_FILLER}<p>Letters to the harbour authority go to the old
        customs house.<br>Its door stands in the lane behind the fish market.<br>Ring twice, and
        bring a boat licence.</p>"""),
    "no-break spaces": _page("Prices", f"""{_FILLER}<p>A crate of herring cost 9,300&nbsp;kroner in
        May, 12&nbsp;% more than a year before, when the fleet of Cape&#8239;Orrin stayed in.</p>
        <p>The authority wrote:&nbsp; nobody may land fish on Sunday at the northern mole, or on
        the day after a storm.</p>"""),
    "punctuation": _page("Notes", f"""{_FILLER}<p>“No – half-truths, & lies, are worse than… well,
        silence,” he said; the so-called “quick-fix” (a five-year plan) isn’t one.</p><p>At 10:30
        the ferry—late again—met the pilot boat, and/or its tender: 1,204 people waited, said the
        crews’ union.</p>"""),
    "short": _page("Short", f"""{_FILLER}<p>Uncharacteristically straightforward, internationally
        acknowledged counterrevolutionaries notwithstanding.</p><p>Nobody was hurt, the crew said on
        the radio at noon.</p>"""),
    "a paragraph twice": _page("Twice", f"""<p>Nobody was hurt, the crew of the trawler
        said on the radio at noon, and all boats were back.</p>{_FILLER}<p>Then came the evening
        report of the coast guard, which named two more boats.</p><p>Nobody was hurt, the crew of the
        trawler said on the radio at noon, and all boats were back.</p>"""),
    "table": _page("Landings", f"""{_FILLER}<table><tr><th>Boat</th><th>Home port of the boat</th>
        <th>Crates landed</th></tr><tr><td>Calla of the north</td><td>Lissow, at the northern mole
        </td><td>212 crates of herring</td></tr><tr><td>Orrin Star</td><td>Lissow, at the southern
        mole</td><td>212 crates of herring and sprat</td></tr></table><p>{_RAID}</p>"""),
    "lists": _page("Rules", f"""{_FILLER}<ul><li>Boats of more than twelve metres wait outside the
        mole until the pilot has come aboard.</li><li>Boats of more than twelve metres wait outside
        the mole until the pilot has gone ashore.</li></ul><p>{_RAID}</p>"""),
    "details": _page("Folded", f"""{_FILLER}<details><summary>What we know so far</summary><p>{_RAID}
        </p></details><p>{_SAID}</p>"""),
    "Ukrainian": _page("Порт", f"""{_FILLER}<p>Дванадцять траулерів вийшли з порту у вівторок після
        того, як портова адміністрація зняла заборону, запроваджену тиждень тому, коли біля
        північного молу помітили міну.</p><p>«Ми ніколи не сумнівалися в екіпажах», — сказала Інеса
        Вардаль; її слова про м’який хід і п'ять катерів записала газета.</p>"""),
    "Hindi": _page("बंदरगाह", f"""{_FILLER}<p>मंगलवार को बारह नावें बंदरगाह से निकलीं जब प्राधिकरण ने एक
        सप्ताह पहले लगाई गई रोक हटा दी और मछली बाज़ार फिर से खुल गया, नाविकों ने यह भी कहा कि सब ठीक
        हैं और अब नावें किताबों की</p>"""),
    "Bengali": _page("বন্দর", f"""{_FILLER}<p>মঙ্গলবার বারোটি নৌকা বন্দর ছেড়ে গেছে যখন কর্তৃপক্ষ এক সপ্তাহ
        আগের নিষেধাজ্ঞা তুলে নিয়েছে এবং মাছের বাজার আবার খুলেছে বলে নাবিকেরা জানিয়েছে</p>"""),
    "Tamil": _page("துறைமுகம்", f"""{_FILLER}<p>செவ்வாய்க்கிழமை பன்னிரண்டு படகுகள் துறைமுகத்தை விட்டு
        வெளியேறின அதிகாரசபை ஒரு வாரத்திற்கு முன்பு விதித்த தடையை நீக்கியது மீன் சந்தை மீண்டும்
        திறந்தது</p>"""),
    "Chinese": _page("港口", f"""{_FILLER}<p>港务局取消了一周前实施的禁令，十二艘渔船于周二离开港口。当时有人在北防波堤外发现
        了一枚水雷，渔民们说，鱼市场现在可以重新开放，所有的船都安全返回，没有人受伤。</p>"""),
}  # fmt: skip
