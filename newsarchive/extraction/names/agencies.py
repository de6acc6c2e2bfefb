"""News agencies: the archive's name for each, and the spellings that outlets print. A new agency is a new line."""

import re
from functools import lru_cache

from newsarchive.text import fold

# Canonical name: its spellings in bylines, datelines and credit lines. A spelling of up to five capital letters counts
# only in capitals, or in small letters if that spelling is listed too; other spellings count in any case. A word for
# "agency" before or after a name needs no spelling of its own, nor does the mark of a service: dpa/lno, dpa-AFX.
AGENCIES: dict[str, tuple[str, ...]] = {
    # Worldwide
    "AP": (
        "AP", "Associated Press", "The Associated Press", "AP News", "AP通信", "ＡＰ", "АР", "Ассошиэйтед Пресс",
        "美联社", "美聯社", "أ ب", "أ.ب", "أسوشيتد برس", "اسوشیتدپرس", "آسوشیتدپرس", "एपी",
    ),
    "Reuters": (
        "Reuters", "Thomson Reuters", "Thomson Reuters Foundation", "Reuters Health", "Reuters Staff",
        "Рейтер", "Рейтерс", "Ройтерс", "ロイター", "ロイター通信", "路透",
        "路透社", "로이터", "로이터통신", "رويترز", "رویترز", "רויטרס", "रॉयटर्स", "रायटर", "รอยเตอร์", "รอยเตอร์ส",
        "রয়টার্স",
    ),
    "AFP": (
        "AFP", "afp", "Agence France-Presse", "Agence France Presse", "Agencia France Presse", "AFP Relaxnews",
        "AFPBB News", "АФП", "ＡＦＰ", "AFP通信", "AFP時事", "法新社", "فرانس برس", "أ ف ب", "أ.ف.ب", "ا ف ب",
        "وكالة الصحافة الفرنسية", "خبرگزاری فرانسه", "एएफपी", "এএফপি", "เอเอฟพี", "ΑΦΠ",
    ),
    "dpa": ("dpa", "Deutsche Presse-Agentur", "Deutschen Presse-Agentur", "د ب أ", "د.ب.أ", "الألمانية"),
    "Xinhua": (
        "Xinhua", "Xinhua News", "新华社", "新華社", "新华网", "新华通讯社", "Синьхуа", "شينخوا", "شینهوا", "신화통신",
        "신화",
    ),
    "UPI": ("UPI", "United Press International", "UPI通信"),
    "Bloomberg": ("Bloomberg", "Bloomberg News", "Блумберг", "블룸버그", "ブルームバーグ", "彭博社", "彭博"),
    "CNN Wire": ("CNN Wire", "CNN Newsource", "CNN Newswire", "The-CNN-Wire"),
    "Dow Jones": ("Dow Jones", "Dow Jones Newswires", "Dow Jones News"),
    "Inter Press Service": ("Inter Press Service", "IPS"),
    "Project Syndicate": ("Project Syndicate",),
    "Tribune News Service": ("Tribune News Service", "Tribune Content Agency", "TNS"),
    "JTA": ("JTA", "Jewish Telegraphic Agency"),
    "RNS": ("RNS", "Religion News Service"),
    "CNA (Catholic)": ("Catholic News Agency",),
    # German, Dutch, and Switzerland's
    "APA": ("APA", "apa", "Austria Presse Agentur"),
    "Keystone-SDA": (
        "Keystone-SDA", "Keystone-ATS", "SDA", "sda", "ATS", "ats", "Schweizerische Depeschenagentur",
        "Agence télégraphique suisse",
    ),
    "AWP": ("AWP", "awp"),
    "epd": ("epd", "Evangelischer Pressedienst"),
    "KNA": ("KNA", "kna", "Katholische Nachrichten-Agentur"),
    "SID": ("SID", "sid", "Sport-Informations-Dienst"),
    "AFX": ("AFX",),
    "dts": ("dts", "dts Nachrichtenagentur"),
    "Belga": ("Belga", "BELGA"),
    "ANP": ("ANP",),
    # The Romance languages
    "ANSA": ("ANSA",),
    "Adnkronos": ("Adnkronos",),
    "AGI": ("AGI",),
    "LaPresse": ("LaPresse",),
    "Askanews": ("Askanews",),
    "Italpress": ("Italpress",),
    "EFE": ("EFE",),
    "Europa Press": ("Europa Press",),
    "Colpisa": ("Colpisa",),
    "ACN": ("ACN", "Agència Catalana de Notícies"),
    "Télam": ("Télam", "Telam"),
    "Noticias Argentinas": ("Noticias Argentinas",),
    "Notimex": ("Notimex",),
    "Prensa Latina": ("Prensa Latina",),
    "Andina": ("Agencia Andina", "Andina Agencia Peruana de Noticias"),
    "Lusa": ("Lusa", "LUSA"),
    "Agência Brasil": ("Agência Brasil",),
    "Estadão Conteúdo": ("Estadão Conteúdo",),
    "Folhapress": ("Folhapress",),
    "Agerpres": ("Agerpres",),
    "Mediafax": ("Mediafax",),
    # Britain, North America, Oceania
    "PA Media": ("PA", "PA Media", "Press Association", "The Press Association"),
    "The Canadian Press": ("The Canadian Press", "Canadian Press", "La Presse Canadienne", "Presse canadienne"),
    "AAP": ("AAP", "Australian Associated Press"),
    # The North
    "NTB": ("NTB", "ntb", "Norsk Telegrambyrå"),
    "TT": ("TT", "Tidningarnas Telegrambyrå", "TT Nyhetsbyrån"),
    "Ritzau": ("Ritzau", "Ritzaus Bureau"),
    "STT": ("STT", "Suomen Tietotoimisto"),
    "BNS": ("BNS", "Baltic News Service"),
    "ELTA": ("ELTA",),
    "LETA": ("LETA",),
    # Central and southern Europe
    "PAP": ("PAP", "Polska Agencja Prasowa", "Polskiej Agencji Prasowej"),
    "ISBnews": ("ISBnews",),
    "IAR": ("IAR", "Informacyjna Agencja Radiowa"),
    "ČTK": ("ČTK", "CTK", "Česká tisková kancelář"),
    "TASR": ("TASR",),
    "SITA": ("SITA",),
    "MTI": ("MTI", "Magyar Távirati Iroda"),
    "HINA": ("HINA", "Hina"),
    "STA": ("STA", "Slovenska tiskovna agencija"),
    "Tanjug": ("Tanjug", "Танјуг"),
    "Beta": ("Agencija Beta", "Novinska agencija Beta", "Agencija BETA"),
    "FENA": ("FENA",),
    "MIA": ("МИА",),
    "BTA": ("BTA", "БТА"),
    "ANA-MPA": ("ANA-MPA", "AMNA", "ΑΠΕ-ΜΠΕ", "ΑΠΕ", "Αθηναϊκό-Μακεδονικό Πρακτορείο Ειδήσεων"),
    # Eastern Europe, the Caucasus, Central Asia
    "TASS": ("TASS", "ТАСС", "Itar-Tass", "ИТАР-ТАСС", "塔斯社", "타스통신", "タス通信"),
    "RIA Novosti": ("RIA Novosti", "РИА Новости", "RIA", "ريا نوفوستي"),
    "Interfax": ("Interfax", "Интерфакс", "INTERFAX.RU"),
    "Sputnik": ("Sputnik", "Спутник", "سبوتنيك", "スプートニク"),
    "REGNUM": ("REGNUM", "ИА REGNUM"),
    "Ukrinform": ("Ukrinform", "Укрінформ", "Укринформ"),
    "UNIAN": ("UNIAN", "УНІАН", "УНИАН"),
    "UNN": ("УНН", "UNN"),
    "Interfax-Ukraine": ("Interfax-Ukraine", "Інтерфакс-Україна", "Интерфакс-Украина"),
    "BelTA": ("BelTA", "БелТА", "БЕЛТА"),
    "Moldpres": ("Moldpres",),
    "Armenpress": ("Armenpress", "Арменпресс"),
    "Azertac": ("Azertac", "AZERTAC", "Azərtac", "АЗЕРТАДЖ"),
    "Trend": ("Trend News Agency",),
    "Kazinform": ("Kazinform", "Казинформ"),
    # Turkey, the Middle East, Iran
    "Anadolu Agency": ("AA", "Anadolu Agency", "Anadolu Ajansı", "Anadolu", "Агентство Анадолу", "الأناضول", "آناتولی"),
    "DHA": ("DHA", "Demirören Haber Ajansı"),
    "İHA": ("İHA", "IHA", "İhlas Haber Ajansı"),
    "ANKA": ("ANKA", "ANKA Haber Ajansı"),
    "SPA": ("SPA", "Saudi Press Agency", "واس", "وكالة الأنباء السعودية"),
    "WAM": ("WAM", "Emirates News Agency", "وام"),
    "KUNA": ("KUNA", "Kuwait News Agency", "كونا"),
    "QNA": ("QNA", "Qatar News Agency", "قنا"),
    "BNA": ("BNA", "Bahrain News Agency"),
    "Petra": ("بترا", "Petra News Agency", "Jordan News Agency"),
    "SANA": ("SANA", "سانا"),
    "WAFA": ("WAFA", "وفا"),
    "MENA": ("MENA", "Middle East News Agency", "أ ش أ", "أ.ش.أ", "أش أ", "وكالة أنباء الشرق الأوسط"),
    "MAP": ("Maghreb Arabe Presse", "و م ع"),
    "APS": ("APS", "Algérie Presse Service", "وأج"),
    "TAP": ("Tunis Afrique Presse",),
    "IRNA": ("IRNA", "ایرنا", "إرنا", "Islamic Republic News Agency"),
    "ISNA": ("ISNA", "ایسنا", "Iranian Students' News Agency"),
    "Fars": ("Fars News Agency", "خبرگزاری فارس", "وكالة فارس"),
    "Mehr": ("Mehr News Agency", "MNA", "خبرگزاری مهر"),
    "Tasnim": ("Tasnim", "تسنیم", "تسنيم"),
    "ILNA": ("ILNA", "ایلنا"),
    # South Asia
    "PTI": ("PTI", "Press Trust of India", "भाषा", "पीटीआई", "PTI Bhasha"),
    "ANI": ("ANI", "एएनआई", "Asian News International"),
    "IANS": ("IANS", "आईएएनएस", "Indo-Asian News Service"),
    "UNI": ("UNI", "United News of India", "वार्ता", "यूनीवार्ता"),
    "APP": ("APP", "Associated Press of Pakistan", "اے پی پی"),
    "BSS": ("BSS", "বাসস", "Bangladesh Sangbad Sangstha"),
    "UNB": ("UNB", "ইউএনবি", "United News of Bangladesh"),
    # East and south-east Asia
    "CNA": ("CNA", "中央社", "Central News Agency"),
    "China News Service": ("中新社", "中新网", "China News Service"),
    "Kyodo": ("Kyodo", "Kyodo News", "共同通信", "共同通信社", "共同社", "共同", "교도통신", "교도"),
    "Jiji Press": ("Jiji Press", "Jiji", "JIJI", "JIJI Press", "時事通信", "時事通信社", "時事", "时事社"),
    "Yonhap": ("Yonhap", "Yonhap News", "연합뉴스", "韩联社", "韓聯社", "聯合ニュース"),
    "Newsis": ("Newsis", "뉴시스"),
    "News1": ("뉴스1",),
    "KCNA": ("KCNA", "조선중앙통신", "朝鮮中央通信", "朝中社"),
    "Antara": ("Antara", "ANTARA"),
    "Bernama": ("Bernama", "BERNAMA"),
    "PNA": ("PNA", "Philippine News Agency"),
    "VNA": ("TTXVN", "VNA", "Thông tấn xã Việt Nam"),
    "TNA": ("สำนักข่าวไทย", "Thai News Agency"),
    # Africa
    "NAN": ("NAN", "News Agency of Nigeria"),
    "GNA": ("GNA", "Ghana News Agency"),
    "KNA (Kenya)": ("Kenya News Agency",),
    "SAnews": ("SAnews", "SAnews.gov.za"),
    "PANA": ("PANA", "Panapress"),
    "ENA": ("Ethiopian News Agency",),
}  # fmt: skip

_OUTER = re.compile(r"^[\s(\[（【/©*«\"]+|[\s)\]）】/.:*»\"]+$")
_JOINED = re.compile(r"\s*(?:[/,;&+|、・=]|\s(?:and|und|et|y|e|и|with|mit|avec|con|via)\s|\s[-–—]\s)\s*")
# "Agencia EFE", "ИА Интерфакс", "Nachrichtenagentur dpa", "Agence France-Presse (AFP)".
_CALLED = re.compile(
    r"^(?:(?:news|press) agency|(?:presse-?|nachrichten)?agentur(?:en)?|agen[cz]ia|agència|agência|agence|agenția|"
    r"agencja|agentura|agencija|(?:информ)?агентство|агенция|агенција|агенція|ИА|وكالة(?: أنباء)?|خبرگزاری|通讯社|"
    r"Hãng tin|สำนักข่าว|Kantor Berita)\s+|\s+(?:news agency|agency|ajansı|haber ajansı|통신|newswire|wire)$",
    re.IGNORECASE,
)
_WITH_SHORT = re.compile(r"^([^()]{2,60}?)\s*\(([^()]{2,20})\)$")
# The mark of a service or editor after the agency's name: dpa/lno, dpa-AFX, sda/mgt. TT-AFP names two agencies.
_SERVICE = re.compile(r"^(\w{2,8})(?:\s?[/-]\s?(?:[a-zäöüß]{1,4}|infocom|AFX|Custom Content|tmn))+$")
_LIST_END = re.compile(r"(?<=\w)-(?=\w)")
_MOST_CHARACTERS = 120
# Agencies if printed in capitals. In other case they are common words or names in some language.
_AS_PRINTED = {
    spelling for spellings in AGENCIES.values() for spelling in spellings if spelling.isupper() and len(spelling) <= 5
}
_BY_NAME = {fold(spelling): name for name, spellings in AGENCIES.items() for spelling in spellings}


@lru_cache(maxsize=4096)
def agency_named(text: str) -> str | None:
    """The canonical name of the agency if text is a spelling of it and nothing else, otherwise None.

    If several are joined by a slash or comma (dpa/AFP), the first counts.
    """
    if len(text) > _MOST_CHARACTERS:
        return None
    whole = _OUTER.sub("", text)
    both = _WITH_SHORT.match(whole.rstrip() + ")" if "(" in whole and ")" not in whole else whole)
    if both and (name := _called(both[1])):
        return name if _called(both[2]) == name else None
    return _called(whole) or _first_of_several(whole)


def _called(text: str) -> str | None:
    """The agency with this one name, which may include a word for "agency" or the mark of a service."""
    mark = _SERVICE.match(text)
    return _exactly(text) or _exactly(_CALLED.sub("", text, count=1)) or (_exactly(mark[1]) if mark else None)


def _exactly(text: str) -> str | None:
    name = _BY_NAME.get(fold(text))
    if name is None or (text.upper() in _AS_PRINTED and not (text.isupper() or text in AGENCIES[name])):
        return None
    return name


def _first_of_several(text: str) -> str | None:
    parts = [part for part in _JOINED.split(text) if part]
    parts = parts if len(parts) > 1 else _LIST_END.split(text)
    names = [_called(part) for part in parts]
    return names[0] if len(parts) > 1 and all(names) else None
