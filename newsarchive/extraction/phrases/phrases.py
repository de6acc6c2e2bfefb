"""The words by which pages betray what is no text, language by language. Tables only: a new language is a new line."""

from collections.abc import Mapping


def one_of(table: Mapping[str, str]) -> str:
    """A regex alternative of everything in a table of regexes by language."""
    return "(?:" + "|".join(table.values()) + ")"


# What outlets call the pages of their writers, in addresses: /author/anna-reed, news.php?writer=11. Not what is also
# said of the people and teams that stories are about.
WRITERS_PAGES = {
    "en": r"authors?|writers?|reporters?|journalists?|contributors?|columnists?|correspondents?|staff|by-?lines?",
    "de": r"autor(?:en|in(?:nen)?)?|redakteure?|redaktion|verfasser",
    "fr": r"auteurs?|journalistes?|redacteurs?|redaction|signatures?",
    "es, pt": r"autor(?:es|as?)?|periodistas?|redactores|firmas|jornalistas?|colunistas?|columnistas?|reporteres",
    "it, ro": r"autor[ei]|giornalist[ai]|redazione|redattori|autori",
    "nl": r"redacteurs?|redactie",
    "sv, da, no": r"forfattere?|skribent(?:er)?|journalister|redaktorer",
    "fi": r"kirjoittajat?|toimittajat?",
    "pl, cs, sk, hr": r"autor(?:zy|ka|i)?|redakcja|dziennikarze|redaktor(?:i|zy)?|novinari",
    "hu, el": r"szerzok?|ujsagirok?|arthrografos",
    "ru, uk": r"avtor[iy]?|zhurnalisty?|autory",
    "tr, az": r"yazar(?:lar)?|muhabir(?:ler)?|muellif",
    "id, vi": r"penulis|wartawan|tac-gia",
    "ja, zh, ko": r"kisha|hissha|jizhe|zuozhe|gija",
    "ar, fa": r"katib|kuttab|nevisande",
}
# What stands before the names in a byline. "de", "di" and "da" begin surnames too: they need two words behind them.
BY = {
    "en": r"(?:(?:written|reported|posted|published|story|words|text|report|analysis|opinion|interview)\s+"
    r"(?:and\s+\w+\s+)?)?by|authors?|text|reporter|words",
    "de": r"(?:(?:erstellt|geschrieben|verfasst|veröffentlicht)\s+)?von|autor(?:en|in)?|"
    r"eine?n? [^\W\d_]{4,20} von|text(?:\s+von)?|verfasser(?:in)?",
    "fr": r"(?:(?:texte|publié|écrit|rédigé|propos recueillis)\s+)?par|de(?=\s+\S+\s+\S)|auteur[es]?|texte",
    "es": r"(?:(?:texto|escrito|publicado)\s+)?por|de(?=\s+\S+\s+\S)|autor(?:a|es)?|texto|redacta",
    "pt, it": r"d[ia](?=\s+\S+\s+\S)|(?:scritto|pubblicato|a cura)\s+d[ia]|autore|testo|reportagem|texto de",
    "ca": r"(?:escrit\s+)?per",
    "sv, da, no": r"(?:skrevet\s+)?a[vf]|tekst(?:\s+og\s+foto)?|text(?:\s+och\s+foto)?|skribent|journalist",
    "nl": r"door|auteur|tekst",
    "fi": r"teksti|kirjoittaja|toimittaja",
    "pl": r"od|tekst|autor(?:ka|zy)?|opracował[a]?|oprac\.",
    "cs, sk": r"autor(?:ka|ři|i)?|text|napsal[a]?",
    "hu, ro": r"írta|szerző|scris de|(?:publicat )?de(?=\s+\S+\s+\S)|autori?",
    "ru, uk": r"автор(?:ы|и|ка)?(?:\s+(?:текста|статьи|материала|статті))?|текст|подготовил[аи]?|підготува(?:в|ла|ли)",
    "sr, bg, el": r"аутор|piše|пише|συντάκτης|γράφει (?:ο|η)|του|της",
    "vi, id": r"nguồn|tác giả|theo|oleh|penulis|reporter|pewarta|laporan",
    "tr": r"yazan|yazar|haber|muhabir",
    "ja, zh": r"文|取材|記者|撰文|作者|编辑|執筆|筆者|撰稿|记者",
    "ko": r"글|글쓴이",
    "ar, fa, he": r"بقلم|كتبت?|الكاتب|إعداد|(?:حوار|تحقيق|تقرير|حاورته?ا?)(?=\s*:)|نویسنده|به قلم|מאת",
    "hi, th": r"लेखक|द्वारा|โดย|ผู้เขียน|เขียนโดย",
}

# What a journalist is called, beside the name.
ROLES = {
    "en": r"writer|reporter|editor(?:-in-chief)?|correspondent|contributor|columnist|journalist|author|producer|"
    r"analyst|bureau chief|photographer|presenter|commentator|blogger|intern|critic",
    "de": r"(?:[\w-]{2,25}-|\w{0,20})(?:redakteur(?:in)?|reporter(?:in)?|korrespondent(?:in)?|autor(?:in)?)|"
    r"volontär(?:in)?|ressortleiter(?:in)?|praktikant(?:in)?|gastbeitrag|journalist(?:in)|"
    r"[\w-]{2,25}-(?:experte|expertin|kolumnist(?:in)?|journalist(?:in)?|chef(?:in)?|leiter(?:in)?)|"
    r"(?:finanz|wirtschafts|börsen|sport|politik|auto|reise|technik|klima|energie|gesundheits)expert(?:e|in)",
    "fr": r"journaliste?|rédact(?:eur|rice)(?: en chef)?|correspondant[es]?|envoyée? spéciale?|chroniqueu(?:r|se)",
    "es, ca": r"periodista|corresponsal|redactora?|columnista|enviad[oa] especial|reportera?",
    "pt": r"jornalista|correspondente|redatora?|repórter|colunista|enviad[oa] especial",
    "it": r"giornalista|redattore|redattrice|corrispondente|inviat[oa]",
    "nl": r"redacteur|verslaggever|verslaggeefster|correspondente?",
    "sv, da, no, fi": r"journalist|redaktør|redaktör|korrespondent|skribent|toimittaja|kirjeenvaihtaja",
    "pl, cs": r"dziennikar(?:z|ka)|redaktor(?:ka)?|korespondent(?:ka)?|reporterka|novinář(?:ka)?",
    "ru, uk": r"журналист(?:ка)?|корреспондент|обозреватель|редактор|журналіст(?:ка)?|кореспондент(?:ка)?|оглядач",
    "tr, id": r"muhabir[i]?|gazeteci|wartawan|jurnalis|kontributor|penulis",
    "ja, zh, ko": r"記者|特派員|編集委員|論説委員|記者|记者|特派记者|通讯员|기자|특파원|선임기자|논설위원",
}
# The same where no space parts it from the name.
UNSPACED_ROLES = (
    r"(?:本报|本報)?(?:記者|记者|特派员|特派員|特派记者|通讯员|編集委員|論説委員|編輯|编辑)|"
    r"(?:선임)?기자|특파원|논설위원"
)
# What the role is about.
BEATS = (
    r"chief|senior|staff|political|politics|business|sports?|science|news|deputy|managing|associate|assistant|"
    r"contributing|executive|foreign|national|world|health|technology|tech|special|freelance|digital|city|crime|"
    r"education|environment|climate|economics?|diplomatic|royal|video|data|features?|investigations?|investigative|"
    r"breaking|global|international|local|culture|arts|travel|lifestyle|security|defen[cs]e|legal|affairs|and|"
    r"europe|asia|africa|us|uk|north america|our|guest|former|live"
)

# Names that are a desk's, not a person's.
DESKS = {
    "en": r"staff|newsroom|news ?desk|desk|editors?|editorial(?: board| team)?|team|correspondents?|reporters?|"
    r"agencies|agency|wires?|services?|press|news|online|web|admin|administrator",
    "de": r"\w{0,20}redaktion",
    "es, pt": r"redacción|redacao|redação|agencias?|agências?",
    "fr, it, ro, ca": r"rédaction|redazione|redacția|redacció|agences?|agenzie",
    "pl, cs, hu": r"redakcja|redakce|redakció|redakcia",
    "sv, da, no, nl, fi": r"redaktionen|redaksjonen|redactie|toimitus|webredaktionen",
    "tr, id": r"editör|haber merkezi|redaksi|tim redaksi",
    "ru, uk, bg, sr": r"администратор|редакция|редакція|редакција|redakcija",
    "el, vi": r"newsroom|σύνταξη|ban biên tập|tòa soạn",
}
# The same in scripts where words have no ends that a regex sees.
UNSPACED_DESKS = r"編集部|編輯部|编辑部|新聞|新闻|報導|デジタル|オンライン|뉴스|편집|تحریریه|التحرير|हिंदी|डेस्क"

# What stands in a byline's place and names nobody.
NO_AUTHOR = {
    "en": r"null|none|undefined|unknown|n/?a|authors?|byline|by|image|photo|source|anonymous|and|with|"
    r"submitted|humans\.txt|"
    r"(?:view|see|show|read|more|all|about|follow|contact|email|e-mail|share|subscribe|sign|log|comments?|advertisement|"
    r"biography|bio|profile|opinion|courtesy|copyright|written|posted|guest|user|min(?:ute)?s?)\b.*",
    "de": r"zvg|unbekannt|(?:mehr|alle|folgen|kontakt|artikel|zur|zum|über|foto|anzeige)\b.*",
    "fr": r"anonyme|(?:voir|suivre|partager|tous)\b.*",
    "es, pt, it": r"anónimo|anônimo|anonimo|(?:ver|seguir|compartir|compartilhar|segui|leggi)\b.*",
}
# Whose work a credit names when it is not the text.
PICTURED_BY = {
    "en": r"(?:photos?|photographs?|photography|pictures?|images?|graphics?|illustrations?|videos?|cover|translated|"
    r"edited|editing|translation|fact[- ]check(?:ed|ing)?)(?:\s+by\b|\s*:)",
    "de": r"(?:fotos?|bild(?:er)?|grafik(?:en)?|illustration(?:en)?|video|übersetzung|collage|montage)"
    r"(?:\s+von\b|\s*(?:\[m\])?\s*:)|(?:foto|bild)quelle|erstveröffentlichung",
    "fr": r"(?:photos?|images?|illustrations?|vidéo|traduction)(?:\s+(?:par|de)\b|\s*:)|crédits?",
    "es, pt, it": r"(?:fotos?|fotografías?|fotografias?|imagen|imagem|vídeo|ilustraci[óo]n|fotografie)"
    r"(?:\s+(?:de|por|di)\b|\s*:)",
    "sv, da, no, nl, pl, id, tr": r"(?:foto(?:graf)?|bilde?|beeld|zdjęcia|editor|fotoğraf)\s*:",
    "ru, uk": r"(?:фото|видео|відео|редактор)\s*[:—–-]",
    "ja, zh": r"(?:写真|攝影|摄影|責任編輯|责任编辑|编辑|編輯)\s*[::：/]",
}
# What stands before a time in the line of the byline.
STAMPED = {
    "en": r"(?:first |last |originally )?(?:published|updated|posted|modified|released|created)|last (?:update|edited)|"
    r"\d+ (?:min|minutes?|hours?|days?)\b",
    "de": r"(?:zuletzt |erstmals )?(?:veröffentlicht|aktualisiert|erschienen|publiziert|geändert)|stand\s*:|lesezeit",
    "fr": r"publiée?|mise? à jour|modifiée?",
    "es, ca": r"publicado|actualizado|publicat|actualitzat|creado",
    "pt, it": r"publicado em|atualizado|pubblicato|aggiornato",
    "sv, da, no, nl": r"publicerad|uppdaterad|publisert|oppdatert|publiceret|offentliggjort|opdateret|"
    r"gepubliceerd|bijgewerkt",
    "pl, cs": r"opublikowano|aktualizacja|publikováno|aktualizováno|vydáno",
    "ru, uk": r"опубликован\w*|обновлен\w*|опубліковано|оновлено",
    "tr, id": r"güncelleme|yayınlanma|diterbitkan|diperbarui",
}

# Titles of pages that ask for consent instead of showing the article.
CONSENT = {
    "en": r"cookie (?:consent|settings|policy|notice|preferences|wall)|your cookies?\b|(?:cookies? )?consent|"
    r"your (?:privacy|cookie settings)|privacy (?:gate|choices|settings|preferences)|before you continue|"
    r"we value your privacy",
    "de": r"zustimmung|einwilligung|datenschutz-?einstellungen|cookie-?(?:einstellungen|hinweis|zustimmung)|"
    r"bevor sie fortfahren",
    "fr": r"consentement|vos choix en matière de cookies|gestion des cookies|paramètres des cookies|avant de continuer",
    "es": r"consentimiento de cookies|configuración de (?:las )?cookies|antes de continuar",
    "pt": r"consentimento de cookies|definições de cookies|configurações de cookies|antes de continuar",
    "it": r"consenso (?:ai cookie|privacy)|impostazioni (?:dei )?cookie|prima di continuare",
    "nl": r"privacy-?instellingen|toestemming|cookie-?instellingen|voordat je verdergaat",
    "sv, da, no": r"samtykke|samtycke|cookie-?(?:inställningar|indstillinger|innstillinger)|personvern-?innstillinger",
    "fi": r"evästeasetukset|evästeiden|suostumus",
    "pl": r"zgoda na pliki cookie|ustawienia (?:plików )?cookies?|ustawienia prywatności",
    "cs, sk, hu, ro": r"souhlas s cookies|nastavení soukromí|nastavenie súkromia|süti ?beállítások|setări cookie",
    "el": r"ρυθμίσεις απορρήτου|συγκατάθεση",
    "ru, uk": r"согласие на обработку|настройки (?:файлов )?cookies?|налаштування (?:файлів )?cookies?",
    "tr": r"gizlilik (?:ayarları|tercihleri)|çerez (?:ayarları|tercihleri|politikası)",
    "ja, zh, ko": r"cookieの設定|プライバシー設定|隐私设置|隱私設定|쿠키 설정|개인정보 설정",
}

# How outlets say that there is no such page, although the status is 200.
MISSING = {
    "en": r"^(?:404|410|not found|page missing|oops)\W*(?:$|[|–-])|^(?:http )?(?:404|410)\W+(?:error|not|page)|"
    r"\b(?:404|410)\b.{0,40}\b(?:error|not found|page)\b|\berror 404\b|^page not found\b|"
    r"\b(?:page|article|story|content|file|url)(?: you .{1,40}?)? (?:was |is |could |can ?)?(?:not|n['’]t) (?:be )?"
    r"found|"
    r"\b(?:page|article|story|content|file|url)(?: you .{1,40}?)? (?:(?:is )?no longer (?:available|exists?)|"
    r"does(?: not|n['’]t) exist)|^(?:sorry|oops|whoops)\b.{0,40}\bpage\b",
    "de": r"(?:seite|artikel|beitrag|inhalt|dokument)\b.{0,30}\bnicht (?:mehr )?(?:gefunden|verfügbar)|fehler 404|"
    r"\b404\b.{0,40}\b(?:seite|fehler)|(?:seite|artikel) existiert nicht",
    "es": r"página no (?:encontrada|existe|disponible)|no (?:se )?(?:ha )?encontr(?:ó|ado|amos) la página|error 404",
    "pt": r"página não (?:encontrada|existe|disponível)|erro 404|não encontramos a página",
    "fr": r"page (?:introuvable|non trouvée|inexistante)|erreur 404|page n['’](?:existe pas|a pas été trouvée)",
    "it": r"pagina (?:non trovata|inesistente)|errore 404|pagina non (?:esiste|è stata trovata)",
    "nl": r"pagina (?:is )?niet (?:gevonden|beschikbaar)|deze pagina bestaat niet",
    "sv, da, no": r"sidan (?:hittades|kunde|finns) (?:inte|ej)|siden (?:blev|ble|findes|finnes|"
    r"kunne) (?:desværre )?ikke|fant ikke siden|"
    r"siden eksisterer ikke",
    "fi": r"sivua ei (?:löyty|löydy|ole)",
    "pl": r"strona (?:o podanym adresie )?nie (?:została )?(?:znaleziona|istnieje)|nie znaleziono (?:strony|"
    r"artykułu)|błąd 404",
    "cs, sk": r"stránka (?:nebyla nalezena|nenalezena|neexistuje|nebola nájdená|sa nenašla)|chyba 404",
    "hu": r"az oldal nem található|a keresett oldal",
    "ro": r"pagina nu (?:a fost găsită|există)|eroare 404",
    "bg, mk, sr": r"страницата не (?:е|беше) (?:намерена|открита)|страницата не е пронајдена|"
    r"страница није пронађена|stranica nije pronađena",
    "el": r"η σελίδα δεν (?:βρέθηκε|υπάρχει)|σφάλμα 404",
    "ru, uk": r"страниц[аы] не (?:найдена|существует)|ошибка 404|сторінк[ау] не (?:знайдено|існує)|помилка 404",
    "lt, lv, et": r"puslapis nerastas|lapa nav atrasta|lehekülge ei leitud",
    "tr": r"sayfa bulunamadı|aradığınız sayfa",
    "id, ms": r"halaman tidak (?:ditemukan|tersedia)|halaman tidak (?:dijumpai|wujud)",
    "vi": r"không tìm thấy trang|trang không tồn tại|trang (?:này )?không tồn tại",
    "th": r"ไม่พบหน้า",
    "ja": r"ページが見つかりません|お探しのページ|ページは(?:存在しません|見つかりません)|記事が見つかりません",
    "zh": r"页面不存在|頁面不存在|找不到(?:页面|頁面|网页|網頁|您)|(?:您|你)访问的页面|無法找到(?:頁面|網頁|該)",
    "ko": r"페이지를 찾을 수|존재하지 않는 (?:페이지|기사)",
    "ar": r"الصفحة (?:غير موجودة|المطلوبة غير)|لم يتم العثور على الصفحة",
    "fa": r"صفحه (?:مورد نظر )?(?:یافت|پیدا) نشد",
    "he": r"(?:הדף|העמוד) (?:המבוקש )?(?:לא נמצא|אינו קיים)",
    "hi, bn, ur": r"(?:पृष्ठ|पेज) नहीं मिला|পৃষ্ঠাটি (?:খুঁজে )?পাওয়া যায়নি|صفحہ نہیں ملا",
}

# What stands before the name in a line that says whom a text is from.
CREDITS = {
    "en": r"source|written by|text by|report by|provided by|courtesy of|news agency",
    "de": r"quelle|nachrichtenagentur|meldung von|text von",
    "fr": r"source|agence",
    "es, ca": r"fuente|font|agencia",
    "pt, it": r"fonte|agência|agenzia",
    "ro": r"sursa|sursă",
    "nl, af": r"bron",
    "sv, da, no": r"källa|kilde|kjelde",
    "fi, et": r"lähde|allikas",
    "pl": r"źródło",
    "cs, sk": r"zdroj",
    "hu": r"forrás",
    "hr, sr, bs, sl": r"izvor|извор|vir",
    "lt, lv": r"šaltinis|avots",
    "sq": r"burimi",
    "el": r"πηγή",
    "ru, uk, bg, mk": r"источник|джерело|източник|извор",
    "tr, az": r"kaynak|mənbə",
    "id, ms": r"sumber",
    "vi": r"nguồn|theo",
    "th": r"ที่มา|แหล่งที่มา",
    "ja": r"出典|配信|提供|引用元",
    "zh": r"来源|來源|稿源|文章来源|新闻来源|新聞來源|消息来源",
    "ko": r"출처|자료",
    "ar, fa, ur": r"المصدر|منبع|ذریعہ",
    "he": r"מקור",
    "hi, bn": r"स्रोत|सोर्स|इनपुट|সূত্র",
}

# What stands before the names of those who lent material to a text that is another's.
LENT = {
    "en": r"with (?:files|reporting|material|information|input|inputs|additional reporting) (?:from|by)|"
    r"(?:with )?inputs? from|additional reporting by|with",
    "de": r"mit (?:material|informationen|agenturmaterial) (?:von|der|des)(?: der)?|mit",
    "fr": r"avec",
    "es": r"con información de(?: la agencia)?|con datos de|con",
    "pt": r"(?:com|por)(?: informações d[aeo])?|com",
    "it": r"con informazioni d[ai]|con",
    "nl": r"met",
    "sv, da, no": r"med",
    "pl, cs": r"na podstawie|s využitím",
    "el": r"με πληροφορίες από",
    "ru, uk": r"по материалам|за матеріалами|с использованием материалов",
    "tr": r"derleyen",
}

# How a line says that the text was another outlet's first; the name follows.
FIRST_PUBLISHED = {
    "en": r"(?:(?:this|the) (?:article|story|piece|report|text|post|essay|column|interview|commentary|item)"
    r"[^.!?]{0,30}? )?(?:(?:was|is|has been|were) )?(?:originally|first|previously|initially) "
    r"(?:published|appeared|posted|ran) (?:by|on|in|at)|(?:this|the) (?:article|story|piece) (?:was|is) "
    r"(?:re-?published|reprinted|reproduced|syndicated) (?:with permission )?from|republished from",
    "de": r"(?:dieser|der) (?:artikel|text|beitrag) (?:ist |wurde |erschien )?(?:zuerst|zunächst|ursprünglich) "
    r"(?:erschienen )?(?:auf|bei|in|im|von)(?: der)?|zuerst (?:erschienen|veröffentlicht) (?:auf|bei|in|im)",
    "fr": r"(?:cet article|ce texte) (?:a été |est )?(?:initialement |d'abord )?(?:publié|paru) "
    r"(?:initialement |d'abord )?(?:par|sur|dans)",
    "es": r"(?:este (?:artículo|texto|reportaje) )?(?:fue |se )?publicad[oa] originalmente (?:en|por)",
    "pt": r"(?:este (?:artigo|texto) )?(?:foi )?publicad[oa] originalmente (?:em|n[oa]|por|pel[oa])",
    "it": r"(?:(?:questo )?articolo )?(?:è stato )?pubblicato originariamente (?:su|da)",
    "nl": r"dit artikel (?:verscheen|is) (?:eerder|oorspronkelijk) (?:verschenen )?(?:op|in|bij)",
    "pl": r"(?:artykuł|tekst) (?:ukazał się )?(?:pierwotnie|oryginalnie) (?:ukazał się )?(?:w|na)",
}

# How guards in front of a site ask whether a reader is one: beginnings of titles and of short pages.
ROBOTS = {
    "en": r"are you a (?:ro)?bot\b|robot check|bot (?:check|verification)|"
    r"verify(?:ing)? (?:that )?you are (?:a )?human|"
    r"(?:please )?verify you(?:'|’)?re (?:a )?human|confirm (?:that )?you are (?:a )?human|captcha|security check|"
    r"checking (?:if the site connection is secure|your browser)|unusual traffic|human verification|"
    r"(?:please )?enable java ?script and cookies to continue|please (?:turn|switch) java ?script on|"
    r"(?:you need to|please) enable java ?script to (?:view|continue|access|use|run) (?:this|the|our)",
    "de": r"sind sie ein (?:ro)?bot\b|sicherheitsüberprüfung|(?:bitte )?bestätigen sie, dass sie (?:ein mensch|kein)|"
    r"(?:bitte )?(?:aktivieren sie|javascript und cookies aktivieren)[^.]{0,20} java ?script und cookies",
    "fr": r"êtes-vous un (?:ro)?bot|vérification de sécurité|veuillez (?:confirmer|vérifier) que vous (?:êtes|"
    r"n'êtes pas)|"
    r"(?:veuillez )?activez? java ?script et les cookies",
    "es": r"¿?eres un (?:ro)?bot|verificación de seguridad|(?:verifica|confirma|demuestra) que (?:eres humano|"
    r"no eres un)|"
    r"(?:por favor,? )?(?:habilite|habilita|active|activa) java ?script y (?:las )?cookies",
    "pt": r"você é um robô|verificação de segurança|(?:confirme|verifique) que (?:você )?(?:é humano|não é um)|"
    r"(?:por favor,? )?(?:habilite|ative) (?:o )?java ?script e (?:os )?cookies",
    "it": r"sei un robot|verifica di sicurezza|conferma di (?:essere umano|non essere un)|"
    r"(?:per favore,? )?abilita java ?script e (?:i )?cookie",
    "nl": r"ben je een robot|bent u een robot|beveiligingscontrole|schakel java ?script en cookies in",
    "sv, da, no": r"är du en robot|er du en robot|säkerhetskontroll|sikkerhedskontrol|sikkerhetssjekk",
    "pl": r"czy jesteś robotem|potwierdź, że (?:jesteś człowiekiem|nie jesteś)|"
    r"włącz java ?script i (?:obsługę )?(?:plików )?cookies?",
    "cs, sk": r"nejste robot|jste robot|povolte java ?script a (?:soubory )?cookies",
    "ru": r"вы не робот|вы робот|подтвердите, что (?:вы не робот|запросы отправляли вы)|проверка (?:браузера|"
    r"безопасности)|"
    r"(?:пожалуйста, )?включите java ?script и (?:файлы )?cookies?",
    "uk": r"ви не робот|підтвердьте, що ви (?:людина|не робот)|перевірка безпеки|увімкніть java ?script",
    "tr": r"robot musunuz|robot olmadığınızı|güvenlik (?:kontrolü|doğrulaması)|java ?script ve çerezleri etkinleştirin",
    "id": r"apakah (?:anda|kamu) robot|verifikasi bahwa anda (?:manusia|bukan)|aktifkan java ?script dan cookies?",
    "vi": r"bạn (?:có phải là|không phải là) (?:người máy|robot)|xác minh (?:bạn là|bảo mật)",
    "ja": r"あなたはロボットですか|私はロボットではありません|人間であることを確認|セキュリティチェック|"
    r"java ?scriptとcookieを有効",
    "zh": r"您是(?:机器人|機器人)吗?|(?:人机|人機|安全)(?:身份)?(?:验证|驗證)|"
    r"请(?:完成|进行)(?:安全)?验证|請(?:完成|進行)(?:安全)?驗證|"
    r"请启用 ?java ?script|請啟用 ?java ?script",
    "ko": r"로봇이 아닙니다|로봇인가요|사람인지 확인|보안 ?(?:확인|검사)|java ?script ?및 ?쿠키를 ?(?:사용|활성화)",
    "ar": r"هل أنت (?:روبوت|إنسان)|تأكد من أنك (?:إنسان|لست)|التحقق الأمني|يرجى تفعيل (?:جافا ?سكريبت|java ?script)",
    "fa": r"آیا شما ربات هستید|من ربات نیستم|تأیید کنید که ربات نیستید|لطفا جاوااسکریپت",
    "he": r"האם אתה רובוט|אני לא רובוט|בדיקת אבטחה",
    "hi": r"क्या आप (?:एक )?रोबोट|सत्यापित करें कि आप (?:इंसान|मानव|रोबोट)",
}

# Lines by which a text stops where it must be paid for: what one has to do to read on, or for whom the rest is.
PAYWALL = {
    "en": r"read on\b.{1,40}\b(?:subscri|sign|log ?in|regist|become a|member)|"
    r"(?:please )?(?:subscribe|sign (?:up|in)|log ?in|register|create (?:a free|an|your) account|"
    r"become a (?:member|"
    r"subscriber)|start your (?:free )?trial)\b.{0,60}\bto (?:continue|keep|finish|read|unlock|access|view)\b|"
    r"(?:do you |you )?(?:want )?to (?:continue|keep) reading\b|"
    r"(?:continue|keep) reading\b.{1,60}\b(?:subscri|sign|log ?in|regist|account|trial|member)|"
    r"read the (?:full|entire|whole|rest of (?:the|this)) (?:story|article|report|piece)\b.{1,60}"
    r"\b(?:subscri|sign|log ?in|regist|account|trial|member)|"
    r"(?:this|the rest of this|the full) (?:article|story|content|post|report|page)\b.{0,20} (?:is|are) "
    r"(?:only |exclusively |reserved |available |locked |exclusive )*(?:for|to) .{0,40}\b(?:subscribers?|members?)\b|"
    r"already (?:a|an) (?:subscriber|member|registered user)\b|you(?:['’]ve| have) (?:reached|read|used|hit) "
    r"(?:your|all|the|\d+).{0,40}\b(?:articles?|stories|limit)\b|unlock (?:this|the full) (?:article|story)\b|"
    r"(?:for )?subscribers? only\W*$|this is (?:a|an) (?:premium|subscribers?['’]?|members?['’]?)[- ](?:only |"
    r"exclusive )?"
    r"(?:article|story|content)",
    "de": r"(?:jetzt )?weiterlesen\W{1,4}(?:jetzt )?(?:abonn|anmeld|einlogg|registr|freischalt|abo\b|abonnent)|"
    r"(?:jetzt )?(?:abonnieren|anmelden|registrieren|einloggen|testen|freischalten)\b.{0,40}\b(?:und|um)\b.{0,30}"
    r"\bweiter(?:zu)?lesen|möchten sie (?:weiterlesen|mehr lesen)|wählen sie ihren zugang|"
    r"(?:jetzt )?weiterlesen (?:mit|für)\b|"
    r"(?:dieser|diesen) (?:artikel|beitrag|text|inhalt)\b.{0,40}\b(?:nur für|exklusiv für|kostenpflichtig|"
    r"(?:abonnent|premium|plus)\w*)|lesen sie (?:den|diesen) (?:ganzen |vollständigen |kompletten )?(?:artikel|text|"
    r"beitrag)"
    r"(?: weiter)? (?:mit|als|im abo)|(?:sie sind |bist du |ich bin )?(?:bereits |"
    r"schon )?(?:digital)?abonnent(?:in)?\s*\?|"
    r"um (?:diesen|den) (?:ganzen |vollständigen )?(?:artikel|text|beitrag) (?:weiter|zu lesen|lesen)|"
    r"sie haben (?:noch )?kein(?:en)? (?:abo|zugang)|nur für abonnenten",
    "fr": r"(?:lire|lisez) la suite\W{1,4}(?:abonne|connecte|identifie|inscri|créez)|"
    r"pour lire la suite|(?:la suite|le reste|l['’]intégralité|la totalité) (?:de (?:cet |"
    r"l['’])article )?(?:est |vous est )?"
    r"(?:réservée?|accessible)|(?:cet article|ce contenu) est (?:réservé|exclusivement|uniquement)|(?:article|"
    r"contenu) réservé "
    r"(?:aux|à nos)|il vous reste .{1,10}% (?:de cet|de l|à lire)|(?:vous êtes )?déjà abonnée?\b|(?:abonnez|"
    r"connectez|identifiez|"
    r"inscrivez)-vous (?:pour|et) (?:lire|continuer|accéder|découvrir|poursuivre)|pour (?:continuer|"
    r"poursuivre) (?:votre|la|à) "
    r"(?:lecture|lire)|vous avez (?:déjà un compte|atteint la limite)",
    "es": r"(?:sigue|seguir|continúa|continuar) leyendo\W{1,4}(?:suscr|regístr|inicia|hazte)|"
    r"(?:suscríbete|suscríbase|regístrate|regístrese|inicia sesión|inicie sesión|hazte (?:socio|"
    r"suscriptor))\b.{0,30}"
    r"\bpara (?:seguir|continuar|leer|acceder)|para (?:seguir|continuar) leyendo|(?:este|esta) (?:contenido|"
    r"artículo|noticia|nota) "
    r"es (?:exclusiv[oa]|s[oó]lo|únicamente) para|(?:contenido|artículo) (?:exclusivo|s[oó]lo) para (?:suscriptores|"
    r"socios|abonados)|"
    r"¿?ya (?:eres|es|estás) (?:suscriptor|suscrit[oa]|socio)|has (?:superado|alcanzado|llegado)\b.{0,40}(?:límite|"
    r"artículos)|"
    r"sigue leyendo (?:con|por|desde)",
    "pt": r"continue (?:lendo|a ler)\W{1,4}(?:assin|subscrev|faça|cadastr)|"
    r"(?:assine|cadastre-se|faça (?:o )?login|torne-se assinante|subscreva)\b.{0,30}\bpara (?:continuar|ler|"
    r"ter acesso|"
    r"desbloquear)|para continuar (?:lendo|a ler)|(?:este|esta) (?:conteúdo|artigo|matéria|"
    r"reportagem) é (?:exclusiv[oa]|restrit[oa])|"
    r"(?:conteúdo|artigo) exclusivo para (?:assinantes|membros|subscritores)|já é (?:assinante|subscritor)|"
    r"continue (?:lendo|a ler) (?:com|por|este)",
    "it": r"continua a leggere\W{1,4}(?:abbona|registra|accedi)|"
    r"(?:abbonati|registrati|accedi) per (?:continuare|leggere|proseguire)|per continuare (?:a leggere|"
    r"la lettura)|"
    r"(?:questo|l['’]) ?(?:articolo|contenuto) è (?:riservato|disponibile solo|esclusivo)|(?:articolo|"
    r"contenuto) (?:riservato agli|"
    r"per (?:soli )?) ?abbonati|(?:sei )?già abbonato",
    "ca": r"subscriu-te per (?:continuar|seguir|llegir)|per (?:continuar|seguir) llegint",
    "nl": r"lees verder\W{1,4}(?:word|abonneer|log in|registreer)|"
    r"(?:abonneer|registreer|log in|meld je aan|word (?:lid|abonnee))\b.{0,40}\b(?:om|en) (?:verder te lezen|"
    r"lees|"
    r"verder|te lezen|toegang)|verder lezen\s*\?|(?:dit|deze) (?:artikel|verhaal|inhoud) is (?:exclusief|alleen|"
    r"enkel) |"
    r"(?:al|reeds|bent u|ben je) (?:al )?abonnee\s*\?|alleen voor abonnees|wil je (?:dit artikel|verder) lezen",
    "sv": r"läs vidare\W{1,4}(?:bli|prenumerera|köp|logga in|teckna|skaffa|starta)|"
    r"(?:logga in|bli prenumerant|prenumerera|köp|teckna)\b.{0,40}\b(?:för att|och) (?:läsa|fortsätta|läs)|"
    r"(?:den här|denna) artikeln? (?:är|kräver)\b.{0,30}(?:prenumera|låst)|(?:redan|är du(?: redan)?) prenumerant|"
    r"läs vidare (?:med|genom)|(?:endast |bara )?för prenumeranter\W*$",
    "da": r"læs videre\W{1,4}(?:bliv|køb|log ind|tegn|opret)|"
    r"(?:log ind|bliv (?:abonnent|medlem)|køb (?:abonnement|adgang)|tegn abonnement|"
    r"opret)\b.{0,40}\b(?:for at|og) "
    r"(?:læse|få adgang|læs)|(?:denne )?artikel(?:en)? er (?:kun )?(?:for|forbeholdt|låst)|(?:allerede|"
    r"er du(?: allerede)?) abonnent|"
    r"læs videre (?:med|for)|kun for abonnenter",
    "no": r"les videre\W{1,4}(?:bli|kjøp|logg inn|bestill|få tilgang)|"
    r"(?:logg inn|bli abonnent|kjøp|bestill)\b.{0,40}\b(?:for å|og) (?:lese|få)|(?:denne )?(?:artikkelen|"
    r"saken) er (?:kun )?"
    r"(?:for|forbeholdt)\b.{0,20}abonnent|for å lese (?:videre|hele|resten|saken)",
    "fi": r"(?:lue lisää|jatka lukemista)\W{1,4}(?:tilaa|kirjaudu|rekisteröidy)|"
    r"(?:tilaa|kirjaudu|rekisteröidy)\b.{0,40}\b(?:jatkaaksesi|lukeaksesi|jatka lukemista)|"
    r"(?:tämä )?(?:artikkeli|juttu|"
    r"sisältö) on (?:vain|tarkoitettu|tilaaj)|(?:oletko )?jo tilaaja|jatka lukemista\b.{1,40}(?:tila|kirjau)|"
    r"vain tilaajille",
    "pl": r"czytaj dalej\W{1,4}(?:wykup|kup|zaloguj|subskrybuj|zarejestruj)|"
    r"(?:zaloguj się|wykup|kup|zarejestruj się|subskrybuj|załóż konto)\b.{0,50}\b(?:aby|żeby|by|i) (?:czyta|"
    r"przeczyta|uzyska|"
    r"kontynuowa)\w*|(?:ten )?(?:artykuł|materiał|tekst)(?: jest)?(?: dostępny)? (?:tylko|wyłącznie|jedynie) dla|"
    r"pozostało (?:jeszcze )?\d+ ?% (?:artykułu|tekstu|treści)|aby (?:czytać dalej|przeczytać (?:cały|całość))|"
    r"(?:dalsza|pozostała) (?:część|treść) .{0,20}dostępna",
    "cs, sk": r"(?:čtěte dále?|čítajte ďalej)\W{1,4}(?:předpla|přihl|kup|predpla|prihl)|"
    r"(?:předplaťte|přihlaste se|kupte si|odemkněte|predplaťte|prihláste sa|odomknite)\b.{0,50}\b(?:čt|"
    r"pokračov|dočít|čít)|"
    r"(?:tento )?(?:článek|článok|obsah) je (?:určen |dostupný )?(?:jen|pouze|len|iba|pro předplatitele|"
    r"pre predplatiteľov)|"
    r"zbývá vám (?:přečíst|dočíst)",
    "hu": r"(?:fizessen|fizess) elő\b.{0,50}(?:olvas|folytat)|(?:ez a |a )?(?:cikk|tartalom) (?:csak|"
    r"kizárólag) .{0,10}előfizető|"
    r"(?:már |ön már )?előfizetőnk?\s*\?",
    "ro": r"(?:abonează-te|abonați-vă|autentifică-te|conectează-te)\b.{0,40}\b(?:pentru a|ca să) (?:citi|continua|"
    r"accesa)|"
    r"acest (?:articol|conținut) (?:este|e) (?:disponibil )?(?:exclusiv|doar|numai)|pentru a (?:citi în continuare|"
    r"continua lectura)",
    "hr, sr, bs": r"(?:pretplatite se|prijavite se|registrirajte se|registrujte se|претплатите се|"
    r"пријавите се)\b.{0,40}"
    r"(?:nastav|čita|pročita|настав|чита|прочита)|(?:ovaj|овај) (?:članak|sadržaj|tekst|чланак|садржај) .{0,30}"
    r"(?:pretplatni|претплатни)",
    "bg": r"(?:абонирайте се|влезте|регистрирайте се)\b.{0,40}за да (?:четете|прочетете|продължите)|(?:тази|"
    r"статията) .{0,30}абонати",
    "el": r"(?:συνδεθείτε|εγγραφείτε|γίνετε συνδρομητ\w+)\b.{0,40}για να (?:διαβάσετε|συνεχίσετε)|"
    r"για να (?:συνεχίσετε την|"
    r"διαβάσετε (?:ολόκληρο|τη συνέχεια))|(?:το|αυτό το) (?:άρθρο|περιεχόμενο) .{0,30}συνδρομητ|είστε ήδη συνδρομητ",
    "ru": r"читать (?:далее|дальше|полностью)\W{1,4}(?:оформ|подпи|войд|зарегистр)|"
    r"(?:оформите подписку|подпишитесь|войдите|зарегистрируйтесь|авторизуйтесь)\b.{0,50}\b(?:чтобы|"
    r"и) (?:читать|прочитать|"
    r"прочесть|продолжить|читайте|получить)|чтобы (?:прочитать|прочесть|читать|продолжить) (?:полност|весь|дальше|"
    r"далее|чтение|статью)"
    r"|(?:этот |эта )?(?:материал|статья|текст|контент) (?:доступ\w+ )?(?:только )?(?:по подписке|(?:для )?подписчик)|"
    r"вы уже (?:подписчик|подписаны)|(?:полный текст|продолжение) .{0,30}подписк",
    "uk": r"читати далі\W{1,4}(?:оформ|підпи|увійд|передпла)|"
    r"(?:оформіть|підпишіться|увійдіть|зареєструйтес[ья]|передплатіть)\b.{0,50}\b(?:щоб|аби) (?:читати|"
    r"прочитати|продовжити)|"
    r"щоб (?:прочитати (?:повністю|далі)|читати далі|продовжити читання)|(?:цей |ця )?(?:матеріал|стаття|"
    r"текст) (?:доступн\w+ )?"
    r"(?:лише|тільки) .{0,10}(?:передплатник|підписник|за передплатою|за підпискою)",
    "lt, lv, et": r"(?:prenumeruok|prisijunkite)\b.{0,40}skaity|(?:abonē|pieslēdzies)\b.{0,40}lasī|(?:telli|"
    r"logi sisse)\b.{0,40}luge",
    "tr": r"(?:devamını oku|okumaya devam et)\W{1,4}(?:abone|üye|giriş)|"
    r"(?:abone ol(?:un)?|üye ol(?:un)?|giriş yap(?:ın)?|kayıt ol(?:un)?)\b.{0,50}(?:okumaya devam|"
    r"devamını oku|tamamını oku)|"
    r"(?:okumaya devam etmek|(?:haberin |yazının )?(?:devamını|tamamını) okumak) için|(?:bu )?(?:içerik|haber|"
    r"makale|yazı) "
    r"(?:sadece|yalnızca) .{0,10}(?:abone|üye)|zaten abone",
    "id, ms": r"(?:berlangganan|daftar|masuk|login|langgan)\b.{0,40}\buntuk (?:membaca|melanjutkan|mengakses|terus)|"
    r"untuk (?:melanjutkan|"
    r"terus) (?:membaca|baca)|(?:artikel|konten|berita|kandungan) ini (?:hanya|khusus|"
    r"eksklusif) .{0,10}(?:pelanggan|member|anggota)|"
    r"sudah berlangganan",
    "vi": r"(?:đăng ký|đăng nhập|mua gói)\b.{0,40}để (?:đọc|tiếp tục|xem)|(?:bài viết|"
    r"nội dung) này (?:chỉ )?dành (?:riêng )?cho",
    "th": r"(?:สมัครสมาชิก|เข้าสู่ระบบ|ลงทะเบียน).{0,40}(?:เพื่ออ่าน|อ่านต่อ)",
    "ja": r"続きを読む\W{1,3}(?:会員|ログイン|購読|無料登録)|"
    r"(?:この|当)(?:記事|コンテンツ)は、?(?:有料|会員|購読者|プレミアム)|この先は|ここから先は|続きを(?:読む|"
    r"ご覧になる)には|"
    r"(?:この)?続きは.{0,20}(?:会員|登録|購読|ログイン|有料)|全文を(?:読む|ご覧になる)には|"
    r"(?:記事の)?残り ?[:：]?[\d,０-９]+ ?(?:文字|字)|"
    r"(?:ログイン|会員登録|無料登録|購読)(?:して|すると)、?(?:続き|全文)|(?:有料|無料)?会員限定(?:記事|"
    r"の記事)?(?:です)?[。\W]*$|"
    r"有料会員になると",
    "zh": r"(?:请|請|立即)?(?:订阅|訂閱|登录|登入|注册|註冊|加入会员|加入會員|付费|付費|开通会员)(?:后|後|以|即可|"
    r"会员|會員)?.{0,12}"
    r"(?:继续阅读|繼續閱讀|阅读全文|閱讀全文|查看全文|解锁全文|解鎖全文)|(?:本文|此文|此文章|本篇)(?:章|报道|"
    r"報導)?(?:为|為|是|仅|僅|只).{0,10}"
    r"(?:付费|付費|会员|會員|订户|訂戶|订阅|訂閱)|(?:剩余|剩餘|还剩|還剩) ?\d+ ?%",
    "ko": r"(?:로그인|구독|회원 ?가입|결제)(?:하시면|하면|하고| ?후|해야)?.{0,12}(?:전문|계속|이어서|전체)(?:을|"
    r"를)? ?(?:읽|보|볼|이용)|"
    r"(?:이|본|해당) (?:기사|콘텐츠)는 .{0,12}(?:유료|구독자|회원).{0,6}(?:전용|대상|만)|(?:유료|구독자|"
    r"회원) ?전용 ?(?:기사|콘텐츠)",
    "ar": r"(?:اشترك|سجل|سجّل|سجلوا|اشتركوا|قم بتسجيل الدخول).{0,40}(?:لمتابعة|لقراءة|لمواصلة|للوصول)|لمتابعة القراءة|"
    r"هذ[اه] (?:المقال|المحتوى|المادة) (?:متاحة?|مخصصة?|حصرية?).{0,30}مشتركين",
    "fa": r"برای (?:ادامه|خواندن|مطالعه).{0,40}(?:اشتراک|عضو|وارد شوید)|(?:این )?(?:مطلب|مقاله|محتوا) (?:ویژه|مخصوص|"
    r"فقط برای) "
    r"(?:مشترک|اعضا)",
    "he": r"(?:הירשמו|הירשם|התחברו|התחבר|הצטרפו|הצטרף|רכשו).{0,40}(?:להמשיך|להמשך|לקרוא|לקריאה)|להמשך קריאה|"
    r"(?:ה?כתבה|תוכן)(?: זו| זה)? (?:זמינה? )?(?:רק )?למנויים",
    "hi": r"(?:सब्सक्राइब|लॉग ?इन|साइन ?इन|रजिस्टर).{0,40}(?:पढ़ने|पढ़ें|आगे)|(?:आगे|पूरी|पूरा) (?:खबर |ख़बर |"
    r"लेख )?पढ़ने के लिए|"
    r"(?:यह|ये) (?:लेख|खबर|ख़बर) .{0,20}(?:सब्सक्राइबर|सदस्यों|प्रीमियम)",
}
