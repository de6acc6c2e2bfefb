"""Words in lines beside the headline and the text: of authors, of the page itself, of sections, places, employers."""

# Words in addresses of the pages of users, also of those who write no news: /members/anna-reed, /user/17, ?u=138. They
# count only for a link beside the time below the headline.
USER_PAGES = {
    "en": r"users?|members?|people|person|team|our-team|profiles?|community|experts?|bloggers?|user-overview|u",
    "de": r"user-uebersicht|mitarbeiter|mitglied(?:er)?|profil|nutzer|benutzer|personen|experten",
    "fr": r"utilisateurs?|membres?|profil|equipe",
    "es, pt, it": r"usuarios?|perfil|perfis|miembros?|utenti|utente|equipo",
    "ru": r"polzovateli|profil",
}

# A line that says that the author follows: in the next line, or in the next cell of a table.
ABOUT_AUTHOR = {
    "en": r"about the (?:authors?|writer)|the authors?|(?:article |story )?(?:written|posted|published|reported) by|"
    r"author name|news provided by|contributed by|submitted by",
    "de": r"über (?:den autor|die autorin|die autoren)|(?:der|die) autor(?:in)?|autor(?:[/:*_]-?in|en)?|zur person",
    "fr": r"à propos de l['’]auteure?|l['’]auteure?|rédigé par|écrit par|publié par",
    "es, pt": r"(?:sobre|acerca de) (?:el|la|o|a|del) autora?|autor[/(]a\)?|sobre [oa] autora?|escrito por",
    "it": r"l['’]autore|(?:informazioni )?sull['’]autore|scritto da",
    "nl": r"over de auteur|geschreven door",
    "sv, da, no": r"om (?:författaren|forfatteren|skribenten)|skriven av|skrevet av|skrevet af",
    "pl, cs": r"o autorze|o autorce|o autorovi|napisane przez",
    "ru, uk": r"об авторе|про автора",
    "tr": r"yazar hakkında",
    "id": r"tentang penulis|ditulis oleh",
    "ja": r"この記事を書いた人|執筆者|著者|ライター|この記事の著者",
    "zh": r"作者简介|关于作者|作者簡介|關於作者",
    "ko": r"글쓴이|기자 소개|작성자",
}

# Sentences that introduce an author behind the text. The group is the name.
_NAME = r"([^\W\d_a-z][\w.'’-]+(?:\s[^\W\d_a-z][\w.'’-]*){1,3})"
WRITES_FOR_US = {
    "en": rf"^About (?:the author:? )?{_NAME}$|^(?:Staff writer )?{_NAME}(?:, [^,]{{3,60}},)? (?:is|was|covers|"
    rf"reports|writes) (?:an? |the )?(?:[\w'’-]+\s){{0,4}}"
    r"(?:writer|reporter|editor|correspondent|journalist|columnist|contributor|author|intern|blogger)\b|"
    rf"^(?:Contact|Reach|Email|Follow)(?: staff writer| reporter)? {_NAME} (?:at|on|via)\b|"
    rf"^{_NAME} can be (?:reached|contacted) (?:at|on|via)\b",
    "de": rf"^{_NAME} ist (?:[\w'’-]+\s){{0,4}}\w*(?:redakteur|autor|journalist|reporter|korrespondent)(?:in)?\b",
    "fr": rf"^{_NAME} est (?:[\w'’-]+\s){{0,4}}(?:journaliste|rédact(?:eur|rice)|correspondante?|chroniqueu(?:r|se))\b",
    "es, pt": rf"^{_NAME} (?:es|é) (?:[\w'’-]+\s){{0,4}}(?:periodista|redactora?|jornalista|repórter|columnista|"
    rf"colunista)\b",
    "it": rf"^{_NAME} è (?:[\w'’-]+\s){{0,4}}(?:giornalista|redat(?:tore|trice)|corrispondente)\b",
    "nl": rf"^{_NAME} is (?:[\w'’-]+\s){{0,4}}(?:journaliste?|redacteur|verslaggever)\b",
}

# Verbs in notes about a person, between the name and what the person is or does.
INTRODUCES = {
    "en": r"(?:is|was|are) (?:an?|the|our|currently|also)|"
    r"(?:teaches|writes|works|leads|runs|serves|covers|lives|heads)",
    "de": r"(?:ist|war|lehrt|schreibt|arbeitet|leitet|lebt)",
    "fr, es, pt, it": r"(?:est|es|é|è|enseigne|dirige)",
    "nl, sv, da, no": r"(?:is|är|er|werkt|arbetar|skriver)",
    "pl, cs, fi": r"(?:jest|je|on)",
}

# Words of the page that stand in the line of the byline and the time.
WORDS_OF_PAGES = {
    "en": r"(?:\d+\s*)?(?:follow(?:ing)?|(?:e-?mail|contact|follow|about|more from) the authors?|share[sd]?|"
    r"social links?|watch live|(?:most )?recent stories|more stories|"
    r"comments?|no comments?|leave a comment|likes?|views?|reads?|print|email|"
    r"e-mail|save|bookmark|subscribe|listen|text size|a\s?[+-]|tweet|facebook|twitter|x|whatsapp|linkedin|copy link|"
    r"author|details|updated|published|posted|posted on|on|in|at|by|news|article|\d+\s?(?:min|minutes?)(?:\sread)?|"
    r"\d+\s?[kK]?)",
    "de": r"(?:\d+\s*)?(?:folgen|teilen|drucken|kommentare?|merken|lesezeit.{0,15}|artikel|vorlesen|autor|aktualisiert|"
    r"veröffentlicht|stand|uhr|min\.?|minuten)",
    "fr, es, pt, it": r"(?:\d+\s*)?(?:partager|commentaires?|compartir|comentarios?|comentários?|compartilhar|"
    r"condividi|commenti|imprimir|stampa|suivre|seguir|segui|publié le|publicado|pubblicato)",
    "nl, sv, da, no": r"(?:\d+\s*)?(?:delen|reacties?|dela|kommentarer|del|følg|följ)",
    "ru, tr, id": r"(?:\d+\s*)?(?:поделиться|комментари\w+|просмотр\w*|paylaş|yorum|bagikan|komentar)",
    "ja, zh, ko": r"シェア|ツイート|分享|字号|字號|打印|列印|评论|댓글|공유|프린트|입력|수정|승인",
}

# Words in the names of sections, which stand beside the time as authors do.
SECTION_WORDS = {
    "en": r"news|sports?|politics|business|economy|world|nation(?:al)?|local|culture|arts?|opinions?|editorials?|"
    r"tech|technology|"
    r"science|health|life(?:style)?|style|travel|food|education|entertainment|media|videos?|photos?|podcasts?|live|"
    r"breaking|exclusive|features?|interviews?|analysis|reviews?|press|releases?|events?|community|weather|crime|"
    r"money|markets?|finance|cities|city|county|top|stories|story|blog|home|latest|more|trending|updates?|guide|deals?|"
    r"games?|gaming|movies?|filed|tags?|categor(?:y|ies)|topics?|under|awards?|inc|ltd|llc|gmbh|corp|co|music|tv|"
    r"books?|real estate|climate|environment|energy|justice|law|security|defen[cs]e|"
    r"religion|faith|family|fashion|beauty|football|soccer|cup|league|magazine|newsletter|archives?|read|time|size|"
    r"related|articles?|click|here|subscribe|join|now|donate|support|us|follow|share|sources?|references|notes?|learn|"
    r"watch|see|also|copyright|reserved|rights|free|buy|order|sign|up|the|your|our|this|that|about|contact|terms|"
    r"privacy|"
    r"policy|disclaimer|advertis\w+|sponsored|download|app|thanks?|you|bottom|line|final|thoughts|conclusion|summary|"
    r"takeaways?|background|corrections?|warning|images?|credits?|featured?|key|facts|hits|comments?|views|"
    r"points?|group|council|government|office|police|department|university|school|center|centre|company|association",
    "de": r"nachrichten|politik|wirtschaft|sport|kultur|lokales|regional|panorama|wissen|wissenschaft|gesellschaft|"
    r"meinung|leben|reise|auto|gesundheit|familie|bildung|technik|digital|netzwelt|aktuell(?:es)?|kreis|stadt|"
    r"ratgeber|tests?|bilder|freizeit|verein|welt|ausland|inland|deutschland|österreich|schweiz|magazin|ausgabe",
    "fr": r"actualités?|politique|économie|monde|société|culture|santé|sciences?|région|faits|divers|zone|opinion|"
    r"france",
    "es, pt": r"noticias|notícias|política|economía|economia|mundo|sociedad|sociedade|cultura|deportes?|esportes?|"
    r"salud|saúde|opinión|opinião|ciencia|ciência|nacional(?:es)?|internacional(?:es)?|local(?:es)?|españa|brasil",
    "it, ro": r"notizie|cronaca|politica|cultura|spettacoli|salute|attualità|știri|actualitate|mondo|italia",
    "nl, sv, da, no": r"nieuws|binnenland|buitenland|economie|nyheter|nyheder|kultur|ekonomi|økonomi|sporten|debatt?",
    "pl, cs": r"wiadomości|polityka|gospodarka|kultura|świat|kraj|polska|zprávy|domácí|zahraniční|ekonomika",
    "ru, uk": r"новости|новини|политика|політика|экономика|економіка|общество|культура|спорт|мир|происшествия|россия",
    "tr, id": r"haber(?:ler|leri)?|gündem|ekonomi|spor|dünya|siyaset|berita|olahraga|nasional|internasional",
    "el": r"ειδήσεις|πολιτική|οικονομία|κόσμος|κοινωνία|αθλητικά|πολιτισμός|ελλάδα",
}

# Words in the names of employers and in positions other than a journalist's, behind a name.
AFFILIATIONS = {
    "en": r"universit(?:y|ies)|college|school|institut(?:e|ion)|cent(?:er|re)|bureau|foundations?|council|"
    r"program(?:me)?|project|commission|"
    r"founder|co-founder|fellow|director|president|professor|prof|lecturer|chair(?:man|woman)?|manager|head|chief|"
    r"expert|"
    r"specialist|partner|executive|officer|consultant|lawyer|attorney|economist|researcher|scientist|historian|teacher|"
    r"student|volunteer|ceo|cto|cfo|phd|senator|minister|inc|ltd|llc|corp|group|network|business|sports|opinion|"
    r"politics",
    "de": r"universität|hochschule|institut|stiftung|verband|gmbh|professor(?:in)?|direktor(?:in)?|leiter(?:in)?|"
    r"geschäftsführer(?:in)?|vorsitzende[rn]?|anwalt|anwältin",
    "fr": r"université|professeure?|directeur|directrice|avocate?|président|présidente|chercheu(?:r|se)",
    "es, pt, it": r"universidad|universidade|università|profesora?|professora?|directora?|diretora?|abogad[oa]|"
    r"direttore|direttrice|docente",
}

# Words of the page directly behind a name.
WORDS_BEHIND_NAMES = {
    "en": r"follow(?: us)?|bio|profile|view profile|e-?mail|posts|website|twitter|facebook|author archive|share|"
    r"subscribe|see more|view bio|contact",
    "de": r"folgen|kontakt|profil|zum profil",
    "fr, es, pt": r"suivre|seguir|perfil",
}

# First words of the names of places.
PLACE_WORDS = {
    "en": r"new|north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|central|upper|lower|greater|mount|fort|port|"
    r"lake|cape|united|saint|st\.?",
    "es, pt": r"san|santa|santo|são|los|las|el|la|buenos|rio|porto|puerto|costa|nueva?|nova",
    "de": r"bad|sankt|neu|nord|süd|ost|west",
    "fr": r"saint|sainte|saint-\w+|le|les",
    "other": r"hong|tel|kuala|abu|addis|sri|papua|sierra|phnom|ho chi|ulan|nizhny|nová?|nowy|novi|stari?|velik[ai]|"
    r"bosna",
}

# Lines of publishing systems with a login and the day. The group is the login.
POSTED_BY_LOGIN = {
    "en": r"^(?:submitted|posted|written|published|created|filed) (?:in .{2,40} )?by (\S{3,30}) (?:on|at)\b.*\d|"
    r"^(?:submitted|posted|published) (?:on|at)\b.{0,60}\d.{0,12}\sby (\S{3,30})$",
    "de": r"^(?:verfasst|geschrieben|veröffentlicht|eingestellt|gepostet) von (\S{3,30}) (?:am|um)\b.*\d|"
    r"^(?:verfasst|veröffentlicht|erstellt|gepostet) (?:am|um)\b.{0,60}\d.{0,12}\svon (\S{3,30})$",
    "fr": r"^(?:publié|posté|écrit|soumis|rédigé) par (\S{3,30}),? le\b.*\d|"
    r"^(?:publié|posté) le\b.{0,60}\d.{0,12}\spar (\S{3,30})$",
    "es, pt": r"^(?:publicado|enviado|escrito|postado) por (\S{3,30}),? (?:el|em)\b.*\d|"
    r"^(?:publicado|postado) (?:el|em)\b.{0,60}\d.{0,12}\spor (\S{3,30})$",
    "it": r"^(?:scritto|pubblicato|inviato|postato) da (\S{3,30}),? il\b.*\d|"
    r"^(?:pubblicato|postato) il\b.{0,60}\d.{0,12}\sda (\S{3,30})$",
}

# Units in which pages say how long ago they were published.
UNITS_OF_TIME = {
    "en": r"(?:hours?|minutes?|mins?|days?|weeks?|months?|years?)",
    "de": r"(?:stunden?|minuten?|tage?n?|wochen?|monate?n?|jahre?n?)",
    "fr": r"(?:jours?|heures?|semaines?|mois)",
    "es, pt, it": r"(?:horas?|días?|dias?|minutos?|semanas?|meses|ore|giorni|minuti)",
    "nl, sv, da, no": r"(?:uur|dagen|uren|timmar|dagar|timer|dager)",
    "ru, uk, pl, cs": r"(?:час(?:а|ов)?|минут[аы]?|дн(?:я|ей)|годин[аи]?|godzin[ay]?|dni|hodin[ay]?|dny)",
    "tr, id, vi": r"(?:saat|dakika|gün|jam|menit|hari|giờ|phút|ngày)",
}
