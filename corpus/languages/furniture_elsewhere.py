"""What publishers put around articles in languages that have no rules of their own yet.

Articles in them are read, and pasted with what stood around them. These are whole lines that only
a publisher writes; whoever else asks readers to follow a channel may be the fire service, so a
prompt has to say "our" or "us". In the order of the languages in each list: Ukrainian, Russian,
German, French, Spanish, Italian, Portuguese, Polish, Dutch, Turkish, Arabic.
"""

from __future__ import annotations

from corpus.languages.months_elsewhere import MONTHS

_PLATFORMS = (
    r"(?:facebook[ua]?|фейсбуці|фейсбуке|x|twitter(?:ze)?|instagram(?:ie)?|telegram|телеграмі?"
    r"|телеграме?|whatsapp|linkedin|viber|bluesky|threads|e-?mail)"
)
_ON = rf"(?: (?:у|в|на|auf|per|bei|via|sur|dans|en|por|su|em|no|na|w|op|via) {_PLATFORMS})"

# Names of people and agencies, in scripts that have capitals: "Jan de Wit/ANP".
_CAPITAL = r"(?-i:[A-ZÀ-ÖØ-ÞĆČĘĞİŁŃŚŞŠŹŻŽА-ЯЁІЇЄҐ])"
_PARTICLE = (
    r"(?:da|das|de|del|della|der|den|di|do|dos|du|e|et|i|la|und|van|von|y|and|for|via|и|і|та)"
)
_NAME = rf"(?:{_CAPITAL}[\w.'’-]*|dpa|imago|apa|picture[ -]alliance)"
_NAMES = rf"[©(]? ?{_NAME}(?:(?: ?[/,&|+] ?| [–-] | )(?:{_PARTICLE} ){{0,2}}{_NAME}){{0,7}}\)?"
_PICTURE = (
    r"(?:фото|foto|fot\.|bild|beeld|photo|crédits?(?: photo)?|créditos?|crédito de foto|imagem"
    r"|imagen|immagine|zdjęcie|fotoğraf|görsel)"
)
_ORIGIN = (
    r"(?:джерело|источник|автор|bildquelle|quelle|autor(?:in)?|auteur|fuente|fonte|autore"
    r"|źródło|bron|kaynak|yazar)"
)
# A caption without its speaker's verb, and the credit of its picture: "The dam. Foto: Jan de Wit".
CREDITED = rf"[.!?…][\"'”’»)]* (?i:{_PICTURE})\s?:? {_NAMES}[\s)]*$"

LABELS = (
    # Advertisements.
    r"(?:реклама|anzeige|werbung|publicité|publicidad|pubblicità|publicidade|reklama|advertentie"
    r"|reklam|إعلان)",
    r"(?:continua após a publicidade|dalsza część (?:tekstu|artykułu) (?:pod|poniżej) \w+"
    r"|haberin devamı.{0,30})",
    # Credits.
    rf"(?:{_PICTURE}|{_ORIGIN})\s?:\s?{_NAMES}",
    rf"fot\. ?{_NAMES}",
    r"(?:صورة|تصوير|مصدر الصورة|المصدر)\s?:\s?\S+(?: \S+){0,2}",
    r"(?:© )?riproduzione riservata",
    # Sharing, saving, commenting.
    rf"(?:поділитис[яь]|поширити|поделиться|teilen|partager|compartir|condividi"
    rf"|compartilh(?:e|ar)|partilhar|udostępnij|delen){_ON}?",
    rf"(?:auf|bei|per|via) {_PLATFORMS} (?:teilen|senden)",
    rf"(?:delen|deel) via {_PLATFORMS}",
    rf"(?:{_PLATFORMS}['’]?[td][ae] )?paylaş",
    r"(?:شارك|مشاركة)(?: (?:عبر|على) (?:فيسبوك|تويتر|إكس|واتساب|تلغرام|تيليغرام|لينكد إن))?",
    r"(?:зберегти|надіслати|роздрукувати|коментувати|(?:залишити )?коментар(?:і|ів)?|підписатися"
    r"|читати далі|читати повністю|детальніше)",
    r"(?:сохранить|отправить|распечатать|комментировать|(?:оставить )?комментари[ийе]?|подписаться"
    r"|читать далее|читать полностью|подробнее|нажмите, чтобы поделиться)",
    r"(?:(?:artikel|beitrag|seite) (?:teilen|drucken|merken|anhören|vorlesen|versenden)|merken"
    r"|drucken|kommentare?|kommentieren|kommentar schreiben|weiterlesen|mehr anzeigen"
    r"|link kopieren|zur startseite|nach oben|anmelden|(?:jetzt )?abonnieren"
    r"|hier geht es zum newsletter)",
    r"(?:partager (?:l.article|cet article|la page)|imprimer|enregistrer|commenter"
    r"|commentaires|lire la suite|écouter (?:l.article|cet article)|copier le lien|s.abonner"
    r"|(?:article )?réservé (?:à nos|aux) abonnés|réagir|laisser un commentaire"
    r"|ajouter à (?:vos|mes) favoris|s.inscrire(?: à (?:la|notre) newsletter)?)",
    r"(?:compartir (?:esta noticia|este artículo|artículo)|guardar|imprimir|comentar"
    r"|comentarios|leer más|ver más|copiar (?:el )?enlace|suscr(?:íbete|íbase|ibirse))",
    r"(?:stampa|commenta|commenti|ascolta (?:l.articolo|questo articolo)|leggi tutto"
    r"|continua a leggere|iscriviti|abbonati)",
    r"(?:comentários|deixe seu comentário|continue lendo|copiar link)",
    r"(?:drukuj|komentarze|skomentuj|czytaj dalej|zapisz się)",
    r"(?:deel(?: dit artikel)?|reacties|reageer|lees (?:verder|meer)|kopieer link)",
    r"(?:yazdır|kaydet|yorumlar|yorum (?:yap|yaz)|devamını oku|bağlantıyı kopyala)",
    r"(?:طباعة|حفظ|تعليقات|التعليقات|نسخ الرابط|لمشاهدة الفيديو|استمع إلى المقال)",
    r"(?:责任编辑|責任編輯|编辑|关键词|關鍵詞|来源|來源|分享到?)\s?[:：].{0,80}",
    r"【(?:纠错|責任編輯|责任编辑|関連記事|관련기사).{0,40}】?",
    r"\d+ (?:коментар(?:і|ів)?|комментари(?:й|я|ев)|kommentare?|commentaires?|comentarios?"
    r"|commenti|comentários?|komentarz(?:e|y)|reacties|yorum|تعليق(?:ات)?)",
    r"(?:час читання|время чтения|lesezeit|lesedauer|temps de lecture|tiempo de lectura"
    r"|tempo di lettura|tempo de leitura|czas czytania|leestijd|okuma süresi)"
    r"\s?:?\s?.{0,4}\d+\W{0,2}(?:хв\w*|мин\w*|min\w*|dk|dakika)?",
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
    r"(?:ayrıca|bunu da|şunu da) oku(?:yun)?",
    r"[اإ]قر[أا] (?:أيض(?:ا|ًا|اً)|المزيد)",
)
# What has the headline behind it, or below it.
_MAY_INTEREST = (
    r"auch interessant",
    r"(?:te|le|también te) puede interesar",
    r"potrebbe interessarti(?: anche)?",
    r"вас може зацікавити|вам может быть интересно",
    r"قد يهمك(?: أيضا)?",
)
TEASER_LABELS = (
    *_READ_ALSO,
    *_MAY_INTEREST,
    r"(?:(?:більше|матеріали|новини|ще|інше)? ?(?:по|за|на цю) тем(?:і|ою|у)|(?:схожі|пов.язані"
    r"|інші|останні) (?:новини|матеріали|статті|теми)|(?:най)?популярн(?:е|іше)|найчитаніше"
    r"|рекомендуємо|теги)",
    r"(?:(?:больше|материалы|новости|ещё|еще)? ?по(?: этой)? теме|(?:похожие|другие|последние"
    r"|связанные) (?:новости|материалы|статьи)|(?:самое )?(?:популярное|читаемое)"
    r"|рекомендуем|теги)",
    r"(?:mehr (?:zum thema|dazu|zu diesem thema)"
    r"|das könnte sie (?:auch )?interessieren|meistgelesen(?:e artikel)?|weitere artikel"
    r"|passend zum thema|empfohlene(?:r redaktioneller)? inhalte?|schlagwörter)",
    r"(?:sur le même (?:sujet|thème)|les (?:articles les )?plus lus|articles (?:liés|similaires)"
    r"|dans la même rubrique|mots-clés|nos lecteurs ont lu ensuite)",
    r"(?:más (?:información|noticias|sobre (?:este|el) tema)"
    r"|(?:noticias|artículos) relacionad[ao]s|lo más (?:leído|visto)|etiquetas)",
    r"(?:articoli correlati|i più letti)",
    r"(?:関連記事|あわせて読みたい|おすすめ記事|관련기사|많이 본 뉴스|相关阅读|延伸閱讀|相关新闻)",
    r"(?:saiba mais|notícias relacionadas|mais lidas|você pode gostar)",
    r"(?:powiązane artykuły|najczęściej czytane|polecane|tagi)",
    r"(?:meer over dit onderwerp|meest gelezen|gerelateerde artikelen)",
    r"(?:ilgili haber(?:ler)?|(?:bunlar da )?ilginizi çekebilir|en çok okunan(?:lar)?|etiketler)",
    r"(?:(?:مواضيع|أخبار|مقالات) ذات صلة|الأكثر (?:قراءة|مشاهدة)|كلمات مفتاحية|الوسوم)",
)
POINTERS = (rf"(?:{'|'.join((*_READ_ALSO, *_MAY_INTEREST))})\s?[:|>»→].{{3,}}$",)

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
    rf"bizi (?:[^.!?]{{1,40}} )?takip edin\b{_REST}",
    rf"[^.!?]{{0,60}}\b(?:bültenimize|haberleri için) abone olun\b{_REST}",
    rf"تابعونا\b{_REST}",
    rf"اشترك(?:وا)? (?:في|ب) ?(?:نشرتنا|قناتنا)\b{_REST}",
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
    r"|policja|straż\w*|ewaku\w+|politie|brandweer|afad|polis\w*|itfaiye|valili\w+|tahliye\w*"
    r"|الشرطة|الدفاع المدني|السكان|إخلاء|السلطات)\b"
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
    " lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag"
    " vrijdag zaterdag zondag poniedziałek wtorek środa czwartek piątek sobota niedziela pazartesi"
    " salı çarşamba perşembe cuma cumartesi pazar"
    " الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد"
)
_BESIDE = (
    " року рік р о года год г в um uhr vom stand aktualisiert veröffentlicht le à h publié mis jour"
    " el de del las publicado actualizado опубліковано оновлено опубликовано обновлено em às"
    " atualizado il alle ore pubblicato aggiornato opublikowano aktualizacja godz gepubliceerd"
    " bijgewerkt op om yayınlanma güncelleme saat نشر في تحديث آخر الساعة"
)
CHANGED = (
    r"оновлен|обновлен|aktualis|geändert|mis à jour|actualiz|aggiorna|atualiz|zaktualiz"
    r"|bijgewerkt|oppdatert|opdateret|uppdaterad|päivitetty|güncelle|更新|수정"
)
"""The beginnings of words that say of a day that something changed on it."""
TIME_WORDS = frozenset((_DAYS + _BESIDE).split()).union(MONTHS)
