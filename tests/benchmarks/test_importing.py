"""benchmarks/importing.py imports what it says it does: real values in the lines, and pages that are read."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
import invented_warc
from importing import CORES, show, write_lines, write_pages
from importing import Cost as ImportCost

from newsarchive.archive.captures.record_pages import page_of_record
from newsarchive.archive.captures.warc_reader import Position, read_records
from newsarchive.extraction.article import read_page
from newsarchive.formats.jsonl import read_line

MB = 1_000_000


def test_the_lines_are_articles_with_all_their_values(tmp_path: Path) -> None:
    lines = write_lines(tmp_path / "all.jsonl", 20).read_text().splitlines()
    stored = [read_line(line) for line in lines]
    assert [len(one.earlier) for one in stored] == ([0] * 9 + [1]) * 2
    assert len({one.article.url for one in stored}) == 20
    assert all(one.article.structure and one.article.structure.links for one in stored)
    assert 2_000 < sum(map(len, lines)) / 20 < 8_000


def test_the_pages_are_articles_of_the_outlets(tmp_path: Path) -> None:
    (file,) = [write_pages(tmp_path / "pages", 12)]
    records = [one for one in read_records(file, Position(), MB, print) if one.kind == "response"]
    assert len(records) == 12
    page = page_of_record(records[3].raw, MB)
    (outlet,) = [one for one in invented_warc.outlets() if one.wants(page.requested_url)]
    reading = read_page(page, outlet)
    assert reading.article is not None
    assert len(reading.article.body.split()) > 300


def test_the_table_leaves_out_the_start_and_says_what_the_cores_can_do(capsys) -> None:
    show("WARC", 1_000, [(ImportCost(1, 1, 0, 90), ImportCost(6, 2, 8, 120))])
    by_cpu = f"{1000 / max(1.0, 9.0 / CORES):,.0f}"
    assert capsys.readouterr().out.split() == ["WARC", "1,000", "1.00", "8.00", "9.00", by_cpu, "200", "120"]
