"""A timeline for programs: gaps are null, everything else is a number."""

from datetime import date

from newsarchive.archive.analysis.timeline import read_timeline
from newsarchive.archive.analysis.timeline_rows import COLUMNS, timeline_rows, timeline_values
from newsarchive.archive.analysis.timeline_values import TimelineRequest
from newsarchive.archive.search.selection import Selection

REQUEST = TimelineRequest(("storm", "harbour"), Selection(since=date(2026, 3, 20), until=date(2026, 3, 23)), "day")


def test_values_for_json(conn):
    values = timeline_values(read_timeline(conn, REQUEST, date(2026, 6, 1)))
    assert (values["queries"], values["by"], values["days"], values["copies"]) == (
        ["storm", "harbour"],
        "day",
        "outlet",
        "all",
    )
    (panel,) = values["panels"]
    first, _, gap, _ = panel["periods"]
    assert first["articles"][1] == first["published"] > 0
    assert first["share"][1] == 1
    assert gap == {
        "period": "2026-03-22",
        "since": "2026-03-22",
        "until": "2026-03-22",
        "articles": None,
        "published": None,
        "share": None,
        "days": 1,
        "covered_days": 0,
    }


def test_rows_for_csv(conn):
    rows = list(timeline_rows(read_timeline(conn, REQUEST, date(2026, 6, 1))))
    assert [tuple(row) for row in rows] == [COLUMNS] * 8
    assert [row["query"] for row in rows[:2]] == ["storm", "harbour"]
    gap = next(row for row in rows if row["period"] == "2026-03-22")
    assert (gap["articles"], gap["published"], gap["share"]) == (None, None, None)
