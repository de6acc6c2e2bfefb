"""The language of an article: what page and outlet declare, held to the text.

Templates declare the language of their maker. So a declaration is believed unless the text is certainly in another
language. Languages that are hard to tell apart never overrule each other.
"""

import re
from collections.abc import Iterator

from newsarchive.extraction.page.candidates import Candidate, first_candidate, with_values
from newsarchive.extraction.page.json_ld import first_text
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet import Outlet

try:
    import pycld2
except ImportError:  # it has no wheels for some machines: there, languages are what is declared
    pycld2 = None

_TAG = re.compile(r"^\s*([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_][a-z0-9]+)*\s*$", re.IGNORECASE)
_NO_LANGUAGE = frozenset({"und", "mul", "zxx", "xx", "mis", "qaa"})
# The languages with two letters: https://www.loc.gov/standards/iso639-2/php/code_list.php
_TWO_LETTERS = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
    "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv "
    "ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne "
    "ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss "
    "st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
# Countries that templates name instead of their language, codes that ISO 639 has replaced, and the three letters of
# frequent languages.
_MEANT = {
    "jp": "ja", "ua": "uk", "cz": "cs", "gr": "el", "cn": "zh", "dk": "da", "kr": "ko", "vn": "vi", "rs": "sr",
    "by": "be", "kz": "kk", "ge": "ka", "ir": "fa", "il": "he", "jw": "jv", "al": "sq", "at": "de", "sp": "es",
    "mx": "es", "gb": "en", "us": "en", "iw": "he", "in": "id", "ji": "yi", "mo": "ro", "eng": "en", "deu": "de",
    "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "por": "pt", "ita": "it", "rus": "ru", "ukr": "uk",
    "pol": "pl", "nld": "nl", "dut": "nl", "tur": "tr", "jpn": "ja", "zho": "zh", "chi": "zh", "kor": "ko",
    "ara": "ar", "fas": "fa", "per": "fa", "hin": "hi", "ind": "id", "vie": "vi", "swe": "sv", "dan": "da",
    "nor": "no", "nob": "nb", "nno": "nn", "fin": "fi", "ces": "cs", "cze": "cs", "ell": "el", "gre": "el",
    "heb": "he", "hun": "hu", "ron": "ro", "rum": "ro", "tha": "th",
}  # fmt: skip
# Codes of languages that the detector does not know, and of countries that templates mean: lang="se" is Northern Sami,
# but the text may be Swedish. The languages that are written in those countries.
_OF_COUNTRY = {
    "se": "sv fi", "ee": "et ru", "ch": "de fr it", "li": "de", "lu": "fr de", "kg": "ky ru", "ng": "en", "cr": "es",
    "cv": "pt",
}  # fmt: skip

# The text's beginning is enough, and costs little; fewer letters prove nothing.
_SAMPLE = 1_000
_FEWEST_LETTERS = 60
# Enough of a longer text for a look at its middle: a report may begin with a quotation in another language.
_LONG = 3 * _SAMPLE
# The percentage of the text that must be in the other language: against the page and the outlet, against one of them.
_CERTAIN, _AGREEING = 80, 60

# Languages that a detector takes for one another, and that readers of one can read in another.
_CLOSE = (
    "no nb nn da", "hr sr bs sh cnr", "id ms", "cs sk", "pt gl", "es gl an ast ext", "ca oc", "bg mk", "ru be",
    "zu xh ss nr nd", "st nso tn", "rw rn", "hi ne mr sa bho bh mai", "fa prs tg", "tr az crh", "kk ky", "tt ba",
    "tl fil bcl ceb", "zh yue wuu", "ar arz ary", "ku ckb kmr sdh", "af nl", "lv ltg", "fo is", "el grc", "he hbo yi",
    "it lij vec co", "fr wa gcr gcf", "en pcm sco", "sm to", "gd ga",
)  # fmt: skip
_GROUPS = tuple(frozenset(group.split()) for group in _CLOSE)
# Languages in which hardly any newspaper is written. Lists of names and results look like these to a detector.
_RARE = frozenset({"la", "eo", "ia", "ie", "vo", "sco", "sa", "tlh", "crs", "kri", "gv", "co", "ik", "za"})


def find_language(parsed: ParsedPage, outlet: Outlet, text: str = "") -> Candidate | None:
    """The language of a page with this text: a BCP 47 primary tag, with the script if it has one.

    It is what the page declares, else the outlet's language; or the language of the text where that is certainly
    another one, or where nothing is declared. The region is left out. With en-GB and en, every count by language would
    list English twice.
    """
    declared = list(_declared(parsed, outlet))
    first = first_candidate(declared)
    found, percent = detect(text[:_SAMPLE], is_proof=first is not None)
    if found is None or found == (first and _primary(first.value)):
        return first
    if first is None:
        return Candidate(found, "text")
    if not _can_be_wrong(_primary(first.value), found):
        return first
    fitting = next((each for each in declared if _is_close(_primary(each.value), found)), None)
    if percent < (_AGREEING if fitting else _CERTAIN):
        return first
    if len(text) >= _LONG and detect(text[len(text) // 2 :][:_SAMPLE])[0] != found:
        return first
    return fitting or Candidate(found, "text")


def language_tag(text: str) -> str | None:
    """The tag for a page's spelling: "en" for "en_US", "zh-Hant" for "ZH-hant-TW", "ja" for "jp"; None for no tag."""
    match = _TAG.match(text)
    if match is None:
        return None
    primary = match[1].lower()
    primary = _MEANT.get(primary, primary)
    if primary in _NO_LANGUAGE or (len(primary) == 2 and primary not in _TWO_LETTERS.split()):
        return None
    return primary + (f"-{match[2].title()}" if match[2] else "")


def detect(text: str, *, is_proof: bool = True) -> tuple[str | None, int]:
    """The language that most of a text is in, and the percentage of the text that is in it or a close one.

    None for few letters, for languages without newspapers and, where it must be a proof, for what may be another
    language or a mixture. 1,000 letters take 0.05 ms.
    """
    if pycld2 is None or sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
        return None, 0
    try:
        is_reliable, _, parts = pycld2.detect(text.encode("utf-8", "ignore"), isPlainText=True, bestEffort=not is_proof)
    except pycld2.error:  # characters that are not text
        return None, 0
    tags = [(language_tag(code), percent) for _, code, percent, _ in parts]
    best = _primary(tags[0][0] or "")
    if (is_proof and not is_reliable) or not best or best in _RARE:
        return None, 0
    return best, sum(percent for tag, percent in tags if tag and _is_close(_primary(tag), best))


def _declared(parsed: ParsedPage, outlet: Outlet) -> Iterator[Candidate]:
    root = parsed.tree.getroottree().getroot()
    offered = with_values(
        (root.get("lang"), "html lang"),
        (root.get("xml:lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"), "html xml:lang"),
        *((element.get("lang"), f"{element.tag} lang") for tag in ("body", "article") for element in parsed.all(tag)),
        (first_text(parsed.linked_data.article, "inLanguage"), "JSON-LD inLanguage"),
        (parsed.first_meta("content-language", "language", "dc.language", "dcterms.language"), "meta language"),
        (parsed.first_meta("og:locale"), "og:locale"),
        (outlet.language, "outlet"),
    )
    yield from with_values(*((language_tag(candidate.value), candidate.where) for candidate in offered))


def _primary(tag: str) -> str:
    return tag.partition("-")[0]


def _known() -> frozenset[str]:
    """The languages that the detector tells from others; a text in another one looks like some of these."""
    if pycld2 is None:
        return frozenset()
    codes = {code for name, code in pycld2.LANGUAGES if name in pycld2.DETECTED_LANGUAGES}
    return frozenset(_primary(tag) for code in codes if (tag := language_tag(code))) | {"nb", "sh", "fil"}


_KNOWN = _known()


def _can_be_wrong(declared: str, found: str) -> bool:
    """Whether a text that is found in one language shows that a declaration of another is wrong."""
    if found in _OF_COUNTRY.get(declared, "").split():
        return True
    return not _is_close(declared, found) and declared in _KNOWN


def _is_close(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in _GROUPS)
