"""Lines in an extracted text that are not part of the article, by language."""

# Lines that link to other stories.
RELATED_LINKS = {
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

# Labels of buttons and boxes, alone in a line.
LABELS = {
    "en": r"share|save|print|text size|e-?mail|comments?|listen|advertisement|newsletter|headline|popular|"
    r"(?:story|article) continues below.{0,30}|copyright(?:\W*(?:[©ⓒ]|\(c\)|\d{4}).{0,80}|(?!.*[.!?]$).{0,80})|"
    r"all rights reserved.?|©.{0,80}",
    "de": r"anzeige|werbung|schlagw(?:ort|orte|örter)|(?:ähnliche|weitere|verwandte) artikel",
    "tags": r"tags?|etiquetas|mots-clés|palavras-chave|parole chiave|słowa kluczowe|теги|etiketler",
    "related": r"related content|contenido relacionado|conteúdo relacionado|contenu associé|contenuti correlati",
    "es, fr, it, pt": r"publicidad|publicité|pubblicità|publicidade",
    "pl, cs, ru, uk, sv, no, tr": r"reklama|реклама|reklam|annonse?",
    "ja": r"広告|広告の後に記事が続きます",
}

# Labels before the topics of a story, which are links at the end of its page.
TOPIC_LABELS = {
    "en": r"(?:story )?(?:tags|topics|keywords)|filed under",
    "de": r"schlagw(?:orte|örter)|themen",
    "fr": r"mots[- ]clés|thèmes",
    "es, ca": r"etiquetas|temas|palabras clave|etiquetes",
    "pt": r"assuntos?|palavras-chave|tópicos",
    "it": r"parole chiave|argomenti",
    "nl": r"trefwoorden|onderwerpen",
    "sv, da, no": r"ämnen|emner|emneord|nyckelord",
    "fi": r"avainsanat|aiheet",
    "pl, cs": r"tagi|tematy|słowa kluczowe|klíčová slova|témata",
    "ru, uk": r"теги|темы|теми|ключевые слова|ключові слова",
    "tr": r"etiketler|konular|anahtar kelimeler",
    "id, vi": r"topik|kata kunci|từ khóa|chủ đề",
    "ja, zh, ko": r"タグ|キーワード|标签|標籤|关键词|關鍵字|태그|키워드",
    "ar, fa": r"الوسوم|الكلمات المفتاحية|برچسب‌?ها",
}

# Channels to follow an outlet or to subscribe to it.
CHANNELS = (
    r"(?:facebook|instagram|twitter|tiktok|youtube|telegram|whatsapp|linkedin|google|threads|bluesky|mastodon|spotify|"
    r"newsletters?|boletín|boletim|biuletyn\w*|bollettino|canal|canale|kanal\w*|app|redes|social)"
)
# Calls to follow or subscribe at the beginning of a line. Verbs that also occur in stories ("Siga o rio", follow the
# river) count only with a channel.
FOLLOW_CALLS = {
    "de": rf"(?:folgen|abonnieren) sie (?:uns|unser\w*|\W?{CHANNELS})\b|folgen sie .{{0,60}}\b(?:auf|bei) {CHANNELS}\b|"
    r"hier.{0,20}newsletter",
    "fr": r"suivez-nous|abonnez-vous|inscrivez-vous (?:à|pour recevoir) (?:notre|nos|la newsletter)",
    "es": r"síguenos|siguenos|suscríbete|suscribete",
    "it": r"seguici|iscriviti",
    "pt": rf"(?:siga|inscreva)(?:-nos|-se)\b|(?:siga|inscreva).{{0,60}}\b{CHANNELS}\b",
    "ru, uk": r"подпис(?:ывайтесь|аться|ывайся)|підпис(?:уйтесь|атися)",
    "nl": r"volg ons",
    "pl": rf"obserwuj nas|(?:obserwuj|zapisz się).{{0,60}}\b{CHANNELS}\b",
    "tr": r"(?:bizi )?takip edin|abone ol(?:un)?\W*$",
    "ar": r"تابعو?ا?(?:نا)?(?!\w).{0,60}(?:نشرتنا|قناتنا|صفحتنا|صفحاتنا|تطبيقنا|حسابنا|حساباتنا|"
    r"واتساب|تلي?غرام|فيسبوك|تويتر|إنستغرام|يوتيوب)",
}

# Credits of pictures.
PICTURE_CREDITS = {
    "en": r"(?:photo|image|picture|video) ?(?:credit|source|courtesy)?",
    "de, es, pt, pl": r"fotos?|bild(?:quelle)?|imagen|foto di",
    "fr": r"crédits? ?(?:photo)?",
    "ru, uk": r"фото",
    "ja, zh": r"写真|圖片|图片",
}

# Beginnings of lines that link to other stories, whatever follows: no sentence of a story begins like this.
CERTAIN_RELATED_LINKS = {
    "en": r"read (?:also|next)|read more(?:$|\W*[:|]| (?:on|about|at|from|here|in) )|also read|see also|"
    r"you (?:may|might) also like|related (?:articles?|stor(?:y|ies))\W",
    "de": r"lesen sie (?:auch|hier|mehr|dazu)|mehr zum thema|auch interessant|das könnte sie auch interessieren",
    "fr": r"(?:à )?lire (?:aussi|également)|à voir aussi|sur le même sujet",
    "es": r"(?:lee|lea|leer|leé) (?:también|más)|te puede interesar|también (?:lee|puedes leer)|más información:",
    "pt": r"lei?a (?:mais|também)|saiba mais|veja também",
    "it": r"leggi anche|leggi pure|potrebbe interessarti",
    "pl": r"czytaj (?:też|także|więcej|również)|zobacz (?:też|także|również)|dowiedz się więcej",
    "cs, sk": r"čtěte (?:také|též)|přečtěte si (?:také|též)|prečítajte si (?:aj|tiež)",
    "ru": r"читайте (?:также|ещё|еще)|смотрите также|подробнее:",
    "uk": r"читайте (?:також|ще)|дивіться також",
    "nl": r"lees (?:ook|meer)|bekijk ook",
    "sv, da, no": r"läs (?:också|mer|även)|les (?:også|mer)|læs (?:også|mere)",
    "fi, et": r"lue (?:myös|lisää)|loe (?:ka|lisaks)",
    "hu, ro": r"olvass[ao]? (?:el )?(?:még|tovább)|citește și|citeşte şi",
    "el, bg, sr": r"διαβάστε (?:επίσης|ακόμα)|прочетете (?:още|също)|pročitajte (?:i|još)",
    "tr": r"ayrıca oku(?:yun)?|bunlar da ilginizi çekebilir",
    "id, ms": r"baca (?:juga|selengkapnya|lainnya)",
    "vi": r"xem thêm|đọc thêm",
    "ja": r"【?関連(?:記事|リンク|ニュース)|あわせて読みたい|【?合わせて読みたい",
    "zh": r"相关阅读|延伸閱讀|延伸阅读|相關新聞|更多新聞",
    "ko": r"관련\s?기사|\[관련",
    "ar": r"اقرأ أيضاً?|اقرأ المزيد|إقرأ أيضاً?",
    "fa": r"بیشتر بخوانید|همچنین بخوانید",
    "hi": r"यह भी पढ़ें|ये भी पढ़ें|इसे भी पढ़ें",
}

# Placeholders for embedded content that is shown only with the reader's consent.
EMBEDS = {
    "en": r"this (?:article|story) (?:contains|includes) content (?:provided )?(?:by|from)|we need your (?:permission|"
    r"consent) (?:to|before)|to (?:view|display|see|watch) this (?:content|post|tweet|video)\b.{0,60}\b(?:cookies?|"
    r"consent|javascript|settings|agree)|allow .{1,40} content\?|(?:external|embedded) content\W*$",
    "de": r"empfohlener (?:redaktioneller|externer) inhalt|externer inhalt\W*$|"
    r"(?:ein|mit einem) klick für (?:den|mehr) datenschutz|"
    r"an dieser stelle (?:finden sie|befindet sich|ist|steht|wird|möchten wir)\b.{0,120}\binhalt|"
    r"ich bin (?:damit )?einverstanden, dass mir|mit (?:ihrer|deiner) (?:zustimmung|einwilligung)\b.{0,120}\binhalt",
    "fr": r"(?:ce contenu|cette vidéo) (?:est|a été) (?:bloqué|hébergé|fourni)|"
    r"(?:ce contenu|cette vidéo) n['’]est pas disponible|pour (?:afficher|voir|"
    r"consulter|visualiser) ce contenu",
    "es": r"este contenido (?:está|se encuentra) (?:alojado|bloqueado)|para ver este contenido",
    "it": r"(?:questo contenuto|per (?:visualizzare|vedere) questo contenuto)\b.{0,80}\b(?:cookie|consens|ospitato)",
    "nl": r"(?:deze|om deze) (?:inhoud|content|tweet|video)\b.{0,80}\b(?:cookies|toestemming|akkoord)",
    "sv, da, no": r"(?:detta innehåll|dette indhold|dette innholdet)\b.{0,80}\b(?:cookies|samtyck|samtyk)",
    "pl": r"treść zewnętrzna|aby (?:zobaczyć|wyświetlić) tę treść",
}

# Requests to readers: an opinion of the article, money, letters, the use of the app.
APPEALS = {
    "en": r"(?:did you (?:like|enjoy|find)|what do you think of|enjoy(?:ed|ing)?) (?:reading )?(?:this|our) (?:article|"
    r"story|post|latest|coverage)|(?:please )?(?:consider )?support(?:ing)? (?:our|independent|quality) (?:journalism|"
    r"work|reporting)|submit your letters? to|send (?:us )?your (?:tips|letters)|(?:do you )?have a (?:news )?tip\b|"
    r""
    r"download (?:our .{0,30}\bapp\b|the .{0,30}\bapp(?: (?:now|today|here|for free|from|on)\b|\W*$))|"
    r"get access to .{0,60}\bsubscription",
    "de": r"(?:wie )?(?:hat (?:ihnen|dir)|gefällt (?:ihnen|dir)) (?:diese[rs]?|der) (?:artikel|beitrag|text)|"
    r"(?:folgst|folgen) (?:du|sie) (?:schon|uns)|aktuelle nachrichten aufs handy|"
    r"unterstützen sie (?:uns|unsere|unseren)\b",
    "fr": r"(?:cet article vous a|vous avez aimé cet|soutenez) (?:plu|article|notre|une presse)",
    "es, pt": r"¿te (?:gustó|ha gustado) (?:este|esta)|apoya (?:el|nuestro) periodismo|gostou (?:deste|desta|da|do) "
    r"(?:artigo|matéria|conteúdo)|apoie o (?:nosso )?jornalismo",
    "it": r"ti è piaciuto (?:questo|l['’]) ?articolo|sostieni (?:il nostro|un giornal|un['’]informazione)",
    "nl": r"steun (?:onze|onafhankelijke) journalistiek|vond je dit (?:artikel|verhaal)",
    "pl, cs": r"(?:podobał ci się|spodobał ci się|wesprzyj) (?:ten|nas|niezależne)|líbil se vám (?:tento )?článek|"
    r"podoba ci się (?:nasza praca|ten artykuł|nasz portal)|postaw (?:nam|redakcji) (?:wirtualną )?kawę",
    "ru, uk": r"(?:поддержите|підтримайте) (?:нас|нашу|независим|незалежн)|понравил(?:ась|ся) (?:статья|материал)",
    "ja": r"(?:この記事|カテゴリー|タグ|トピック)(?:は(?:いかがでしたか|役に立ちましたか)|をフォロー)",
}

# Calls to sign up for a newsletter, anywhere in a line.
NEWSLETTERS = {
    "en": r"(?=(?:sign|subscribe)|.{0,400}\b(?:our|your|you|us|here|now|today|free|inbox|below)\b)"
    r".{0,200}\b(?:sign(?:ing)? up|subscrib(?:e|ing))\b.{0,100}\bnewsletters?\b|"
    r"(?:our|this|want .{1,60}) newsletters?\b.{0,80}\b(?:sign up|subscribe|inbox)",
    "de": r"(?=.{0,400}\b(?:hier|jetzt|sie|unser\w*|kostenlos\w*|gratis|dein\w*|ihr\w*)\b)"
    r".{0,160}\bnewsletter\w*\b.{0,80}\b(?:anmelden|abonnieren|bestellen|hier entlang|informiert sie|"
    r"bringt ihnen|liefert ihnen)|.{0,120}\b(?:abonnieren|bestellen) sie\b.{0,80}\bnewsletter",
    "fr, it": r".{0,120}\b(?:inscrivez-vous|abonnez-vous|iscriviti)\b.{0,80}\bnewsletter",
    "es, pt": r".{0,120}\b(?:suscríb\w+|apúnt\w+|inscreva\w*|assine)\b.{0,80}\b(?:newsletter|boletín)",
    "nl, sv, da, no": r".{0,120}\b(?:schrijf je in|anmäl dig|tilmeld dig|meld deg på)\b.{0,80}\b(?:nieuwsbrief|"
    r"nyhetsbrev|nyhedsbrev)",
}

# Lines at the end of a report that say who worked on it.
CLOSING_CREDITS = {
    "en": r"\(?(?:additional )?(?:reporting|writing|editing|compiled|edited|graphics?|translat\w+)\b.{0,60}\bby \S|"
    r"our standards:|.{3,200}\bcontributed (?:reporting|to this (?:report|story|article|piece|post))\b|"
    r"(?:write to|contact|follow|email|e-mail) .{2,60}\b(?:at|on)\b \S*@|sources?: .{2,60}$|"
    r"this (?:article|story) (?:was )?(?:originally|first) (?:appeared|published)",
    "de": r"mit (?:material|informationen) (?:von|der|des|aus agenturen)\b.{0,60}$|mit agenturmaterial\W*$|"
    r"unter mitarbeit\b.{0,200}$|mit (?:dpa|afp|reuters|ap|sid|"
    r"epd|kna|apa)\b.{0,40}$|(?:redaktion|faktencheck|design|mitarbeit|grafik|lektorat|übersetzung): .{2,120}$|"
    r"quellen?: .{2,80}$",
    "fr": r"\(?(?:avec|source) (?:l['’])?(?:afp|reuters|ap)\b.{0,30}$|source\s?: .{2,60}$",
    "es, pt, it": r"(?:con información de|com informações d[aeo]|con informazioni di)\b.{0,100}$|"
    r"(?:fuente|fonte): .{2,60}$",
    "ru, uk": r"(?:источник|джерело): .{2,60}$",
    "pl, cs": r"(?:źródło|zdroj): .{2,60}$",
    "tr": r"kaynak: .{2,60}$",
    "ja, zh, ko": r"(?:来源|來源|출처|出典)\s?[:：].{2,40}$|[(（]?(?:责任编辑|責任編輯|责编|编辑|編輯)[:：].{1,30}$",
}

# Notices at the end of a page about copying, and requests to readers for news and opinions. In the middle of a text the
# same words are part of the story.
NOTICES = {
    "en": r"(?:any |unauthori[sz]ed )?(?:reproduction|republication|redistribution)\b.{0,80}\b(?:in whole|any form|"
    r"without)\b.{0,60}\b(?:permission|prohibited|forbidden|consent)|this (?:material|article|story|"
    r"content) may not be (?:published|reproduced|copied)|(?:do you )?(?:know|have|got) (?:any )?(?:more|something|"
    r"anything|a (?:story|tip)|news|information)\b.{0,40}[?].{0,30}\b(?:us\b|our (?:news|report|edit)|news ?room|"
    r"news ?desk|the editors?\b|tips@|news\w*@|editor\w*@)",
    "de": r"(?:nachdruck|vervielfältigung|weiterverbreitung)\b.{0,80}\b(?:ohne|nur mit|auszugsweise)\b.{0,60}\w|"
    r"hinweise an (?:die |unsere )?redaktion\b|(?:haben sie|hast du) (?:einen |eine )?(?:hinweise?|tipps?|"
    r"anregung(?:en)?|fehler)\b.{0,60}\b(?:redaktion|uns)\b",
    "fr": r"(?:toute )?reproduction (?:même partielle )?(?:est )?(?:strictement )?(?:interdite|autorisée|soumise)|"
    r"tous droits (?:de reproduction )?réservés|retrouvez (?:chaque|tou(?:te)?s les)\b.{0,40}\b(?:notre|nos)\b|une "
    r"(?:info|information|erreur)\b.{0,30}\?.{0,30}(?:écrivez|contactez|signalez|prévenez)",
    "es, ca": r"(?:queda )?(?:prohibida|permitida|se (?:prohíbe|permite)) (?:la |su )?reproducción|"
    r"(?:la )?reproducción (?:total|parcial)\b.{0,60}\b(?:prohibida|permitida|autoriza)|"
    r"todos los derechos reservados|¿?(?:tienes|tiene) (?:alguna |una )?(?:información|historia|denuncia|"
    r"pista)\b.{0,60}\?.{0,20}(?:escríb|contáct|envía|cuénta)(?:\w*nos|\w* a nuestr)",
    "pt": r"(?:é )?(?:proibida|permitida|autorizada|vedada) a reprodução|a reprodução\b.{0,40}\b(?:permitida|"
    r"proibida|autorizada|vedada)\b.{0,20}\b(?:desde que|sem|mediante|citad|fonte)|todos os direitos reservados|tem "
    r"(?:alguma |uma )?(?:sugestão|denúncia|informação)\b.{0,50}\?.{0,30}\b(?:redação|conosco|para nós|-nos)\b",
    "it": r"(?:la )?riproduzione (?:è )?(?:riservata|vietata)|tutti i diritti (?:sono )?riservati|(?:hai|avete) "
    r"(?:una )?(?:segnalazione|notizia)\b.{0,50}\?.{0,20}(?:scrivi|scriveteci|invia|contatta)",
    "nl": r"(?:overname|verveelvoudiging)\b.{0,60}\b(?:toestemming|verboten)|tip de redactie|(?:heb je|heeft u) "
    r"(?:een )?(?:tip|nieuwstip)\b.{0,60}\b(?:redactie|ons)\b",
    "sv, da, no, fi": r"(?:tipsa|tips) oss\b|har du (?:et )?(?:nyhets)?tips\b.{0,60}\b(?:oss|os|redaktion\w*|"
    r"redaksjon\w*)\b|(?:citera|kopiering)\b.{0,40}\b(?:förbjud|förbjudet|forbudt)|lähetä "
    r"(?:meille )?(?:uutis)?vinkki",
    "pl, cs": r"(?:kopiowanie|przedruk|rozpowszechnianie)\b.{0,80}\b(?:zabroni|zgod|zakaz)\w*|"
    r"wszelkie prawa zastrzeżone|(?:masz|znasz) (?:ciekawy )?(?:temat|informacj\w+)\b.{0,30}\?.{0,20}(?:napisz|"
    r"wyślij|daj znać)|(?:kopírování|přetisk)\b.{0,60}\b(?:souhlas|zakáz)\w*",
    "ru, uk": r"(?:перепечатка|передрук|копирование|копіювання)\b.{0,80}(?:ссылк|запрещ|разреш|соглас|посилан|"
    r"заборон|дозв)|при (?:перепечатке|копировании|цитировании|передруку|використанні)\b.{0,80}(?:ссылк|посиланн)|"
    r"все права защищены|всі права захищен|(?:есть|знаете|маєте) (?:новост|что рассказать|новин)\w*.{0,40}\?.{0,20}"
    r"(?:пиш|напиш|присыл|надсил)",
    "tr": r"(?:izinsiz|kaynak gösterilmeden|izin alınmadan)\b.{0,60}(?:kopyalan|yayınlan|kullanıl|alıntı)|"
    r"her hakkı saklıdır|tüm hakları saklıdır",
    "id, vi": r"dilarang (?:keras )?(?:mengutip|menyalin|memperbanyak|mengambil)|(?:cấm sao chép|ghi rõ nguồn)",
    "ja": r".{0,24}無断(?:転載|複製|使用|引用).{0,16}(?:禁|お断り)|(?:この)?(?:記事|ニュース|紙面|本紙)(?:へ|"
    r"に関する|に対する|について)の?(?:ご意見|ご感想|ご質問|情報).{0,30}(?:お寄せ|お送り|まで)",
    "zh": r"(?:未经|未經).{0,12}(?:授权|授權|许可|許可|同意).{0,24}(?:不得|禁止|请勿|請勿)|版[权權]所有|(?:转载|轉載)"
    r"(?:请|請|须|須)(?:注明|註明)",
    "ko": r".{0,30}무단 ?(?:전재|복제|배포)",
    "ar": r"جميع الحقوق محفوظة|(?:يمنع|يُمنع|لا يجوز) (?:نسخ|إعادة نشر|نقل)",
}

# Words about a time in a line that may end like a sentence: "Article mis à jour le 3 mai 2024."
TIME_LABELS = (
    r"updat|publi[sckqé]|posted|modified|revised|mis à jour|modifié|aktualisiert|veröffentlicht|erstellt|stand\b|"
    r"actualizad|atualizad|aggiornat|pubblicat|bijgewerkt|gepubliceerd|uppdaterad|publicerad|opdateret|oppdatert|"
    r"päivitetty|julkaistu|aktualizacja|opublikowan|aktualizováno|frissítve|actualizat|ενημερώθηκε|обновлен|"
    r"опубликован|оновлен|опублікован|güncelle|yayınlan|diperbarui|cập nhật|更新|公開|掲載|发布|發布|입력|수정|تحديث|"
    r"نشر|به‌روز|منتشر"
)

# Headings of readers' comments that no part of a story has: a count of comments, or a request for one.
COMMENT_HEADINGS = {
    "en": r"(?:(?:view |see |show |read )?(?:\d[\d.,]*|one|no(?=.*s\b)|all)(?: \d[\d.,]*)?|\()? ?(?:reader |user )?"
    r"(?:comments?|responses?|replies|reply)(?: \(?\d+\)?)?(?: (?:to|on|for) .{1,200})?(?<!^comments)(?<!^replies)"
    r"(?<!^responses)(?<!^response)(?<!^comment)(?<!^reply)|"
    r"(?:leave|post|add|write|submit|make) (?:a|your|us a) (?:comment|reply|response).{0,40}|"
    r"join the (?:conversation|discussion).{0,40}|(?:readers?['’]?s?|your) comments|comments? (?:are closed|policy)|"
    r"\d+ thoughts? on .{1,200}",
    "de": r"(?:\d[\d.]*|alle|keine|ein|zu den) (?:leser)?kommentare?n?(?: (?:zu|auf|an) .{1,200})?|"
    r"\d+ (?:antworten|gedanken) (?:zu|auf) .{1,200}|leserkommentare|kommentare? \(?\d+\)?|"
    r"kommentare? (?:schreiben|verfassen|hinterlassen|abgeben|anzeigen|lesen)|"
    r"(?:schreibe?n? (?:sie )?|hinterlass\w* (?:sie )?)(?:einen|ihren|deinen|uns einen) kommentar|"
    r"diskutieren sie mit|(?:jetzt )?mitdiskutieren",
    "fr": r"(?:\d+|aucun|tous les|les|vos|voir les) commentaires?(?: \(?\d+\)?)?(?: (?:sur|à) .{1,200})?|"
    r"commentaires? \(?\d+\)?|(?:laisse[rz]|poste[rz]|écri(?:re|vez)|ajoute[rz]) (?:un|votre) commentaire|"
    r"réagi(?:r|ssez) à cet article",
    "es": r"(?:\d+|sin|todos los|ver|los) comentarios?(?: \(?\d+\)?)?(?: (?:en|sobre|a) .{1,200})?|"
    r"comentarios \(?\d+\)?|"
    r"(?:deja|dejar|escribe|escribir|añade|añadir|publicar) (?:un|tu|su) (?:comentario|respuesta)|"
    r"\d+ (?:respuestas?|ideas) (?:a|sobre) .{1,200}",
    "pt": r"(?:\d+|sem|nenhum|todos os|ver|os) comentários?(?: \(?\d+\)?)?(?: (?:em|sobre|a) .{1,200})?|"
    r"comentários \(?\d+\)?|(?:deixe?|deixar|escreva|faça|adicionar) (?:um|o seu|seu) comentário|deixe uma resposta",
    "it": r"(?:\d+|tutti i|nessun|i vostri) comment[oi](?: (?:su|a) .{1,200})?|commenti \(?\d+\)?|"
    r"(?:lascia|scrivi|aggiungi|invia) (?:un|il tuo) (?:commento|risposta)",
    "nl": r"(?:\d+|alle|geen) (?:reacties?|opmerkingen?)(?: op .{1,200})?|reacties? \(?\d+\)?|"
    r"(?:plaats|geef|laat|schrijf) (?:een|je|uw) reactie(?: achter)?",
    "sv, da, no": r"(?:\d+|alla|alle|inga|ingen) (?:kommentar(?:er|en|et)?|svar)(?: (?:til|till|på) .{1,200})?|"
    r"kommentarer \(?\d+\)?|(?:skriv|lämna|legg igjen|giv|efterlad|tilføj) (?:en|ein|et) (?:kommentar|svar)",
    "fi": r"(?:\d+ kommenttia|kommentit \(?\d+\)?|(?:jätä|kirjoita|lisää) kommentti)",
    "pl": r"(?:\d+|brak|wszystkie) (?:komentarz[ey]?|odpowiedzi)(?: (?:do|na) .{1,200})?|komentarze \(?\d+\)?|"
    r"(?:dodaj|napisz|zostaw|skomentuj) (?:komentarz|odpowiedź|artykuł)",
    "cs, sk": r"(?:\d+|žádné|všechny) (?:komentář\w*|komentár\w*|příspěvk\w*)|(?:přidat|napsat|pridať|"
    r"vložit) (?:komentář|komentár)",
    "hu, ro": r"\d+ (?:hozzászólás|comentarii?)|(?:szólj hozzá|hozzászólás írása|lasă un (?:comentariu|răspuns)|"
    r"adaugă comentariu)",
    "ru, uk": r"\d+ (?:комментари\w*|коментар\w*)(?: .{1,200})?|(?:комментари[ий]|коментарі) \(?\d+\)?|"
    r"(?:оставить|добавить|написать|оставьте|залишити|додати|написати) (?:комментарий|отзыв|коментар)",
    "el, bg, sr": r"\d+ (?:σχόλια?|коментара?|komentara?)|(?:αφήστε|προσθήκη|γράψτε) (?:ένα )?σχ[όο]λι\w*|"
    r"(?:добави|остави|напиши) коментар|(?:ostavi|dodaj|napiši|objavi)(?:te)? komentar",
    "tr": r"\d+ yorum|yorumlar \(?\d+\)?|(?:bir )?yorum (?:yaz\w*|yap\w*|ekle\w*|bırak\w*)|yorumunuzu yazın",
    "id, ms": r"\d+ (?:komentar|balasan)(?: .{1,200})?|komentar \(?\d+\)?|(?:tinggalkan|tulis|beri|"
    r"kirim) (?:komentar|balasan)",
    "vi": r"\d+ bình luận|bình luận \(?\d+\)?|(?:gửi|viết|để lại) (?:một )?(?:bình luận|phản hồi)",
    "ja": r"コメント ?[（(]?\d+[)）]?(?:件)?|\d+件のコメント|コメント(?:を(?:残す|書く|投稿する)|する|一覧)",
    "zh": r"(?:评论|評論|留言|网友评论|網友評論) ?[（(]?\d+[)）]?|\d+ ?(?:条|則|条评论|則留言)|(?:发表|發表|"
    r"我要|写下)(?:你的)?(?:评论|評論|留言|回复|回覆)",
    "ko": r"(?:댓글|의견) ?\(?\d+\)?(?:개)?|댓글 ?(?:쓰기|달기|작성|남기기)",
    "ar": r"(?:\d+ )?(?:تعليقات|التعليقات) ?\(?\d+\)?|(?:اترك|أضف|اكتب|إضافة) (?:تعليق\w*|رد\w*)",
    "fa": r"\d+ (?:نظر|دیدگاه)|(?:ارسال|ثبت) (?:نظر|دیدگاه)|دیدگاه خود را بنویسید|نظر شما",
    "hi, th, he": r"(?:अपनी )?टिप्पणी (?:करें|लिखें)|\d+ टिप्पणियां|แสดงความคิดเห็น|ความคิดเห็น \(?\d+\)?|"
    r"(?:הוספת|כתוב|השאר) תגובה|\d+ תגובות",
}

# Words that head comments, and may head a part of a story too.
BARE_COMMENT_HEADINGS = {
    "en": r"comments?|discussion|responses|replies|conversation|facebook comments",
    "de": r"kommentare?|diskussion|forum",
    "fr": r"commentaires?|réactions|vos réactions",
    "es, pt, it": r"comentarios?|comentários?|commenti|opiniones|respuestas",
    "nl, sv, da, no, fi": r"reacties?|kommentarer|kommentarar|kommentit|keskustelu",
    "pl, cs, sk, hu, ro": r"komentarze|opinie|komentáře|diskuse|diskusia|hozzászólások|comentarii",
    "ru, uk, bg": r"комментарии|коментарі|обсуждение|коментари",
    "el, sr, hr": r"σχόλια|komentari",
    "tr, id, vi": r"yorumlar|komentar|bình luận",
    "ja, zh, ko": r"コメント|评论|評論|留言|댓글",
    "ar, fa, hi, th, he": r"التعليقات|تعليقات|نظرات|دیدگاه‌?ها|टिप्पणियां|ความคิดเห็น|תגובות",
}

# The link under a comment with which readers answer it.
REPLIES = {
    "en": r"reply(?: to this)?|respond",
    "de, nl": r"antworten|beantwoorden|reageer|reageren|antwoord(?:en)?",
    "fr": r"répondre",
    "es, pt, it": r"responder|contestar|rispondi|respon",
    "sv, da, no, fi": r"svar(?:a)?|vastaa",
    "pl, cs, sk": r"odpowiedz|odpovědět|odpovedať|reagovat",
    "hu, ro": r"válasz|răspunde",
    "ru, uk, bg": r"ответить|відповісти|отговор(?:и)?",
    "el, sr, hr": r"απάντηση|odgovori|одговори",
    "tr": r"yanıtla|cevapla|cevap ver",
    "id, vi": r"balas|trả lời",
    "ja, zh, ko": r"返信(?:する)?|回复|回覆|답글(?:쓰기)?|답변",
    "ar, fa": r"رد|پاسخ",
    "hi, th, he": r"उत्तर|जवाब दें|ตอบกลับ|השב|הגב",
}

# Headings of links to other stories.
RELATED_HEADINGS = {
    "en": r"(?:more |see |our )?(?:related|recommended|suggested|similar|recent|latest|popular|trending|"
    r"featured|top|other|"
    r"further|previous|next)(?: (?:articles?|stor(?:y|ies)|posts?|news|content|topics?|links?|reading|coverage|"
    r"videos?|headlines|reads?|for you))?|"
    r"more (?:(?:on|from|in|about|by|like) .{1,60}|news|stories|articles|posts|headlines|coverage|reading)|"
    r"(?:you (?:may|might)|we think you(?:['’]ll)?) (?:also )?(?:like|enjoy|be interested in)|"
    r"(?:most|editors?['’]?s?) (?:read|popular|viewed|shared|commented|picks?|choice)|"
    r"(?:read|see|watch|up) (?:also|more|next)|also (?:read|on .{1,40})|don['’]t miss|in case you missed it|"
    r"from (?:around the web|our partners)|recommended|trending now|what (?:to read|others are reading)(?: next)?|"
    r"sponsored (?:content|links|stories)|related (?:to|on) .{1,40}|keep reading|explore further|"
    r"in this (?:section|series)|"
    r"tags|topics|categories|archives?|share this|share",
    "de": r"(?:weitere|ähnliche|verwandte|neu(?:e|este)|aktuelle|die neuesten|andere|passende|empfohlene|beliebte)s? "
    r"(?:artikel|beiträge|themen|nachrichten|meldungen|news|inhalte|videos|links)(?: .{1,60})?|"
    r"mehr (?:zum|zu|aus|von|über|in|dazu)(?: .{1,60})?|(?:das könnte|könnte) (?:sie|dich|ihnen) auch .{4,20}|"
    r"auch interessant|lesen sie auch|meistgelesen\w*|zum thema|(?:lese|lesetipps|empfehlung(?:en)?|"
    r"tipps) ?(?:der redaktion)?|"
    r"schlagw(?:orte|örter)|themen|dossier|links zum thema|newsticker",
    "fr": r"(?:à )?lire (?:aussi|également|plus)|(?:articles?|contenus?|sujets?) (?:liés?|associés?|similaires?|"
    r"connexes?|récents?|recommandés?)|sur le même (?:sujet|thème)|(?:à la une|les plus lus|dans la même rubrique|"
    r"plus d['’]articles?|vous aimerez aussi|à découvrir|à voir aussi|dernières? (?:actualités|infos|nouvelles)|"
    r"nos derniers articles|pour aller plus loin)|plus (?:sur|de) .{1,60}",
    "es, ca": r"(?:noticias?|artículos?|entradas?|temas?|contenidos?|notas?|notícies|articles) (?:relacionad[oa]s?|"
    r"recientes?|recomendad[oa]s?|destacad[oa]s?|similares|relacionats)|(?:relacionad[oa]s?|te puede interesar|"
    r"también te puede interesar|lo más (?:leído|visto)|más (?:noticias|sobre|de|en) ?.{0,60}|le puede interesar|"
    r"te recomendamos|últimas noticias|últimas entradas|lee también|ver también|etiquetas)",
    "pt": r"(?:notícias?|artigos?|posts?|matérias?|conteúdos?) (?:relacionad[oa]s?|recentes?|recomendad[oa]s?|"
    r"similares)|"
    r"(?:relacionad[oa]s|leia (?:também|mais)|veja (?:também|mais)|mais (?:lidas|notícias|sobre|em) ?.{0,60}|"
    r"você (?:também )?pode gostar|saiba mais|últimas notícias|tags)",
    "it": r"(?:articoli|notizie|contenuti|post) (?:correlat[ie]|simili|recenti|consigliat[ie])|leggi anche|"
    r"potrebbe(?:ro)? (?:anche )?interessarti|i più letti|(?:le )?ultime notizie|altr[ie] (?:articoli|notizie)|"
    r"ti potrebbe(?:ro)? (?:anche )?interessare|dello stesso autore",
    "nl": r"(?:gerelateerde?|meer|andere|aanbevolen|laatste|recente) (?:artikelen|berichten|nieuws|over .{1,60}|"
    r"van .{1,60}|"
    r"uit .{1,60})|lees (?:ook|meer|verder)|meest gelezen|ook interessant|gerelateerd",
    "sv, da, no": r"(?:relaterade?|relaterte?|liknande|lignende|flere|fler|senaste|siste|seneste|andre|andra) "
    r"(?:artiklar|artikler|nyheter|nyheder|inlägg|innlegg|indlæg|saker|historier)|läs (?:också|mer|även|vidare)|"
    r"les (?:også|mer)|læs (?:også|mere)|mest (?:lästa?|leste?|læste?)|mer (?:om|från|fra) .{1,60}|mere (?:om|"
    r"fra) .{1,60}",
    "fi": r"lue (?:myös|lisää)|(?:luetuimmat|aiheesta lisää|lisää aiheesta|uusimmat|suosittelemme|muita uutisia)",
    "pl": r"(?:podobne|powiązane|polecane|najnowsze|najpopularniejsze|inne|zobacz) (?:artykuły|wpisy|wiadomości|tematy|"
    r"informacje|posty|również|także|też)|(?:czytaj|przeczytaj) (?:też|także|więcej|również|dalej)|polecamy|"
    r"najczęściej czytane|więcej (?:na temat|o|z) .{1,60}|może cię zainteresować",
    "cs, sk": r"(?:související|podobné|další|súvisiace|ďalšie|najčítanejšie|nejčtenější|"
    r"doporučujeme)(?: (?:články|zprávy|"
    r"články|správy|témata))?|(?:čtěte|přečtěte si|prečítajte si) (?:také|též|aj|tiež|dále)|mohlo by (?:vás|ťa|"
    r"vas) .{3,20}",
    "ru, uk": r"(?:похожие|другие|последние|связанные|читайте|смотрите|ещё|еще|свежие|схожі|інші|останні|"
    r"пов['’]язані|дивіться)"
    r" (?:новости|материалы|статьи|записи|публикации|также|ещё|еще|по теме|новини|матеріали|статті|також|записи)|"
    r"(?:по|на|за) (?:этой |эту |цією )?тем[уеі]|(?:новости|материалы|новини) по теме|"
    r"(?:самое|найбільш) (?:читаемое|популярное|популярні)|популярн(?:ое|ые|е)|"
    r"рекомендуем|вас может заинтересовать|главное|теги",
    "hu, ro": r"(?:kapcsolódó|további|ajánlott|legfrissebb) (?:cikkek|hírek|bejegyzések)|"
    r"olvasd (?:el )?(?:ezt )?is|legolvasottabb|"
    r"(?:articole|știri|stiri) (?:similare|recente|recomandate)|cite(?:ș|ş|s)te (?:și|şi|si)(?: .{1,30})?|"
    r"cele mai citite",
    "el, bg, sr, hr": r"(?:σχετικά|διαβάστε|περισσότερα|δείτε)(?: (?:άρθρα|επίσης|ακόμα|νέα|θέματα))?|"
    r"(?:свързани|още|подобни|последни)(?: (?:новини|статии|публикации|по темата))|"
    r"(?:povezan[ei]|slič?n[ei]|najčitanij[ei]|pročitajte|još)(?: (?:vesti|vijesti|članci|tekstovi|i|još))?",
    "tr": r"(?:ilgili|benzer|diğer|son|önerilen|en çok) (?:haberler?|yazılar?|içerikler|konular|okunan(?:lar)?)|"
    r"(?:ilginizi çekebilir|bunlar da ilginizi çekebilir|bunlara da bakın|etiketler)",
    "id, ms": r"(?:artikel|berita|posting|topik) (?:terkait|lainnya|terbaru|terpopuler|lain|menarik)|baca juga|"
    r"(?:terkait|terpopuler|rekomendasi|berita populer)",
    "vi": r"(?:tin|bài|bài viết) (?:liên quan|khác|mới|mới nhất|cùng chuyên mục)|xem thêm|đọc thêm|có thể bạn quan tâm",
    "th, he": r"(?:เรื่อง|ข่าว|บทความ)(?:ที่เกี่ยวข้อง|ล่าสุด|แนะนำ|อื่นๆ)|(?:כתבות|עוד|מאמרים|חדשות) (?:נוספות|"
    r"קשורות|קשורים|בנושא|בוואלה)",
    "ja": r"【?(?:関連|おすすめ|人気|新着|最新|あわせて読みたい|合わせて読みたい|その他の|"
    r"こちらも)(?:の?(?:記事|リンク|ニュース|"
    r"ランキング|コンテンツ|キーワード))?】?|アクセスランキング|もっと見る",
    "zh": r"(?:相关|相關|推荐|推薦|热门|熱門|最新|更多|延伸|其他|猜你喜欢|你可能(?:也)?(?:喜欢|感兴趣|感興趣))"
    r"(?:的)?(?:阅读|閱讀|新闻|新聞|文章|报道|報導|内容|資訊|推荐|推薦)?",
    "ko": r"(?:관련|추천|인기|최신|많이 본|주요|다른) ?(?:기사|뉴스|글|콘텐츠)",
    "ar": r"(?:مقالات|أخبار|مواضيع|اخبار|موضوعات) (?:ذات صلة|مشابهة|متعلقة|مرتبطة|أخرى)|(?:اقرأ|إقرأ|"
    r"قد) (?:أيض[اً]*|المزيد|يعجبك .{1,20})|"
    r"الأكثر (?:قراءة|مشاهدة)|ذات صلة",
    "fa, ur, hi, bn": r"(?:مطالب|اخبار|خبرهای) (?:مرتبط|بیشتر|پربازدید|پیشنهادی)|بیشتر بخوانید|متعلقہ خبریں|"
    r"(?:ये|यह) भी पढ़ें|संबंधित (?:खबरें|ख़बरें|समाचार)|(?:আরও|আরো) (?:পড়ুন|খবর)|সম্পর্কিত খবর",
}
