"""`newsarchive verify` as a user runs it."""

import json
import sqlite3


def damage(archive):
    conn = sqlite3.connect(archive)
    conn.execute("UPDATE totals SET articles = 9 WHERE dimension = 'outlet'")
    conn.commit()
    conn.close()


def test_verify_is_silent_on_a_whole_archive(run, archive):
    assert (run("verify").status, run("verify").out, run("verify").err) == (0, "", "")


def test_verify_names_the_row_and_repair_mends_it(run, archive):
    damage(archive)
    ran = run("verify", "--fast")
    assert (ran.status, ran.out) == (
        1,
        "totals: totals outlet imported: is not what the rows count; run `newsarchive verify --repair`\n",
    )
    assert "1 wrong, 0 mended" in ran.err
    ran = run("verify", "--repair", "--json")
    assert (ran.status, json.loads(ran.out)["is_mended"]) == (0, True)
    assert run("verify").status == 0


def test_verify_makes_no_archive(run, tmp_path):
    ran = run("verify")
    assert (ran.status, ran.out) == (1, "")
    assert "no archive there" in ran.err
    assert list(tmp_path.iterdir()) == []
