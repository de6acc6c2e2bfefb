"""Lines of boilerplate, and as many lines that look like boilerplate but are text."""

import pytest

from newsarchive.extraction.body.cleaning import RemovedText
from newsarchive.extraction.body.line_cleaning import CLOSING_CREDIT, CLOSING_NOTICE, FOOTER, KnownFields, clean_lines
from newsarchive.records import Author

KNOWN = KnownFields(
    ["Bridge reopens after storm"], [Author("Anna Reed"), Author("Ben Hall")], "By Anna Reed and Ben Hall"
)
TEXT = "The bridge over the river was opened again on Friday, the city said."


@pytest.mark.parametrize(
    "line",
    [
        "Bridge reopens after storm",
        "BRIDGE REOPENS AFTER STORM",
        "By Anna Reed and Ben Hall",
        "Anna Reed",
        "Anna Reed, 12:30",
        "Published 20 November 2026, 12:30 GMT",
        "20.11.2026 17:26 Uhr",
        "Stand: 20. November 2026, 12:30 Uhr",
        "2026年11月20日",
        "Related: Storm breaks records",
        "Read more:",
        "Lesen Sie auch: Sturm bricht Rekorde",
        "À lire aussi",
        "Читайте также: Буря бьёт рекорды",
        "関連記事",
        "Advertisement",
        "Photo: City of Rivertown",
        "Foto: Stadt",
        "Follow us on Facebook and Instagram",
        "Get the day's news delivered to your inbox every morning.",
        "Síguenos en Telegram",
        "* * *",
        "Bridges: Bridge reopens after storm",
        "(Leggi anche su: I ponti del fiume, una guida)",
        "Dowiedz się więcej o mostach",
        "Baca juga: Badai di kota",
        "Empfohlener redaktioneller Inhalt",
        "An dieser Stelle finden Sie einen externen Inhalt, der den Artikel ergänzt.",
        "We need your consent to load this post",
        "Hat Ihnen dieser Artikel gefallen? Dann empfehlen Sie ihn weiter!",
        "Did you like this article? Tell your friends.",
        "Copyright Rivertown Press, 2026",
        "Article mis à jour le 7 janvier 2020.",
        "Tags:",
        "Contenido relacionado",
        "Siga o nosso canal no WhatsApp",
        "Folgen Sie uns auf Instagram",
        "Folgen Sie der Rivertown Post auf Facebook",
        "Zapisz się na nasz newsletter",
        "Gefällt Ihnen dieser Artikel?",
        "Read more about the bridge",
        "Mira: Los puentes del mundo",
        "Unser Newsletter informiert Sie jeden Morgen. Hier anmelden.",
        "Every week we look at one bridge. Sign up for our free newsletter today.",
        "Filed under: Bridges, Storms",
        "Schlagwörter: Brücken",
        "Assunto: Pontes do rio",
        "Słowa kluczowe: mosty, burza",
        "Теги: мосты",
        "タグ：橋、嵐",
        "تابعونا على قناتنا في تلغرام",
        "Podoba Ci się nasza praca? Postaw nam kawę.",
        "We use cookies and other technologies to improve your browsing experience.",
        "By choosing I Accept, you consent to our use of cookies.",
        "Diese Website verwendet Cookies, um Ihnen zu helfen.",
        "Nous utilisons des cookies.",
        "Please log in here to leave a comment.",
        "Don't have an account?",
        "Passwort vergessen?",
        "Share this with all of your friends by clicking the button below.",
        "Have something to add to this story? Share it in the comments.",
        "Sharing is caring!",
        "This slideshow requires JavaScript.",
        "hide caption",
        "Нашли опечатку? Выделите её и нажмите Ctrl+Enter.",
        "See a typo? Select it and press Ctrl + Enter.",
    ],
)
def test_boilerplate_is_removed_and_reported(line: str) -> None:
    text, cut = clean_lines(f"{line}\n\n{TEXT}", KNOWN)
    assert (text, [one.text for one in cut]) == (TEXT, [line])


@pytest.mark.parametrize(
    "line",
    [
        "Anna Reed stood on the bridge when the storm began.",
        "On 20 November 2026 the bridge was closed.",
        "November 2026 was the wettest month on record.",
        "Related costs will be paid by the city.",
        "More rain is expected.",
        "Watch out for falling branches, the city warned.",
        "Photographs: none were lost in the flood, the museum said.",
        "Follow the river and you reach the bridge.",
        "Share prices of builders rose.",
        "Get out of the house, she was told.",
        "Der Anzeiger berichtet.",
        "The newsletter of the bridge builders was founded in 1970, he said.",
        "Der Newsletter der Stadt erschien zum ersten Mal im Mai.",
        "Supporters of the bridge gathered on Friday.",
        "An dieser Stelle stand bis 1970 ein Turm.",
        "The editor reads the story twice.",
        "Mira: no fue fácil.",
        "More: a play in three acts about a bridge.",
        "Siga o rio até à ponte, disse ela.",
        "Folgen Sie dem Fluss bis zur Brücke.",
        "Inscrivez votre enfant à la mairie avant le 1er juin.",
        "Zapisz się wcześniej, bo miejsc jest mało.",
        "Cette vidéo n’est pas authentique, a confirmé la police.",
        "Copyright law was changed in May, the court said.",
        "Readers who subscribe to newsletters spend more, the study found.",
        "Download the app and you hand over your address book, he warned.",
        "Follow Facebook's rules or lose the account, the moderators were told.",
        "The bridge was closed on 20 November 2026.",
        "Anna Reed: Why now?",
        "Read more books, he advised.",
        "Topics: the two of them spoke of bridges and of storms.",
        "Themen gab es viele: Brücken und Stürme",
        "Assunto encerrado, disse a prefeita.",
        "تابعوا النهر من الجسر، قالت المديرة.",
        "Podoba ci się most, zapytała.",
        "Brokers may receive a commission for each sale.",
        "Cookies were baked at the bridge, and the use of butter was noted.",
        "They use cookies, the report on the ministry's site said.",
        "Press Ctrl+Enter to send the message, the manual says.",
        "Share this land fairly, she said, or lose it.",
        "Subscribers now pay more to read the paper.",
        "Reply to me, he wrote.",
        "Picture by picture, the museum tells the story of the bridge.",
        "1",
    ],
)
def test_text_stays(line: str) -> None:
    assert clean_lines(f"{line}\n\n{TEXT}", KNOWN)[0] == f"{line}\n\n{TEXT}"


def test_the_headline_stays_inside_the_text() -> None:
    lines = [f"{TEXT} {number}" for number in range(20)]
    body = "\n\n".join([*lines, "Bridge reopens after storm"])
    assert clean_lines(body, KNOWN) == (body, ())


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by Anna Reed; Editing by Ben Hall",
        "Additional reporting by Ben Hall in Rivertown.",
        "Ben Hall contributed to this report.",
        "Our Standards: the trust principles.",
        "Write to Anna Reed at anna.reed@gazette.example",
        "Source: River Agency",
        "Mit Material der dpa",
        "mit dpa",
        "Redaktion: Eva Blau",
        "Quelle: Stadt Rivertown",
        "Fuente: Agencia del Río",
        "Źródło: PAP",
        "来源：新华社",
    ],
)
def test_closing_credits_are_removed_only_at_the_end(line: str) -> None:
    assert clean_lines(f"{TEXT}\n\n{line}", KNOWN) == (TEXT, (RemovedText(CLOSING_CREDIT, line),))
    assert clean_lines(f"{TEXT}\n\n{line}\n\n{TEXT}", KNOWN)[0] == f"{TEXT}\n\n{line}\n\n{TEXT}"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Any reproduction without written permission is prohibited.", id="English"),
        pytest.param("Do you know more? Write to newsdesk@rivertownpost.example.", id="English, a tip"),
        pytest.param("Got a story? Tell us!", id="English, a story"),
        pytest.param("Nachdruck, auch auszugsweise, nur mit Genehmigung des Verlags", id="German"),
        pytest.param("Hinweise an die Redaktion bitte per Post.", id="German, a tip"),
        pytest.param("Haben Sie einen Fehler entdeckt? Schreiben Sie uns.", id="German, a mistake"),
        pytest.param("Toute reproduction interdite", id="French"),
        pytest.param("Retrouvez tous les samedis nos pages sur le fleuve.", id="French, a supplement"),
        pytest.param("Queda prohibida la reproducción total o parcial.", id="Spanish"),
        pytest.param("¿Tienes una historia? Escríbenos.", id="Spanish, a story"),
        pytest.param("É proibida a reprodução sem autorização.", id="Portuguese"),
        pytest.param("A reprodução é permitida desde que citada a fonte.", id="Portuguese, allowed"),
        pytest.param("La riproduzione è riservata", id="Italian"),
        pytest.param("Hai una segnalazione? Scrivici.", id="Italian, a tip"),
        pytest.param("Heb je een tip voor de redactie? Laat het weten.", id="Dutch"),
        pytest.param("Tipsa oss!", id="Swedish"),
        pytest.param("Kopiowanie bez zgody wydawcy zabronione", id="Polish"),
        pytest.param("Masz ciekawy temat? Napisz!", id="Polish, a tip"),
        pytest.param("При перепечатке ссылка обязательна", id="Russian"),
        pytest.param("Знаете новость? Пишите в редакцию.", id="Russian, a tip"),
        pytest.param("Her hakkı saklıdır.", id="Turkish"),
        pytest.param("Dilarang mengutip tanpa izin", id="Indonesian"),
        pytest.param("本紙掲載の記事・写真の無断転載を禁じます。", id="Japanese"),
        pytest.param("記事へのご感想を編集部までお寄せください。", id="Japanese, opinions"),
        pytest.param("未经授权，不得转载", id="Chinese"),
        pytest.param("저작권자 © 강변일보, 무단전재 및 재배포 금지", id="Korean"),
        pytest.param("جميع الحقوق محفوظة", id="Arabic"),
    ],
)
def test_closing_notices_are_removed_only_at_the_end(line: str) -> None:
    assert clean_lines(f"{TEXT}\n\n{line}", KNOWN) == (TEXT, (RemovedText(CLOSING_NOTICE, line),))
    assert clean_lines(f"{TEXT}\n\n{line}\n\n{TEXT}", KNOWN)[0] == f"{TEXT}\n\n{line}\n\n{TEXT}"


@pytest.mark.parametrize(
    "line",
    [
        "Reproduction of the old bell was forbidden by the bishop.",
        "Do you know more? she asked the keeper.",
        "Have you seen the man? Call the police in Rivertown.",
        "Der Nachdruck der Karte kostet zehn Euro.",
        "Hinweise an die Polizei in Oberwinkel werden erbeten.",
        "La reproduction des saumons a repris en avril.",
        "Retrouvez le calme, conseille la gardienne.",
        "La reproducción de los peces comenzó en abril.",
        "A reprodução dos peixes começou em abril.",
        "A reprodução do quadro foi proibida pelo bispo.",
        "La riproduzione dei pesci è cominciata in aprile.",
        "Tips till den som vill fiska: börja tidigt.",
        "Przedruk mapy kosztuje dziesięć złotych.",
        "Перепечатка рукописи заняла год.",
        "記事は一面に載ったと市長は話した。",
        "未经雨季，河水已涨。",
        "حقوق السكان محفوظة، قالت المديرة.",
    ],
)
def test_a_last_sentence_that_looks_like_a_notice_stays(line: str) -> None:
    assert clean_lines(f"{TEXT}\n\n{line}", KNOWN) == (f"{TEXT}\n\n{line}", ())


@pytest.mark.parametrize(
    "line",
    [
        "Editing the film took a year.",
        "Sources said that the bridge was safe.",
        "The donors contributed to the repairs.",
        "Mit der Fähre kommt niemand mehr.",
        "The report was written by the city.",
    ],
)
def test_a_last_sentence_that_looks_like_a_credit_stays(line: str) -> None:
    assert clean_lines(f"{TEXT}\n\n{line}", KNOWN) == (f"{TEXT}\n\n{line}", ())


def test_a_text_of_closing_credits_keeps_its_first_line() -> None:
    assert clean_lines("Source: River Agency", KNOWN)[0] == "Source: River Agency"


def test_lines_that_look_like_boilerplate_stay_if_they_are_most_of_the_text() -> None:
    lines = [f"Watch: the {number}th bridge of the tour" for number in range(8)]
    body = "\n\n".join([TEXT, *lines])
    assert clean_lines(body, KNOWN)[0] == body


@pytest.mark.parametrize(
    ("line", "is_cut"),
    [
        ("2024年5月3日 12時30分 (5月4日 8時00分更新)", True),
        ("2024年5月3日 12時30分", True),
        ("2024年5月3日 12時30分に火災が発生し、消防が出動した", False),
    ],
)
def test_a_time_with_letters_for_the_clock_is_a_time(line: str, is_cut: bool) -> None:
    text = f"{line}\n\n港の近くで倉庫が焼けたが、けが人はなかったと消防は説明した。"
    assert (line not in clean_lines(text, KnownFields())[0]) == is_cut


def test_a_list_behind_a_request_to_subscribe_goes_with_it() -> None:
    call, offer = "Subscribe now to read the latest news in your city.", "- Unlimited access to 15 sites."
    assert clean_lines(f"{TEXT}\n\n{call}\n\n{offer}\n\n{TEXT}", KNOWN)[0] == f"{TEXT}\n\n{TEXT}"
    assert clean_lines(f"{TEXT}\n\n{offer}\n\n{TEXT}", KNOWN)[0] == f"{TEXT}\n\n{offer}\n\n{TEXT}"


@pytest.mark.parametrize(
    "line",
    [
        "Use of this site constitutes acceptance of our User Agreement.",
        "© 2014 Rivertown Press. All rights reserved. Terms of Use | Privacy Policy",
        "2012 - 2020 © by Flusspost, alle Rechte vorbehalten",
        "Impressum | Datenschutz",
    ],
)
def test_the_terms_of_use_and_what_follows_are_the_footer(line: str) -> None:
    text = "\n\n".join([TEXT] * 3)
    assert clean_lines(f"{text}\n\n{line}\n\nOur partners", KNOWN) == (
        text,
        (RemovedText(FOOTER, line), RemovedText(FOOTER, "Our partners")),
    )
    assert clean_lines(f"{TEXT}\n\n{line}\n\n{text}", KNOWN)[0].endswith(text)


@pytest.mark.parametrize(
    "line",
    [
        "Disclaimer: this is a satirical piece.",
        "As an Amazon Associate we earn from purchases.",
        "Rivertown News provides commentary on real news stories.",
    ],
)
def test_a_disclaimer_at_the_end_is_removed(line: str) -> None:
    assert clean_lines(f"{TEXT}\n\n{line}", KNOWN) == (TEXT, (RemovedText(CLOSING_NOTICE, line),))
