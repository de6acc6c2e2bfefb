"""The words by which pages betray what is no text, language by language. Tables only: a new language is a new line."""

from collections.abc import Mapping


def one_of(table: Mapping[str, str]) -> str:
    """A regex alternative of everything in a table of regexes by language."""
    return "(?:" + "|".join(table.values()) + ")"


# How outlets lead from one story to others.
ONWARD = {
    "en": r"read (?:also|more|next)|also read|see also|more(?: on this(?: story)?| from .{1,40})?|don['’]t miss|watch|"
    r"related(?: articles?| stor(?:y|ies)| content| posts?| news)?|you (?:may|might) also like",
    "de": r"lesen sie (?:auch|mehr|dazu).{0,20}|mehr zum thema|auch interessant|mehr dazu|siehe auch",
    "fr": r"lire aussi|à lire aussi|sur le même sujet|voir aussi",
    "es": r"lee también|leer también|te puede interesar|también lee|mira",
    "pt": r"leia (?:mais|também)|saiba mais|veja também",
    "it": r"leggi anche|potrebbe interessarti",
    "pl": r"czytaj (?:też|także|więcej)|zobacz (?:też|także)",
    "ru": r"читайте (?:также|ещё|еще)|смотрите также",
    "uk": r"читайте також|дивіться також",
    "nl": r"lees (?:ook|meer)",
    "sv": r"läs (?:också|mer|även)",
    "da, no": r"les (?:også|mer)|læs (?:også|mere)",
    "fi": r"lue (?:myös|lisää)",
    "tr": r"ayrıca oku(?:yun)?|ilgili haber(?:ler)?",
    "id": r"baca juga",
    "vi": r"xem thêm",
    "ja": r"関連記事|関連リンク|関連ニュース|あわせて読みたい",
    "zh": r"相关阅读|延伸閱讀|相關新聞",
    "ko": r"관련기사",
    "ar": r"اقرأ أيضاً?",
    "fa": r"بیشتر بخوانید",
}

# Labels of buttons and boxes that stand alone in a line.
LABELS = {
    "en": r"share|save|print|e-?mail|comments?|listen|advertisement|newsletter|headline|popular|"
    r"(?:story|article) continues below.{0,30}|copyright.{0,80}|all rights reserved.?|©.{0,80}",
    "de": r"anzeige|werbung",
    "es, fr, it, pt": r"publicidad|publicité|pubblicità|publicidade",
    "pl, cs, ru, uk, sv, no, tr": r"reklama|реклама|reklam|annonse?",
    "ja": r"広告|広告の後に記事が続きます",
}

# Calls to follow or subscribe that begin a line, where what they ask for is said by the verb itself.
CALLS = {
    "de": r"folgen sie|abonnieren sie|hier.{0,20}newsletter",
    "fr": r"suivez-nous|abonnez|inscrivez",
    "es": r"síguenos|siguenos|suscríbete|suscribete",
    "it": r"seguici|iscriviti",
    "pt": r"siga|inscreva",
    "ru, uk": r"подпис(?:ывайтесь|аться|ывайся)|підпис(?:уйтесь|атися)",
    "nl": r"volg ons",
    "pl": r"obserwuj|zapisz się",
    "tr": r"takip edin|abone ol",
}

# Who took the picture.
PICTURE = {
    "en": r"(?:photo|image|picture|video) ?(?:credit|source|courtesy)?",
    "de, es, pt, pl": r"fotos?|bild(?:quelle)?|imagen|foto di",
    "fr": r"crédits? ?(?:photo)?",
    "ru, uk": r"фото",
    "ja, zh": r"写真|圖片|图片",
}

# What stands before the names in a byline.
BY = {
    "en": r"(?:(?:written|reported|posted|published|story|words|text|report|analysis|opinion|interview)\s+"
    r"(?:and\s+\w+\s+)?)?by|authors?|text|reporter",
    "de": r"von|autor(?:en|in)?|ein (?:bericht|kommentar|gastbeitrag) von",
    "fr": r"(?:texte\s+)?(?:par|de)|auteur|texte",
    "es": r"(?:texto\s+)?por|de|autor(?:a|es)?|texto|escrito por|publicado por",
    "pt, it": r"di|da|autore|testo",
    "sv, da, no": r"av|af|skrevet av",
    "nl": r"door",
    "pl": r"od|tekst",
    "ru, uk": r"автор(?:ы|и)?|текст",
    "vi, id": r"nguồn|oleh|penulis",
    "tr": r"yazan|haber",
    "ja, zh": r"文|取材|記者|撰文|作者|编辑",
    "ar, fa": r"بقلم|كتب|نویسنده",
}

# What a journalist is called, beside the name.
ROLES = {
    "en": r"writer|reporter|editor(?:-in-chief)?|correspondent|contributor|columnist|journalist|author|producer|"
    r"analyst|bureau chief|photographer",
    "de": r"redakteur(?:in)?|volontär(?:in)?|korrespondent(?:in)?|chefredakteur(?:in)?|autor(?:in)?",
    "fr": r"journaliste?|rédact(?:eur|rice)|correspondant[es]?",
    "es, it, pl": r"periodista|corresponsal|giornalista|redattore|dziennikarz",
    "ru": r"журналист|корреспондент|обозреватель",
    "ja, ko": r"記者|特派員|기자|특파원",
}
# What the role is about.
BEATS = (
    r"chief|senior|staff|political|business|sports?|science|news|deputy|managing|associate|assistant|contributing|"
    r"executive|foreign|national|world|health|technology|tech|special|freelance|digital|city|crime|education|"
    r"environment|economics?|diplomatic|royal|video|data|features?|investigations?|breaking|global|europe|asia|africa|"
    r"us|uk|north america"
)

# Names that are a desk's, not a person's.
DESKS = {
    "en": r"staff|newsroom|news ?desk|desk|editors?|editorial(?: board| team)?|team|correspondents?|reporters?|"
    r"agencies|agency|wires?|services?|press|news|online|web|admin|administrator",
    "de": r"redaktion|red\.",
    "es, pt": r"redacción|redacao|redação",
    "fr, it, ro": r"rédaction|redazione|redacția",
    "pl, cs, hu": r"redakcja|redakce|redakció",
    "sv, da, nl, fi": r"redaktionen|redactie|toimitus",
    "tr, id": r"editör|haber merkezi|redaksi",
    "ru, uk": r"администратор|редакция|редакція",
}
# The same in scripts where words have no ends that a regex sees.
UNSPACED_DESKS = r"編集部|編輯部|编辑部|新聞|新闻|報導|デジタル|オンライン|뉴스|편집|تحریریه|التحرير|हिंदी|डेस्क"

# Titles of pages that ask for consent instead of showing the article.
CONSENT = {
    "en": r"cookie|consent|privacy (?:gate|choices|settings)|before you continue",
    "de": r"zustimmung|einwilligung|datenschutz-?einstellungen",
    "fr, it, es": r"consentement|consenso|consentimiento",
    "nl, sv, da": r"privacy-?instellingen|toestemming|samtykke|samtycke",
    "tr": r"gizlilik",
}

# How outlets say that there is no such page, although the status is 200.
MISSING = {
    "en": r"^(?:404|error 404|not found|page not found)\b|\b(?:404|410)\b.{0,40}\b(?:error|not found|page)|"
    r"\b(?:page|article|story|content|file) (?:was |could )?(?:not (?:be )?found|no longer (?:available|exists))",
    "de": r"seite (?:wurde )?nicht gefunden|nicht (?:mehr )?(?:gefunden|verfügbar)$|\b404\b.{0,40}\b(?:seite|fehler)",
    "es, pt": r"página no (?:encontrada|existe)|página não encontrada",
    "fr, it": r"page (?:introuvable|non trouvée)|pagina non trovata",
    "nl, sv, da, no": r"pagina niet gevonden|sidan (?:hittades|kunde) inte|siden (?:blev|ble) ikke fundet",
    "fi, pl": r"sivua ei löyty|strona nie (?:została )?(?:znaleziona|istnieje)",
    "ru, uk": r"страница не найдена|сторінк[ау] не знайдено",
    "tr, id, vi": r"sayfa bulunamadı|halaman tidak ditemukan|không tìm thấy trang",
    "ja, zh, ko": r"ページが見つかりません|お探しのページ|页面不存在|找不到|페이지를 찾을 수",
    "ar, fa": r"الصفحة غير موجودة|صفحه (?:مورد نظر )?(?:یافت|پیدا) نشد",
}

# What stands before the name in a line that credits a source.
CREDITS = {
    "en": r"sources?|with",
    "de": r"quellen?|mit material von",
    "fr, es, pt, it": r"fuente|fontes?|avec|con información de",
    "pl, cs, hu, ro": r"źródło|zdroj|forrás|sursa",
    "sv, da, fi, nl": r"källa|kilde|lähde|bron",
    "tr, id, vi": r"kaynak|sumber|nguồn",
    "ru, uk": r"источник|джерело",
    "ja, zh, ko": r"出典|来源|來源|출처",
    "ar, fa, hi": r"المصدر|منبع|स्रोत",
    "signs": r"©",
}
