"""News in the shape of something else is prose: marked sentences, signed copy, orders, messages."""

from __future__ import annotations

import pytest

from corpus.segmentation.segment import segment

TITLE = "Ferry's bell found after nine years"
LEAD = "Divers found the ferry's bell on Tuesday, the coast guard said, at a depth of 60 metres."
MORE = "The search for the log goes on. It may say who was at the wheel, the guard's chief said."
END = "The ferry sank in the strait nine years ago with all who were on board."


def blocks(*paragraphs: str, title: str | None = None) -> list[tuple[str, str]]:
    body = "\n\n".join(paragraphs)
    return [(str(b.kind), b.span.of(body)) for b in segment(body, title=title)]


def kind_within(line: str) -> str:
    """The kind of a line that stands alone between paragraphs of prose."""
    return kinds_of(LEAD, MORE, line, END, LEAD)[line]


def kind_at_end(line: str) -> str:
    return kinds_of(LEAD, MORE, line)[line]


def kinds_of(*paragraphs: str) -> dict[str, str]:
    return {text: kind for kind, text in blocks(*paragraphs)}


# What a page marks as a heading

SENTENCES = [
    "The bell was found at 60 metres. It may tell who was at the wheel.",
    "The bell of the Anna was found.",
    "“The pumps were weak and everybody knew it,” Wen said.",
    "“The pumps were weak”, said Lu Wen, who dived",
    "The wreck will stay where it is until the log is found, the guard's chief said",
    "A court will decide who may have the bell and whether the wreck is to be raised",
    "Die Glocke der Fähre wurde am Dienstag gefunden.",
    "La cloche du ferry a été retrouvée mardi.",
    "La campana del ferry apareció el martes.",
    "Dzwon promu odnaleziono we wtorek.",
    "Feribotun çanı salı günü bulundu.",
    "Дзвін порома знайшли у вівторок.",
    "عثر غواصون على جرس العبارة يوم الثلاثاء.",
    "جہاز کی گھنٹی منگل کو مل گئی۔",
    "जहाज़ की घंटी मंगलवार को मिली।",
    "渡し船の鐘は火曜日に見つかった。",
    "渡轮的钟周二在六十米深处被发现。",
]


@pytest.mark.parametrize("marks", ["##", "####"])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_marked_line_that_is_a_sentence_or_long_is_prose_without_its_marks(
    marks: str, sentence: str
) -> None:
    line = f"{marks} {sentence}"
    assert ("prose", sentence) in blocks(LEAD, line, MORE)
    assert ("prose", sentence) in blocks(f"# {TITLE}", line, LEAD, MORE, title=TITLE)


@pytest.mark.parametrize(
    "heading",
    [
        "Where the bell lay",
        "What happened next?",
        "Q: Did you hear the bell before the ferry sank, and if so, when was that?",
        "Case closed.",
        "What we know:",
        "The search off the U.A.E.",
        "What you told us about it...",
        "“It rang twice”",
        "3. The log",
        "Was wir wissen",
        "¿Qué pasó?",
        "ماذا حدث؟",
        "क्या हुआ?",
        "事故の背景",
    ],
)
def test_a_marked_line_that_is_short_or_a_question_heads_a_section(heading: str) -> None:
    body = "\n\n".join((LEAD, f"## {heading}", MORE))
    found = segment(body, title=None)
    assert [(str(b.kind), b.section) for b in found][1:] == [("heading", None), ("prose", heading)]


def test_the_only_marked_line_under_the_title_is_the_standfirst() -> None:
    standfirst = "Divers hope that it tells who steered"
    head = (f"# {TITLE}", f"## {standfirst}", "4 May 2031", LEAD)
    assert ("prose", standfirst) in blocks(*head, MORE, title=TITLE)
    assert ("heading", f"## {standfirst}") in blocks(*head, "## The log", MORE, title=TITLE)


def test_what_a_list_of_stories_tells_of_each_is_no_prose() -> None:
    stories = (
        "### Wine harvest fails",
        "#### Growers have lost nine tenths of it to hail.",
        "### Mayor of Gale resigns",
        "#### He had been in office for three years.",
    )
    assert [kind for kind, _ in blocks(LEAD, MORE, *stories)] == ["prose"] * 2 + ["heading"] * 4


def test_a_page_that_marks_its_paragraphs_keeps_them() -> None:
    assert [kind for kind, _ in blocks(*(f"### {text}" for text in (LEAD, MORE, END)))] == [
        "boilerplate",
        "prose",
    ] * 3


def test_a_marked_sentence_ends_the_section_of_its_level() -> None:
    statement = "The pumps were weak, Wen said."

    def sections(marks: str) -> list[str | None]:
        body = "\n\n".join((LEAD, "### The log", MORE, f"{marks} {statement}", END))
        return [b.section for b in segment(body, title=None) if b.kind == "prose"]

    assert sections("###") == [None, "The log", None, None]
    assert sections("####") == [None, "The log", "The log", "The log"]


def test_marks_stay_outside_of_a_quotation_over_paragraphs() -> None:
    assert blocks(LEAD, "He said: “We heard a bell.", "## “It rang and rang.”")[1:] == [
        ("prose", "He said: “We heard a bell."),
        ("boilerplate", "##"),
        ("prose", "“It rang and rang.”"),
    ]


def test_a_marked_line_that_repeats_the_known_title_is_the_title() -> None:
    line = "## Ferry's bell is found nine years after it sank in the strait off the port of Orme"
    title = "Ferry's bell found nine years after it sank in strait off port of Orme | Orme Echo"
    assert blocks(line, LEAD, MORE, title=title)[0][0] == "title"


# Agencies, initials and addresses after the last sentence


@pytest.mark.parametrize(
    "line",
    [
        "Nine more were found on Wednesday, the guard's chief said. AFP",
        "Wen said on Friday that the pumps were weak. Reuters",
        "Two are missing. The strait is closed to ships. AP",
        "“We heard the bell and then nothing at all.” Reuters",
        "The bell will go to Orme by the end of May. dpa/al",
        "The bell will go to Orme by the end of May. AFP/JKL",
        "The bell will go to Orme by the end of May. jh/AFP",
        "The bell will go to Orme by the end of May. (AFP/jh)",
        "The owner has resigned. ab/cd",
        "The bell fell twice, officials said. Ann Lee/Reuters",
        "Die Glocke kommt nach Orme, sagte Wen. dpa",
        "The names of the dead can be read here. guard.example/names",
        "The names of the dead can be read here. Guard.Example/AP",
        "The quay is open to the public. Mon/Tue",
        "We never heard that bell. pic.twitter.com/Ab3dEf9hIj",
        "It was the worst gale in years. At noon it blew at 148 km/h",
        "The council has voted. 412 in favour / 398 against",
    ],
)
def test_a_sign_after_the_last_sentence_makes_no_caption(line: str) -> None:
    assert kind_within(line) == "prose"
    assert kind_at_end(line) == "prose"


def test_an_agency_signs_the_last_paragraph_and_credits_a_picture_above_it() -> None:
    line = "The bell lies on the quay of Orme. Reuters"
    assert kind_at_end(line) == "prose"
    assert kind_within(line) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "Divers on the quay on Tuesday. Ann Lee/The Orme Echo/AP",
        "People wait on the quay after the chief said he would dive again. Ann Lee/Reuters",
        "A woman who said she had heard it waits on the quay. Ann M. Lee/AFP via Getty Images",
        "The strait from above. NASA/ESA",
        "The bell on the quay. Georges van der Veer/University of Orme",
        "The bell, on the quay. diver21/Pool/AP",
        "The bell on the quay. (Ann Lee/AFP)",
        "A diver, left, stands by a bell that was raised on Tuesday from a wreck at a depth of 60"
        " metres, as a crane takes it to the quay of Orme, where families have come together, on"
        " May 4, 2031. Bo Ek/Getty Images",
    ],
)
def test_a_caption_stays_dropped(line: str) -> None:
    assert kind_within(line) == "boilerplate"


# Orders to residents, and prompts to readers


@pytest.mark.parametrize(
    "line",
    [
        "Follow the channel of the coast guard on Telegram @orme_guard and keep off the quay.",
        "Follow the orders of the harbour master on Telegram.",
        "Join the channel @orme_alerts and leave the lower quay before noon.",
        "Contact the headquarters at help@guard.example if a relative was on board.",
        "Those who need a boat should write to boats@guard.example",
        "Call: 112 if you are trapped below deck.",
        "Sign up for the evacuation at the town hall or by text messages to 3344.",
        "Download the Siren app and go to the nearest shelter when it sounds.",
        "Register to receive free drinking water at the quay.",
        "Are you on the lower quay? Contact the fire brigade at once.",
        "Contact the Red Cross at help@cross.example if you miss somebody.",
        "Sign up here for the boats, the mayor urged the town.",
    ],
)
def test_an_order_that_names_a_channel_is_prose(line: str) -> None:
    assert kind_within(line) == "prose"


@pytest.mark.parametrize(
    "line",
    [
        "Contact reporter Ann Lee at ann@echo.example or 555-0142.",
        "Contact Ann Lee: 555-0142 ann@echo.example. Follow her on Twitter @annlee.",
        "Ann Lee covers the strait for the Echo. Contact her at ann@echo.example",
        "Need a news break? Play our crossword and find the bell.",
        "Got a tip? The desk is open at night.",
        "Share this update",
        "Thanks for signing up!",
        "Follow Echo reporters Ann Lee and Bo Ek on Twitter: @annlee and @boek.",
        "pic.twitter.com/Ab3dEf9hIj",
    ],
)
def test_what_a_publisher_asks_of_its_readers_is_no_prose(line: str) -> None:
    assert kind_within(line) == "boilerplate"


# Labels before news


@pytest.mark.parametrize(
    "line",
    [
        "Related: a second bell was found in the wreck, the guard's chief said on Friday.",
        "More: nine people are in hospital, and one of them is in danger, doctors at Orme said",
        "Picture: the wreck can be seen on the sea bed, a diver wrote.",
        "Video: a passenger filmed the bell as it rang.",
        "Related: Wen denied that she had cut the rope.",
        "Fact check: the depth of 60 metres was wrong, according to the guard.",
        "Source: a diver told Reuters about it",
    ],
)
def test_news_under_a_label_is_prose(line: str) -> None:
    assert kind_within(line) == "prose"


@pytest.mark.parametrize(
    "line",
    [
        "Related: Ferry's owner says pumps were safe",
        "Read more: Here is why the ferry sank — and how it sailed for 40 years.",
        "Photos: Gale hits the strait",
    ],
)
def test_a_headline_under_a_label_is_no_prose(line: str) -> None:
    assert kind_within(line) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "Correction: An earlier version of this story said the bell was found at 90 metres.",
        "Correction: the guard said on Friday that nine people had died, not eight.",
        "Clarification — The bell was lent to the museum, not sold to it.",
        "An earlier version of this story misstated what Wen said.",
        "This article was amended after Wen said that she had not been on board.",
        "This story has been corrected to say that the ferry sank nine years ago.",
        "Editor's note: This article incorrectly gave the depth as 90 metres.",
    ],
)
def test_what_an_outlet_says_of_its_mistake_is_a_correction(line: str) -> None:
    assert kind_within(line) == "correction"


def test_an_earlier_version_of_something_else_is_news() -> None:
    assert kind_within("An earlier version of this bell hung in Gale, Wen said.") == "prose"


@pytest.mark.parametrize("label", ["UP NEXT", "Up next:", "Related", "READ MORE"])
def test_sentences_under_a_label_are_prose(label: str) -> None:
    items = ("Divers: Meet the Guard in Orme on Friday.", "Owners: Face the Court on Monday.")
    assert [kind for kind, _ in blocks(LEAD, MORE, label, *items)][-2:] == ["prose", "prose"]


# Somebody's words alone on their line


@pytest.mark.parametrize(
    "message",
    [
        "WE ARE TAKING WATER",
        "ALL HANDS TO THE BOATS",
        "WIR SINKEN, SCHICKT HILFE",
        "МИ ТОНЕМО, ДОПОМОЖІТЬ",
    ],
)
@pytest.mark.parametrize(
    "above", ["Her last message came at 3.12 am.", "The captain radioed at 3.12 am.", END]
)
def test_a_message_in_capitals_is_prose(message: str, above: str) -> None:
    assert kinds_of(LEAD, above, message, "Nothing more was heard.", MORE)[message] == "prose"


def test_several_lines_in_capitals_head_sections_but_a_message_that_is_announced() -> None:
    found = kinds_of(
        LEAD,
        "WHAT THE DIVERS FOUND",
        MORE,
        "THE LAST VOYAGE OF THE ANNA",
        "Her last message came at 3.12 am.",
        "ALL HANDS TO THE BOATS",
        END,
    )
    assert found["WHAT THE DIVERS FOUND"] == found["THE LAST VOYAGE OF THE ANNA"] == "heading"
    assert found["ALL HANDS TO THE BOATS"] == "prose"


def test_a_line_in_capitals_above_the_first_paragraph_is_no_message() -> None:
    assert kinds_of(TITLE, "ORME HARBOUR REPORT", LEAD, MORE)["ORME HARBOUR REPORT"] != "prose"


def test_a_line_in_capitals_that_names_what_follows_is_a_heading() -> None:
    assert kinds_of(LEAD, END, "SEARCH FOR THE LOG", MORE)["SEARCH FOR THE LOG"] == "heading"


@pytest.mark.parametrize(
    "line",
    [
        "“We heard it ring”",
        '"We heard it ring"',
        "'We heard it ring'",
        "„Wir haben sie gehört“",
        "«On l'a entendue»",
        "「鐘の音を聞いた」",
        "“We heard it ring,” says Lu Wen",
        "“We heard it ring” – Lu Wen, a diver",
        "'We heard it ring,' Wen told reporters",
        "The pumps were weak, the chief said",
    ],
)
def test_a_quotation_or_statement_alone_on_its_line_is_prose(line: str) -> None:
    assert kind_within(line) == "prose"


@pytest.mark.parametrize("quotation", ["'We heard it ring'", "“We heard it ring”"])
def test_a_quotation_that_the_text_below_repeats_is_a_heading(quotation: str) -> None:
    below = "“We heard it ring and ring,” Wen said on Tuesday."
    assert kinds_of(LEAD, MORE, quotation, below, END)[quotation] == "heading"


def test_where_one_heading_is_quoted_from_below_another_may_sum_up() -> None:
    found = kinds_of(
        LEAD,
        "'We heard it ring'",
        "“We heard it ring and ring,” Wen said on Tuesday.",
        "'Owner to blame'",
        END,
    )
    assert found["'Owner to blame'"] == "heading"


# The first sentence is no title


@pytest.mark.parametrize(
    "lead",
    [
        "Lu Wen met Anna Brandt on Monday.",
        "Tom Ferrier is in Lower Quay.",
        "Olaf Lund trifft Anna Brandt in Orme.",
        "وصل وزير النقل إلى أورم اليوم.",
        "मंत्री सोमवार को ओर्म पहुँचे।",
        "知事は月曜日、港で遺族と面会した。",
    ],
)
def test_a_short_first_sentence_is_prose(lead: str) -> None:
    assert [kind for kind, _ in blocks(lead, MORE, END)] == ["prose"] * 3


# Tables


def test_rows_of_figures_are_prose_whatever_they_begin_with() -> None:
    table = "Monday | 11 | 121\nTuesday | 4 | 33"
    assert ("prose", table) in blocks(LEAD, table, MORE)


def test_a_head_in_two_lines_with_bars_is_no_table() -> None:
    head = "The Lantern Post | News\nAnn Lee | 4 March 2031"
    assert ("prose", head) not in blocks(TITLE, head, LEAD, MORE, title=TITLE)
