"""A PDF gives what its pages show, in reading order, or says which page cannot be read."""

from __future__ import annotations

import pytest

from corpus.formats.format import Refused
from corpus.formats.pdf import read_pdf
from tests.documents import IMAGE, column, pdf, show, stream, texts, with_marks

LEAD = (
    "The harbour of Orme stayed shut on Monday after a crane fell across the only railway line,"
    " the port authority said in a statement."
)
SHIPS = (
    "Nobody was hurt, it said, but 40 ships were waiting outside, among them two that carry grain"
    " for the mills of the inner town."
)
LAST = "The court will hear the case of the two guards on 4 May, a clerk told reporters there."
PICTURE = {90: IMAGE}
PICTURES = "/XObject << /Im 90 0 R >>"


def picture(x: float, y: float, width: float, height: float) -> str:
    return f"q {width} 0 0 {height} {x} {y} cm /Im Do Q\n"


def read(*pages: str, **options: object) -> list[str]:
    return list(texts(read_pdf(pdf(*pages, **options))[0]))  # type: ignore[arg-type]


NOTE = show(72, 100, "3", 5) + show(76, 97, " The ministry's figures.", 8)
COLUMNS = column(72, 600, LEAD, width=40) + column(320, 597, SHIPS, width=40)
# Line by line from the left to the right, as some programs write it.
ACROSS = "".join(
    show(72, 600 - 14 * i, left) + show(320, 600 - 14 * i, right)
    for i, (left, right) in enumerate(
        [
            ("The harbour of Orme stayed shut on", "Nobody was hurt, it said, but 40 ships"),
            ("Monday after a crane fell across the", "were waiting outside, among them two"),
            ("only railway line, the port authority", "that carry grain for the mills of the"),
            ("said in a statement.", "inner town."),
        ]
    )
)
TABLE = "".join(
    show(x, 500 - 14 * i, cell)
    for i, row in enumerate([("Pier", "Ships", "Crews"), ("1", "40", "312"), ("2", "7", "55")])
    for x, cell in zip((72, 200, 300), row, strict=True)
)
UNMAPPED = {
    80: b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Odd /Encoding /Identity-H "
    b"/DescendantFonts [81 0 R] >>",
    81: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Odd /DW 500 /CIDSystemInfo "
    b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 82 0 R >>",
    82: b"<< /Type /FontDescriptor /FontName /AAAAAA+Odd /Flags 4 /FontBBox [0 0 500 700] "
    b"/ItalicAngle 0 /Ascent 700 /Descent -200 /CapHeight 700 /StemV 80 >>",
}


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        pytest.param([column(72, 700, f"{LEAD} {SHIPS}")], [f"{LEAD} {SHIPS}"], id="lines"),
        pytest.param(
            [with_marks(72, 700, "As many as 14", "3", " people were killed.") + NOTE],
            ["As many as 14 people were killed.", "The ministry's figures."],
            id="a note's mark beside a figure",
        ),
        pytest.param(
            [with_marks(72, 700, "As many as 14", "3", " people were killed.")],
            ["As many as 14³ people were killed."],
            id="a mark without its note",
        ),
        pytest.param(
            [
                with_marks(
                    72,
                    700,
                    "It covers 5 km",
                    "2",
                    " and 10",
                    "6",
                    " litres, on the 1",
                    "st",
                    " of May.",
                )
                + with_marks(72, 686, "So much CO", "2", " leaked.", rise=-2)
            ],
            ["It covers 5 km² and 10⁶ litres, on the 1st of May. So much CO2 leaked."],
            id="powers and what is lowered",
        ),
        pytest.param(
            [column(72, 700, LEAD) + show(72, 640, "Secret words.", before="3 Tr")],
            [LEAD],
            id="no ink",
        ),
        pytest.param(
            [column(72, 700, LEAD) + show(72, 640, "Secret words.", before="1 1 1 rg")],
            [LEAD],
            id="white on white",
        ),
        pytest.param(
            [column(72, 700, LEAD) + show(72, 640, "Secret words.", 0.5)], [LEAD], id="tiny"
        ),
        pytest.param(
            [column(72, 700, LEAD) + show(900, 640, "Secret words.")], [LEAD], id="off the page"
        ),
        pytest.param(
            [column(72, 700, LEAD) + "q 0 0 10 10 re W n " + show(72, 640, "Secret words.") + "Q "],
            [LEAD],
            id="clipped",
        ),
        pytest.param(
            [column(72, 700, LEAD) + show(72, 640, "Secret words.") + picture(70, 636, 90, 16)],
            [LEAD],
            id="under a picture",
        ),
        pytest.param(
            [
                "0 0 0 rg 60 630 200 30 re f "
                + show(72, 640, "White on black.", before="1 1 1 rg")
                + column(72, 600, LEAD)
            ],
            ["White on black.", LEAD],
            id="white on black is seen",
        ),
        pytest.param(
            [
                show(72, 700, "The minister said that Ada Bell paid the guards.")
                + "0 0 0 rg 176 697 45 13 re f "
            ],
            ["The minister said that ███ paid the guards."],
            id="under a bar",
        ),
        pytest.param(
            ["/Span << /ActualText (9999) >> BDC " + show(72, 700, "It has 40 ships.") + " EMC"],
            ["It has 40 ships."],
            id="other words said in its place",
        ),
        pytest.param(
            [
                show(72, 700, "Zelensky's well-known guard, whose ve-")
                + show(72, 686, "hicles and the re-")
                + show(72, 672, "election of the well-")
                + show(72, 658, "known chief of Zelen-")
                + show(72, 644, "sky's LVMH-")
                + show(72, 630, "owned guard and F-")
                + show(72, 616, "16 jets were seen.")
            ],
            [
                "Zelensky's well-known guard, whose vehicles and the re-election of the well-known"
                " chief of Zelensky's LVMH-owned guard and F-16 jets were seen."
            ],
            id="hyphens at line ends",
        ),
        pytest.param([COLUMNS], [LEAD, SHIPS], id="columns"),
        pytest.param([ACROSS], [LEAD, SHIPS], id="columns drawn across"),
        pytest.param(
            [
                show(72, 720, "Harbour shut after a crane falls across the only railway line", 16)
                + column(72, 690, LAST)
                + ACROSS
                + column(72, 480, LAST)
            ],
            [
                "# Harbour shut after a crane falls across the only railway line",
                LAST,
                LEAD,
                SHIPS,
                LAST,
            ],
            id="columns between lines of full width",
        ),
        pytest.param(
            [column(72, 600, LEAD) + TABLE + column(72, 420, SHIPS)],
            [LEAD, "Pier | Ships | Crews\n1 | 40 | 312\n2 | 7 | 55", SHIPS],
            id="a table",
        ),
        pytest.param(
            [
                show(72, 760, "THE GULL", 8) + column(72, 400, LEAD) + show(300, 30, "1", 9),
                show(72, 760, "THE GULL", 8) + column(72, 400, SHIPS) + show(300, 30, "2", 9),
            ],
            [LEAD, SHIPS],
            id="running heads and page numbers",
        ),
        pytest.param(
            [
                show(72, 700, f"{number} guards died, the port said.")
                + show(72, 686, "It is shut.")
                for number in ("Two", "Six")
            ],
            [
                "Two guards died, the port said. It is shut.",
                "Six guards died, the port said. It is shut.",
            ],
            id="a text's own line that is the same on two pages",
        ),
        pytest.param(
            [
                column(72, 700, LEAD)
                + show(72, 660, "It was not clear who would pay for the repairs")
                + show(300, 30, "1"),
                show(72, 700, "of the quay, which fell on Friday.")
                + column(72, 660, SHIPS)
                + show(300, 30, "2"),
            ],
            [
                LEAD,
                "It was not clear who would pay for the repairs of the quay, which fell on Friday.",
                SHIPS,
            ],
            id="a paragraph over two pages",
        ),
        pytest.param(
            [
                column(72, 700, LEAD, indent=14)
                + column(72, 672, SHIPS, indent=14)
                + column(72, 644, LAST, indent=14)
            ],
            [LEAD, SHIPS, LAST],
            id="paragraphs by their indents",
        ),
        pytest.param(
            [
                column(72, 700, LEAD)
                + show(72, 660, "What happens next?", font="F2")
                + column(72, 640, SHIPS)
                + show(72, 600, "• One died.")
                + show(72, 586, "• Two fled.")
            ],
            [LEAD, "## What happens next?", SHIPS, "One died.\nTwo fled."],
            id="headings and items",
        ),
        pytest.param(
            [
                "".join(
                    show(x, 700, word) for x, word in ((72, "No"), (90, "soldier"), (130, "died."))
                )
            ],
            ["No soldier died."],
            id="words placed one by one",
        ),
        pytest.param(
            [column(72, 700, LEAD) + "q BT /F1 60 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (DRAFT) Tj ET Q "],
            [LEAD],
            id="a mark across the page",
        ),
        pytest.param(
            [
                show(70, 672, "T", 48)
                + show(100, 700, "he harbour of Orme was shut on Monday after")
                + show(100, 686, "a crane fell across the only railway line")
                + show(100, 672, "of the town, the port authority said.")
            ],
            [
                "The harbour of Orme was shut on Monday after a crane fell across the only railway"
                " line of the town, the port authority said."
            ],
            id="an initial of several lines",
        ),
    ],
)
def test_what_a_page_shows_is_what_is_read(pages: list[str], expected: list[str]) -> None:
    assert read(*pages, objects=PICTURE, resources=PICTURES) == expected


@pytest.mark.parametrize(
    ("made", "problem", "fix"),
    [
        (
            pdf(
                column(72, 700, LEAD),
                picture(0, 0, 612, 792) + show(9, 9, "p. 2", 6),
                objects=PICTURE,
                resources=PICTURES,
            ),
            "page 2 has no text layer: a scan",
            "run OCR (ocrmypdf",
        ),
        (
            pdf(
                column(72, 700, LEAD),
                trailer="/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 "
                f"/R 2 /P -4 /O <{'61' * 32}> /U <{'62' * 32}> >>",
            ),
            "it is encrypted and needs a password",
            "qpdf --decrypt",
        ),
        (
            pdf(
                column(72, 700, LEAD),
                "BT /F9 11 Tf 72 700 Td <00240025002600270028> Tj ET",
                objects=UNMAPPED,
                fonts="/F9 80 0 R",
            ),
            "page 2 has a font without a Unicode map",
            "--force-ocr",
        ),
        (b"%PDF-1.7\n" + b"broken off" * 9, "it is broken off or damaged", "get it again"),
    ],
)
def test_what_cannot_be_read_exactly_is_refused_with_its_page_and_its_remedy(
    made: bytes, problem: str, fix: str
) -> None:
    with pytest.raises(Refused) as caught:
        read_pdf(made)
    assert caught.value.problem.startswith(problem)
    assert fix in caught.value.fix


def test_a_scan_that_was_read_is_read() -> None:
    layer = column(72, 700, LEAD).replace("BT ", "BT 3 Tr ")
    scan = picture(0, 0, 612, 792) + layer
    assert read(scan, objects=PICTURE, resources=PICTURES) == [LEAD]


def test_a_paragraph_with_a_letter_that_is_not_known_is_not_quoted() -> None:
    odd = show(72, 640, "The toll was ") + "BT /F9 11 Tf 140 640 Td <0024> Tj ET "
    made = pdf(
        column(72, 700, LEAD) + odd + column(72, 600, SHIPS), objects=UNMAPPED, fonts="/F9 80 0 R"
    )
    content, described = read_pdf(made)
    assert list(texts(content)) == [LEAD, "***", SHIPS]
    assert described.is_partial


@pytest.mark.parametrize(
    ("info", "shown", "title"),
    [
        ("/Title (Microsoft Word - crane2.docx)", "Crane falls in Orme", "Crane falls in Orme"),
        ("/Title (Crane falls in Orme)", "", "Crane falls in Orme"),
        ("/Title (crane_final_2.indd)", "", None),
    ],
)
def test_a_title_is_what_the_page_shows_or_what_no_program_made_up(
    info: str, shown: str, title: str | None
) -> None:
    page = show(72, 740, shown, 20) + show(72, 720, "By Ann Lee") + show(72, 706, "3 March 2031")
    made = pdf(
        page + column(72, 680, LEAD),
        info=f"{info} /Author (admin) /CreationDate (D:20310304063000Z)",
    )
    described = read_pdf(made)[1]
    assert (described.title, described.byline, described.published) == (
        title,
        "Ann Lee",
        "2031-03-03",
    )


def test_a_page_that_lies_on_its_side_and_one_in_a_form_are_read() -> None:
    upwards = "".join(
        f"BT /F1 11 Tf 0 1 -1 0 {100 + 14 * i} 72 Tm ({line}) Tj ET "
        for i, line in enumerate(("The harbour of Orme was shut", "on Monday, the port said."))
    )
    form = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>",
        show(72, 700, "It is open again, the port said.").encode(),
    )
    made = read(upwards, "/Fm Do ", objects={91: form}, resources="/XObject << /Fm 91 0 R >>")
    assert made == [
        "The harbour of Orme was shut on Monday, the port said.",
        "It is open again, the port said.",
    ]
