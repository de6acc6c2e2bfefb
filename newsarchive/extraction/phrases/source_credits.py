"""Words before the name of a text's source, by language: Source:, with material from, first published by."""

# Words before the name of a text's source.
SOURCE_LABELS = {
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

# Words before the names of agencies whose material a text uses.
MATERIAL_FROM = {
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

# Words before the name of the outlet that published the text first.
FIRST_PUBLISHED_BY = {
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
