"""Lines that are no text; as many that look like it and are."""

import pytest

from newsarchive.extraction.lines import Known, clean_lines
from newsarchive.records import Author

KNOWN = Known(["Bridge reopens after storm"], [Author("Anna Reed"), Author("Ben Hall")], "By Anna Reed and Ben Hall")
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
    ],
)
def test_furniture_is_cut_and_reported(line: str) -> None:
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
        "1",
    ],
)
def test_text_stays(line: str) -> None:
    assert clean_lines(f"{line}\n\n{TEXT}", KNOWN)[0] == f"{line}\n\n{TEXT}"


def test_the_headline_stays_where_it_is_part_of_the_text() -> None:
    lines = [f"{TEXT} {number}" for number in range(20)]
    body = "\n\n".join([*lines, "Bridge reopens after storm"])
    assert clean_lines(body, KNOWN) == (body, ())
