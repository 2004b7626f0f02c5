"""Page furniture and days in languages that have no rules of their own."""

from __future__ import annotations

import pytest

from corpus.formats.dates import parse_date
from corpus.languages.en import ENGLISH
from corpus.segmentation.credits import is_caption
from corpus.segmentation.lexicon import Furniture, furniture, is_time


@pytest.mark.parametrize(
    "line",
    [
        "Поділитись у Facebook",
        "Підписуйтеся на нас у Facebook та Viber!",
        "Стежте за нашими новинами у Google News",
        "Якщо ви знайшли помилку, виділіть її та натисніть Ctrl+Enter.",
        "Читайте також: Греблю над Норландом залишили без нагляду",
        "Подписывайтесь на наш Telegram-канал",
        "12 комментариев",
        "Читайте также: Дамбу над Норландом оставили без надзора",
        "Artikel teilen",
        "Lesen Sie auch: Warum der Damm gehalten hat",
        "Abonnieren Sie unseren Newsletter und bleiben Sie auf dem Laufenden.",
        "Lesezeit: 4 Minuten",
        "Partager sur Facebook",
        "Lire aussi : Le barrage a tenu",
        "Inscrivez-vous à notre newsletter quotidienne",
        "Compartir",
        "Lea también: La presa resistió toda la noche",
        "Síguenos en Instagram y Facebook",
        "Auf Facebook teilen",
        "Foto: Max Muster/dpa",
        "Quelle: dpa",
        "Auch interessant: Der Damm hält",
        "Crédit photo : Jean Dupont",
        "Laisser un commentaire",
        "Foto: Juan Pérez / EFE",
        "Te puede interesar: La presa resistió",
        "Фото: Іван Іваненко / УНІАН",
        "Источник: ТАСС",
        "Foto: João Silva/Agência Brasil",
        "Continua após a publicidade",
        "© Riproduzione riservata",
        "Fot. Jan Kowalski",
        "Udostępnij na Facebooku",
        "Bron: ANP",
        "Kopieer link",
        "Paylaş",
        "Facebook'ta paylaş",
        "Fotoğraf: Ali Veli/AA",
        "Ayrıca okuyun: Baraj dayandı",
        "Bizi Instagram'da takip edin",
        "Okuma süresi: 3 dk",
        "شارك عبر فيسبوك",
        "اقرأ أيضا: صمود السد",
        "المصدر: الجزيرة + وكالات",
        "تابعونا على تويتر",
        "An dieser Stelle finden Sie einen externen Inhalt von X, der den Artikel ergänzt.",
        "Pour afficher ce contenu, vous devez accepter les cookies.",
        "© 2031 Der Bote. Alle Rechte vorbehalten.",
        "责任编辑：陈静",
        "【関連記事】",
    ],
)
def test_what_only_a_publisher_writes_is_no_prose(line: str) -> None:
    assert furniture(line, ENGLISH) is not None


@pytest.mark.parametrize(
    "label",
    ["Читайте також:", "По теме", "Mehr zum Thema", "À lire aussi", "Te puede interesar",
     "Auch interessant", "İlgili haberler", "مواضيع ذات صلة"],
)  # fmt: skip
def test_headlines_of_other_stories_are_announced(label: str) -> None:
    assert furniture(label, ENGLISH) is Furniture.TEASER_LABEL


@pytest.mark.parametrize(
    "line",
    [
        "Підписуйтесь на канал обласної адміністрації, щоб отримувати сповіщення про тривогу.",
        "Приєднуйтесь до нашого штабу в укритті на вулиці Садовій, просять рятувальники.",
        "Читайте також уважно кожен документ, перш ніж підписати, порадив нотаріус.",
        "Поділитися хлібом із сусідами попросив мешканців мер.",
        "Читайте также: мэр сообщил, что дамба выдержала ночь и вода ушла.",
        "Folgen Sie unseren Warnungen in der App, bittet die Feuerwehr.",
        "Mehr zum Thema Damm sagte der Bürgermeister nicht.",
        "Partager le pain, c'est ce que demandait la mairie.",
        "Suivez-nous jusqu'au refuge, a dit le pompier. Personne n'a été blessé.",
        "Síganos, dijo el bombero a los vecinos.",
        "Los lunes de noviembre de 2026 se reúne el consejo.",
        "Foto: Der Bürgermeister sagte am Montag, der Damm halte.",
        "Источник: мэр сообщил, что дамба выдержала.",
        "Deel van de dam is weg, zei de burgemeester.",
        "Bizi polis kurtardı, dedi köylü.",
        "شارك آلاف السكان في مظاهرة أمام البلدية.",
        "المصدر: قتل ثلاثة أشخاص في القصف يوم الاثنين.",
        "Von Miller Signs With Orme",
        "Door County Votes",
        "An dieser Stelle fiel der Kran auf den Kai, sagte der Hafenmeister.",
        "Alle Rechte der Lotsen bleiben bestehen.",
    ],
)
def test_prose_that_begins_like_furniture_is_prose(line: str) -> None:
    assert furniture(line, ENGLISH) is None
    assert not is_time(line, ENGLISH)


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Der Bürgermeister am Montag. Foto: Max Muster/dpa", True),
        ("Le maire lundi. Photo Jean Dupont / AFP", True),
        ("Мер у понеділок. Фото: Іван Іваненко / УНІАН", True),
        ("Der Damm hält, sagte Bürgermeister Weber. Foto: Max Muster/dpa", False),
        ("„Der Damm hält.“ Foto: Max Muster/dpa", False),
        ("Niemand wurde verletzt. Foto vom Montag", False),
    ],
)
def test_a_caption_ends_with_its_credit_and_reports_nothing(line: str, *, is_one: bool) -> None:
    assert is_caption(line, ENGLISH, is_last=False) is is_one


@pytest.mark.parametrize(
    "line",
    [
        "27 листопада 2026, 14:05",
        "27 ноября 2026 г., 14:05",
        "Stand: 27. November 2026, 14:05 Uhr",
        "Publié le 27 novembre 2026 à 14h05",
        "27 de noviembre de 2026",
        "Pubblicato venerdì 27 novembre 2026 alle ore 14:05",
        "27 Kasım 2026 Cuma, 14:05",
        "نشر في 27 نوفمبر 2026",
    ],
)
def test_a_day_in_other_words_is_a_time(line: str) -> None:
    assert is_time(line, ENGLISH)


@pytest.mark.parametrize(
    "day",
    [
        "27. November 2026",
        "27. November 2026, 14:05 Uhr",
        "27 листопада 2026 року",
        "27 ноября 2026 г.",
        "27 novembre 2026",
        "27 de noviembre de 2026",
        "27 Kasım 2026",
        "27 نوفمبر 2026",
    ],
)
def test_a_day_is_read_in_its_own_words(day: str) -> None:
    assert parse_date(day) == "2026-11-27"


@pytest.mark.parametrize(
    ("line", "is_credit"),
    [
        ("Frachter vor der Mole. (Archivbild) Foto: Ida Falk / dpa", True),
        ("Фото: Іда Фальк / Репортер", True),
        ("Masowce przed Orme. Fot. Ida Falk", True),
        ("Das Foto: Es zeigt den Kran auf dem Kai.", False),
        ("Auf dem Foto ist der Kran zu sehen, der auf den Kai fiel.", False),
    ],
)
def test_a_pictures_author_is_named_in_other_languages_too(line: str, is_credit: bool) -> None:
    assert is_caption(line, ENGLISH, is_last=False) is is_credit
