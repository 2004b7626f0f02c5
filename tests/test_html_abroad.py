"""Pages in the manner of publishers of many countries: leads, bylines, invitations, boxes, days."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from corpus.formats.authors import names_in
from corpus.formats.dates import parse_date
from corpus.formats.html import read_page

MENU = "<nav><ul><li><a href='/'>Start</a></li><li><a href='/a'>A</a></li></ul></nav>"


@dataclass(frozen=True, slots=True)
class Told:
    """A story in one language. All are invented."""

    title: str
    lead: str
    text: tuple[str, ...]


FRENCH = Told(
    "A Orme, les pilotes du port suspendent leur grève",
    "Les navires entrent de nouveau dans le port. Les deux camps parlent d'une trêve.",
    (
        "Les pilotes du port d'Orme ont repris le travail mardi à l'aube, après onze jours.",
        "L'autorité portuaire a indiqué que trois navires chargés de céréales étaient entrés.",
        "« Nous n'avons ni gagné ni perdu », a déclaré Ada Nilsen, leur porte-parole.",
        "Le maire a remercié les deux parties, tout en excluant une seconde grève.",
    ),
)
GERMAN = Told(
    "Lotsen in Orme beenden Streik",
    "Nach elf Tagen laufen wieder Schiffe ein, beide Seiten sprechen von einer Pause.",
    (
        "Die Hafenlotsen von Orme haben am Dienstagmorgen ihre Arbeit wieder aufgenommen.",
        "Nach Angaben der Hafenbehörde wurden drei Schiffe mit Getreide eingebracht.",
        "Verletzt wurde niemand, sagte Ada Nilsen, die Sprecherin des Lotsenverbands.",
        "Der Bürgermeister dankte beiden Seiten und warnte vor einem zweiten Streik.",
    ),
)
UKRAINIAN = Told(
    "Лоцмани в Орме призупинили страйк",
    "Судна знову заходять у порт, але обидві сторони говорять лише про перерву.",
    (
        "Портові лоцмани в Орме повернулися до роботи рано-вранці у вівторок.",
        "Адміністрація порту повідомила, що перші три судна завели невдовзі після світанку.",
        "Ніхто не постраждав, сказала речниця асоціації лоцманів Ада Нільсен.",
        "Мер подякував обом сторонам, але попередив про наслідки другого страйку.",
    ),
)
KOREAN = Told(
    "오르메항 도선사들, 밤샘 협상 끝에 파업 중단",
    '11일 만에 선박 입항 재개…양측 "잠시 멈춘 것일 뿐"',
    (
        "북부 오르메항의 도선사들이 4일 새벽 업무에 복귀하면서 열하루 동안 이어진 파업이 끝났다.",
        "항만 당국은 곡물을 실은 첫 선박 세 척이 해가 뜬 직후 입항했다고 밝혔다.",
        "합의에 따라 근무 시간은 10시간으로 제한되고, 위원회가 사고 세 건을 조사한다.",
    ),
)
STORIES = (FRENCH, GERMAN, UKRAINIAN, KOREAN)


def page(body: str, told: Told, *, head: str = "") -> str:
    return f"<html><head><title>{told.title}</title>{head}</head><body>{MENU}{body}</body></html>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def blocks(body: str, told: Told, *, head: str = "") -> list[str]:
    text, _ = read_page(page(body, told, head=head))
    return [block for block in text.split("\n\n") if block.lstrip("# ") != told.title]


def by(*names: str) -> str:
    return "".join(f'<meta name="author" content="{name}">' for name in names)


@pytest.mark.parametrize("told", STORIES)
@pytest.mark.parametrize(
    "template",
    [
        "<header><h1>{title}</h1><p class='a__desc'>{lead}</p></header><article>{text}</article>",
        "<div><h1>{title}</h1><h2 class='x7'>{lead}</h2></div><div class='b'>{text}</div>",
        "<h1>{title}</h1><div class='nota-bajada'>{lead}</div><section><div>{text}</div></section>",
        "<article><h2>{title}</h2><p class='y3'>{lead}</p><div class='Body'>{text}</div></article>",
    ],
)
def test_a_lead_is_taken_wherever_it_stands_below_the_headline(template: str, told: Told) -> None:
    body = template.format(title=told.title, lead=told.lead, text=paragraphs(*told.text))
    found = blocks(body, told, head=f"<meta property='og:description' content='{told.lead}'>")
    assert [each.lstrip("# ") for each in found] == [told.lead, *told.text]


def test_what_stands_far_below_the_headline_is_no_lead() -> None:
    menu = "".join(f"<div>{i}</div>" for i in range(20))
    heading = "<h2>Le gouvernement promet une loi sur les services essentiels avant l'été</h2>"
    body = f"<h1>{FRENCH.title}</h1>{menu}<div>{heading}</div>"
    assert blocks(f"{body}<article>{paragraphs(*FRENCH.text)}</article>", FRENCH) == list(
        FRENCH.text
    )


def test_an_extract_of_the_text_is_no_lead() -> None:
    extract = f"<p class='excerpt'>{GERMAN.text[0]} {GERMAN.text[1][:30]} […]</p>"
    body = f"<h1>{GERMAN.title}</h1>{extract}<article>{paragraphs(*GERMAN.text)}</article>"
    assert blocks(body, GERMAN) == list(GERMAN.text)


@pytest.mark.parametrize(
    "line",
    [
        "Von Jana Ilg und Udo Lang, Orme",
        "UDO LANG",
        "4.3.2031",
        "04.03.2031 | 23:45 Uhr",
        "Stand: 4. März 2031, 11:40",
        "2031年3月4日 10:21",
        "Text: Jana Ilg, 4. März 2031",
    ],
)
def test_lines_of_authors_and_moments_are_no_text(line: str) -> None:
    lead, text = f"<p class='lead'>{GERMAN.lead}</p>", paragraphs(*GERMAN.text)
    for body in (f"<div>{line}</div>{lead}{text}", f"{lead}<div>{line}</div>{text}"):
        article = f"<article><h1>{GERMAN.title}</h1>{body}</article>"
        told = blocks(article, GERMAN, head=by("Jana Ilg", "Udo Lang"))
        assert told == [GERMAN.lead, *GERMAN.text]


@pytest.mark.parametrize(
    "line",
    [
        "Um 23:45 Uhr war Schluss.",
        "Udo Lang war in Orme, und niemand sprach mit ihm über die Lotsen",
        "Eine Nacht, zwei Tage und sieben Bedingungen",
    ],
)
def test_short_prose_above_the_text_is_kept(line: str) -> None:
    article = f"<article><h1>{GERMAN.title}</h1>{paragraphs(line, *GERMAN.text)}</article>"
    assert blocks(article, GERMAN, head=by("Udo Lang")) == [line, *GERMAN.text]


def test_who_the_author_is_at_the_end_is_no_text() -> None:
    end = "Udo Lang schreibt seit zwanzig Jahren über Häfen und hält Bienen."
    article = f"<article><h1>{GERMAN.title}</h1>{paragraphs(*GERMAN.text, end)}</article>"
    assert blocks(article, GERMAN, head=by("Udo Lang")) == list(GERMAN.text)
    assert blocks(article, GERMAN, head=by("Jana Ilg")) == [*GERMAN.text, end]


@pytest.mark.parametrize(
    ("links", "is_kept"),
    [
        (["https://t.me/orme_echo"], False),
        (["https://www.facebook.com/OrmeEchoNews/", "https://x.com/ada"], False),
        (["https://x.com/kanal5"], False),  # as in the footer
        (["https://news.google.com/publications/CAA"], False),
        (["https://play.google.com/store/apps/x", "https://orme.example/newsletters/"], False),
        (["https://t.me/orme_echo/17"], True),  # a post
        (["https://x.com/ada"], True),
        (["https://t.me/orme_echo", "https://orme.example/news/1"], True),
    ],
)
def test_an_invitation_is_known_by_where_it_leads(links: list[str], is_kept: bool) -> None:
    invitation = " ".join(f'Більше про це <a href="{link}">тут</a>.' for link in links)
    first, *rest = UKRAINIAN.text
    body = (
        f"<article><h1>{UKRAINIAN.title}</h1>{paragraphs(first, invitation, *rest)}</article>"
        "<footer><a href='https://x.com/kanal5'></a></footer>"
    )
    address = '<link rel="canonical" href="https://www.orme.example/news/7">'
    assert (len(blocks(body, UKRAINIAN, head=address)) > len(UKRAINIAN.text)) is is_kept


def test_elements_that_a_page_made_up_are_paragraphs() -> None:
    text = "".join(f"<story-text>{each}</story-text>" for each in GERMAN.text)
    body = f"<story-page><story-head><h1>{GERMAN.title}</h1></story-head>{text}</story-page>"
    assert blocks(body, GERMAN) == list(GERMAN.text)


def test_elements_that_a_page_made_up_within_a_line_part_no_paragraph() -> None:
    text = [f"Am <time-ago>Dienstag</time-ago>: {each}" for each in GERMAN.text]
    body = f"<article><h1>{GERMAN.title}</h1>{paragraphs(*text)}</article>"
    assert blocks(body, GERMAN) == [f"Am Dienstag: {each}" for each in GERMAN.text]


@pytest.mark.parametrize(
    "mark",
    ["<sup><a href='#n1'>1</a></sup>", "<sup><a href='#n1'>[2]</a></sup>", "<a href='#n'>3</a>"],
)
def test_the_number_of_a_note_is_no_part_of_the_text(mark: str) -> None:
    first, *rest = GERMAN.text
    noted = f"{first[:-1]} und 42{mark}. Auf 9 m<sup>2</sup>."
    body = f"<article><h1>{GERMAN.title}</h1>{paragraphs(noted, *rest)}</article>"
    assert blocks(body, GERMAN)[0] == f"{first[:-1]} und 42. Auf 9 m2."


def test_a_day_below_the_headline_goes_before_one_above_it() -> None:
    today = "<header><div>Samedi 8 mars 2031</div></header>"
    body = f"{today}<h1>{FRENCH.title}</h1><p>4 mars 2031</p>{paragraphs(*FRENCH.text)}"
    assert read_page(page(body, FRENCH))[1].published == "2031-03-04"


@pytest.mark.parametrize("name", ["commentaires", "kommentare-box", "comentarios", "lireaussi"])
def test_furniture_is_named_in_other_languages_too(name: str) -> None:
    box = f"<div class='{name}'><p>Bravo aux pilotes, il fallait bien que cela soit dit.</p></div>"
    body = f"<article><h1>{FRENCH.title}</h1>{paragraphs(*FRENCH.text)}{box}</article>"
    assert blocks(body, FRENCH) == list(FRENCH.text)


def test_other_news_below_a_short_article_is_not_of_it() -> None:
    first, other, *_ = UKRAINIAN.text
    card = f"<div><a href='/1'>Міністр рибальства йде у відставку</a>{paragraphs(other)}</div>"
    body = f"<article><h1>{UKRAINIAN.title}</h1>{paragraphs(first)}</article><div>{card}</div>"
    assert blocks(body, UKRAINIAN) == [first]


def test_a_card_may_hold_its_headline_in_a_link() -> None:
    first, second, blurb, _ = FRENCH.text
    card = f"<div><a href='/1'><h3>Le ministre démissionne</h3></a><div>{blurb}</div></div>"
    body = f"<main><h1>{FRENCH.title}</h1><div class='t'>{first} {second}</div>{card}</main>"
    assert blocks(body, FRENCH) == [f"{first} {second}"]


def test_an_initial_that_is_there_twice_is_read_once() -> None:
    first, *rest = GERMAN.text
    initial = "<span aria-hidden='true'>D</span><span class='sr-only'>D</span>"
    text = paragraphs(f"{initial}{first[1:]}", *rest)
    assert blocks(f"<article><h1>{GERMAN.title}</h1>{text}</article>", GERMAN) == list(GERMAN.text)


def test_what_opens_at_a_press_is_read() -> None:
    *shown, rest = FRENCH.text
    hidden = f"<div class='suite' style='display:none'>{paragraphs(rest)}</div>"
    body = (
        f"<article><h1>{FRENCH.title}</h1><div>{paragraphs(*shown)}{hidden}</div></article>"
        "<div style='display: none'><p>Veuillez accepter nos conditions pour continuer.</p></div>"
    )
    assert blocks(body, FRENCH) == list(FRENCH.text)


@pytest.mark.parametrize("signature", ["<p class='quote__author'>{}</p>", "<footer>{}</footer>"])
def test_whose_words_a_quotation_is_stays_with_it(signature: str) -> None:
    whose = signature.format("Hanna Vik, ministre des ports")
    quotation = f"<blockquote><p>L'accord est une bonne nouvelle pour Orme.</p>{whose}</blockquote>"
    body = f"<article><h1>{FRENCH.title}</h1>{paragraphs(*FRENCH.text)}{quotation}</article>"
    assert blocks(body, FRENCH)[-1].endswith("Hanna Vik, ministre des ports")


@pytest.mark.parametrize(
    ("beside", "day"),
    [
        ("<p>Publié le 4 mars 2031 à 7h</p>", "2031-03-04"),
        ("<div><span>2031年3月4日 10:21</span></div>", "2031-03-04"),
        ("<span>2031.03.04. 오전 10:02</span>", "2031-03-04"),
        ("<p>By Ann Lee</p><p>March 4, 2031</p>", "2031-03-04"),
        ("<p>Oppdatert 4. mars 2031</p>", None),
        ("<p>4 mars 2031</p><p>9 mars 2031</p>", None),
        ("<p>04/05/2031</p>", None),
        ("<a href='/x'>4 mars 2031</a>", None),
        ("<aside><p>4 mars 2031</p></aside>", None),
        ("<p>Mars 2031</p>", None),
    ],
)
def test_a_day_that_is_only_shown_counts_where_it_is_the_only_one(
    beside: str, day: str | None
) -> None:
    body = f"<h1>{FRENCH.title}</h1>{beside}<div>{paragraphs(*FRENCH.text)}</div>"
    assert read_page(page(body, FRENCH))[1].published == day


def test_a_day_in_the_address_may_have_the_months_name() -> None:
    address = '<link rel="canonical" href="https://gull.example/world/2031/mar/04/pilots">'
    found = read_page(page(paragraphs(*FRENCH.text), FRENCH, head=address))[1]
    assert found.published == "2031-03-04"


@pytest.mark.parametrize(
    "headline",
    ["<h2><a href='/1'>{}</a></h2>", "<div class='news__title'>{}</div>", "<h3>{}</h3>"],
)
def test_a_headline_of_any_level_tells_where_the_sites_name_begins(headline: str) -> None:
    head = f'<meta property="og:title" content="{FRENCH.title} - Economie - Le Phare">'
    body = f"{headline.format(FRENCH.title)}<div>{paragraphs(*FRENCH.text)}</div>"
    found = read_page(f"<html><head>{head}</head><body>{body}</body></html>")[1]
    assert found.title == FRENCH.title


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Von Anna Berg und Jens Holm", ["Anna Berg", "Jens Holm"]),
        ("Lucía Prado y Iván Soto", ["Lucía Prado", "Iván Soto"]),
        ("Олена Гай та Іван Кіт", ["Олена Гай", "Іван Кіт"]),
        ("한서윤 기자", ["한서윤"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Artur da Costa e Silva", ["Artur da Costa e Silva"]),
        ("Ursula von der Leyen", ["Ursula von der Leyen"]),
        ("Von Trapp", ["Von Trapp"]),
        ("Di Stefano", ["Di Stefano"]),
        ("Por Redação", []),
        ("Redaktion", []),
    ],
)
def test_authors_are_joined_in_any_language(text: str, names: list[str]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    "day", ["4 mars 2031", "4. marts 2031", "4 maaliskuuta 2031", "4 Mart 2031"]
)
def test_a_day_is_read_in_more_languages(day: str) -> None:
    assert parse_date(day) == "2031-03-04"
