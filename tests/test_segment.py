"""Prose is told from what surrounds it, numbered as a reader counts, and none of it is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.formats.extract import extract
from corpus.formats.sources import read_sources
from corpus.segmentation.segment import segment
from corpus.types import Block, BlockKind, RawDocument

ARTICLES = Path(__file__).parents[2] / "shared" / "articles"
LEAD = "Divers found the ferry's bell on Tuesday, the coast guard said, at a depth of 60 metres."
MORE = "The search for the log goes on. It may say who was at the wheel, the guard's chief said."
END = "The ferry sank in the strait nine years ago with all who were on board."


def blocks(*paragraphs: str, title: str | None = None) -> list[tuple[str, str]]:
    """The kind and text of each block of a body made of these paragraphs."""
    body = "\n\n".join(paragraphs)
    return [(str(b.kind), b.span.of(body)) for b in segment(body, title=title)]


def kinds(*paragraphs: str, title: str | None = None) -> list[str]:
    return [kind for kind, _ in blocks(*paragraphs, title=title)]


def kind_within(line: str) -> str:
    """The kind of a line that stands alone between paragraphs of prose."""
    return {text: kind for kind, text in blocks(LEAD, MORE, line, END, LEAD)}[line]


# On any text at all

BLOCKISH = st.lists(
    st.sampled_from(
        [
            LEAD,
            MORE,
            "Advertisement",
            "Related topics",
            "More on this story",
            "Image caption,",
            "Correction",
            "Bell found in strait after nine years of search",
            "What happened next?",
            "7 p.m.",
            "## Marked",
            "## The bell rang twice that night.",
            "“We heard it ring.",
            '"It rang twice," he said.',
            "It failed.",
            "___",
            "By Ann Lee",
            "- an item",
            "",
        ]
    )
    | st.text(max_size=30),
    max_size=14,
).map(lambda lines: "\n".join(lines))


def check_cover(body: str, found: tuple[Block, ...]) -> None:
    end = 0
    for block in found:
        assert not body[end : block.span.start].strip()
        text = block.span.of(body)
        assert text == text.strip() != ""
        end = block.span.stop
    assert not body[end:].strip()


@given(BLOCKISH | st.text())
def test_blocks_cover_all_that_is_not_white_space_once_and_in_order(body: str) -> None:
    found = segment(body, title=None)
    check_cover(body, found)
    positions = [block.position for block in found]
    assert positions == sorted(positions)
    assert not positions or positions[0] == 1


@given(BLOCKISH, st.text(max_size=30))
def test_a_known_title_changes_no_cover(body: str, title: str) -> None:
    check_cover(body, segment(body, title=title))


@settings(max_examples=40)
@given(
    st.lists(
        st.lists(st.sampled_from(LEAD.split() + MORE.split()), min_size=9, max_size=40),
        min_size=1,
        max_size=8,
    )
)
def test_sentences_are_always_prose(paragraphs: list[list[str]]) -> None:
    texts = [" ".join(words).strip(".,").lower() + "." for words in paragraphs]
    assert [text for kind, text in blocks(*texts) if kind == BlockKind.PROSE] == texts


@pytest.mark.parametrize(
    "sentence",
    [
        "Then on to the first of May.",
        "And so on to Tuesday and to Monday!",
        "the the the the the the the the may.",
        "60 60 60 60 60 60 60 60 may.",
    ],
)
def test_a_sentence_that_ends_in_a_month_or_a_day_is_prose(sentence: str) -> None:
    assert kinds(LEAD, MORE, sentence) == ["prose"] * 3
    assert kinds(sentence) == ["prose"]


def test_an_empty_body_has_no_blocks() -> None:
    assert segment("", title=None) == segment(" \n\n \t", title="x") == ()


# Titles and headings


def test_the_headline_of_a_pasted_article_is_its_title() -> None:
    assert kinds("Ferry's bell found after nine years", LEAD, MORE) == ["title", "prose", "prose"]


def test_an_article_may_begin_with_prose() -> None:
    assert kinds(LEAD, MORE) == ["prose", "prose"]
    assert kinds("It failed.", LEAD) == ["prose", "prose"]


def test_the_known_title_is_found_below_other_lines_and_once_more() -> None:
    title = "Bell of the Anna found"
    found = kinds("Home", "Bell of the ‘Anna’ found", LEAD, title, MORE, title=title)
    assert found == ["boilerplate", "title", "prose", "boilerplate", "prose"]


def test_a_first_sentence_that_became_the_title_stays_in_the_text() -> None:
    first = "Divers found the bell of the Anna on Sunday, the harbour office said."
    assert kinds(first, LEAD, title=first) == ["prose", "prose"]
    # A page repeats a headline; the text has it once, and a headline needs no second place.
    assert kinds(first, "By Ann Lee", LEAD, first, title=first)[0] == "title"
    assert kinds(f"# {first}", LEAD, title=first)[0] == "title"
    assert kinds("The bell is found.", LEAD, title="The bell is found.")[0] == "title"
    assert kinds("Who Found the Bell of the Anna, and Why Does It Matter?", LEAD)[0] == "title"


def test_a_marked_title_is_told_from_a_marked_section() -> None:
    assert kinds("# Bell found", LEAD, "## Where", MORE) == ["title", "prose", "heading", "prose"]
    assert kinds("## Where", LEAD, title="Bell found") == ["heading", "prose"]
    assert kinds("# Where", LEAD, "# Who", MORE) == ["heading", "prose", "heading", "prose"]


def test_a_headline_may_carry_a_full_stop_where_its_words_are_capitalised() -> None:
    assert kinds("Divers Find Ferry's Bell After Nine Years.", LEAD)[0] == "title"
    assert kinds("Examining the U.N.'s Record on Wrecks and Divers.", LEAD)[0] == "title"
    assert kinds("Divers find the bell.", LEAD)[0] == "prose"


@pytest.mark.parametrize("end", ["at 11.52 p.m.", "for the U.S."])
def test_a_headline_may_end_with_an_abbreviation(end: str) -> None:
    headline = f"Dam log shows gates opened {end}"
    assert kinds("Velm Daily", headline, LEAD, MORE)[1:] == ["title", "prose", "prose"]
    assert kinds("Velm Daily", "Dam log shows gates opened late.", LEAD, MORE)[1] == "prose"


def test_the_lines_around_a_headline_are_not_prose() -> None:
    byline = "By Ann Lee in Orme\nThe Orme Echo\n4 May 2031, 7.05 pm"
    assert kinds("Ferry's bell found after nine years", byline, "Share\nSave", LEAD) == [
        "title",
        "boilerplate",
        "boilerplate",
        "prose",
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "A bell at 60 metres",
        "What happened next?",
        "So it is over?",
        "'Who was at the wheel'",
        "‘Who was at the wheel’",
        "“Who was at the wheel”",
        "## Why divers waited",
        "Who was at the wheel? What is known",
        "7 p.m.",
        "Tuesday 4 May",
        "Attack of Jan. 6",
        "Q: Did you hear it?",
    ],
)
def test_a_heading_is_no_passage_but_the_section_of_what_stands_under_it(heading: str) -> None:
    body = "\n\n".join((LEAD, "Who knew?", MORE, heading, MORE, LEAD, "Advertisement", END))
    found = segment(body, title=None)
    section = heading.removeprefix("## ")
    assert [(str(b.kind), b.section) for b in found] == [
        ("prose", None),
        ("heading", None),
        ("prose", "Who knew?"),
        ("heading", None),
        ("prose", section),
        ("prose", section),
        ("boilerplate", section),
        ("prose", section),
    ]


@pytest.mark.parametrize(
    "prose",
    [
        "It failed.",
        "Nobody answered!",
        "“Who rang it?”",
        "Then the chief asked: “Who rang it?”",
        "WEN: Who rang it?",
        "Was the chief of the guard content with what she had been told?",
        "“We will find it",
        "the rest of a sentence that was torn",
        "• The bell weighs nine kilos",
        "@orme_guard We have found the bell https://guard.example/bell",
    ],
)
def test_a_short_line_that_is_no_heading_is_prose(prose: str) -> None:
    assert kind_within(prose) == "prose"


def test_the_items_of_a_list_are_prose() -> None:
    items = ("Anna Brandt of Orme", "Tom Ferrier of Lower Quay", "Lu Wen, a passenger")
    assert kinds(LEAD, "The names on the bell are:", *items, END) == ["prose"] * 6
    assert kinds(LEAD, *items, END) == ["prose"] * 5
    assert kinds(LEAD, "\n".join(items), END) == ["prose"] * 3


def test_the_last_line_is_no_heading() -> None:
    assert kinds(LEAD, MORE, "Nothing but a bell")[-1] == "prose"


def test_an_entry_of_a_live_page_has_its_time_in_its_heading() -> None:
    body = f"{LEAD}\n\n18.10 BST\nChief denies it\n\n{MORE}"
    assert [b.section for b in segment(body, title=None)] == [
        None,
        None,
        "18.10 BST Chief denies it",
    ]


def test_a_heading_may_stand_right_above_its_paragraph() -> None:
    assert kinds(LEAD, f"A bell at 60 metres\n{MORE}") == ["prose", "heading", "prose"]


# Boilerplate


def test_rows_of_links_above_the_headline_are_no_title() -> None:
    headline = "Bell found in the strait after nine years under water"
    links = ("Orme Echo", "Home  News  Sport  Opinion  Jobs", "News > Orme > Harbour")
    assert kinds(*links, headline, LEAD) == [*["boilerplate"] * 3, "title", "prose"]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT - SCROLL TO CONTINUE",
        "Story continues below advertisement",
        "Реклама",
        "Watch: Divers raise the bell",
        "Read more: How the ferry sank",
        "READ ALSO",
        "More:Ferry's owner may face trial",
        "Ferry disaster:What is known about the last voyage",
        "Image source, Guard Handout",
        "Photo: Ann Lee",
        "The bell on the quay on Tuesday. Ann Lee/Reuters",
        "The bell on the quay. (AP Photo/Ann Lee)",
        "The bell on the quay (Image credit: Ann Lee)",
        "The bell on the quay.Credit...Ann Lee for The Orme Echo",
        "The bell. (Photo by Ann Lee / AFP) (Photo by ANN LEE/AFP via Getty Images) Ann Lee/AFP",
        "Ann Lee/AFP via Getty Images",
        "Divers on the quay [Ann Lee/Reuters]",
        "Share this article",
        "12 comments",
        "4 min read",
        "Sign up for our newsletter and never miss a story",
        "Like what you read? Subscribe to our newsletter here.",
        "Follow Ann Lee on Twitter @annlee",
        "Follow us on Telegram",
        "Click here to see the pictures",
        "Do you have a question about the ferry? Send it to desk@echo.example",
        "To suggest a correction or clarification, write to us here",
        "This story has been updated with the chief's reply.",
        "Editor's note: The writer served on the ferry.",
        "Ann Lee contributed to this report.",
        "Reporting by Ann Lee; Editing by Bo Ek",
        "© 2031 The Orme Echo. All rights reserved.",
        "Copyright Orme Echo 2031",
        "Copyright The Orme Echo, 2031. All rights reserved.",
        "ORME, May 4 (Reuters) -",
        "By Ann Lee and Bo Ek",
        "https://echo.example/ferry",
        "___",
        "This video can not be played",
        "Please enable JavaScript to view this page.",
        "This slideshow requires JavaScript.",
        "[button link=”https://echo.example/kit” type=”big”] Send us yours[/button]",
        "https://echo.example/bell.jpg 540 960 admin",
        "Like this:",
        "Popular on Echo",
        "Share full article",
        "Share or comment on this article: Bell found in the strait",
        "Tell us what YOU think...",
        "Follow Echo on Instagram, Facebook, Twitter and YouTube.",
        "Get the Echo delivered through your letterbox every month. Click here.",
        "If you buy something through this post, the Echo may get a share of the sale.",
        "A version of this article appears in print on May 5, Section B, Page 1.",
        "OPS-0419 ORME-FERRY-BELL, 3rd lead",
        "Eds: updates with toll, quotes of the guard; changes dateline",
        "Home  News  Sport  Opinion  Jobs  Classifieds",
        "Tweet  Share  WhatsApp  Print",
        "Sign in | Subscribe for 1 crown a week",
        "ADVERT: Orme Fish Bar. Two for one on Tuesdays.",
        "Winter tyres from 49 crowns at Orme Motors. Book online today!",
        "Follow the Orme Daily Echo on Facebook for breaking news.",
        "Were you on the ferry? Ring our newsdesk on 555 0177 or email desk@echo.example",
    ],
)
def test_furniture_is_dropped(line: str) -> None:
    assert kind_within(line) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement is not what sank the ferry, its owner said.",
        "The advertisement that the company ran in May promised a safe crossing.",
        "Watch the water, the captain used to say.",
        "Brokers may earn a commission of five per cent on each crossing.",
        "Get the pumps delivered to your street by six, the mayor told the crews.",
        "Stay informed on local radio and do not leave the house.",
        "Popular on board, he was missed by the whole crew.",
        "“Sign up for our newsletter,” the poster in the cabin still said.",
        "“Read more about it yourselves,” he told the inquiry.",
        "Follow us to the harbour, the chief told reporters on Tuesday.",
        "Sign up for the army today, the poster said.",
        "The report was published in May and has been updated twice since.",
        "The story was first published by a local radio station.",
        "With reports of wreckage in the strait, boats went out at dawn.",
        "Research by the guard shows that the pumps were weak.",
        "Written by the captain in 2019, the log is still missing.",
        "Copyright law does not cover bells, she said.",
        "Copyright rules for bells changed in 2031.",
        "Correction of the chart took nine years.",
        "By Tuesday the wind had dropped.",
        "The bell was carried by Reuters/AP pool reporters to the quay.",
        "More than 40 boats took part.",
        "Eds: two of them are aboard, and both of them were seen.",
        "Pumps  9  Boats  4  News  1.",
        "Home | Away | News from the strait that nobody on the quay had heard",
        "Advert: the company denied that it had placed any, its owner said.",
        "Ring our newsroom, the minister told reporters, and you hear the same.",
        "Follow the Orme Coast Guard on Telegram for the latest and keep off the quay.",
        "The owner told families to book online today.",
        "Related families were seated together.",
        "A pump and/or a valve failed.",
        "It was over. The Orme/Gale line was open again.",
        "The cook was hit (by a rope).",
        "Like the others, he had put a video of it on Telegram.",
        "Contact was made on Telegram by the owner's son.",
        "Images from the quay showed oil on the water.",
        "Already a member of the guard, Wen dived as well.",
        "He had a choice: register the ferry as a free port or sell it.",
        "Sign-up for the funeral boats has been slow.",
        "Support our divers is what the town wants.",
        "This story is part of the strait, old people say.",
        "By entering the harbour the captain broke the policy of the port.",
        "Continue to the lighthouse and you see the wreck.",
        "Correction-house inmates built the ferry.",
        "Nine in ten were saved (source: the coast guard).",
        "Others had it first (Reuters, AFP).",
        "The owner still had some credit: three million crowns.",
        "Skip the tide and you lose a day, divers say.",
        "Photographs taken on Tuesday show a crack in the bell.",
        "Source of the oil was the engine room.",
        "Contact with the ferry was lost at 4.10 am.",
        "She said:“Nobody rang it.”",
        "Two in three want the wreck raised. [Orme Echo, NTV/Gale]",
        "On deck: Lu Wen, Anna Brandt, Tom Ferrier, Di Eff, Bo Ek (Orme), Cy Dee (Gale/Lower Quay)",
    ],
)
def test_prose_that_speaks_of_such_things_is_kept(line: str) -> None:
    assert kind_within(line) == "prose"


def test_a_long_line_is_never_dropped_for_its_wording() -> None:
    assert kind_within(f"Read more: {MORE} {LEAD} {END} {MORE} {LEAD}") == "prose"


def test_the_office_and_the_time_go_with_the_byline() -> None:
    byline = "By Ann Lee\nSea correspondent, The Orme Echo\nPublished on 4 May 2031\n4 May 2031"
    assert kinds(LEAD, byline, MORE) == ["prose", "boilerplate", "prose"]
    assert kinds(LEAD, f"By Ann Lee\n{MORE}", END) == ["prose", "boilerplate", "prose", "prose"]


def test_a_note_of_sources_is_dropped_only_at_the_end() -> None:
    assert kinds(LEAD, f"{MORE}\nSource: News agencies")[-1] == "boilerplate"
    assert kinds("Source: Orme coast guard, on Telegram", LEAD, MORE)[0] != "boilerplate"


def test_the_standfirst_is_prose() -> None:
    standfirst = "Divers say that the bell may tell who was at the wheel"
    found = kinds("Ferry's bell found after nine years", standfirst, LEAD, title=None)
    assert found == ["title", "prose", "prose"]


def test_a_caption_follows_its_label() -> None:
    assert kinds(LEAD, "Image caption,", "The bell on the quay", MORE)[1:] == [
        "boilerplate",
        "boilerplate",
        "prose",
    ]


def test_a_correction_under_its_label_is_a_notice_and_other_prose_is_not() -> None:
    notice = "We gave a wrong depth in the first version of this article."
    assert kinds(LEAD, "Correction", notice)[-1] == "correction"
    edition = "In our edition of 4 March we reported that nine had drowned. The number was wrong."
    assert kinds(LEAD, "Correction", edition)[-1] == "correction"
    assert kinds(LEAD, "Correction", END)[-1] == "prose"


def test_headlines_under_a_label_are_other_stories_until_the_article_goes_on() -> None:
    teasers = "Owner of sunken ferry sells his house in Orme\nWhat the strait hides"
    assert kinds(LEAD, "Read more", teasers, "A bell at 60 metres", MORE) == [
        "prose",
        "boilerplate",
        "boilerplate",
        "heading",
        "prose",
    ]
    assert kinds(LEAD, "Related topics\nFerries\nOrme")[-1] == "boilerplate"


CARD = "Wine harvest fails for a third year as hail returns to the valley"


@pytest.mark.parametrize("label", ["Other Topics of Interest", "Readers also liked", "Auch dies"])
@pytest.mark.parametrize(
    "blurb",
    [
        "Growers in the valley have lost nine tenths of the harvest to hail, wine merchants fear.",
        "Some of them now plant olives.",
    ],
)
def test_a_teaser_goes_with_its_repeated_headline_its_label_and_its_blurb(
    label: str, blurb: str
) -> None:
    assert kinds(LEAD, f"{CARD}\n{label}", CARD, blurb, MORE) == [
        "prose",
        "boilerplate",
        "boilerplate",
        "boilerplate",
        "prose",
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        MORE,
        "But the chief of the guard had heard it before.",
        "“It rang twice,” a diver said.",
        "A spokesman for Gladstone Ferries declined to comment.",
    ],
)
def test_the_article_goes_on_after_a_teaser_that_has_no_blurb(paragraph: str) -> None:
    lead = f"{LEAD} Gladstone Ferries owned it."
    assert kinds(lead, f"{CARD}\nOther topics", CARD, paragraph, END)[-2:] == ["prose", "prose"]


def test_the_refrain_of_a_song_is_prose() -> None:
    song = "We ring for the drowned men\nNobody hears it but gulls\nWe ring for the drowned men"
    assert kinds(LEAD, song, MORE) == ["prose"] * 3


def test_lines_that_recur_in_lists_are_kept() -> None:
    names = ("The Wreck of the Anna", "A Bell Rings Twice", "Nine Years of Silence")
    other = ("The Strait by Night", "The Wreck of the Anna", "Sixty Metres Down")
    assert "boilerplate" not in kinds(LEAD, *names, MORE, *other, END)


# Quotations over paragraphs


@pytest.mark.parametrize(
    ("first", "second", "last"),
    [
        ("He added: “We heard a bell.", "“It rang twice.", "“Then nothing.”"),
        ('He added: "We heard a bell.', '"It rang twice.', '"Then nothing."'),
        ('He added: "We heard a bell.', "“It rang twice.", '"Then nothing.”'),
        ("He added: «We heard a bell.", "«It rang twice.", "«Then nothing.»"),
        ("‘We heard a bell.", "‘It rang twice.", "‘Then nothing.’"),
        ("He said: “It was ‘odd’. We heard", "“a bell, and", "“nothing else.”"),
    ],
)
def test_a_quotation_that_runs_over_paragraphs_is_one_block(
    first: str, second: str, last: str
) -> None:
    body = "\n\n".join((LEAD, first, second, last, MORE))
    found = segment(body, title=None)
    assert [(b.position, b.span.of(body)) for b in found] == [
        (1, LEAD),
        (2, f"{first}\n\n{second}\n\n{last}"),
        (5, MORE),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("“We heard a bell,” he said.", "“It rang twice,” she said."),
        ("‘We heard the boys’ bell,’ he said.", "‘It rang twice,’ she said."),
        ('It is 5\'10" long and 2" thick.', '"It rang twice," she said.'),
        ("„Wir hörten eine Glocke“, sagte er.", "„Zweimal“, sagte sie."),
        ("He said: “We heard a bell.", "Nobody else did."),
    ],
)
def test_closed_quotations_stay_apart(first: str, second: str) -> None:
    assert blocks(LEAD, first, second, END)[1:3] == [("prose", first), ("prose", second)]


def test_a_quotation_that_is_never_closed_ends_somewhere() -> None:
    found = blocks(LEAD, *["“It rang and rang."] * 40)
    assert max(text.count("\n\n") + 1 for _, text in found) == 12


def test_an_advertisement_within_a_quotation_is_not_quoted() -> None:
    found = blocks(LEAD, "He said: “We heard a bell.", "Advertisement", "“It rang twice.”")
    assert [kind for kind, _ in found] == ["prose", "prose", "boilerplate", "prose"]


def test_a_short_line_within_a_quotation_is_prose() -> None:
    assert kinds(LEAD, "He said: “We heard", "“A bell", "“and then nothing at all.”") == [
        "prose",
        "prose",
    ]


# Positions


def test_positions_count_the_blank_line_blocks_with_what_is_dropped() -> None:
    body = "\n\n".join(("Bell found in the strait", "Share\nSave", LEAD, "Advertisement", MORE))
    assert [(str(b.kind), b.position) for b in segment(body, title=None)] == [
        ("title", 1),
        ("boilerplate", 2),
        ("prose", 3),
        ("boilerplate", 4),
        ("prose", 5),
    ]


def test_where_paragraphs_are_lines_positions_count_lines() -> None:
    body = "\n".join(("Bell found in the strait", LEAD, "Advertisement", MORE, "Who knew?", END))
    assert [(str(b.kind), b.position) for b in segment(body, title=None)] == [
        ("title", 1),
        ("prose", 2),
        ("boilerplate", 3),
        ("prose", 4),
        ("heading", 5),
        ("prose", 6),
    ]


def test_a_furniture_line_within_a_block_leaves_the_rest_at_its_position() -> None:
    body = f"{LEAD}\nAdvertisement\nIt rang twice.\n\n{MORE}"
    assert [(str(b.kind), b.position) for b in segment(body, title=None)] == [
        ("prose", 1),
        ("boilerplate", 1),
        ("prose", 1),
        ("prose", 2),
    ]


# The two real articles, by position and first words


def real(name: str) -> tuple[str, tuple[Block, ...]]:
    if not ARTICLES.is_dir():
        pytest.skip("the real articles are not here")
    (document,) = read_sources([next(ARTICLES.glob(name))])
    assert isinstance(document, RawDocument)
    body, described = extract(document)
    return body, segment(body, title=described.settled.title)


def starts(body: str, found: tuple[Block, ...], kind: BlockKind) -> dict[int, str]:
    return {b.position: " ".join(b.span.of(body).split()[:2]) for b in found if b.kind is kind}


def test_the_first_real_article() -> None:
    body, found = real("000_*.txt")
    check_cover(body, found)
    assert starts(body, found, BlockKind.TITLE) == {1: "Belgorod raid:"}
    assert starts(body, found, BlockKind.BOILERPLATE) == {2: "Related topics", 3: "Watch: Russia"}
    assert starts(body, found, BlockKind.HEADING) == {
        11: "'These are",
        20: "'Raid plays",
        28: "Thousands displaced",
    }
    prose = starts(body, found, BlockKind.PROSE)
    assert prose[7] == "But Kyiv"
    assert len(prose) == 27
    assert next(b.section for b in found if b.position == 33) == "Thousands displaced"


def test_the_second_real_article() -> None:
    body, found = real("004_*.txt")
    check_cover(body, found)
    assert starts(body, found, BlockKind.TITLE) == {}
    assert starts(body, found, BlockKind.BOILERPLATE) == {
        7: "Advertisement",
        11: "Russia Boosts",
        12: "Russia Boosts",
        13: "Russia has",
        17: "Advertisement",
        25: "Advertisement",
        35: "Advertisement",
        38: "To suggest",
    }
    assert starts(body, found, BlockKind.HEADING) == {
        2: "What happened",
        4: "What has",
        16: "What are",
        23: "So the",
        31: "What’s the",
    }
    prose = starts(body, found, BlockKind.PROSE)
    assert prose[19] == "They denied"
    runs = {b.position: b.span.of(body).count("\n\n") + 1 for b in found}
    assert (runs[20], runs[27]) == (3, 2)
    assert 21 not in prose
    assert 28 not in prose


def test_a_paragraph_without_end_is_cut_between_sentences_at_one_position() -> None:
    text = "The dam held on Tuesday after two days of rain, the mayor said. " * 400
    body = f"{text.strip()}\n\n{'word ' * 2_500}"
    first, second, third, *rest = segment(body, title=None)
    assert [block.position for block in (first, second, third, *rest)] == [1, 1, 1, 2, 2]
    assert all(len(block.span) <= 10_000 for block in (first, second, third, *rest))
    assert all(block.span.of(body).endswith("said.") for block in (first, second, third))
    assert " ".join(b.span.of(body) for b in rest).split() == ["word"] * 2_500


PULLED = "The wheel had been loose since the spring"


@pytest.mark.parametrize("pulled", [PULLED, f"“{PULLED}”", f"### {PULLED}", PULLED.upper()])
def test_a_line_that_repeats_what_was_said_above_it_heads_nothing(pulled: str) -> None:
    said = f"“{PULLED}, and nobody would hear of it,” Wen said on the quay."
    body = "\n\n".join((LEAD, said, pulled, MORE, END))
    found = segment(body, title=None)
    assert [str(b.kind) for b in found] == ["prose", "prose", "boilerplate", "prose", "prose"]
    assert found[3].section is None


LONG = f"{PULLED} and nobody on the whole quay would hear a word of it, she said"


@pytest.mark.parametrize("pulled", [LONG, f"{LONG}.", f"{PULLED} … would hear a word of it."])
def test_somebody_s_words_that_stand_again_without_marks_are_not_the_outlet_s(pulled: str) -> None:
    said = f"“{LONG},” Wen told the guard."
    assert kinds(LEAD, said, pulled, MORE) == ["prose", "prose", "boilerplate", "prose"]
    assert kinds(LEAD, said, f"“{pulled}” – Ilse Wen", MORE)[2] == "prose"
    assert kinds(LEAD, said, f"{pulled} Bell heard of it on Friday.", MORE)[2] == "prose"


def test_a_line_that_is_said_below_it_too_or_told_by_nobody_is_a_heading() -> None:
    said = f"“{PULLED},” Wen said on the quay."
    assert kinds(LEAD, said, PULLED, said, END)[2] == "heading"
    assert kinds(LEAD, f"{PULLED}, said Wen.", PULLED, MORE)[2] == "heading"
    assert (
        kinds(LEAD, "She had read “The Wheel of Fire” twice.", "The Wheel of Fire", MORE)[2]
        == "heading"
    )


@pytest.mark.parametrize("headline", ["Bell found", "Ferry sinks again", "Дзвін знайдено"])
def test_a_headline_may_be_short_right_above_the_article(headline: str) -> None:
    assert kinds(headline, LEAD, MORE) == ["title", "prose", "prose"]
    assert kinds("Europe", headline, "By Ann Lee", LEAD, MORE)[1] == "title"


@pytest.mark.parametrize(
    "label", ["Europe", "Top stories", "Who knew?", "4 May 2031", "Oslo Gull —"]
)
def test_a_label_above_the_article_is_no_headline(label: str) -> None:
    assert "title" not in kinds(label, LEAD, MORE)
