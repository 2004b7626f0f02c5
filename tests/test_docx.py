"""A Word file gives what it shows with all changes accepted, or says why it cannot be read."""

from __future__ import annotations

import pytest

from corpus.formats.docx import read_docx
from corpus.formats.format import Refused
from tests.documents import docx, p, r, texts, zipped

BEGIN, MIDDLE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
STYLES = (
    '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Own"><w:name w:val="House head"/><w:basedOn w:val="H1"/></w:style>'
    '<w:style w:styleId="Q"><w:name w:val="Quote"/></w:style>'
    '<w:style w:styleId="C"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>'
)
NOTES = (
    '<w:footnote w:id="0">'
    + p("-")
    + '</w:footnote><w:footnote w:id="2">'
    + p("<w:r><w:footnoteRef/></w:r>", " The ministry's figures.")
    + "</w:footnote>"
)
REF = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>"
    + p("In a box.")
    + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
    "<w:txbxContent>" + p("In a box.") + "</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def item(text: str) -> str:
    return p(text, properties='<w:numPr><w:numId w:val="3"/></w:numPr>')


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            p(
                "The minister said that ",
                f"<w:ins>{r('no ')}</w:ins>",
                "<w:del><w:r><w:delText>all </w:delText></w:r></w:del>",
                "soldiers died.",
            ),
            ["The minister said that no soldiers died."],
            id="tracked changes",
        ),
        pytest.param(
            p(
                f"<w:moveFrom>{r('Moved. ')}</w:moveFrom>",
                "Here. ",
                f"<w:moveTo>{r('Moved.')}</w:moveTo>",
            ),
            ["Here. Moved."],
            id="a move",
        ),
        pytest.param(
            p("The toll rose to ", properties="<w:rPr><w:del/></w:rPr>") + p("12 on Monday."),
            ["The toll rose to 12 on Monday."],
            id="a paragraph's end that was deleted",
        ),
        pytest.param(
            f"<w:sdt><w:sdtPr/><w:sdtContent>{p('In a control.')}</w:sdtContent></w:sdt>"
            + p("The ", f"<w:sdt><w:sdtContent>{r('12')}</w:sdtContent></w:sdt>", " dead.")
            + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Click here')}"
            "</w:sdtContent></w:sdt>",
            ["In a control.", "The 12 dead."],
            id="content controls",
        ),
        pytest.param(
            p("It ", r("never ", "<w:vanish/>"), r("really ", '<w:vanish w:val="0"/>'), "sank.")
            + p("Hidden.", style="Gone")
            + p(r("White.", '<w:color w:val="FFFFFF"/>'))
            + p(r("Tiny.", '<w:sz w:val="2"/>'), "Seen."),
            ["It really sank.", "Seen."],
            id="hidden text",
        ),
        pytest.param(
            p(
                "As many as 14",
                REF,
                " people and 12",
                r("3", '<w:vertAlign w:val="superscript"/>'),
                " guards, 5 km",
                r("2", '<w:vertAlign w:val="superscript"/>'),
                ".",
            ),
            ["As many as 14 people and 12³ guards, 5 km².", "The ministry's figures."],
            id="notes and raised figures",
        ),
        pytest.param(
            p(
                "See ",
                BEGIN,
                '<w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>',
                MIDDLE,
                "the report",
                END,
                " and ",
                '<w:fldSimple w:instr="DATE">' + r("3 March") + "</w:fldSimple>",
                ", ",
                f"<w:hyperlink>{r('here')}</w:hyperlink>",
                ".",
            )
            + p(f"<w:smartTag>{r('Orme')}</w:smartTag>", " is shut."),
            ["See the report and 3 March, here.", "Orme is shut."],
            id="fields, links and smart tags",
        ),
        pytest.param(p("Around.", BOX), ["Around.", "In a box."], id="a text box, once"),
        pytest.param(
            p("It ", r("broke"), "<w:r><w:br/></w:r>", "in two.")
            + p(
                "A co",
                "<w:r><w:noBreakHyphen/></w:r>",
                "op of hyphen",
                "<w:r><w:softHyphen/></w:r>",
                "ated",
                "<w:r><w:tab/></w:r>",
                "words.",
            ),
            ["It broke\nin two.", "A co-op of hyphenated words."],
            id="breaks, tabs and hyphens",
        ),
        pytest.param(
            p("Crane falls", style="T")
            + p("3 March", style="C")
            + p("What next?", style="Own")
            + p("Nobody knows.")
            + p("“It fell.”", style="Q")
            + item("One died.")
            + item("Two fled.")
            + "<w:tbl>"
            + row("Pier", "Ships")
            + row("1", "40")
            + "</w:tbl>"
            + p("The end."),
            [
                "# Crane falls",
                "## What next?",
                "Nobody knows.",
                "\ufdd0“It fell.”",
                "One died.\nTwo fled.",
                "Pier | Ships\n1 | 40",
                "The end.",
            ],
            id="titles, headings, lists and tables",
        ),
        pytest.param(
            p("Before.") + p(r("So "), "<m:oMath><m:r><m:t>x2</m:t></m:r></m:oMath>") + p("After."),
            ["Before.", "***", "After."],
            id="a formula is not quoted",
        ),
    ],
)
def test_what_the_file_shows_is_what_is_read(body: str, expected: list[str]) -> None:
    made = docx(body, beside={"styles": STYLES, "footnotes": NOTES})
    assert list(texts(read_docx(made)[0])) == expected


ENTITY = b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w>&b;</w>'


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        (docx(p("Text.") + '<w:altChunk r:id="r9"/>'), "in another file inside it (altChunk)"),
        (zipped({"word/document.xml": ENTITY}), "declares a document type"),
        (zipped({"word/document.xml": b"<w><"}), "word/document.xml is not XML"),
        (docx(p("Text."))[:-30], "the archive is damaged"),
    ],
)
def test_what_cannot_be_read_exactly_is_refused(made: bytes, problem: str) -> None:
    with pytest.raises(Refused) as caught:
        read_docx(made)
    assert problem in caught.value.problem
    assert caught.value.fix


@pytest.mark.parametrize(
    ("head", "core", "known"),
    [
        (
            "",
            "<dc:title>Crane falls</dc:title><dc:creator>Ann Lee</dc:creator>"
            "<dcterms:created>2031-03-04T06:30:00Z</dcterms:created>",
            ("Crane falls", "Ann Lee", "2031-03-04T06:30:00Z"),
        ),
        (
            p("Ship sinks", style="T") + p("By Bo Ek") + p("5 March 2031"),
            "<dc:title>Document1.docx</dc:title><dc:creator>Windows User</dc:creator>",
            ("Ship sinks", "Bo Ek", "2031-03-05"),
        ),
        (
            p("SHIP SINKS OFF ORME", style="T") + p("It fell.") + p("How", style="H1"),
            "<dc:title>Document1.docx</dc:title>",
            ("SHIP SINKS OFF ORME", None, None),
        ),
        ("", "<dc:title>Document1</dc:title><dc:creator>user</dc:creator>", (None, None, None)),
    ],
)
def test_title_author_and_day_are_what_it_shows_or_its_properties(
    head: str, core: str, known: tuple[str | None, ...]
) -> None:
    found = read_docx(docx(head + p("It fell."), core=core, beside={"styles": STYLES}))[1]
    assert (found.title, found.byline, found.published) == known


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.formats.docx._MOST_BYTES", 1_000_000)
    made = zipped({"word/document.xml": b"<w>" + b" " * 1_100_000 + b"</w>"})
    assert len(made) < 10_000
    with pytest.raises(Refused, match="unpacks to more than 1 MB"):
        read_docx(made)
