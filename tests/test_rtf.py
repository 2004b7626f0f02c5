"""Rich text gives what it shows with all changes accepted, or says why it cannot be read."""

from __future__ import annotations

import pytest

from corpus.formats.format import Refused
from corpus.formats.rtf import read_rtf
from tests.documents import texts

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}"
    r"{\f1\froman\fcharset204{\*\panose 020}Times CYR;}{\f2\ftech\fcharset2 Symbol;}"
    r"{\f3\fcharset128 MS Gothic;}}{\colortbl;\red255\green255\blue255;\red0\green0\blue0;}"
    r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s7 Title;}}"
    r"{\info{\title Crane falls}{\author Ann Lee}{\creatim\yr2031\mo3\dy4\hr6\min30}}"
    "\n"
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(r"One.\par Two\line lines.\par}", ["One.", "Two\nlines."], id="paragraphs"),
        pytest.param(
            r"{\f1 \'d0\'ee\'f1} is Ros, caf\'e9, {\f2\'b7} 5\'b0, {\f3\'93\'fa\'96\'7b}.\par}",
            ["Рос is Ros, café, • 5°, 日本."],
            id="letters by the code page of their font",
        ),
        pytest.param(
            r"\uc1\u1056?\u1086\'3f\u1089?. {\uc2\u8364 EU}5 \uc0\u8220 so\u8221\uc1  "
            r"\u-10179?\u-8704?.\par}",
            ["Рос. €5 “so” 😀."],
            id="Unicode with what stands in for it",
        ),
        pytest.param(
            r"The minister said that {\deleted all }{\revised no }soldiers {\v hid }died"
            r"\v  x\v0 .\par}",
            ["The minister said that no soldiers died."],
            id="deleted and hidden text",
        ),
        pytest.param(
            r"The toll was {\deleted 11\par}12.\par{\cf1 White.}{\fs2 Tiny.}\cf2 Seen.\par}",
            ["The toll was 12.", "Seen."],
            id="ends that were deleted, white and tiny text",
        ),
        pytest.param(
            r'See {\field{\*\fldinst HYPERLINK "https://x"}{\fldrslt {\ul the report}}}.\par}',
            ["See the report."],
            id="a field's result",
        ),
        pytest.param(
            r"{\header Gull\par}{\footer 1\par}{\pict\wmetafile8 0100\'41}{\*\unknown x{\b y}}"
            r"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt In a box.\par}}{\shprslt{\*\do"
            r"{\dptxbxtext In a box.\par}}}}{\*\shppict{\pict 00}}{\object{\*\objdata 01}"
            r"{\result x}}Text.\bin3 \'}}\par}",
            ["In a box.", "Text."],
            id="what is no text",
        ),
        pytest.param(
            r"As many as 14{\super\chftn{\footnote\pard\plain {\super\chftn} The ministry's.\par}}"
            r" people, 12{\super 3} guards, 5 km{\super 2}.\par}",
            ["As many as 14 people, 12³ guards, 5 km².", "The ministry's."],
            id="notes and raised figures",
        ),
        pytest.param(
            r"\pard\s7 Crane falls\par\pard\s1 What next?\par\pard "
            r"Nobody\~knows\emdash so\_so, a\-b."
            r"\par\trowd\pard\intbl Pier\cell Ships\cell\row\trowd\pard\intbl 1\cell 40\cell\row"
            r"\pard{\listtext\'95\tab}One died.\par}",
            [
                "# Crane falls",
                "## What next?",
                "Nobody\u00a0knows—so-so, ab.",
                "Pier | Ships\n1 | 40",
                "One died.",
            ],
            id="titles, marks, tables and items",
        ),
        pytest.param(
            r"{\upr{Or?}{\*\ud{Or\u269?}}} \{x\}.\par Odd {\f2\'ff}.\par}",
            ["Orč {x}.", "***"],
            id="two spellings, braces and a sign that is not known",
        ),
    ],
)
def test_what_the_file_shows_is_what_is_read(body: str, expected: list[str]) -> None:
    assert list(texts(read_rtf((HEAD + body).encode("ascii"))[0])) == expected


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (r"One. {\b Two", "a group in it is not closed"),
        (r"One \'81.\par}", "byte 0x81 is no letter of its code page cp1252"),
    ],
)
def test_what_cannot_be_read_exactly_is_refused(body: str, problem: str) -> None:
    with pytest.raises(Refused) as caught:
        read_rtf((HEAD + body).encode("ascii"))
    assert problem in caught.value.problem
    assert caught.value.fix


def test_title_author_and_day_are_its_properties() -> None:
    found = read_rtf((HEAD + r"It fell.\par}").encode("ascii"))[1]
    assert (found.title, found.byline, found.published) == ("Crane falls", "Ann Lee", "2031-03-04")
