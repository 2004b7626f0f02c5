"""Files of many kinds, each with a trap in it, and what should come of them, to the letter.

The trap is what programs, or the libraries that read them, get wrong there.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import quopri
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WHEEL = (
    "The ferry Marn went down in the strait on Monday with 112 people on board, the guard said.",
    "Rescuers found 37 of them alive, the guard’s chief, Ilse Wen, said on Tuesday.",
    "“From 2022 on the pumps were out of order,” she told reporters at the quay.",
)
OTHER = (
    "The council of Orme voted on Wednesday to close the northern basin for 6.5 weeks.",
    "Eleven members were in favour and two against, the clerk said after the meeting.",
)
LATER = (
    "The ferry Marn went down in the strait on Monday with 114 people on board, the guard said.",
    *WHEEL[1:],
)
URL = "https://echo.example/news/ferry"


@dataclass(frozen=True)
class Told:
    """What is to be stored of an article; None is not looked at."""

    paragraphs: Sequence[str] = WHEEL
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    fetched: str | None = None


@dataclass(frozen=True)
class Kind:
    """A file, the trap in it, and what should come of it: articles, and words of the refusals."""

    name: str
    trap: str
    data: bytes
    articles: Sequence[Told] = ()
    refused: Sequence[str] = ()


def text_of(paragraphs: Sequence[str]) -> str:
    return "\n\n".join(paragraphs)


# Letters


def letter(body: str | bytes, *fields: str, kind: str = "text/plain; charset=utf-8") -> bytes:
    head = [
        "Message-ID: <4711@echo.example>",
        'From: "Orme Echo" <news@echo.example>',
        "To: desk@brief.example",
        "Subject: Ferry sinks",
        "Date: Tue, 04 Mar 2031 08:30:00 +0200",
        "MIME-Version: 1.0",
        f"Content-Type: {kind}",
        *fields,
    ]
    data = body.encode() if isinstance(body, str) else body
    return "\n".join(head).encode() + b"\n\n" + data


ECHO = Told(title="Ferry sinks", outlet="Orme Echo", published="2031-03-04T06:30:00Z")
PREHEADER = "Read how it happened, and what the guard says about the pumps of the ship"


def newsletter() -> bytes:
    cells = "".join(f'<tr><td style="padding:8px"><p>{each}</p></td></tr>' for each in WHEEL)
    page = f"""<html><head><style>p {{ color: red }}</style></head><body>
<div style="display:none;max-height:0">{PREHEADER}</div>
<table role="presentation"><tr><td><a href="https://echo.example/v">View in browser</a></td></tr>
<tr><td><h1>Ferry sinks</h1></td></tr>
<tr><td><table width="600">{cells}</table></td></tr>
<tr><td><p>You are receiving this email because you signed up. <a href="https://echo.example/u">
Unsubscribe</a></p></td></tr></table><img src="https://t.echo.example/p.gif" width="1">
</body></html>"""
    coded = quopri.encodestring(page.encode()).decode()
    parts = (
        "--b\nContent-Type: text/plain; charset=utf-8\n\nOpen this letter in a browser.\n"
        "--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: "
        f"quoted-printable\n\n{coded}\n--b--\n"
    )
    return letter(
        parts,
        "List-Unsubscribe: <https://echo.example/u>",
        kind='multipart/alternative; boundary="b"',
    )


def flowed(*, delsp: bool) -> bytes:
    """Lines of some 30 characters; with DelSp a break stands within a word."""
    lines = []
    for paragraph in WHEEL:
        words = paragraph
        while len(words) > 30:
            cut = 30 if delsp else words.rindex(" ", 0, 31) + 1
            lines.append(words[:cut] + (" " if delsp else ""))
            words = words[cut:]
        lines += [words, ""]
    stuffed = "\n".join(
        f" {line}" if line.startswith(("From", " ", ">")) else line for line in lines
    )
    quoted = "On Monday, Ann Lee wrote:\n> What happened? \n> Tell us."
    body = f"{quoted}\n\n{stuffed}\n-- \nIlse Wen\nTel. 112\n"
    return letter(
        body, kind=f"text/plain; charset=utf-8; format=flowed; delsp={'yes' if delsp else 'no'}"
    )


def mixed(*parts: str, kind: str = "mixed") -> bytes:
    return letter(
        "".join(f"--b\n{part}\n" for part in parts) + "--b--\n",
        kind=f'multipart/{kind}; boundary="b"',
    )


RESERVE = "From 2022 on the unit was in reserve, Wen said in a report on Tuesday."
SEEN = "From the quay it was seen, she said."


def mbox() -> bytes:
    mark = "From news@echo.example Tue Mar  4 08:30:00 2031\n"
    quoted = f"{RESERVE}\n\n>{SEEN}\n"
    first = letter(text_of(WHEEL) + f"\n\n{quoted}").decode()
    second = (
        letter(text_of(OTHER)).decode().replace("4711", "4712").replace("Ferry sinks", "Basin shut")
    )
    return f"{mark}{first}\n{mark}{second}\n".encode()


FORWARDED = f"""FYI

---------- Forwarded message ---------
From: Strait Gull <gull@gull.example>
Date: Mon, Mar 3, 2031 at 8:00 PM
Subject: Ferry lost with 112 on board
To: <desk@echo.example>


{text_of(WHEEL)}
"""

LETTERS = (
    Kind("newsletter.eml", "preheader, layout tables, footer, soft breaks", newsletter(), [ECHO]),
    Kind("flowed.eml", "format=flowed, quoted lines, signature", flowed(delsp=False), [ECHO]),
    Kind("delsp.eml", "DelSp: breaks within words", flowed(delsp=True), [ECHO]),
    Kind(
        "koi8.eml",
        "KOI8-U, base64, encoded words in two pieces",
        letter(
            base64.encodebytes(
                "Паром Марн затонув у протоці; на борту було 112 людей.".encode("koi8-u")
            ),
            "Content-Transfer-Encoding: base64",
            kind="text/plain; charset=koi8-u",
        ).replace(
            b"Subject: Ferry sinks",
            b"Subject: =?koi8-u?B?8MHSz80=?= =?koi8-u?B?IPrB1M/O1dc=?=",
        ),
        [Told(["Паром Марн затонув у протоці; на борту було 112 людей."], title="Паром Затонув")],
    ),
    Kind(
        "latin.eml",
        "iso-8859-1 that is windows-1252",
        letter(text_of(WHEEL).encode("cp1252"), kind="text/plain; charset=iso-8859-1"),
        [ECHO],
    ),
    Kind(
        "ascii.eml",
        "us-ascii that is UTF-8",
        letter(text_of(WHEEL), kind="text/plain; charset=us-ascii"),
        [ECHO],
    ),
    Kind(
        "unknown.eml",
        "a charset that nobody knows",
        letter(b"Wen a dit \xe9t\xe9.", kind="text/plain; charset=x-old"),
        refused=["this is not UTF-8: byte 0xE9"],
    ),
    Kind(
        "forward.eml",
        "another letter passed on, under a note",
        letter(FORWARDED),
        [
            Told(
                title="Ferry lost with 112 on board",
                outlet="Strait Gull",
                published="2031-03-03",
            )
        ],
    ),
    Kind(
        "forward-html.eml",
        "another letter passed on, in HTML",
        letter(
            '<div dir="ltr">FYI<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">'
            "---------- Forwarded message ---------<br>From: <strong>Strait Gull</strong> <span>"
            "&lt;gull@gull.example&gt;</span><br>Date: Mon, Mar 3, 2031 at 8:00 PM<br>"
            "Subject: Ferry lost<br>To: desk@echo.example<br></div><br><br>"
            + "".join(f"<p>{each}</p>" for each in WHEEL)
            + "</div></div>",
            kind="text/html; charset=utf-8",
        ),
        [Told(title="Ferry lost", outlet="Strait Gull", published="2031-03-03")],
    ),
    Kind(
        "forward-lines.eml",
        "another letter passed on, each line of its head an element",
        letter(
            '<html><body>See below<br><blockquote type="cite"><div>Begin forwarded message:</div>'
            "<br><div><b>From: </b>Strait Gull &lt;gull@gull.example&gt;<br></div><div><b>Subject: "
            "</b>Ferry lost<br></div><div><b>Date: </b>3 March 2031 at 20:00:00 GMT<br></div><br>"
            + "".join(f"<p>{each}</p>" for each in WHEEL)
            + "</blockquote></body></html>",
            kind="text/html; charset=utf-8",
        ),
        [Told(title="Ferry lost", outlet="Strait Gull", published="2031-03-03T20:00:00Z")],
    ),
    Kind(
        "attached.eml",
        "a letter, a page and a PDF attached",
        mixed(
            f"Content-Type: text/plain; charset=utf-8\n\n{text_of(WHEEL)}",
            "Content-Type: message/rfc822\n\n"
            + letter(text_of(OTHER)).decode().replace("Ferry sinks", "Fwd: Basin shut"),
            'Content-Type: application/pdf; name="report.pdf"\nContent-Disposition: attachment;'
            ' filename="report.pdf"\n\n%PDF',
            'Content-Type: image/png\nContent-Disposition: attachment; filename="logo.png"\n\nPNG',
        ),
        [ECHO, Told(OTHER, title="Basin shut")],
        ["report.pdf: what is attached (application/pdf) is not read"],
    ),
    Kind(
        "cut.eml",
        "broken off within its text",
        mixed(f"Content-Type: text/plain; charset=utf-8\n\n{text_of(WHEEL)}")[:-60],
        refused=["the message is broken off"],
    ),
    Kind(
        "box.mbox",
        "text that begins with From, escaped and not",
        mbox(),
        [
            Told(
                [
                    *WHEEL,
                    RESERVE,
                    SEEN,
                ],
                title="Ferry sinks",
            ),
            Told(OTHER, title="Basin shut"),
        ],
    ),
    Kind(
        "pasted.txt",
        "a letter pasted into a text file, with a signature",
        f"From: Ann Lee <ann.lee@echo.example>\nSent: Tuesday, March 4, 2031 8:30 AM\nTo: Desk\n"
        f"Subject: RE: Ferry sinks\n\n{text_of(WHEEL)}\n\n-- \nAnn Lee\nReporter\n".encode(),
        [
            Told(
                title="Ferry sinks", byline="Ann Lee", outlet="echo.example", published="2031-03-04"
            )
        ],
    ),
)

# Saved pages


def page(paragraphs: Sequence[str] = WHEEL, *, head: str = "") -> str:
    text = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Ferry sinks</title>{head}</head>'
        f"<body><nav><a href=/>Home</a></nav><article><h1>Ferry sinks</h1>{text}</article>"
        "<footer><a href=/t>Terms</a></footer></body></html>"
    )


def mhtml(*, cut: int | None = None) -> bytes:
    coded = quopri.encodestring(page().encode()).decode()
    frame = "<html><body><p>Buy two lamps and pay for one of them this week only.</p></body></html>"
    return (
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {URL}\r\n"
        "Subject: =?utf-8?Q?Ferry=20sinks?=\r\nDate: Wed, 5 Mar 2031 10:00:00 -0000\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/html\r\nContent-ID: <frame@mhtml>\r\n\r\n{frame}\r\n"
        "--b\r\nContent-Type: text/html\r\nContent-ID: <main@mhtml>\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: {URL}\r\n\r\n{coded}\r\n"
        "--b--\r\n"
    ).encode()[:cut]


SINGLE = (
    f"<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: {URL}?page=1 \n saved date: "
    "Wed Mar 05 2031 10:00:00 GMT+0000 (Coordinated Universal Time)\n-->"
    + page(head=f'<link rel="canonical" href="{URL}">')
    .removeprefix("<!DOCTYPE html><html>")
    .replace("<h1>", f'<img src="data:image/png;base64,{"QUJD" * 400_000}"><h1>')
)
SAVED = Told(title="Ferry sinks", url=URL)
SAVED_PAGES = (
    Kind(
        "page.mhtml",
        "a frame before the page, soft breaks",
        mhtml(),
        [Told(title="Ferry sinks", url=URL, outlet="echo.example", fetched="2031-03-05T10:00:00Z")],
    ),
    Kind("mhtml.html", "MHTML under the name of a page", mhtml(), [SAVED]),
    Kind("cut.mht", "broken off", mhtml(cut=-60), refused=["the message is broken off"]),
    Kind(
        "single.html",
        "megabytes of data: addresses, an address in a comment",
        SINGLE.encode(),
        [SAVED],
    ),
)

# Web archives


def record(kind: str, url: str, payload: bytes, *, day: int = 5, media: str = "") -> bytes:
    media = media or "application/http; msgtype=response"
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: "
        f"2031-03-{day:02}T10:00:00Z\r\nContent-Type: {media}\r\n"
        f"Content-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def answer(body: bytes, *fields: str, status: str = "200 OK", media: str = "text/html") -> bytes:
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {media}", *fields])
    return head.encode() + b"\r\n\r\n" + body


def chunked(data: bytes) -> bytes:
    pieces = [data[i : i + 100] for i in range(0, len(data), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(each), each) for each in pieces) + b"0\r\n\r\n"


def records() -> list[bytes]:
    import brotli

    html = page().encode()
    return [
        record("warcinfo", "", b"software: crawler\r\n", media="application/warc-fields"),
        record(
            "request", URL, b"GET / HTTP/1.1\r\nCookie: secret\r\n\r\n", media="application/http"
        ),
        record(
            "response",
            URL,
            answer(
                chunked(gzip.compress(html)), "Transfer-Encoding: chunked", "Content-Encoding: gzip"
            ),
        ),
        record("response", "https://echo.example/logo.png", answer(b"\x89PNG", media="image/png")),
        record(
            "response", "https://echo.example/gone", answer(b"Not found", status="404 Not Found")
        ),
        record(
            "response",
            "https://echo.example/news/basin",
            answer(brotli.compress(page(OTHER).encode()), "Content-Encoding: br"),
        ),
        record("response", URL, answer(page(LATER).encode()), day=6),
        record("revisit", "https://echo.example/old", answer(b""), day=6),
    ]


CRAWLED = (
    Told(title="Ferry sinks", url=URL, fetched="2031-03-05T10:00:00Z"),
    Told(OTHER, url="https://echo.example/news/basin"),
    Told(LATER, url=URL, fetched="2031-03-06T10:00:00Z"),
)
UNCHANGED = "echo.example/old: the archive says only that this page had not changed"


def wacz() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/data.warc.gz", b"".join(map(gzip.compress, records())))
        listed = [
            {"format": "json-pages-1.0", "id": "pages"},
            {"url": URL},
            {"url": "https://a.example/x"},
        ]
        archive.writestr("pages/pages.jsonl", "\n".join(map(json.dumps, listed)))
    return file.getvalue()


ARCHIVES = (
    Kind(
        "crawl.warc",
        "chunked, gzip and Brotli bodies; requests with cookies; a page twice",
        b"".join(records()),
        CRAWLED,
        [UNCHANGED],
    ),
    Kind(
        "crawl.warc.gz",
        "a gzip member for each record",
        b"".join(map(gzip.compress, records())),
        CRAWLED,
        [UNCHANGED],
    ),
    Kind(
        "one.warc.gz", "all packed as one", gzip.compress(b"".join(records())), CRAWLED, [UNCHANGED]
    ),
    Kind(
        "cut.warc.gz",
        "broken off within a record",
        b"".join(map(gzip.compress, records()))[:-330],
        CRAWLED[:2],
        ["broken off after 6 whole records"],
    ),
    Kind(
        "site.wacz",
        "pages only; one that is listed and not there",
        wacz(),
        [CRAWLED[0], CRAWLED[2]],
        ["https://a.example/x: this page is listed and not there"],
    ),
    Kind(
        "bomb.warc.gz",
        "a record of 100 MB of nothing in 100 kB",
        gzip.compress(record("response", URL, b"\x00" * 100_000_000), compresslevel=1),
        refused=["more comes of it than an archive of its size can hold"],
    ),
)

# Telegram


def chat(*messages: Mapping[str, object], kind: str = "public_channel") -> dict[str, object]:
    return {"name": "Strait Gull", "type": kind, "id": 99, "messages": list(messages)}


def post(number: int, text: object, **more: object) -> dict[str, object]:
    return {
        "id": number,
        "type": "message",
        "date": "2031-03-04T10:30:00",
        "date_unixtime": "1930372200",
        "from": "Strait Gull",
        "from_id": "channel99",
        "text": text,
        **more,
    }


GULL = Told([WHEEL[0]], outlet="Strait Gull", published="2031-03-04T06:30:00Z")
CHANNEL = chat(
    {"id": 1, "type": "service", "action": "create_channel", "text": ""},
    post(2, WHEEL[0]),
    post(
        3,
        [
            "The ",
            {"type": "bold", "text": "ferry’s"},
            " log was found, ",
            {"type": "text_link", "text": "Wen said", "href": "https://gull.example"},
            " on Friday.",
        ],
        edited_unixtime="1930372300",
    ),
    post(4, OTHER[0], forwarded_from="Orme Echo"),
    post(5, "", photo="(File not included. Change data exporting settings to download.)"),
    {"id": 6, "type": "unsupported"},
    post(7, OTHER[1], forwarded_from=None, reply_to_message_id=2),
)
POSTS = (
    GULL,
    Told(["The ferry’s log was found, Wen said on Friday."], outlet="Strait Gull"),
    Told([OTHER[0]], outlet="Orme Echo"),
    Told([OTHER[1]]),
)
PRIVATE = chat(
    post(2, "My flat is at Quay Street 7, and the key is under the mat."), kind="personal_chat"
)
TELEGRAM = (
    Kind(
        "result.json",
        "text in pieces, forwards, service messages, photos",
        json.dumps(CHANNEL).encode(),
        POSTS,
    ),
    Kind(
        "result.jsonl",
        "the same under the name of JSON Lines, laid out in lines",
        json.dumps(CHANNEL, indent=1, ensure_ascii=False).encode(),
        POSTS,
    ),
    Kind(
        "control.json",
        "a control character that makes it invalid JSON",
        json.dumps(chat(post(2, f"{WHEEL[0]}@{WHEEL[1]}"))).replace("@", "\\x0B").encode(),
        [Told([WHEEL[0], WHEEL[1]])],
    ),
    Kind(
        "account.json",
        "a whole account: private chats, contacts, sessions",
        json.dumps(
            {
                "about": "Here is the data",
                "personal_information": {"phone_number": "+100"},
                "chats": {"list": [PRIVATE, chat(post(2, WHEEL[0]))]},
            }
        ).encode(),
        [GULL],
    ),
    Kind(
        "private.json",
        "a private chat alone",
        json.dumps(PRIVATE).encode(),
        refused=["only channels and public groups are taken in"],
    ),
    Kind(
        "messages.html",
        "the export for people",
        b'<!DOCTYPE html><html><body><div class="page_wrap"><div class="history">'
        b"</div></div></body></html>",
        refused=["Telegram's export as HTML"],
    ),
)

# Press databases


def numbered(count: int = 2, *, left_out: int = 0) -> bytes:
    articles = []
    for n in range(1, count + 1):
        text = text_of(WHEEL if n % 2 else OTHER)
        articles.append(
            f"                Document {n} of {count}\n\n\nFerry sinks {n}\nThe Orme Echo\n"
            f"March {n}, 2031 Tuesday\n\nCopyright 2031 Echo Ltd. All Rights Reserved\n"
            f"Section: NEWS; Pg. 4\nLength: {len(text.split())} words\nByline: Ann Lee\nBody\n\n"
            f"{text}\n\nLoad-Date: March 5, 2031\n\n"
            "End of Document\n\n\n"
        )
    if left_out:
        del articles[left_out - 1]
    return "".join(articles).encode()


CLASSIC = f"""                               1 of 2 DOCUMENTS

                               The Orme Echo

                             March 4, 2031 Tuesday

Ferry sinks

BYLINE: By Ann Lee

SECTION: NEWS; Pg. 4

LENGTH: 45 words

{text_of(WHEEL)}

LOAD-DATE: March 5, 2031

LANGUAGE: ENGLISH

                          Copyright 2031 Echo Ltd.
                            All Rights Reserved

                               2 of 2 DOCUMENTS

                               Strait Gull

                             March 5, 2031 Wednesday

Basin shut

LENGTH: 700 words

{text_of(OTHER)}

LANGUAGE: ENGLISH
"""
DIVIDED = f"""Agency export, 5 March 2031
Articles: 2

==================================================
Headline: Ferry sinks
Source: Orme Wire
Date: 4 March 2031

{text_of(WHEEL)}

==================================================
Headline: Basin shut
Source: Orme Wire
Date: 5 March 2031

{text_of(OTHER)}
"""
BUNDLES = (
    Kind(
        "nexis.txt",
        "numbered, heads without labels",
        numbered(),
        [
            Told(
                title="Ferry sinks 1",
                outlet="The Orme Echo",
                byline="Ann Lee",
                published="2031-03-01",
            ),
            Told(OTHER, title="Ferry sinks 2", published="2031-03-02"),
        ],
    ),
    Kind(
        "classic.txt",
        "the outlet above the date, the headline below; copyright below the text",
        CLASSIC.encode(),
        [
            Told(
                title="Ferry sinks",
                outlet="The Orme Echo",
                byline="Ann Lee",
                published="2031-03-04",
            ),
            Told(OTHER, title="Basin shut", outlet="Strait Gull", published="2031-03-05"),
        ],
    ),
    Kind(
        "divided.txt",
        "divided by lines of =",
        DIVIDED.encode(),
        [
            Told(title="Ferry sinks", outlet="Orme Wire", published="2031-03-04"),
            Told(OTHER, title="Basin shut", published="2031-03-05"),
        ],
    ),
    Kind(
        "lost.txt",
        "25 declared, one lost",
        numbered(25, left_out=7),
        refused=["it says that it has 25 articles, and 24 were found"],
    ),
    Kind(
        "first-lost.txt",
        "the first lost",
        numbered(3, left_out=1),
        refused=["it says that it has 3 articles, and 2 were found"],
    ),
)

KINDS = (*LETTERS, *SAVED_PAGES, *ARCHIVES, *TELEGRAM, *BUNDLES)
