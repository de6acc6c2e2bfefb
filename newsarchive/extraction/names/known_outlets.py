"""Whether words are the name of an outlet: a known outlet, or a name in the form of newspaper names.

Extraction does not know the archive's outlets. A place, a day or an office must not be taken for an outlet, so in
doubt the answer is no.
"""

import re

from newsarchive.text import fold

# Outlets that others take texts from, and whose names do not have the form of newspaper names.
KNOWN = (
    "RT", "BBC", "CNN", "Al Jazeera", "Al Arabiya", "Al-Monitor", "Al Mayadeen", "Asharq Al-Awsat", "DW",
    "Deutsche Welle", "France 24", "RFI", "RFE/RL", "Radio Free Europe", "Voice of America", "VOA", "Euronews",
    "Politico", "Axios", "Vox", "Slate", "Quartz", "Wired", "Newsweek", "Time", "Forbes", "Fortune", "Futurism",
    "The Atlantic", "The Economist", "The New Yorker", "The Conversation", "The Hill", "The Intercept", "ProPublica",
    "Mother Jones", "Bellingcat", "Kveller", "Haaretz", "Ynet", "Middle East Eye", "Dawn", "The Hindu", "Caixin",
    "Nikkei", "Yomiuri Shimbun", "Asahi Shimbun", "Mainichi", "Le Monde", "Le Figaro", "Libération", "L'Express",
    "Le Point", "Mediapart", "Le Soir", "Le Temps", "El País", "El Mundo", "ABC", "La Vanguardia", "Clarín",
    "La Nación", "Infobae", "Folha de S.Paulo", "O Globo", "Público", "Expresso", "La Repubblica", "La Stampa",
    "Il Sole 24 Ore", "Der Spiegel", "Spiegel Online", "Die Zeit", "Die Welt", "Bild", "Stern", "Focus", "taz", "Golem",
    "heise online", "Der Standard", "ORF", "SRF", "NZZ", "Kommersant", "Коммерсантъ", "Известия", "Izvestia",
    "Vedomosti", "Ведомости", "РБК", "Медуза", "Meduza", "Новая газета", "Hürriyet", "Cumhuriyet", "Milliyet", "Sözcü",
    "T24", "Bianet", "NRK", "SVT", "YLE", "Yle",
)  # fmt: skip
# Words in the names of newspapers, stations and sites: as the last word of a name, or as the first.
_LAST = (
    r"times|post|herald|tribune|gazette|journal|guardian|telegraph|chronicle|observer|mirror|independent|courier|"
    r"examiner|inquirer|bulletin|dispatch|sentinel|news|weekly|magazine|broadcasting|daily|today|tv|"
    r"\w*zeitung|\w*nachrichten|\w*anzeiger|\w*kurier|\w*tag(?:e)?blatt|\w*allgemeine|\w*rundschau|\w*presse|"
    r"\w*dagblad(?:et)?|\w*tidning(?:en|ar)?|\w*posten|\w*bladet|gazetesi|haber|shimbun|新聞|日报|日報|时报|時報|신문|일보"
)
_FIRST = (
    r"the daily|daily|radio|le courrier|corriere|gazzetta|il giornale|il messaggero|diario|jornal|periódico|gazeta|"
    r"la gaceta|газета|dagens|dagbladet|de telegraaf|journal d[eu]|agence|tv"
)
_SHAPE = re.compile(rf"^(?:(?:[^\W_].*[\s-])(?:{_LAST})|(?:{_FIRST})\s.+)$", re.IGNORECASE)
_COMPOUND = re.compile(
    r"^\w{3,}(?:zeitung|nachrichten|anzeiger|tageblatt|tidningen|dagblad|新聞|日报|日報|时报|時報|신문|일보)$"
)
_SITE = re.compile(r"^(?:[a-z0-9-]{2,30}\.){1,2}[a-z]{2,6}$", re.IGNORECASE)
# First words of phrases that end like an outlet's name but are not one: "Good News", "Good Friday Post".
_NOT = re.compile(
    r"^(?:good|bad|breaking|latest|local|world|more|fake|press|company|corporate|government|state|own|several|various|"
    r"other|modern|old|hard|new|news|all|our|blog|guest|sports?|business|tech|technology|science|health|political|politics|"
    r"entertainment|football|crime|city|national|international|top|staff|wire|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?[\s-]\w+$",
    re.IGNORECASE,
)
_KNOWN = {fold(name): name for name in KNOWN}
_JOINING = {"of", "the", "and", "de", "la", "le", "du", "des", "del", "di", "da", "do", "van", "het", "der", "die",
            "das", "und", "et", "y", "e", "og", "och", "en"}  # fmt: skip
_MOST_WORDS = 6


def outlet_named(text: str) -> str | None:
    """The outlet if text is its name and nothing else; None for places, days, offices and in doubt."""
    name = text.strip(" .,;:()[]«»„“”\"'")
    if not 2 <= len(name) <= 60 or len(name.split()) > _MOST_WORDS:
        return None
    known = _KNOWN.get(fold(name))
    if known and (name[:1].isupper() or name == known or not name[:1].isascii()):
        return known
    if _SITE.match(name):
        return name
    shaped = (_SHAPE.match(name) and not _NOT.match(name)) or _COMPOUND.match(name)
    return name if shaped and is_capitalized(name) else None


def is_capitalized(text: str) -> bool:
    """Whether every word of text, except joining words, begins with a capital, a digit or a letter without case."""
    words = text.split()
    return bool(words) and all(word.lower() in _JOINING or not word[0].islower() for word in words)
