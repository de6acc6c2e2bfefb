"""Datelines name the agency of a report; sentences with the same words do not."""

import pytest

from newsarchive.extraction.source.datelines import dateline

TEXT = "The bridge over the river was opened again, the city said."


@pytest.mark.parametrize(
    ("opening", "agency", "printed"),
    [
        pytest.param("PARIS (AP) — ", "AP", "PARIS (AP) —", id="place and brackets"),
        pytest.param("OSLO, Nov 20 (Reuters) - ", "Reuters", "OSLO, Nov 20 (Reuters)  -".replace("  ", " "), id="day"),
        pytest.param("/ritzau/ ", "Ritzau", "/ritzau/", id="slashes"),
        pytest.param("dpa/Berlin – ", "dpa", "dpa/Berlin –", id="agency first"),
        pytest.param("EFE.- ", "EFE", None, id="agency alone"),
        pytest.param("LONDON, Reuters — ", "Reuters", None, id="without brackets"),
        pytest.param("【ロンドン共同】", "Kyodo", "【ロンドン共同】", id="Japanese brackets"),
        pytest.param("新华社北京11月20日电 ", "Xinhua", None, id="Chinese"),
        pytest.param("به گزارش ایسنا، ", "ISNA", None, id="Persian"),
    ],
)
def test_a_dateline_names_the_agency(opening: str, agency: str, printed: str | None) -> None:
    found = dateline(opening + TEXT)
    assert found is not None
    assert found[0] == agency
    assert printed is None or found[1] == printed


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(TEXT, id="a sentence"),
        pytest.param("The Associated Press (AP) - founded in 1846 - is moving.", id="the agency as a subject"),
        pytest.param("SCRANTON (PA) — The bridge is closed.", id="a state"),
        pytest.param("Oslo, 20 November - The bridge is closed.", id="a place and a day"),
        pytest.param(f"{TEXT} {TEXT} {TEXT} PARIS (AP) — ", id="too far from the beginning"),
        pytest.param("", id="nothing"),
    ],
)
def test_other_openings_name_no_agency(line: str) -> None:
    assert dateline(line) is None
