"""The names of months in languages that have no rules of their own yet, as days are written.

"Mars" is a month only behind a day, since "Mars 2020" is a mission.
"""

from __future__ import annotations

_NAMES = (
    "січень січня январь января januar jänner janvier enero gennaio janeiro stycznia januari ocak"
    " tammikuuta",
    "лютий лютого февраль февраля februar février febrero febbraio fevereiro lutego februari"
    " şubat helmikuuta",
    "березень березня март марта märz marzo março marca maart mart marts maaliskuuta",
    "квітень квітня апрель апреля april avril abril aprile kwietnia nisan huhtikuuta",
    "травень травня май мая mai mayo maggio maio maja maj mei mayıs toukokuuta",
    "червень червня июнь июня juni juin junio giugno junho czerwca haziran kesäkuuta",
    "липень липня июль июля juli juillet julio luglio julho lipca temmuz heinäkuuta",
    "серпень серпня август августа august août agosto sierpnia augusti augustus ağustos elokuuta",
    "вересень вересня сентябрь сентября september septembre septiembre settembre setembro września"
    " eylül syyskuuta",
    "жовтень жовтня октябрь октября oktober octobre octubre ottobre outubro października ekim"
    " lokakuuta",
    "листопад листопада ноябрь ноября november novembre noviembre novembro listopada kasım"
    " marraskuuta",
    "грудень грудня декабрь декабря dezember décembre diciembre dicembre dezembro grudnia december"
    " desember aralık joulukuuta",
)
_TURKISH = "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık"
_ARABIC = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
MONTHS = {
    name: month
    for each in (_NAMES, _TURKISH.split(), _ARABIC.split())
    for month, names in enumerate(each, 1)
    for name in names.split()
}
"""The number of each, by its name in lower case."""
BEHIND_DAY = {"mars": 3}
