"""The names of months in languages that have no rules of their own yet, as days are written.

French "mars" is left out: "Mars 2020" is a mission.
"""

from __future__ import annotations

_NAMES = (
    "січень січня январь января januar jänner janvier enero gennaio janeiro stycznia januari",
    "лютий лютого февраль февраля februar février febrero febbraio fevereiro lutego februari",
    "березень березня март марта märz marzo março marca maart",
    "квітень квітня апрель апреля april avril abril aprile kwietnia",
    "травень травня май мая mai mayo maggio maio maja mei",
    "червень червня июнь июня juni juin junio giugno junho czerwca",
    "липень липня июль июля juli juillet julio luglio julho lipca",
    "серпень серпня август августа august août agosto sierpnia augustus",
    "вересень вересня сентябрь сентября september septembre septiembre settembre setembro września",
    "жовтень жовтня октябрь октября oktober octobre octubre ottobre outubro października",
    "листопад листопада ноябрь ноября november novembre noviembre novembro listopada",
    "грудень грудня декабрь декабря dezember décembre diciembre dicembre dezembro grudnia december",
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
