"""Words around the names in a byline, by language: By, roles, desks, and links to a writer's page."""

# Words before the names in a byline. "de", "di" and "da" also begin surnames: they need two words after them.
BY = {
    "en": r"(?:(?:written|reported|posted|published|submitted|contributed|authored|compiled|filed|story|"
    r"words|text|report|"
    r"analysis|opinion|interview|review|column|commentary|essay|post|(?:an?\s+)?guest\s+(?:post|column|blog|article|"
    r"editorial|commentary|essay))\s+(?:and\s+\w+\s+)?)?by|as told to|authors?|text(?!\s+(?:und|&)\s)|reporter|words|"
    r"interview(?=\s*:)",
    "de": r"von unsere[rmn]? [^\W\d_]{4,30}|(?:(?:erstellt|geschrieben|verfasst|veröffentlicht)\s+)?von|autor(?:en|"
    r"in)?|eine?n? [^\W\d_]{4,20} von|text(?:\s+(?:und|&) (?:fotos?|bilder))?(?:\s+von)?|verfasser(?:in)?|"
    r"autor(?:[/:*_]-?in|\(in\))|"
    r"(?:gast)?(?:beitrag|kommentar|artikel|analyse|interview|reportage|kolumne|bericht|essay) von",
    "fr": r"(?:(?:(?:article\s+)?(?:texte|publié|écrit|rédigé)|propos recueillis)\s+)?par|de(?=\s+\S+\s+\S)|"
    r"auteur[es]?|texte",
    "es": r"(?:(?:texto|escrito|publicado)\s+)?por|de(?=\s+\S+\s+\S)|autor(?:a|es)?|texto|redacta",
    "pt, it": r"d[ia](?=\s+\S+\s+\S|\s+redazione)|(?:scritto|pubblicato|a cura)\s+d[ia]|autore|testo|reportagem|"
    r"texto de",
    "ca": r"(?:escrit\s+)?per",
    "sv, da, no": r"(?:(?:skrevet|skriven|skrivet|publicerad|publisert)\s+)?a[vf]|tekst(?:\s+og\s+foto)?|"
    r"text(?:\s+och\s+foto)?|skribent|journalist",
    "nl": r"door|auteur|tekst",
    "fi, is": r"höfundur|teksti(?: ja kuvat?)?|kirjoittaja|toimittaja",
    "pl": r"od|tekst|autor(?:ka|zy)?|opracował[a]?|opracowanie|oprac\.",
    "cs, sk": r"auto(?:rka|ři|ri|r)|text|napsal[a]?",
    "hu, ro": r"írta|szerző|scris de|(?:publicat )?de(?=\s+\S+\s+\S)|autori?",
    "ru, uk": r"автор(?:ы|и|ка)?(?:\s+(?:текста|статьи|материала|статті))?|текст|подготовил[аи]?|підготува(?:в|ла|ли)",
    "sr, bg, el": r"аутор|piše|пише|συντάκτης|γράφει (?:ο|η)|του|της|από",
    "sl, lt, lv": r"avtor(?:ica|ja|ji)?|autorius|autorė|parengė|autor[se]",
    "az, ka, hy, bn": r"müəllif|ავტორი|հեղինակ|লেখক|প্রতিবেদক",
    "vi, id": r"nguồn|tác giả|theo|oleh|penulis|reporter|pewarta|laporan",
    "tr": r"(?:haberi )?hazırlayan|yazan|yazar|haber|muhabir",
    "ja, zh": r"文|取材|記者|撰文|作者|编辑|執筆者?|筆者|著者|ライター|撰稿|记者",
    "ko": r"글|글쓴이",
    "ar, fa, he": r"بقلم|كتبت?|الكاتب|إعداد|(?:حوار|تحقيق|تقرير|حاورته?ا?)(?=\s*:)|نویسنده|به قلم|מאת",
    "hi, th": r"लेखक|द्वारा|โดย|ผู้เขียน|เขียนโดย",
}

# The same in agencies' lines behind the text: "Reporting by Anna Reed; Editing by Ben Hall".
REPORTING_BY = {"en": r"(?:additional )?reporting by"}

# Names of journalists' roles.
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
    "ja, zh, ko": r"記者|特派員|編集委員|論説委員|记者|特派记者|通讯员|기자|특파원|선임기자|논설위원",
}

# The same in scripts without a space between role and name.
UNSPACED_ROLES = (
    r"(?:本报|本報)?(?:記者|记者|特派员|特派員|特派记者|通讯员|編集委員|論説委員|編輯|编辑)|"
    r"(?:선임)?기자|특파원|논설위원"
)

# The subjects of a role.
BEATS = (
    r"chief|senior|staff|political|politics|business|sports?|science|news|deputy|managing|associate|assistant|"
    r"contributing|executive|foreign|national|world|health|technology|tech|special|freelance|digital|city|crime|"
    r"education|environment|climate|economics?|diplomatic|royal|video|data|features?|investigations?|investigative|"
    r"breaking|global|international|local|culture|arts|travel|lifestyle|security|defen[cs]e|legal|affairs|and|"
    r"europe|asia|africa|us|uk|north america|our|guest|former|live"
)

# Names of desks.
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

# The same in scripts without spaces, where a regex finds no word boundary.
UNSPACED_DESKS = r"編集部|編輯部|编辑部|新聞|新闻|報導|デジタル|オンライン|뉴스|편집|تحریریه|التحرير|हिंदी|डेस्क"

# Words in the place of a byline that name nobody.
NO_AUTHOR = {
    "en": r"null|none|undefined|unknown|n/?a|authors?|byline|by|image|photo|source|anonymous|and|with|no (?:author|"
    r"byline)|contributed|(?:posts|articles|stories) by\b.*|special to\b.*|(?:sponsored|partner|paid|promoted|"
    r"branded) (?:content|post)|advertorial|reader submitted|submitted|humans\.txt|"
    r"(?:view|see|show|read|more|all|about|follow|contact|email|e-mail|share|subscribe|sign|log|comments?|"
    r"advertisement|biography|bio|profile|opinion|courtesy|copyright|written|posted|guest|user|min(?:ute)?s?)\b.*",
    "de": r"zvg|unbekannt|(?:mehr|alle|folgen|kontakt|artikel|zur|zum|über|foto|anzeige)\b.*",
    "zh": r"[\u4e00-\u9fff]{0,6}(?:報導|报道|報道)",
    "fr": r"anonyme|(?:voir|suivre|partager|tous)\b.*",
    "es, pt, it": r"anónimo|anônimo|anonimo|(?:ver|seguir|compartir|compartilhar|segui|leggi)\b.*",
}

# Words that credit pictures, graphics and other work, not the text.
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
    "ja, zh": r"(?:写真|撮影|攝影|摄影|責任編輯|责任编辑|编辑|編輯)\s*[::：/]",
}

# Words before a time in the line of the byline.
WORDS_BEFORE_TIME = {
    "en": r"(?:first |last |originally )?(?:published|updated|posted|modified|released|created)|last (?:update|edited)|"
    r"\d+ (?:min|minutes?|hours?|days?)\b",
    "de": r"(?:zuletzt |erstmals )?(?:veröffentlicht|aktualisiert|erschienen|publiziert|geändert)|"
    r"letzte (?:aktualisierung|änderung)|stand\s*:|lesezeit",
    "fr": r"publiée?|mise? à jour|modifiée?",
    "es, ca": r"publicado|actualizado|publicat|actualitzat|creado",
    "pt, it": r"publicado em|atualizado|pubblicato|aggiornato",
    "sv, da, no, nl": r"publicerad|uppdaterad|publisert|oppdatert|publiceret|offentliggjort|opdateret|"
    r"gepubliceerd|bijgewerkt",
    "pl, cs": r"opublikowano|aktualizacja|publikováno|aktualizováno|vydáno",
    "ru, uk": r"опубликован\w*|обновлен\w*|опубліковано|оновлено",
    "tr, id": r"güncelleme|yayınlanma|diterbitkan|diperbarui",
}

# Words for writers' pages in addresses: /author/anna-reed, news.php?writer=11. Words that are also used for people and
# teams in stories are left out.
WRITER_PAGES = {
    "en": r"authors?|writers?|reporters?|journalists?|contributors?|columnists?|correspondents?|staff|by-?lines?|"
    r"profiles?",
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

# The words for "and" and "with" between two names. Words of one letter also stand inside names: Ramón y Cajal.
AND = {
    "en": "and|AND|with|WITH",
    "de": "und|UND|mit",
    "fr, es, it": "et|ET|avec|con",
    "sv, da, no, fi, nl": "og|och|ja|med|met",
    "tr, id, vi, pl": "ve|dan|và|oraz",
}
SHORT_AND = {"es, ca, it, pl": "y|e|i|a", "nl": "en", "ru, uk": "и|і|та", "ar": "و"}
