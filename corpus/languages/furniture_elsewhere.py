"""What publishers put around articles in languages that have no rules of their own yet.

Articles in them are read, and pasted with what stood around them. These are whole lines that only
a publisher writes; whoever else asks readers to follow a channel may be the fire service, so a
prompt has to say "our" or "us". In the order of the languages in each list: Ukrainian, Russian,
German, French, Spanish, Italian, Portuguese, Polish, Dutch.
"""

from __future__ import annotations

from corpus.languages.months_elsewhere import MONTHS

_ON = (
    r"(?: (?:у|в|на|auf|per|bei|via|sur|dans|en|por|su|em|no|na|w|op|via)"
    r" (?:facebook|фейсбуці|фейсбуке|x|twitter|instagram|telegram|телеграмі?|телеграме?|whatsapp"
    r"|linkedin|viber|e-?mail))"
)

LABELS = (
    # Advertisements.
    r"(?:реклама|anzeige|werbung|publicité|publicidad|pubblicità|publicidade|reklama|advertentie)",
    # Sharing, saving, commenting.
    rf"(?:поділитис[яь]|поширити|поделиться|teilen|partager|compartir|condividi"
    rf"|compartilh(?:e|ar)|partilhar|udostępnij|delen){_ON}?",
    r"(?:зберегти|надіслати|роздрукувати|коментувати|(?:залишити )?коментар(?:і|ів)?|підписатися"
    r"|читати далі|читати повністю)",
    r"(?:сохранить|отправить|распечатать|комментировать|(?:оставить )?комментари[ийе]?|подписаться"
    r"|читать далее|читать полностью)",
    r"(?:(?:artikel|beitrag|seite) (?:teilen|drucken|merken|anhören|vorlesen|versenden)|merken"
    r"|drucken|kommentare?|kommentieren|weiterlesen|mehr anzeigen|link kopieren|zur startseite"
    r"|nach oben)",
    r"(?:partager (?:l.article|cet article|la page)|imprimer|enregistrer|commenter"
    r"|commentaires|lire la suite|écouter (?:l.article|cet article)|copier le lien|s.abonner"
    r"|(?:article )?réservé (?:à nos|aux) abonnés)",
    r"(?:compartir (?:esta noticia|este artículo|artículo)|guardar|imprimir|comentar"
    r"|comentarios|leer más|copiar (?:el )?enlace|suscr(?:íbete|íbase|ibirse))",
    r"(?:stampa|commenti|leggi tutto|continua a leggere|iscriviti|abbonati)",
    r"(?:comentários|deixe seu comentário|continue lendo|copiar link)",
    r"(?:drukuj|komentarze|skomentuj|czytaj dalej|zapisz się)",
    r"(?:deel dit artikel|reacties|lees verder)",
    r"(?:责任编辑|責任編輯|编辑|关键词|關鍵詞|来源|來源|分享到?)\s?[:：].{0,80}",
    r"【(?:纠错|責任編輯|责任编辑|関連記事|관련기사).{0,40}】?",
    r"\d+ (?:коментар(?:і|ів)?|комментари(?:й|я|ев)|kommentare?|commentaires?|comentarios?"
    r"|commenti|comentários?|komentarz(?:e|y)|reacties)",
    r"(?:час читання|время чтения|lesezeit|lesedauer|temps de lecture|tiempo de lectura"
    r"|tempo di lettura|tempo de leitura|czas czytania|leestijd)\s?:?\s?.{0,4}\d+\W{0,2}"
    r"(?:хв\w*|мин\w*|min\w*)?",
    r"\d+ (?:хв|мин|min)\w*\.? (?:читання|чтения|lesezeit|de lecture|de lectura|di lettura"
    r"|de leitura|czytania|leestijd)",
)

_READ_ALSO = (
    r"(?:читайте|читати|дивіться) (?:також|теж|ще)",
    r"(?:читайте|читать|смотрите) (?:также|еще|ещё)",
    r"lesen sie (?:auch|mehr)(?: (?:zum thema|dazu))?",
    r"(?:à )?(?:lire|voir|écouter) (?:aussi|également)",
    r"(?:lea|lee|leer|vea|ver) también",
    r"leggi anche",
    r"(?:leia|veja) (?:também|mais)",
    r"(?:przeczytaj|czytaj|zobacz) (?:też|także|również)",
    r"lees ook",
)
TEASER_LABELS = (
    *_READ_ALSO,
    r"(?:(?:більше|матеріали|новини|ще|інше)? ?(?:по|за|на цю) тем(?:і|ою|у)|(?:схожі|пов.язані"
    r"|інші|останні) (?:новини|матеріали|статті|теми)|(?:най)?популярн(?:е|іше)|найчитаніше"
    r"|вас може зацікавити|теги)",
    r"(?:(?:больше|материалы|новости|ещё|еще)? ?по(?: этой)? теме|(?:похожие|другие|последние"
    r"|связанные) (?:новости|материалы|статьи)|(?:самое )?(?:популярное|читаемое)"
    r"|вам может быть интересно|теги)",
    r"(?:mehr (?:zum thema|dazu|zu diesem thema)|auch interessant"
    r"|das könnte sie (?:auch )?interessieren|meistgelesen(?:e artikel)?|weitere artikel"
    r"|passend zum thema|empfohlene(?:r redaktioneller)? inhalte?|schlagwörter)",
    r"(?:sur le même (?:sujet|thème)|les (?:articles les )?plus lus|articles (?:liés|similaires)"
    r"|dans la même rubrique|mots-clés|nos lecteurs ont lu ensuite)",
    r"(?:(?:te|le|también te) puede interesar|más (?:información|noticias|sobre (?:este|el) tema)"
    r"|(?:noticias|artículos) relacionad[ao]s|lo más (?:leído|visto)|etiquetas)",
    r"(?:関連記事|あわせて読みたい|おすすめ記事|관련기사|많이 본 뉴스|相关阅读|延伸閱讀|相关新闻)",
    r"(?:articoli correlati|potrebbe interessarti(?: anche)?|i più letti)",
    r"(?:saiba mais|notícias relacionadas|mais lidas|você pode gostar)",
    r"(?:powiązane artykuły|najczęściej czytane|polecane|tagi)",
    r"(?:meer over dit onderwerp|meest gelezen|gerelateerde artikelen)",
)
POINTERS = (rf"(?:{'|'.join(_READ_ALSO)})\s?[:|>»→].{{3,}}$",)

# One sentence each.
_REST = r"[^.!?]{0,160}[.!]*$"
PROMPTS = (
    # In place of what a reader has not agreed to load.
    r"an dieser stelle (?:finden sie|befindet sich) .{0,60}\binhalte?\b.*$",
    r"ich bin damit einverstanden, dass mir (?:externe )?inhalte\b.*$",
    r"(?:pour (?:afficher|voir|consulter) ce contenu"
    r"|ce contenu (?:est bloqué|n.est pas visible|a été bloqué))\b"
    r".{0,40}\b(?:cookies|traceurs)\b.*$",
    r"(?:para ver este contenido|este contenido (?:está bloqueado|no se muestra))\b"
    r".{0,60}\bcookies\b.*$",
    r"per (?:vedere|visualizzare) questo contenuto\b.{0,60}\bcookie\b.*$",
    r"om deze inhoud te (?:tonen|bekijken)\b.{0,80}\bcookies\b.*$",
    r"(?:підпи(?:суйтес[ья]|шіться)|приєднуйтес[ья]|долучайтес[ья]) (?:на|до) "
    rf"(?:нас|наш\w*)\b{_REST}",
    rf"(?:стежте|слідкуйте) за (?:нами|нашими (?:новинами|оновленнями|сторінками))\b{_REST}",
    r"(?:якщо ви )?(?:знайшли|помітили|побачили) помилку\b.{0,120}\bctrl\b.{0,20}enter\W*$",
    r"(?:подпи(?:сывайтесь|шитесь)|присоединяйтесь) (?:на|к) (?:нам?|нас|наш\w*)\b" + _REST,
    rf"следите за (?:нами|нашими (?:новостями|обновлениями|страницами))\b{_REST}",
    r"(?:если вы )?(?:нашли|заметили) (?:ошибку|опечатку)\b.{0,120}\bctrl\b.{0,20}enter\W*$",
    rf"(?:abonnieren|folgen) sie (?:uns|unser\w*)\b{_REST}",
    rf"melden sie sich (?:jetzt |hier |kostenlos )*(?:für|zu) unser\w*\b{_REST}",
    r"(?:jetzt|hier) (?:den |unseren |kostenlos )*newsletter (?:abonnieren|bestellen)\W*$",
    rf"laden sie (?:jetzt |hier )?unsere app\b{_REST}",
    rf"(?:abonnez|inscrivez)-vous (?:gratuitement )?à (?:notre|nos)\b{_REST}",
    rf"suivez-nous\b{_REST}",
    rf"(?:retrouvez|rejoignez)-nous sur\b{_REST}",
    rf"téléchargez notre appli\w*\b{_REST}",
    r"recevez [^.!?]{3,120} dans votre boîte (?:mail|aux lettres|e-mail)\W*$",
    rf"suscr(?:íbete|íbase|ibite) (?:gratis )?a nuestr[ao]s?\b{_REST}",
    rf"(?:síguenos|síganos|seguinos)\b{_REST}",
    rf"(?:descarga|únete a|apúntate a) nuestr[ao]\b{_REST}",
    r"recib[ea] [^.!?]{3,120} en (?:tu|su) (?:correo|bandeja|e-?mail)\b[^.!?]{0,40}[.!]*$",
    rf"(?:iscriviti|abbonati) all[ae] nostr[ae]\b{_REST}",
    rf"seguici (?:su|anche)\b{_REST}",
    rf"(?:assine|inscreva-se n[ao]|siga) noss[ao]s?\b{_REST}",
    rf"siga-nos\b{_REST}",
    rf"(?:zapisz się (?:do|na)|subskrybuj|polub) nasz\w*\b{_REST}",
    rf"(?:śledź|obserwuj) nas\b{_REST}",
    rf"meld (?:je|u) (?:gratis )?aan voor onze\b{_REST}",
    rf"volg ons\b{_REST}",
)
NOTICES = (
    r".{0,120}(?:alle rechte vorbehalten|tous droits réservés|todos los derechos reservados"
    r"|tutti i diritti riservati|riproduzione riservata|todos os direitos reservados"
    r"|wszelkie prawa zastrzeżone|alle rechten voorbehouden|вс[еі] права защищены"
    r"|(?:усі|всі) права захищен[оі]|무단\s?전재|無断転載|版权所有).{0,120}$",
)
# What authorities ask for in earnest, whoever else asks for it.
ORDERS = (
    r"\b(?:адміністрац\w+|влад[аиу]|поліці\w+|дснс|рятувальник\w*|укритт\w+|тривог\w+|евакуац\w+"
    r"|мешкан\w+|администрац\w+|власт\w+|полици\w+|мчс|спасател\w+|укрыти\w+|тревог\w+|эвакуац\w+"
    r"|жител\w+|behörden?|polizei|feuerwehr|katastrophenschutz|evakuier\w*|warnung\w*|bewohner\w*"
    r"|préfecture|mairie|police|pompiers|évacu\w+|habitants|alertes?|ayuntamiento|policía|bomberos"
    r"|protección civil|evacua\w+|vecinos|protezione civile|polizia|vigili|defesa civil|polícia"
    r"|policja|straż\w*|ewaku\w+|politie|brandweer)\b"
)

CREDITS = (
    r"(?:^|[.!?)»“”\"] ?)(?:Fotos?|Bild(?:er)?|Foto.s|Fot|Zdj|Beeld|Kuvat?|Crédito"
    r"|Crédits?(?: photo)?|Photos?|Фото|Ілюстрація|Иллюстрация)"
    r"\s?[.:]+ [A-ZÀ-ÞА-ЯІЇЄ©][^.!?:]{1,60}$"
)
"""A picture's author, at the end of a line."""

_DAYS = (
    " понеділок вівторок середа четвер пятниця субота неділя понедельник вторник среда пятница"
    " суббота воскресенье montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi"
    " mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo"
)
_BESIDE = (
    " року рік р о года год г в um uhr vom stand aktualisiert veröffentlicht le à h publié mis jour"
    " el de del las publicado actualizado опубліковано оновлено опубликовано обновлено"
)
CHANGED = (
    r"оновлен|обновлен|aktualis|geändert|mis à jour|actualiz|aggiorna|atualiz|zaktualiz"
    r"|bijgewerkt|oppdatert|opdateret|uppdaterad|päivitetty|güncelle|更新|수정"
)
"""The beginnings of words that say of a day that something changed on it."""
TIME_WORDS = frozenset((_DAYS + _BESIDE).split()).union(MONTHS)
