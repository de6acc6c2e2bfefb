"""The words of dates in many languages: months, "3 hours ago", yesterday, a.m., and labels such as "updated".

Month names and relative times come from the Unicode CLDR through babel; the tables here add what it lacks. All words
are compared in the form that plain() gives.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from functools import cache, lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_timedelta, get_month_names

from newsarchive.text import visible

# The locales whose month names are tried after the page's own language; with regions where the names differ.
_LOCALES = (
    "af", "am", "ar", "ar_DZ", "ar_LB", "ar_MA", "az", "az_Cyrl", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de",
    "de_AT", "el", "en", "es", "et", "eu", "fa", "fi", "fil", "fr", "fr_CA", "ga", "gl", "gu", "he", "hi", "hr", "hu",
    "hy", "id", "is", "it", "ka", "kk", "km", "kn", "ky", "lo", "lt", "lv", "mk", "ml", "mn", "mr", "ms", "mt", "my",
    "nb", "ne", "nl", "pa", "pl", "ps", "pt", "ro", "ru", "si", "sk", "sl", "so", "sq", "sr", "sr_Latn", "sv", "sw",
    "ta", "te", "th", "tr", "uk", "ur", "uz", "uz_Cyrl", "vi", "zu",
)  # fmt: skip
# Names that the CLDR does not list: short forms, other spellings, and the grammatical cases of dates.
_MORE_MONTHS = {
    "en": {"sept": 9},
    "de": {"jan": 1, "jänner": 1, "feb": 2, "feber": 2, "mrz": 3, "jun": 6, "jul": 7, "sep": 9},
    "fr": {"fevrier": 2, "aout": 8, "decembre": 12, "jan": 1, "fev": 2, "fév": 2, "sep": 9},
    "es": {"setiembre": 9, "set": 9},
    "ar": {"ابريل": 4, "إبريل": 4, "نيسان": 4, "ايار": 5, "اغسطس": 8, "اكتوبر": 10, "مايس": 5, "فبرار": 2},
    "fa": {"مارچ": 3, "جنوری": 1, "فبروری": 2, "اپریل": 4, "می": 5, "مه": 5, "جون": 6, "جولای": 7, "اگست": 8},
    "lv": {"janvārī": 1, "februārī": 2, "martā": 3, "aprīlī": 4, "maijā": 5, "jūnijā": 6, "jūlijā": 7, "augustā": 8,
           "septembrī": 9, "oktobrī": 10, "novembrī": 11, "decembrī": 12},
    "sl": {"januarja": 1, "februarja": 2, "marca": 3, "aprila": 4, "maja": 5, "junija": 6, "julija": 7, "avgusta": 8,
           "septembra": 9, "oktobra": 10, "novembra": 11, "decembra": 12},
    "sv": {"sep": 9}, "nb": {"sep": 9}, "da": {"sep": 9}, "nl": {"mrt": 3, "sept": 9}, "it": {"sett": 9},
    "ro": {"noi": 11, "ian": 1}, "pt": {"março": 3, "marco": 3}, "ca": {"set": 9},
    "eu": {"urtarrilaren": 1, "otsailaren": 2, "martxoaren": 3, "apirilaren": 4, "maiatzaren": 5, "ekainaren": 6,
           "uztailaren": 7, "abuztuaren": 8, "irailaren": 9, "urriaren": 10, "azaroaren": 11, "abenduaren": 12},
    "hi": {"अक्तूबर": 10, "सितम्बर": 9, "नवम्बर": 11, "दिसम्बर": 12},
    "bn": {"জানুয়ারি": 1, "ফেব্রুয়ারি": 2, "আগষ্ট": 8, "সেপ্টেম্বার": 9, "নবেম্বর": 11},
    "hr": {"studenog": 11},
    "sr": {"januara": 1, "februara": 2, "aprila": 4, "juna": 6, "jula": 7, "avgusta": 8, "septembra": 9, "oktobra": 10,
           "novembra": 11, "decembra": 12, "јануара": 1, "фебруара": 2, "марта": 3, "априла": 4, "маја": 5, "јуна": 6,
           "јула": 7, "августа": 8, "септембра": 9, "октобра": 10, "новембра": 11, "децембра": 12},
    "bs": {"januara": 1, "februara": 2, "aprila": 4, "juna": 6, "jula": 7, "augusta": 8, "avgusta": 8, "septembra": 9,
           "oktobra": 10, "novembra": 11, "decembra": 12},
}  # fmt: skip
# The Persian solar year's months as Iran and as Afghanistan name them.
JALALI_MONTHS = {
    name: number
    for names in (
        "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
        "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت",
    )
    for number, name in enumerate(names.split(), 1)
}
# The months of the Islamic calendar; the second and the third name of a month are other spellings.
HIJRI_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "محرم المحرم", "صفر", "ربيع_الأول ربيع_أول", "ربيع_الآخر ربيع_الثاني ربيع_ثاني",
            "جمادى_الأولى جمادى_الأول جمادي_الأولى", "جمادى_الآخرة جمادى_الثانية جمادى_الآخر جمادي_الآخرة", "رجب",
            "شعبان", "رمضان", "شوال", "ذو_القعدة ذي_القعدة ذوالقعدة", "ذو_الحجة ذي_الحجة ذوالحجة",
        ),
        1,
    )
    for name in names.replace("_", "\N{NO-BREAK SPACE}").split(" ")
}  # fmt: skip
# From Monday on, as in the standard library.
_ARABIC_WEEKDAYS = ("الاثنين الإثنين", "الثلاثاء", "الأربعاء الاربعاء", "الخميس", "الجمعة", "السبت", "الأحد الاحد")
# In Poland, Hungary and Spain days are written with the month as a Roman number: 20 XI 2026.
ROMAN_MONTHS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
# Letters of Arabic keyboards in Persian and Urdu words.
_ARABIC_LETTERS = str.maketrans("يىك", "ییک")
JALALI_LANGUAGES = frozenset({"fa", "prs", "ps", "ckb", "tg"})

_WIDTHS: tuple[Literal["abbreviated", "wide"], ...] = ("abbreviated", "wide")
_CONTEXTS: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")
_Unit = Literal["minute", "hour", "day"]
_UNITS: dict[_Unit, timedelta] = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
# Numbers that show every plural form of the CLDR's languages.
_SAMPLES = (1, 2, 3, 5, 11, 21, 100)
# So that 100 minutes stay minutes.
_ALWAYS = 1_000_000
# Relative times that the CLDR does not list: short forms, other words for "ago".
_MORE_RELATIVE: dict[str, tuple[tuple[_Unit, str], ...]] = {
    "en": (("minute", r"(\d+) ?(?:m|mins?\.?) ago"), ("hour", r"(\d+) ?(?:h|hrs?\.?) ago"), ("day", r"(\d+) ?d ago"),
           ("hour", "(an) hour ago"), ("minute", "(a) minute ago"), ("day", "(a) day ago")),
    "de": (("minute", r"vor (\d+) min\.?"), ("hour", r"vor (\d+) std\.?"), ("hour", "vor (einer) stunde"),
           ("minute", "vor (einer) minute"), ("day", "vor (einem) tag")),
    "fr": (("minute", r"il y a (\d+) ?min"), ("hour", r"il y a (\d+) ?h"), ("hour", "il y a (une) heure")),
    "nl": (("hour", r"(\d+) uur geleden"), ("minute", r"(\d+) min\.? geleden")),
    "no": (("minute", r"(\d+) min(?:utter)? siden"), ("hour", r"(\d+) timer? siden")),
    "ru": (("minute", r"(\d+) мин\.? назад"), ("hour", r"(\d+) ч\.? назад"), ("hour", "(час) назад")),
    "pl": (("hour", r"(\d+) godz\.? temu"), ("minute", r"(\d+) min\.? temu")),
    "pt": (("hour", r"há (\d+) horas?"), ("minute", r"há (\d+) minutos?"), ("day", r"há (\d+) dias?")),
    "id": (("hour", r"(\d+) jam(?: yang)? lalu"), ("minute", r"(\d+) menit(?: yang)? lalu"),
           ("day", r"(\d+) hari(?: yang)? lalu")),
    "th": (("hour", r"(\d+) ?ชั่วโมง(?:ที่แล้ว|ก่อน)"), ("minute", r"(\d+) ?นาที(?:ที่แล้ว|ก่อน)"),
           ("day", r"(\d+) ?วัน(?:ที่แล้ว|ก่อน)")),
    "ar": (("hour", r"(?:منذ|قبل) (\d+) ساع(?:ة|ات)"), ("minute", r"(?:منذ|قبل) (\d+) دق(?:يقة|ائق)"),
           ("day", r"(?:منذ|قبل) (\d+) (?:يوما?|ايام|أيام)")),
    "fa": (("hour", r"(\d+) ساعت (?:پیش|قبل)"), ("minute", r"(\d+) دقیقه (?:پیش|قبل)"),
           ("day", r"(\d+) روز (?:پیش|قبل)")),
    "zh": (("hour", r"(\d+) ?[个個]?(?:小时|小時|钟头)[之以]?前"), ("minute", r"(\d+) ?(?:分钟|分鐘)[之以]?前"),
           ("day", r"(\d+) ?天(?:之|以)?前")),
}  # fmt: skip

# Today and yesterday; only in their own language, since "hier" is yesterday in Paris and here in Berlin.
_NEAR_DAYS = {
    "en": ("today", "yesterday"), "de": ("heute", "gestern"), "fr": ("aujourd['’]hui", "hier"), "es": ("hoy", "ayer"),
    "pt": ("hoje", "ontem"), "it": ("oggi", "ieri"), "nl": ("vandaag", "gisteren"), "da": ("i dag", "i går"),
    "nb": ("i dag", "i går"), "no": ("i dag", "i går"), "nn": ("i dag", "i går"), "sv": ("i dag|idag", "i går|igår"),
    "is": ("í dag", "í gær"), "fi": ("tänään", "eilen"), "pl": ("dzisiaj|dziś", "wczoraj"), "cs": ("dnes", "včera"),
    "sk": ("dnes", "včera"), "sl": ("danes", "včeraj"), "hr": ("danas", "jučer"), "sr": ("danas|данас", "juče|јуче"),
    "bs": ("danas", "jučer"), "hu": ("ma", "tegnap"), "ro": ("astăzi|azi", "ieri"), "bg": ("днес", "вчера"),
    "ru": ("сегодня", "вчера"), "uk": ("сьогодні", "вчора"), "tr": ("bugün", "dün"), "el": ("σήμερα", "χθες|χτες"),
    "lt": ("šiandien", "vakar"), "lv": ("šodien", "vakar"), "et": ("täna", "eile"), "ca": ("avui", "ahir"),
    "id": ("hari ini", "kemarin"), "ms": ("hari ini", "semalam"), "vi": ("hôm nay", "hôm qua"),
    "th": ("วันนี้", "เมื่อวานนี้|เมื่อวาน"), "ar": ("اليوم", "أمس|امس"), "fa": ("امروز", "دیروز"),
    "he": ("היום", "אתמול"), "hi": ("आज", "कल"), "bn": ("আজ", "গতকাল"), "ja": ("今日|本日|きょう", "昨日|きのう"),
    "zh": ("今天|今日", "昨天|昨日"), "ko": ("오늘", "어제"),
}  # fmt: skip

# Words before (in some languages after) the time of a change, and of the publication.
UPDATED = (
    r"(?:last |latest )?(?:updated?(?!s)|modified|revised|edited|changed)|as of|aktualisiert|aktualisierung|"
    r"stand(?!\w)|editiert|geändert|bearbeitet|mis(?:e)? à jour|modifié|actualisé|actualizad[oa]|actualización|"
    r"modificad[oa]|atualizad[oa]|atualização|aggiornat[oa]|aggiornamento|modificat[oa]|bijgewerkt|gewijzigd|"
    r"laatste update|(?:sist )?opdateret|(?:sist )?oppdatert|endret|(?:senast )?uppdaterad|uppfært|päivitetty|muokattu|"
    r"aktualizacja|zaktualizowano|aktualizováno|aktualizace|upraveno|aktualizované|upravené|posodobljeno|ažurirano|"
    r"izmijenjeno|izmenjeno|ажурирано|frissítve|frissült|módosítva|actualizat[ăa]?|обновен[оа]?|обновлен[оа]?|"
    r"обновление|изменен[оа]?|оновлено|güncelle(?:me|ndi|nme)|son güncelleme|ενημέρωση|ενημερώθηκε|τροποποιήθηκε|"
    r"atnaujinta|atjaunots|papildināts|uuendatud|actualitzat|eguneratua|përditësuar|cập nhật|diperbarui|"
    r"pembaruan|dikemaskini|อัปเดต|อัพเดท|อัพเดต|แก้ไข|ปรับปรุง|تحديث|تعديل|به.?روز.?رسانی|بروزرسانی|ویرایش|עודכן|עדכון|"
    r"अपडेट|अपडेटेड|संशोधित|আপডেট|اپ ?ڈیٹ|புதுப்பிக்கப்பட்டது|更新|最終更新|修改|수정|업데이트"
)
PUBLISHED = (
    r"published|posted|submitted|created|issued|filed|veröffentlicht|erschienen|erstellt|publiziert|publiée?|"
    r"parue?|posté|publicad[oa]|publicación|publicação|pubblicat[oa]|pubblicazione|gepubliceerd|geplaatst|"
    r"publicer(?:et|ad)|publisert|offentliggjort|birt|julkaistu|opublikowan[oy]|publikacja|dodano|publikováno|"
    r"vydáno|zverejnené|publikované|objavljeno|objavljen|објављено|megjelent|közzétéve|publicat[ăa]?|"
    r"публикуван[оа]?|опубликован[оа]?|опубліковано|дата публикации|yayın(?:lanma)?|δημοσιεύ(?:θηκε|τηκε|ση)|"
    r"publikuota|paskelbta|publicēts|avaldatud|publicat|argitaratua|publikuar|đăng|diterbitkan|dipublikasikan|terbit|"
    r"เผยแพร่|نشر|النشر|انتشار|منتشر|פורסם|प्रकाशित|पब्लिश|প্রকাশ(?:িত)?|شائع|公開|掲載|配信|发布|發布|发表|發表|입력|등록|게시"
)
# Words next to dates that are not a time of the article.
NO_DATE_OF_ARTICLE = (
    r"©|\(c\)|copyright|all rights|alle rechte|tous droits|joined|member since|registriert|mitglied seit|born|geboren|"
    r"nato il|née? le|accessed|abgerufen|archived|expires|valid|gültig|until|jusqu|bis zum|hasta el|birthday|"
    r"(?:page|site) generated|election day|sendung|audio|video|photo|foto|bild|print edition|printausgabe"
    r"|last built|server time|today is|current time"
)
# A limit, since pages declare all kinds of text as their language.
_MOST_LANGUAGES = 256
AM = (
    r"a\.? ?m\.?|π\.? ?μ\.?|上午|午前|早上|清晨|凌晨|오전|صباحا|ص|ق\.? ?ظ|sa\b|sáng|öö|pagi|এ\.? ?এম|पूर्वाह्न|"
    r"முற்பகல்|de la mañana|da manhã|del mattino"
)
PM = (
    r"p\.? ?m\.?|μ\.? ?μ\.?|下午|午後|午后|傍晚|晚上|오후|مساء|عصرا|م|ب\.? ?ظ|ch\b|chiều|tối|ös|petang|malam|"
    r"পি\.? ?এম|अपराह्न|பிற்பகல்|de la tarde|de la noche|da tarde|da noite"
)


def plain(text: str) -> str:
    """text in the form for comparison: NFKC, ASCII digits, small letters, single spaces."""
    lowered = unicodedata.normalize("NFKC", visible(text)).casefold().replace("\u0307", "")
    if not lowered.isascii():
        lowered = "".join(_ascii_digit(character) for character in lowered)
    return " ".join(lowered.split())


def _ascii_digit(character: str) -> str:
    # Arabic-Indic, Persian, Thai, Devanagari and other decimal digits. The kashida and Arabic vowel marks are removed.
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return "" if "\u064b" <= character <= "\u0652" or character == "\u0640" else character


def month_of(word: str, languages: tuple[str, ...], *, anywhere: bool = False) -> int | None:
    """The number of a month's name in the first of these languages that has it, else (anywhere) in any language."""
    # Arabic often gives two names for one month: "أيار/مايو".
    names = [_key(part) for part in (word, *word.split("/"))]
    tables = [months(language) for language in languages]
    tables += [_months_anywhere()] if anywhere else []
    return next((number for table in tables for name in names if (number := table.get(name))), None)


def short_month_of(word: str, languages: tuple[str, ...]) -> int | None:
    """The number of the only month in one of these languages whose name begins with word, of three or four letters."""
    return next((number for language in languages if (number := _beginnings(language).get(_key(word)))), None)


@lru_cache(maxsize=_MOST_LANGUAGES)
def _beginnings(language: str) -> dict[str, int]:
    meanings: dict[str, set[int]] = {}
    for name, number in months(language).items():
        # Only alphabets: in other scripts three characters are not a short form.
        if max(name) < "\u0530":
            for length in (3, 4):
                meanings.setdefault(name[:length], set()).add(number)
    return {name: numbers.pop() for name, numbers in meanings.items() if len(numbers) == 1 and len(name) >= 3}


@lru_cache(maxsize=_MOST_LANGUAGES)
def months(language: str) -> dict[str, int]:
    """The names of months in a language (its BCP 47 tag) and its regions, as month_of compares them; {} if unknown."""
    found: dict[str, int] = {}
    for locale in (language, *(name for name in _LOCALES if name.startswith(f"{language}_"))):
        found |= _months_in(locale)
    found |= {_key(name): number for name, number in _MORE_MONTHS.get(language, {}).items()}
    # In Hebrew "in May" is one word, and Mongolian dates have the genitive.
    if language == "he":
        found |= {"ב" + name: number for name, number in found.items()}
    if language == "mn":
        found |= {name + "ын": number for name, number in found.items()}
    # Some locales have numbers instead of names ("5月", "tháng 5", "M05"); other patterns read these.
    return {name: number for name, number in found.items() if not any(character.isdigit() for character in name)}


def _months_in(name: str) -> dict[str, int]:
    locale = _locale(name)
    if locale is None:
        return {}
    named = (get_month_names(width, context, locale) for width in _WIDTHS for context in _CONTEXTS)
    return {_key(name): number for names in named for number, name in names.items()}


def _locale(name: str) -> Locale | None:
    try:
        return Locale.parse(name.replace("-", "_"))
    except (ValueError, UnknownLocaleError, TypeError):
        return None


@cache
def _months_anywhere() -> dict[str, int]:
    """The names that mean the same month in every language. "Listopad" is October in Zagreb and November in Prague."""
    meanings: dict[str, set[int]] = {}
    for language in dict.fromkeys(locale.partition("_")[0] for locale in _LOCALES):
        for name, number in months(language).items():
            meanings.setdefault(name, set()).add(number)
    return {name: numbers.pop() for name, numbers in meanings.items() if len(numbers) == 1 and len(name) > 1}


def jalali_month_of(word: str) -> int | None:
    """The number of a month of the Persian solar year."""
    return _JALALI_KEYS.get(_key(word))


def _key(name: str) -> str:
    """name without accents and points: papers leave accents out, in Greek capitals, in Hindi and in Arabic."""
    letters = unicodedata.normalize("NFD", plain(name).translate(_ARABIC_LETTERS))
    # Vowel signs have the combining class 0, and the sign that joins two letters of an Indian script has class 9.
    bare = "".join(letter for letter in letters if unicodedata.combining(letter) in (0, 9))
    return bare.replace(".", "").strip("'’׳ -")


def hijri_month_of(word: str) -> int | None:
    """The number of a month of the Islamic calendar."""
    return _HIJRI_KEYS.get(_key(word))


def arabic_weekday_in(line: str) -> int | None:
    """The weekday that line names in Arabic, Monday is 0; None if it names none."""
    words = {_key(word) for word in re.split(r"[\s,،]+", line)}
    return next((number for number, names in enumerate(_WEEKDAY_KEYS) if not words.isdisjoint(names)), None)


_JALALI_KEYS = {_key(name): number for name, number in JALALI_MONTHS.items()}
_HIJRI_KEYS = {_key(name): number for name, number in HIJRI_MONTHS.items()}
_WEEKDAY_KEYS = [{_key(name) for name in names.split()} for names in _ARABIC_WEEKDAYS]


@lru_cache(maxsize=_MOST_LANGUAGES)
def relative_patterns(languages: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], timedelta], ...]:
    """The patterns for n minutes, hours or days ago in these languages, with the length of the unit."""
    found: dict[str, _Unit] = {}
    for language in languages:
        found |= dict(_from_cldr(language))
        found |= {pattern: unit for unit, pattern in _MORE_RELATIVE.get(language, ())}
    return tuple((in_plain(rf"(?<!\w){pattern}"), _UNITS[unit]) for pattern, unit in found.items())


def _from_cldr(language: str) -> Iterator[tuple[str, _Unit]]:
    locale = _locale(language)
    if locale is None:
        return
    for unit, length in _UNITS.items():
        for number in _SAMPLES:
            said = format_timedelta(-number * length, unit, threshold=_ALWAYS, add_direction=True, locale=locale)
            before, digits, after = plain(said).partition(str(number))
            if digits:
                # The pattern for "2 days" must not match the beginning of "20 days".
                beginning = re.escape(before.strip()) + " ?" if before.strip() else ""
                yield rf"{beginning}(\d+) ?{re.escape(after.strip())}(?!\w)", unit


@lru_cache(maxsize=_MOST_LANGUAGES)
def today_and_yesterday(language: str) -> tuple[re.Pattern[str], ...]:
    """The patterns for today and for yesterday, in this order; () for a language that is not listed."""
    return tuple(in_plain(rf"(?<!\w)(?:{words})(?!\w)") for words in _NEAR_DAYS.get(language, ()))


def in_plain(pattern: str) -> re.Pattern[str]:
    """pattern compiled so that it matches texts in the form that plain() gives."""
    return re.compile(unicodedata.normalize("NFKC", pattern).replace("ς", "σ"))
