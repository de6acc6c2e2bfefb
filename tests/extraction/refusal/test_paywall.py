"""A text that ends at a paywall is a stub without the paywall's lines; sentences about subscriptions are text."""

import json
from collections.abc import Callable

import pytest

from newsarchive.extraction.article import read_page
from newsarchive.extraction.refusal.paywall import is_gate, without_paywall
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Page

FIRST = (
    "The council voted on Monday to rebuild the old bridge over the river before the first frost of the winter comes."
)
SECOND = "Work is to begin in March, engineers said, and the ferry will carry people and goods across until it is done."

GATES = [
    ("English", "Subscribe to continue reading this article."),
    ("English", "Already a subscriber? Sign in"),
    ("English", "This article is only available to subscribers."),
    ("English", "You have reached your limit of free articles this month."),
    ("English", "Create a free account to read the rest."),
    ("English", "Read on: become a subscriber"),
    ("German", "Möchten Sie weiterlesen?"),
    ("German", "Weiterlesen – jetzt abonnieren"),
    ("French", "Lire la suite : abonnez-vous"),
    ("Spanish", "Sigue leyendo: suscríbete"),
    ("Portuguese", "Continue lendo – assine"),
    ("Italian", "Continua a leggere: abbonati"),
    ("Dutch", "Lees verder – word abonnee"),
    ("Swedish", "Läs vidare – bli prenumerant"),
    ("Swedish", "Läs vidare! Köp ett digitalt abonnemang"),
    ("Danish", "Læs videre – bliv abonnent"),
    ("Norwegian", "Les videre – bli abonnent"),
    ("Finnish", "Jatka lukemista – tilaa lehti"),
    ("Polish", "Czytaj dalej – wykup dostęp"),
    ("Czech", "Čtěte dál – předplaťte si noviny"),
    ("Russian", "Читать дальше – оформите подписку"),
    ("Ukrainian", "Читати далі: оформіть передплату"),
    ("Turkish", "Devamını oku – abone ol"),
    ("Japanese", "続きを読む（会員登録）"),
    ("German", "Jetzt abonnieren und weiterlesen"),
    ("German", "Dieser Artikel ist nur für Abonnenten lesbar."),
    ("French", "Pour lire la suite, abonnez-vous"),
    ("French", "Cet article est réservé aux abonnés."),
    ("French", "Il vous reste 72.4% de cet article à lire."),
    ("Spanish", "Suscríbete para seguir leyendo"),
    ("Spanish", "Este contenido es exclusivo para suscriptores"),
    ("Portuguese", "Assine para continuar lendo"),
    ("Portuguese", "Conteúdo exclusivo para assinantes"),
    ("Italian", "Abbonati per continuare a leggere"),
    ("Italian", "Questo articolo è riservato agli abbonati"),
    ("Dutch", "Word abonnee om verder te lezen"),
    ("Swedish", "Logga in för att läsa hela artikeln"),
    ("Danish", "Denne artikel er forbeholdt abonnenter"),
    ("Norwegian", "For å lese hele saken må du være abonnent"),
    ("Finnish", "Tilaa lukeaksesi koko jutun: kirjaudu jatkaaksesi"),
    ("Polish", "Wykup dostęp, aby przeczytać całość"),
    ("Polish", "Pozostało 82% artykułu"),
    ("Czech", "Předplaťte si a pokračujte ve čtení"),
    ("Hungarian", "Ez a cikk csak előfizetőink számára érhető el"),
    ("Greek", "Συνδεθείτε για να διαβάσετε τη συνέχεια"),
    ("Russian", "Оформите подписку, чтобы читать дальше"),
    ("Ukrainian", "Увійдіть, щоб прочитати статтю повністю"),
    ("Turkish", "Haberin devamını okumak için abone olun"),
    ("Indonesian", "Berlangganan untuk membaca selengkapnya"),
    ("Vietnamese", "Đăng nhập để đọc tiếp"),
    ("Japanese", "この記事は有料会員限定です。"),
    ("Japanese", "残り 1,204文字"),
    ("Chinese", "订阅后继续阅读全文"),
    ("Chinese", "登入後閱讀全文"),
    ("Korean", "로그인 후 전문을 읽을 수 있습니다"),
    ("Arabic", "اشترك لمتابعة القراءة"),
    ("Persian", "برای ادامه مطلب اشتراک تهیه کنید"),
    ("Hebrew", "הירשמו כדי להמשיך לקרוא"),
    ("Hindi", "पूरी खबर पढ़ने के लिए सब्सक्राइब करें"),
]
SENTENCES = [
    "Subscribers to the city's water service will pay more from March, the council decided on Monday evening.",
    "“This article is a lie”, the minister said of a report in the newspaper that members of his party had read.",
    "Continue reading the report of the committee below.",
    "Readers continue to register for the walk along the river, the organisers said.",
    "She became a subscriber to the theory that rivers remember.",
    "To read the river is an art that few boatmen still know.",
    "Already in May the council had asked for an account of the costs.",
    "The story continues below the picture.",
    "Der Artikel im Grundgesetz, der die Presse schützt, bleibt unverändert, sagte die Richterin.",
    "Abonnenten des Theaters dürfen ihre Karten behalten.",
    "Pour la suite du tournoi, l'équipe jouera à Lyon.",
    "Les abonnés du théâtre garderont leurs places.",
    "Para seguir el partido, miles de aficionados viajaron a la ciudad.",
    "Los suscriptores del servicio de agua pagarán más.",
    "Para continuar na prova, a equipe precisa vencer.",
    "Gli abbonati del teatro conservano il posto.",
    "Abonnees van het theater houden hun plaats.",
    "Prenumeranterna på tidningen blev fler i fjol.",
    "Läs vidare, bad läraren, och barnen läste vidare till kvällen.",
    "Les videre, ba læreren.",
    "Read on, the teacher said, and the children read until the evening.",
    "Weiterlesen, bat die Lehrerin, und die Kinder lasen bis zum Abend.",
    "Lees verder, vroeg de meester.",
    "Czytaj dalej, poprosiła nauczycielka.",
    "Читать дальше дети не стали, сказала учительница.",
    "Continua a leggere, disse la maestra.",
    "Sigue leyendo, pidió la maestra, y los niños leyeron.",
    "Jatka lukemista, opettaja pyysi.",
    "Prenumeratorzy teatru zachowają miejsca.",
    "Подписчики канала увидели запись первыми, сообщил его владелец.",
    "Войдите в положение жителей, попросил депутат.",
    "Aboneler su faturasını mart ayında ödeyecek.",
    "会員は約３千人で、活動は２０年続いている。",
    "続いて市長が橋の歴史について話した。",
    "记者登录该网站后发现，页面已被删除。",
    "구독자는 300만 명을 넘었다고 회사는 밝혔다.",
    "اشترك آلاف المواطنين في المسيرة يوم الجمعة.",
    "מנויי התיאטרון ישמרו על מקומותיהם.",
]


@pytest.mark.parametrize("line", [line for _, line in GATES], ids=[f"{name} {n}" for n, (name, _) in enumerate(GATES)])
def test_a_paywall_line_ends_the_text(line: str) -> None:
    assert is_gate(line)
    told, gate = without_paywall(f"{FIRST}\n\n{SECOND}\n\n{line}\n\nOne euro a month\n\nAll articles")
    assert told == f"{FIRST}\n\n{SECOND}"
    assert gate == (line, "One euro a month", "All articles")


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_about_subscribers_is_text(line: str) -> None:
    assert not is_gate(line)


def test_a_box_in_the_middle_of_a_text_does_not_end_it() -> None:
    text = f"{FIRST}\n\nSubscribe to continue reading.\n\n" + "\n\n".join(
        f"{SECOND} {SECOND} {number}" for number in range(4)
    )
    assert without_paywall(text) == (text, ())


def html(body: str, **facts: object) -> str:
    data = {"@type": "NewsArticle", "headline": "Council votes for the bridge", **facts}
    return (
        f'<html lang="en"><head><script type="application/ld+json">{json.dumps(data)}</script></head>'
        f"<body><article><h1>Council votes for the bridge</h1>{body}</article></body></html>"
    )


@pytest.fixture
def read(a_page: Callable[..., Page], outlet: Outlet) -> Callable[[str], Article]:
    def reading(page: str) -> Article:
        found = read_page(a_page(page), outlet)
        assert found.article is not None, found.reason
        return found.article

    return reading


TEXT = f"<p>{FIRST}</p><p>{SECOND}</p>"
LONG = "".join(f"<p>{FIRST} {number}</p>" for number in range(25))
PAID = {"isAccessibleForFree": False, "hasPart": {"isAccessibleForFree": False, "cssSelector": ".paid"}}


@pytest.mark.parametrize(
    ("page", "completeness"),
    [
        pytest.param(html(f"{TEXT}<p>Subscribe to continue reading.</p>"), "stub", id="a gate ends it"),
        pytest.param(html(f"{LONG}<p>Subscribe to continue reading.</p>"), "stub", id="a gate ends a long text"),
        pytest.param(html(TEXT), "full", id="a short report"),
        pytest.param(
            html(TEXT) + '<div class="paywall-menu"><a>Log in</a><a>Offers of this week for you</a></div>', "full",
            id="a menu named paywall",
        ),
        pytest.param(
            html(TEXT) + '<div class="paywall">Subscribe to continue reading. One euro.</div>', "stub",
            id="a paywall next to it",
        ),
        pytest.param(
            html(TEXT) + '<div style="display: none"><div class="paywall">Subscribe to continue reading.</div></div>',
            "full", id="a gate that is not shown",
        ),
        pytest.param(html(f"{TEXT}<div class='paywall'></div>"), "stub", id="an empty gate in the article"),
        pytest.param(
            html(LONG) + '<div class="paywall">Subscribe to continue reading.</div>', "full",
            id="a paywall next to a long text",
        ),
        pytest.param(html(TEXT, **PAID), "stub", id="the paid part is missing"),
        pytest.param(html(f"<div class='paid'>{TEXT}</div>", **PAID), "full", id="the paid part is there"),
        pytest.param(html(TEXT, isAccessibleForFree=False), "stub", id="not free and short"),
        pytest.param(html(TEXT, isAccessibleForFree=False, wordCount=40), "stub", id="not free, as long as said"),
        pytest.param(html(TEXT, isAccessibleForFree=False, wordCount=900), "stub", id="shorter than said"),
        pytest.param(html(LONG, isAccessibleForFree=False), "full", id="not free and long"),
        pytest.param(
            html(TEXT, **{**PAID, "hasPart": {"isAccessibleForFree": False, "cssSelector": "p:::["}}), "stub",
            id="a selector that is none",
        ),
    ],
)  # fmt: skip
def test_a_stub_is_recognized(read: Callable[[str], Article], page: str, completeness: str) -> None:
    article = read(page)
    assert article.completeness == completeness, article.provenance.get("completeness")
    assert "Subscribe" not in article.body
