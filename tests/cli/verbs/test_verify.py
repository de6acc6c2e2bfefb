"""`newsarchive verify` as a user runs it."""

import gzip
import json
import sqlite3
from pathlib import Path

from newsarchive.archive.maintenance.verify_part import ArchivePart

OLDER = Path(__file__).parents[2] / "archive" / "schema_1" / "archive.db.gz"


def damage(archive):
    conn = sqlite3.connect(archive)
    conn.execute("UPDATE totals SET articles = 9 WHERE dimension = 'outlet'")
    conn.commit()
    conn.close()


def test_verify_is_silent_on_a_whole_archive(run, archive):
    assert (run("verify").status, run("verify").out, run("verify").err) == (0, "", "")


def test_verify_brings_an_older_archive_up_to_date_as_its_readers_advise(run, tmp_path):
    (tmp_path / "archive.db").write_bytes(gzip.decompress(OLDER.read_bytes()))
    advice = run("search", "harbour")
    assert (advice.status, "`newsarchive verify --repair`" in advice.err) == (1, True)
    assert "schema" not in run("verify", "--fast").err
    assert run("search", "harbour").status == 0


def test_verify_names_the_row_and_repair_rebuilds_it(run, archive):
    damage(archive)
    ran = run("verify", "--fast")
    assert (ran.status, ran.out) == (
        1,
        "totals: totals outlet imported: is different from the number of rows; run `newsarchive verify --repair`\n",
    )
    assert "1 wrong, 0 repaired" in ran.err
    ran = run("verify", "--repair", "--json")
    assert (ran.status, json.loads(ran.out)["is_mended"]) == (0, True)
    assert run("verify").status == 0


def test_verify_makes_no_archive(run, tmp_path):
    ran = run("verify")
    assert (ran.status, ran.out) == (1, "")
    assert "no archive there" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_fast_check_of_a_large_archive_says_what_it_did_not_check(run, archive, monkeypatch):
    part = ArchivePart(((1, 1),), 1, 2_000_000)
    monkeypatch.setattr("newsarchive.cli.verbs.verify.choose_part", lambda conn, now: part)
    ran = run("verify", "--fast")
    assert (ran.status, ran.out) == (0, "")
    assert "checked 1 of 2,000,000 articles, in 1 place; not checked: all others" in ran.err
    assert "not checked" not in run("verify").err
