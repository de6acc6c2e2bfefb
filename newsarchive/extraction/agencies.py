"""News agencies: the name the archive gives each, and how outlets print it. The next agency is one more line."""

import re
from functools import lru_cache

from newsarchive.text import fold

# Canonical name: the spellings under which bylines, datelines and credit lines name it. A spelling in capitals only
# counts as printed; others count in any case.
AGENCIES: dict[str, tuple[str, ...]] = {
    "AP": ("AP", "Associated Press", "The Associated Press", "AP News", "AP通信", "АР"),
    "Reuters": ("Reuters", "Thomson Reuters", "Рейтер", "Рейтерс", "ロイター", "路透社", "로이터", "رويترز", "رویترز"),
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse", "AFPBB News", "АФП", "法新社", "فرانس برس", "أ ف ب"),
    "dpa": (
        "dpa",
        "Deutsche Presse-Agentur",
        "dpa-infocom",
        "dpa-AFX",
        "dpa/lno",
        "dpa/lhe",
        "dpa/lby",
        "dpa/lnw",
        "dpa/lsw",
        "dpa/lbn",
        "dpa/lth",
        "dpa/lni",
        "dpa/bb",
        "dpa/mv",
    ),
    "APA": ("APA", "Austria Presse Agentur"),
    "Keystone-SDA": ("SDA", "Keystone-SDA", "Keystone-ATS", "ATS"),
    "epd": ("epd", "Evangelischer Pressedienst"),
    "KNA": ("KNA", "Katholische Nachrichten-Agentur"),
    "SID": ("SID", "Sport-Informations-Dienst"),
    "dts": ("dts", "dts Nachrichtenagentur"),
    "ANSA": ("ANSA", "Agenzia ANSA"),
    "Adnkronos": ("Adnkronos",),
    "EFE": ("EFE", "Agencia EFE"),
    "Europa Press": ("Europa Press", "EUROPA PRESS"),
    "Télam": ("Télam", "Telam"),
    "Lusa": ("Lusa", "Agência Lusa"),
    "Agência Brasil": ("Agência Brasil",),
    "Estadão Conteúdo": ("Estadão Conteúdo",),
    "Belga": ("Belga", "Agence Belga"),
    "ANP": ("ANP",),
    "PA Media": ("PA", "PA Media", "Press Association"),
    "The Canadian Press": ("The Canadian Press", "Canadian Press", "La Presse Canadienne"),
    "AAP": ("AAP", "Australian Associated Press"),
    "UPI": ("UPI", "United Press International"),
    "Bloomberg": ("Bloomberg News",),
    "CNN Wire": ("CNN Wire", "CNN Newsource"),
    "NTB": ("NTB",),
    "TT": ("TT",),
    "Ritzau": ("Ritzau", "Ritzaus Bureau"),
    "STT": ("STT",),
    "PAP": ("PAP", "Polska Agencja Prasowa"),
    "ČTK": ("ČTK", "CTK"),
    "MTI": ("MTI",),
    "Agerpres": ("Agerpres",),
    "BTA": ("BTA", "БТА"),
    "Tanjug": ("Tanjug", "Танјуг"),
    "HINA": ("HINA",),
    "TASS": ("TASS", "ТАСС", "Itar-Tass", "ИТАР-ТАСС"),
    "RIA Novosti": ("RIA Novosti", "РИА Новости"),
    "Interfax": ("Interfax", "Интерфакс"),
    "Sputnik": ("Sputnik", "Спутник"),
    "Ukrinform": ("Ukrinform", "Укрінформ", "Укринформ"),
    "UNIAN": ("UNIAN", "УНІАН", "УНИАН"),
    "Interfax-Ukraine": ("Interfax-Ukraine", "Інтерфакс-Україна"),
    "BelTA": ("BelTA", "БелТА"),
    "Anadolu Agency": ("AA", "Anadolu Agency", "Anadolu Ajansı", "Anadolu"),
    "DHA": ("DHA", "Demirören Haber Ajansı"),
    "İHA": ("İHA", "IHA", "İhlas Haber Ajansı"),
    "Xinhua": ("Xinhua", "新华社", "新華社"),
    "CNA": ("CNA", "中央社"),
    "Kyodo": ("Kyodo", "Kyodo News", "共同通信", "共同"),
    "Jiji Press": ("Jiji Press", "Jiji", "時事通信", "時事"),
    "Yonhap": ("Yonhap", "연합뉴스"),
    "PTI": ("PTI", "Press Trust of India", "भाषा"),
    "ANI": ("ANI",),
    "IANS": ("IANS",),
    "UNI": ("UNI", "United News of India"),
    "Antara": ("Antara",),
    "Bernama": ("Bernama",),
    "VNA": ("TTXVN", "VNA"),
    "SPA": ("SPA", "واس"),
    "WAM": ("WAM", "وام"),
    "MENA": ("MENA", "أ ش أ"),
    "IRNA": ("IRNA", "ایرنا"),
    "ISNA": ("ISNA", "ایسنا"),
    "Fars": ("Fars News Agency", "فارس"),
    "Mehr": ("Mehr News Agency", "مهر"),
    "Tasnim": ("Tasnim", "تسنیم"),
    "NAN": ("NAN", "News Agency of Nigeria"),
    "GNA": ("GNA", "Ghana News Agency"),
    "APS": ("APS", "Algérie Presse Service"),
}

_OUTER = re.compile(r"^[\s(\[/©*]+|[\s)\]/.:*]+$")
_JOINED = re.compile(r"\s*(?:[/,;&+|、・]|\s(?:and|und|et|y|e|и|with|mit|avec|con)\s)\s*")
# In capitals they are agencies; in other case they are common words (or names) in some language.
_AS_PRINTED = {
    spelling for spellings in AGENCIES.values() for spelling in spellings if spelling.isupper() and len(spelling) <= 4
}
_BY_NAME = {fold(spelling): name for name, spellings in AGENCIES.items() for spelling in spellings}


@lru_cache(maxsize=4096)
def agency_named(text: str) -> str | None:
    """The canonical name of the agency that text is a spelling of and nothing else; None otherwise.

    Of several joined by a slash or comma (dpa/AFP) the first counts.
    """
    whole = _OUTER.sub("", text)
    return _exactly(whole) or _first_of_several(whole)


def _exactly(text: str) -> str | None:
    name = _BY_NAME.get(fold(text))
    if name is None or (text.upper() in _AS_PRINTED and not (text.isupper() or text in AGENCIES[name])):
        return None
    return name


def _first_of_several(text: str) -> str | None:
    parts = [part for part in _JOINED.split(text) if part]
    names = [_exactly(part) for part in parts]
    return names[0] if len(parts) > 1 and all(names) else None


def spellings_pattern() -> str:
    """A regex alternative of every spelling, the longest first."""
    spelled = {spelling for spellings in AGENCIES.values() for spelling in spellings}
    return "|".join(re.escape(spelling) for spelling in sorted(spelled, key=lambda s: (-len(s), s)))
