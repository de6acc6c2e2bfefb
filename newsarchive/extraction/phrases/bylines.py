"""Words around the names in a byline, by language: By, roles, desks, and links to a writer's page."""

# Words before the names in a byline. "de", "di" and "da" also begin surnames: they need two words after them.
BY = {
    "en": r"(?:this (?:article|post|story|report) (?:was|is) )?"
    r"(?:(?:written|reported|posted|published|submitted|contributed|authored|compiled|filed|story|"
    r"words|text|report|"
    r"(?:an?\s+)?(?:analysis|opinion|interview|review|column|commentary|essay|post)|(?:an?\s+)?guest\s+(?:post|"
    r"column|blog|article|"
    r"editorial|commentary|essay))\s+(?:and\s+\w+\s+)?)?by|as told to|authors?|text(?!\s+(?:und|&)\s)|reporter|words|"
    r"(?:interview|analysis|opinion|commentary|comment|column|essay|review|perspective)(?=\s*:)",
    "de": r"das (?:interview|gespräch) führten?|reportage(?=\s*:)|von unsere[rmn]? [^\W\d_]{4,30}|(?:(?:erstellt|"
    r"geschrieben|verfasst|veröffentlicht|eingestellt|gepostet|"
    r"publiziert)\s+)?von|autor(?:en|"
    r"in)?|eine?n? [^\W\d_]{4,20} von|text(?:\s+(?:und|&) (?:fotos?|bilder))?(?:\s+von)?|verfasser(?:in)?|"
    r"autor(?:[/:*_]-?in|\(in\))|"
    r"(?:gast)?(?:beitrag|kommentar|artikel|analyse|interview|reportage|kolumne|bericht|essay) von",
    "fr": r"(?:(?:(?:article\s+)?(?:texte|publiée?|postée?|écrit|rédigé|"
    r"proposé|mis en ligne)|"
    r"propos recueillis)\s+)?par|de(?=\s+\S+\s+\S)|"
    r"auteur[es]?|texte",
    "es": r"(?:(?:texto|escrit[oa]|publicad[oa]|postad[oa]|enviad[oa]|elaborad[oa])\s+)?por|de(?=\s+\S+\s+\S)|"
    r"autor(?:a|es)?|texto|(?:entrevista|reportaje|crónica)(?=\s*:)|redacta",
    "pt, it": r"d[ia](?=\s+\S+\s+\S|\s+redazione)|(?:scritto|pubblicato|postato|inviato|inserito|a cura)\s+d[ia]|"
    r"autore|testo|reportagem|"
    r"texto de",
    "ca": r"(?:(?:escrit|publicat)\s+)?per",
    "sv, da, no": r"(?:(?:skrevet|skriven|skrivet|publicera[dt]|publisert|publiceret|upplagd|inlagd|postad|postet|"
    r"lagt (?:inn|op|ut)|"
    r"indsendt|oprettet)\s+)?a[vf]|tekst(?:\s+og\s+foto)?|"
    r"text(?:\s+och\s+foto)?|skribent|journalist",
    "nl": r"(?:(?:gepost|geplaatst|geschreven|gepubliceerd)\s+)?door|auteur|tekst",
    "fi, is": r"höfundur|teksti(?: ja kuvat?)?|kirjoitta(?:ja|nut)|toimittaja|lähettänyt|julkaissut|"
    r"postitas|postitanud",
    "pl": r"od|tekst|autor(?:ka|zy)?|opracował[a]?|opracowanie|oprac\.|"
    r"napisał[a]?|(?:opublikowan[ey]|dodan[ey]|zamieszczon[ey]|napisan[ey]) przez|dodał[a]?",
    "cs, sk": r"auto(?:rka|ři|ri|r)|text|(?:na|se)psal(?:a|\(a\))?|vystavil[a]?|publikoval[a]?|zveřejnil[a]?|"
    r"napísal[a]?|uverejnil[a]?|vložil[a]?|přidal[a]?",
    "hu, ro": r"írta|szerző|bejegyezte|beküldte|közzétette|(?:scris|postat|adăugat) de|"
    r"(?:publicat )?de(?=\s+\S+\s+\S)|autori?",
    "ru, uk": r"автор(?:ы|и|ка)?(?:\s+(?:текста|статьи|материала|статті))?|текст|подготовил[аи]?|підготува(?:в|ла|ли)|"
    r"написано автором|(?:опубликова(?:л[аи]?|но)|разместил[аи]?|добавил[аи]?|написал[аи]?|опублікува(?:в|ла)|"
    r"опубліковано|розмістив)"
    r"(?=\s*:|\s+\S+\s*$|\s+\S+\s+\S+\s*$)",
    "sr, bg, el": r"аутор|piše|пише|објавио|публикувано от|συντάκτη[ςρ]?ς?|γράφ(?:ει|ουν) (?:ο|η|οι)|του|της|"
    r"(?:συντάχθηκε |αναρτήθηκε |δημοσιεύτηκε |ανάρτηση )?από(?: (?:τον|την|τους|το))?",
    "sl, hr, lt, lv": r"avtor(?:ica|ja|ji)?|objavi(?:l[a]?|o|la)|parašė|ievietoja|publicēja|autorius|autorė|parengė|"
    r"autor[se]",
    "az, ka, hy, bn": r"müəllif|ავტორი|հեղինակ|লেখক|প্রতিবেদক",
    "vi, id": r"nguồn|tác giả|theo|(?:được )?(?:đăng|viết) bởi|(?:di(?:posting(?:kan)?|tulis|terbitkan|kirim) )?oleh|"
    r"penulis|reporter|pewarta|laporan",
    "tr": r"(?:haberi )?hazırlayan|yazan|yazar|haber|muhabir|gönderen|yayınlayan|ekleyen",
    "ja, zh": r"文|取材|記者|撰文|作者|编辑|執筆者?|筆者|著者|ライター|撰稿|记者|投稿者|投稿|作者名|"
    r"發[佈表]者|发布者|发[表帖]者|張貼者|张贴者|著",
    "ko": r"글|글쓴이|작성자|게시자",
    "ar, fa, he": r"بقلم|(?:مرسلة |نشرت? |كُ?تب )?بواسطة|(?:ارسال شده |نوشته ?شده )?توسط|"
    r"(?:פורסם |נכתב )?על ידי?|كتبت?|الكاتب|إعداد|(?:حوار|تحقيق|تقرير|حاورته?ا?)(?=\s*:)|نویسنده|به قلم|מאת",
    "hi, th": r"लेखक|द्वारा|प्रस्तुतकर्ता|โดย|ผู้เขียน|เขียนโดย",
}

# The same in agencies' lines behind the text: "Reporting by Anna Reed; Editing by Ben Hall".
REPORTING_BY = {"en": r"(?:additional )?reporting by"}

# Names of journalists' roles.
ROLES = {
    "en": r"writer|reporter|editor(?:[- ]in[- ]chief)?|correspondent|contributor|columnist|journalist|author|producer|"
    r"analyst|bureau chief|photographer|presenter|commentator|blogger|intern|critic",
    "de": r"(?:[\w-]{2,25}-|\w{0,20})(?:redakteur(?:in)?|reporter(?:in)?|korrespondent(?:in)?|autor(?:in)?)|"
    r"volontär(?:in)?|ressortleiter(?:in)?|praktikant(?:in)?|gastbeitrag|journalist(?:in)|"
    r"[\w-]{2,25}-(?:experte|expertin|kolumnist(?:in)?|journalist(?:in)?|chef(?:in)?|leiter(?:in)?)|"
    r"(?:finanz|wirtschafts|börsen|sport|politik|auto|reise|technik|klima|energie|gesundheits)expert(?:e|in)",
    "fr": r"journaliste?|rédact(?:eur|rice)(?: en chef)?|correspondante?s?|envoyée?s? spécia(?:le?s?|ux)|"
    r"chroniqueu(?:r|se)",
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

# Ranks that begin a position, and other professions that end one.
RANKS = r"senior|junior|staff|chief|deputy|associate|assistant|special|executive|managing|contributing|principal|lead"
POSITIONS = (
    r"(?:attorney|counsel|technologist|strategist|engineer|scientist|researcher|fellow|economist|officer|advis[eo]r)"
)

# Words before the place of a journalist's work.
IN = {"en": "in|at|from", "de": "in|aus", "fr": "à|en|au", "es, pt, it": "en|em|da|a|in"}

# Words between a name and the outlet that the author writes for: "Anna Reed Special to the Post".
WRITES_FOR = {"en": r"(?:special|exclusive) (?:to|for)|for the|of the|writing for"}

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
    r"europe|asia|africa|us|uk|north america|our|guest|former|live|opinion|community|regular"
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
    r"branded) (?:content|post)|advertorial|reader submitted|submitted|humans\.txt|(?:send|visit|click|join|rss)\b.*|"
    r"(?:view|see|show|read|more|all|about|follow|contact|email|e-mail|share|subscribe|sign|log|comments?|"
    r"advertisement|biography|bio|profile|opinion|courtesy|copyright|written|posted|guest|user|min(?:ute)?s?)\b.*",
    "de": r"zvg|unbekannt|(?:mehr|alle|folgen|kontakt|artikel|zur|zum|über|foto|anzeige)\b.*",
    "zh, ja, ko": r"[\u4e00-\u9fff]{0,6}(?:報導|报道|報道)|匿名|佚名|無記名|익명",
    "ru, tr, pl, id": r"аноним|anonim",
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

# Days of the week and months before the number of a day, in the line of the byline.
WEEKDAYS = (
    r"mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"mo|di|mi|do|fr|sa|so|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|"
    r"lun|mar|mer|jeu|ven|sam|dim|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|"
    r"lunes|martes|miércoles|jueves|viernes|sábado|domingo|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|"
    r"(?:lune|marte|mercole|giove|vener)dì|sabato|domenica|"
    r"maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|måndag|mandag|tisdag|tirsdag|onsdag|torsdag|fredag|"
    r"lördag|lørdag|söndag|søndag|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|"
    r"понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
)
MONTHS = (
    r"jan(?:uary|uar|vier|uari)?|feb(?:ruary|ruar|ruari)?|mar(?:ch|s)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)

# Words for writers' pages in addresses: /author/anna-reed, news.php?writer=11. Words that are also used for people and
# teams in stories are left out.
WRITER_PAGES = {
    "en": r"authors?|writers?|reporters?|journalists?|contributors?|columnists?|correspondents?|staff|by-?lines?|"
    r"profiles?|(?:editors?|by|bios?)(?=[/=])",
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
    "en": "and|AND|And|with|WITH|With",
    "de": "und|UND|mit",
    "fr, es, it": "et|ET|avec|con",
    "sv, da, no, fi, nl": "og|och|ja|med|met",
    "tr, id, vi, pl": "ve|dan|và|oraz",
}
SHORT_AND = {"es, ca, it, pl": "y|e|i|a", "nl": "en", "ru, uk": "и|і|та", "ar": "و"}
