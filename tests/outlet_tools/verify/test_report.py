"""Findings as lines and as JSON."""

from newsarchive.outlet_tools.verify.findings import OutletFinding, PageFinding, PageState, SourceState
from newsarchive.outlet_tools.verify.report import finding_lines, report_row, summary
from tests.outlet_tools.verify.builders import DAY, a_finding, a_report, a_source


def test_each_feed_has_a_line_and_what_is_wrong_is_below_it():
    page = PageFinding("https://quay.example/1", PageState.FULL, "900 characters")
    gone = a_source("old.rss", SourceState.GONE, entries=0, detail="HTTP 404: not found")
    assert [line.split() for line in finding_lines(a_finding(a_source(newest_on=DAY), gone, page=page))] == [
        ["ok", "quay", "2", "2026-11-29", "https://quay.example/news.rss"],
        ["gone", "quay", "0", "https://quay.example/old.rss"],
        ["HTTP", "404:", "not", "found"],
        ["page", "full:", "https://quay.example/1", "(900", "characters)"],
    ]


def test_an_outlet_without_feeds_and_sitemaps_has_a_line_too():
    (line,) = finding_lines(OutletFinding("quay", "gb", ()))
    assert line.endswith("no feed or sitemap was found")


def test_the_summary_counts_outlets_and_states():
    gone = a_finding(a_source(state=SourceState.GONE), name="wall")
    assert summary(a_report(gone, a_finding())) == "2 outlets, 2 feeds and sitemaps: 1 ok, 1 gone"
    assert summary(a_report(a_finding(), asked=7)) == "1 of 7 outlets, 1 feed or sitemap: 1 ok"
    assert summary(a_report(asked=7)) == "0 of 7 outlets, 0 feeds and sitemaps: none polled"


def test_json_has_each_finding_in_the_order_of_countries():
    moved = a_source(state=SourceState.MOVED, moved_to="https://quay.example/feed", newest_on=DAY)
    nowhere = OutletFinding("anywhere", None, (a_source(),))
    row = report_row(a_report(nowhere, a_finding(moved)))
    assert [one["outlet"] for one in row["findings"]] == ["quay", "anywhere"]
    assert row["findings"][0]["sources"] == [
        {
            "url": "https://quay.example/news.rss", "kind": "feed", "state": "moved", "entries": 2, "wanted": 2,
            "newest_on": "2026-11-29", "detail": None, "moved_to": "https://quay.example/feed",
        }
    ]  # fmt: skip
    assert row["proposals"] == [
        {"outlet": "quay", "from": "https://quay.example/news.rss", "to": "https://quay.example/feed"}
    ]
    assert (row["is_complete"], row["states"], row["asked_on"]) == (True, {"ok": 1, "moved": 1}, "2026-11-29")


def test_a_report_can_be_narrowed_to_some_outlets():
    report = a_report(a_finding(), a_finding(name="wall"), asked=3).of({"wall", "mole"})
    assert ([one.name for one in report.findings], report.asked) == (["wall"], 2)
