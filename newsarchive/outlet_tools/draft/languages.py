"""The language of a text, recognized by its script and its common words; and which folder names are languages."""

import re
from collections import Counter

from newsarchive.crawl.declaration import is_language_tag

# Scripts of one language of news, or of several that the letters in _MARKS tell apart.
_SCRIPTS = (
    ("ko", "\uac00-\ud7a3"), ("ja", "\u3041-\u30fa"), ("zh", "\u4e00-\u9fff"), ("th", "\u0e01-\u0e4e"),
    ("lo", "\u0e81-\u0edf"), ("km", "\u1780-\u17d3"), ("my", "\u1000-\u109f"), ("el", "\u0370-\u03ff"),
    ("he", "\u05d0-\u05ea"), ("hy", "\u0531-\u0587"), ("ka", "\u10d0-\u10ff"), ("hi", "\u0900-\u097f"),
    ("bn", "\u0980-\u09ff"), ("pa", "\u0a00-\u0a7f"), ("gu", "\u0a80-\u0aff"), ("or", "\u0b00-\u0b7f"),
    ("ta", "\u0b80-\u0bff"), ("te", "\u0c00-\u0c7f"), ("kn", "\u0c80-\u0cff"), ("ml", "\u0d00-\u0d7f"),
    ("si", "\u0d80-\u0dff"), ("am", "\u1200-\u137f"), ("bo", "\u0f00-\u0fff"), ("dv", "\u0780-\u07bf"),
    ("ar", "\u0600-\u06ff"), ("ru", "\u0400-\u04ff"), ("en", "a-zA-Z\u00c0-\u024f\u1ea0-\u1ef9"),
)  # fmt: skip
_SCRIPT_OF = tuple((code, re.compile(f"[{letters}]")) for code, letters in _SCRIPTS)
# Only Japanese has kana between kanji, at least this share. A letter that marks a language has at least the second.
_FEW_KANA = 0.1
_FEW_MARKS = 0.004
# Letters that only one language of a script has, the surest first.
_MARKS = {
    "ar": (("ur", "ٹڈڑںےہ"), ("ps", "ټځڅډړږښګڼې"), ("ckb", "ڕڵۆێ"), ("ug", "ېۇۆۈ"), ("fa", "پچژگکی")),
    "ru": (("kk", "әғқңұһ"), ("tt", "җңһә"), ("ky", "ңөү"), ("mn", "өү"), ("mk", "ѓќѕ"), ("sr", "ђћ"), ("be", "ў"),
           ("uk", "їєґ"), ("tg", "ҳҷӣ"), ("ru", "ыэё")),
    "hi": (("mr", "ळ"), ("ne", "ँछ")),
    "bn": (("as", "ৰৱ"),),
}  # fmt: skip
# Bulgarian has none of the letters that mark the other languages.
_WITHOUT_MARKS = {"ru": "bg"}
# The most common short words; those that related languages lack come first.
_WORDS = {
    "en": "the and of to in that is was for with said on by it from at are were has have",
    "de": "der die und das den ist nicht mit sich auf für eine von dem wurde werden im sind auch",
    "fr": "le les des et la une est dans pour que qui sur pas du avec au ont été cette",
    "es": "el los las que del y por una para con es se no su al como más fue han",
    "pt": "os as que do da não uma para com em dos no na foi mais por são ao também",
    "it": "il di che della per una non con sono del dei nel alla è più gli anche ha",
    "nl": "het een van en de dat niet zijn voor met ook werd naar aan door bij wordt",
    "sv": "och att det som för är på inte med av till har den var från efter ett också",
    "da": "og at det som for er på ikke med af til har den var fra efter et også blev",
    "nb": "og at det som for er på ikke med av til har den var fra etter et også ble",
    "nn": "og at det som for er på ikkje med av til har den var frå etter eit også vart",
    "is": "og að sem um er ekki við til var frá eftir einnig hann það hefur",
    "fi": "ja on ei että oli se hän mukaan myös joka kun sekä mutta ovat vuoden sanoo",
    "et": "ja on ei et oli see ta ka mis kui ning aga olid aasta ütles",
    "lv": "un ir ar ka no par bija tika gada arī lai nav kas pēc",
    "lt": "ir yra kad su iš buvo apie bet metų taip pat jo ne po kaip",
    "pl": "i w nie na się z że do jest to został przez dla oraz po będzie jak",
    "cs": "a v se na že je s z to do byl jsou podle který také pro",
    "sk": "a v sa na že je s z to do bol sú podľa ktorý tiež pre",
    "sl": "in v je da se na za so ki ni bo pri tudi leta po",
    "hr": "i u je da se na za su od koji će nije bio također prije",
    "bs": "i u je da se na za su od koji će nije bio također prije",
    "hu": "a az és hogy nem is egy volt már meg szerint azt de lesz ez",
    "ro": "și în a de la cu că pe este din nu pentru care au fost mai",
    "sq": "e të në dhe për me se që është nga një nuk do janë më",
    "tr": "ve bir bu için ile da de olarak olan daha çok gibi sonra oldu dedi",
    "az": "və bir bu üçün ilə da də olan olub edib daha sonra ki",
    "uz": "va bu bilan uchun ham bir edi deb ning lekin esa boʻlgan",
    "vi": "và của là có không được trong cho một với đã người những các khi",
    "id": "yang dan di untuk dengan dari ini itu tidak pada akan dalam juga ke",
    "ms": "yang dan di untuk dengan dari ini itu tidak pada akan dalam juga beliau",
    "tl": "ang ng mga sa na at ay para hindi ito si ni kay nang",
    "sw": "na ya wa kwa katika ni la za kuwa hiyo alisema cha hayo",
    "so": "iyo oo ka ku in ay uu waa ayaa soo la waxaa",
    "ha": "da na a ta ya su wannan cikin don kuma amma ba",
    "af": "die en van het in is dat nie vir met op wat was sy",
    "zu": "ukuthi futhi kanye ngoba uma kodwa wathi lokhu nge emva",
    "xh": "ukuba kwaye kunye ngoba xa kodwa wathi oku emva",
    "ca": "el els les que i de la per una amb és no del al han més",
    "gl": "o os as que e do da unha para con non máis na no foi",
    "eu": "eta da ez bat du dira izan zen ere egin dute baina",
    "cy": "y yr yn ac i ar o mae wedi bod gan hefyd ond",
    "ga": "an na agus ar i ag go is tá sé bhí le nach",
    "mt": "li ta u f fil mill għal dan mhux kien minn hija",
    "lb": "an de d dat ass fir net mat vun och si op déi",
    "eo": "la kaj de en estas por kun ne ke al ĝi li",
}  # fmt: skip
# A single letter is a word in too many languages.
_WORDS_OF = {code: [word for word in words.split() if len(word) > 1] for code, words in _WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_MOST_CHARACTERS = 50_000
# The fewest words of a text, and the least share of common words, for a language to be recognized.
_FEWEST_WORDS = 60
_LEAST_SHARE = 0.08


def is_language(text: str) -> bool:
    """Whether text, a part of a URL, is a language such as "fi" or "pt-br"."""
    code, _, region = text.partition("-")
    return len(code) == 2 and is_language_tag(code.lower()) and len(region) in (0, 2)


def language_of(text: str) -> str | None:
    """The language of a text of some paragraphs; None if neither its script nor its words show it."""
    text = text[:_MOST_CHARACTERS].lower()
    counts = {code: len(letters.findall(text)) for code, letters in _SCRIPT_OF}
    letters = sum(counts.values())
    if not letters:
        return None
    if counts["ja"] > _FEW_KANA * (counts["ja"] + counts["zh"]):
        counts["ja"] += counts.pop("zh")
    script = max(counts, key=lambda code: counts[code])
    if script == "en":
        return _by_words(text)
    return _by_marks(text, script, counts[script])


def share_of(text: str, language: str) -> float | None:
    """The share of words that are common in language; None for languages without a list of common words."""
    words = _WORD.findall(text[:_MOST_CHARACTERS].lower())
    common = _WORDS_OF.get(language.partition("-")[0])
    return sum(word in common for word in words) / max(1, len(words)) if common else None


def _by_words(text: str) -> str | None:
    counted = Counter(_WORD.findall(text))
    total = counted.total()
    if total < _FEWEST_WORDS:
        return None
    scores = {code: sum(counted[word] for word in set(words)) for code, words in _WORDS_OF.items()}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= _LEAST_SHARE * total else None


def _by_marks(text: str, script: str, letters: int) -> str:
    for code, marks in _MARKS.get(script, ()):
        if sum(text.count(mark) for mark in marks) > _FEW_MARKS * letters:
            return code
    return _WITHOUT_MARKS.get(script, script)
