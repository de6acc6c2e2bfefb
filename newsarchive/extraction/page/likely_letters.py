"""How likely the letters of a decoded text are: what tells a right encoding from a wrong one.

A wrong encoding gives letters too, but of several languages at once, in unusual places, or characters that nobody
writes. So the measure is how well the non-ASCII characters fit one language. The letters of each language stand here
from frequent to rare; weights by rank are enough, because encodings differ in most of their letters.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from math import exp, log

# The encodings in which the Encoding Standard lets pages of these languages be written, the likeliest first; then the
# languages' letters beyond ASCII, frequent ones first. https://html.spec.whatwg.org/#determining-the-character-encoding
# gives the first encoding of each.
_WESTERN = ("windows-1252", "mac-roman")
_CENTRAL = ("windows-1250", "iso-8859-2")
_BALTIC = ("windows-1257", "iso-8859-13", "iso-8859-4")
_CYRILLIC = ("windows-1251", "koi8-r", "koi8-u", "ibm866", "iso-8859-5", "mac-cyrillic")
_LATIN: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("en", _WESTERN, "éèñáíóçüöêïëôâäàåãøúîæœ"),
    ("fr", _WESTERN, "éèàêçôîùâûïëœ"),
    ("de", _WESTERN, "üäößé"),
    ("es", _WESTERN, "óíáéñúü"),
    ("pt", _WESTERN, "ãçéáíóêõúâôàü"),
    ("it", _WESTERN, "àèùòéìó"),
    ("nl", _WESTERN, "ëéïöüèêóáç"),
    ("ca", _WESTERN, "óàèíéçòúïü"),
    ("sv", _WESTERN, "äåöéü"),
    ("no", _WESTERN, "åøæéöäüòóô"),
    ("da", _WESTERN, "åøæéöäü"),
    ("fi", _WESTERN, "äöåé"),
    ("is", _WESTERN, "áíðóéþúöýæ"),
    ("ga", _WESTERN, "áíéóú"),
    ("eu", _WESTERN, "ñçü"),
    ("sq", _WESTERN, "ëç"),
    ("pl", _CENTRAL, "łęąóżśćńź"),
    ("cs", _CENTRAL, "áíěéřčžýšůúťňďó"),
    ("sk", _CENTRAL, "áíčéýžšúôťľňäďóĺŕ"),
    ("hu", _CENTRAL, "áéöóőüíúű"),
    ("ro", _CENTRAL, "ăîşâţ"),
    ("hr", _CENTRAL, "čšžćđ"),
    ("sl", _CENTRAL, "čšžćđ"),
    ("tr", ("windows-1254",), "ışüçğöâîû"),
    ("lt", _BALTIC, "ėšųįžūčąę"),
    ("lv", _BALTIC, "āīēšņļūžčģķ"),
    ("et", _BALTIC, "äüõöšž"),
    ("vi", ("windows-1258",), "\u0301\u0300\u0323\u0309\u0303đưâơêôăàáéíóúèù"),
)
_OTHER: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("ru", _CYRILLIC, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёъ"),
    ("uk", ("windows-1251", "koi8-u"), "оаниітвесркудлмпзяьбгїхчйшжюцщєфґё"),
    ("be", ("windows-1251",), "анісрыоеткялдзвумпгьбйчцўхшжэёюф"),
    ("bg", _CYRILLIC, "аиоентрсвлкдпмзгъубчщйцжшхюфяь"),
    ("sr", ("windows-1251", "iso-8859-5"), "аоиенрјтсвукдлпмзбгчшцћхжњљђфџ"),
    ("mk", ("windows-1251", "iso-8859-5"), "аоеитнрсвкдлупмјзгбшчцжфхќѓљњџѕ"),
    ("el", ("windows-1253", "iso-8859-7"), "αοιετσνηυρπκμλςόίάέγδήωχθύφβώξζψϊϋ"),
    ("he", ("windows-1255", "iso-8859-8"), "יוהלאמרתבשנםדחעקכפסגטזןצךףץ"),
    ("ar", ("windows-1256", "iso-8859-6"), "اليمنوترهبدسعفكقحأجصةشطىخذءإضزثغئآظؤ"),
    ("fa", ("windows-1256",), "ايرندهمتوبسشكزگخعقفحپجصچطآضغذئثظژ"),
    ("th", ("cp874",), "ารนอกเง่ม้ยลัวดทีิสตะปบคหแุจพชขใไ็ื์ผโูำถธซึศภๆญณฉษฟฐ"),
)
# The most frequent characters of a text in these languages, in no order.
_SIMPLIFIED = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多"
    "经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性"
    "知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次"
    "度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建"
    "务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路"
    "记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运"
)
_TRADITIONAL = (
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多"
    "經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性"
    "知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次"
    "度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建"
    "務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路"
    "記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運"
)
_KANJI = (
    "日一国人年大十二本中長出三時行見月後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西電校語土木"
    "聞食車何南万毎白天母火右読友左休父会同事自社発者地業方新場員立開手力問代明動京目通言理体田主題意不作用度強公持野以思家世多"
    "正安院心界教文元重近考画海売知道集別物使品計死特私始朝運終台広住真有口少町料工建空急止送切転研足究楽起着店病質待試族銀早映"
    "親験英医仕去味写字答夜音注帰古歌買悪図週室歩風紙黒花春赤青館屋色走秋夏習駅洋旅服夕借曜飲肉貸堂鳥飯勉冬昼茶弟牛魚兄犬妹姉漢"
    "政議民連対部合市内相定回選米実関決全表戦経最現調化当約首法性要制治務成期取都和機平加受続進数記初指権支産点報済活原共得解交資"
    "予向際勝面告反判認参利組信在件側任引求所次昨論官増係感情投示変打直両式確果容必演歳争談能位置流格疑過局放常状球職与供役構割身"
)
_HANGUL = (
    "이다는에의을가고로하한은지를사서기도어자시인대나해정리일그수들아부전제보라과으있장만상니여구원유스음주동성조어면국와공까것비"
    "게안소경위선무했관신미연오화개드발용말생세트될당민재방되적려감산단업회었거물차현계금문명같요분영중내모실질년식간저입불바린러"
    "심추학치행건교통결천강난합최토권평등복진작군체야없마남북올우월각외양출법할직설략음예므"
)
_FULL_WIDTH = range(0xFF01, 0xFF61)
_HALF_KANA = range(0xFF61, 0xFFA0)
_KANA = range(0x3041, 0x3100)
_CJK_MARKS = range(0x3000, 0x3030)
_IDEOGRAPHS = range(0x4E00, 0x9FB0)
_SYLLABLES = range(0xAC00, 0xD7A4)
_EAST_ASIAN: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("zh", ("gb18030", "big5hkscs"), ""),
    ("ja", ("cp932", "euc_jis_2004"), ""),
    ("ko", ("cp949",), ""),
)

LANGUAGES = (*_LATIN, *_OTHER, *_EAST_ASIAN)
_ALIASES = {"nb": "no", "nn": "no", "bs": "hr", "sh": "hr", "gl": "pt", "af": "nl", "iw": "he", "yi": "he", "ur": "fa"}

# Quotes, dashes and the like, which editors write in every language; signs that news has now and then.
_MARKS = frozenset("‘’“”„‚«»–—…\xa0´")
_SIGNS = frozenset("©®°§€£•·¿¡ºª№™×²³½¼¾±")
# Natural logarithms of how likely a character is; of all letters of an alphabet together it is 0.
_MARK, _SIGN, _FOREIGN, _RARE_SIGN, _UNREADABLE = -4.6, -7.0, -10.0, -11.0, -14.0
# The first letter of an alphabet is this many times as frequent as its last one: e to the power of 3, twenty times.
_STEEPNESS = 3.0
# One of five letters is a capital, at most.
_CAPITAL = -0.7
# Of a text in these scripts, six characters of ten are among the most frequent ones, which are listed here.
_COMMON_SHARE, _IDEOGRAPH, _SYLLABLE = 0.6, -9.7, -8.5
_KANA_WEIGHT, _CJK_MARK, _HALF_KANA_WEIGHT = -4.9, -5.0, -7.0


def language_of(tag: str | None) -> str | None:
    """The language of a tag as this module names it; None if it does not know the language's letters."""
    primary = (tag or "").lower().replace("_", "-").partition("-")[0]
    primary = _ALIASES.get(primary, primary)
    return primary if any(primary == language for language, _, _ in LANGUAGES) else None


def languages_in(codec: str) -> list[str]:
    """The languages that are written in an encoding."""
    return [language for language, codecs, _ in LANGUAGES if codec in codecs]


def codecs_of(language: str) -> tuple[str, ...]:
    """The encodings of a language, the likeliest first."""
    return next((codecs for name, codecs, _ in LANGUAGES if name == language), ())


def all_codecs() -> list[str]:
    """Every encoding that an undeclared page may have, the likeliest first."""
    return list(dict.fromkeys(codec for _, codecs, _ in LANGUAGES for codec in codecs))


def likelihood(counts: Mapping[str, int], language: str) -> float:
    """The logarithm of how likely these non-ASCII characters are in a language."""
    known = _weights(language)
    is_east_asian = language in ("zh", "ja", "ko")
    total = 0.0
    for character, count in counts.items():
        weight = known.get(character)
        if weight is None:
            weight = _other_weight(character, language) if is_east_asian else _unlisted_weight(character, known)
        total += weight * count
    return total


def characters(text: str) -> Counter[str]:
    """How often each non-ASCII character is in a text."""
    return Counter(character for character in text if character > "\x7f")


@cache
def _weights(language: str) -> dict[str, float]:
    if language in ("zh", "ja", "ko"):
        common = set({"zh": _SIMPLIFIED + _TRADITIONAL, "ja": _KANJI, "ko": _HANGUL}[language])
        return dict.fromkeys(common, log(_COMMON_SHARE / len(common)))
    letters = next(letters for name, _, letters in LANGUAGES if name == language)
    shares = [exp(-_STEEPNESS * rank / len(letters)) for rank in range(len(letters))]
    return {letter: log(share / sum(shares)) for letter, share in zip(letters, shares, strict=True)}


def _unlisted_weight(character: str, known: Mapping[str, float]) -> float:
    """The weight of a capital, a mark, or a character that the language does not have."""
    if (small := known.get(character.lower())) is not None:
        return small + _CAPITAL
    if ord(character) < 0xA0 or character == "\ufffd":
        return _UNREADABLE
    if character in _MARKS:
        return _MARK
    if character in _SIGNS:
        return _SIGN
    return _FOREIGN if character.isalpha() else _RARE_SIGN


def _other_weight(character: str, language: str) -> float:
    place = ord(character)
    if place in _IDEOGRAPHS:
        return _IDEOGRAPH
    if place in _CJK_MARKS or place in _FULL_WIDTH:
        return _CJK_MARK
    if language == "ja" and place in _KANA:
        return _KANA_WEIGHT
    if language == "ko" and place in _SYLLABLES:
        return _SYLLABLE
    if language == "ja" and place in _HALF_KANA:
        return _HALF_KANA_WEIGHT
    if place < 0xA0 or place == 0xFFFD:
        return _UNREADABLE
    return _SIGN if character in _MARKS or character in _SIGNS else _FOREIGN
