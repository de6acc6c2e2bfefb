"""The words of a line that stay, shown by a masked line."""

import pytest

from newsarchive.outlet_tools.snapshot.masking import Masker

MASKER = Masker(b"of one page", ["Rivertown Post", "rivertownpost.example"])


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        pytest.param("Wall falls - Rivertown Post", ["Rivertown Post"], id="the outlet's name"),
        pytest.param("OSLO (Reuters) — Ministers met", ["(Reuters)"], id="an agency"),
        pytest.param("BERLIN, Nachrichtenagentur dpa, meldete", ["Nachrichtenagentur dpa"], id="called an agency"),
        pytest.param("（東京共同）新しい橋が開通した", ["共同"], id="an agency in Han"),
        pytest.param("Sputnik, 08 Dec 2016", ["Sputnik, 08 Dec 2016"], id="a source line"),
        pytest.param("Published 14 November 2026, 12:30", ["14 November 2026, 12:30"], id="a day"),
        pytest.param("publicado el 3 de noviembre de 2026", ["3 de noviembre de 2026"], id="a Spanish day"),
        pytest.param("November 14, 2026 at noon", ["November 14, 2026"], id="an American day"),
        pytest.param("新华社北京11月20日电 记者报道", ["新华社", "11月20日电"], id="a telegram"),
        pytest.param("Read also: Mayor falls", ["Read also:"], id="a lead to another story"),
        pytest.param("Читайте также: Мост закрыт", ["Читайте также:"], id="the same in Russian"),
        pytest.param("あわせて読みたい 新しい橋", ["あわせて読みたい"], id="the same in Japanese"),
        pytest.param("Subscribe now to continue reading this", ["Subscribe", "continue"], id="a paywall"),
        pytest.param("Sign up to our weekly newsletter", ["Sign up", "newsletter"], id="a call"),
        pytest.param("Jane Hallows, senior correspondent", ["correspondent"], id="a role"),
        pytest.param("Quelle: Hafenamt", ["Quelle:"], id="a credit"),
        pytest.param("به گزارش ایسنا، پل تازه باز شد", ["به گزارش ایسنا"], id="a Persian agency's opening"),
    ],
)
def test_names_dates_and_phrases_of_rules_stay(line: str, stays: list[str]):
    masked = MASKER.text(line)
    assert len(masked) == len(line)
    assert [words for words in stays if words not in masked] == []
    assert masked != line or line.startswith("Sputnik")


@pytest.mark.parametrize(
    ("line", "goes"),
    [
        pytest.param("Read also: Mayor falls", "falls", id="the other story's headline"),
        pytest.param("Sign up to our weekly newsletter from Harbourside", "Harbourside", id="between a rule's words"),
        pytest.param("The subscribers continue reading everything", "subscribers", id="a rule's words in a sentence"),
        pytest.param("The reuterson family", "reuterson", id="a word that begins like an agency"),
    ],
)
def test_all_other_words_are_replaced(line: str, goes: str):
    assert goes not in MASKER.text(line)
