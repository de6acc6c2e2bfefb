"""What is expected of an altered page, and the report; the crawls themselves need the corpus."""

import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
import evaluate_revisions
from evaluate_revisions import Article, Expected, Tally, print_report

PART = "The harbour of Rivertown will stay closed until the spring since the eastern quay has cracked from end to end."
ROW = {"id": "invented-1", "url": "https://post.example/1", "language": "en", "truth": {"body": PART}}
PAGE = f"<!DOCTYPE html><html><body><h1>Harbour stays closed until spring</h1><p>{PART}</p></body></html>".encode()
READ = Article(1, PART, ())
UNREAD = Article(1, "Another text.", ())


@pytest.mark.parametrize(
    ("kind", "article", "expected"),
    [
        pytest.param("text corrected", READ, Expected("text corrected", ("theirs",)), id="a change that was read"),
        pytest.param("text corrected", UNREAD, Expected("text corrected", is_unread=True), id="a change never read"),
        pytest.param("text corrected", None, Expected("text corrected", is_unread=True), id="no article"),
        pytest.param("paragraph cut", READ, Expected("nothing changed"), id="cannot be done"),
        pytest.param("nothing changed", READ, Expected("nothing changed"), id="nothing"),
        pytest.param("404", READ, Expected("404"), id="not served"),
    ],
)
def test_what_is_expected_of_a_page(kind: str, article: Article | None, expected: Expected):
    wanted, page = evaluate_revisions._altered(ROW, PAGE, kind, article, 0)
    assert wanted == expected
    assert (page is None) == (kind == "404")


def test_another_reader_makes_revisions_of_ours_where_it_had_read_less():
    assert evaluate_revisions._otherwise(Article(2, PART, ())).causes == ("ours",)
    assert evaluate_revisions._otherwise(Article(3, PART, ())).causes == ()


def test_the_report_names_every_kind_and_every_wrong_page(capsys: pytest.CaptureFixture[str]):
    tallies: dict[str, Tally] = defaultdict(Tally)
    tallies["stub"] = Tally(5, 0, 0, Counter(theirs=1), ["invented-1: theirs"], 2, 1)
    print_report(tallies, 9, 8)
    shown = capsys.readouterr().out
    assert (
        "stub                             5        0        0     1     1                2      1   1 theirs" in shown
    )
    assert "  stub: invented-1: theirs" in shown
    assert all(kind in shown for kind in evaluate_revisions.KINDS)


def test_without_the_corpus_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setattr(sys, "argv", ["evaluate_revisions.py", "--shared", str(tmp_path)])
    assert evaluate_revisions.main() == 0
    assert "no corpus there" in capsys.readouterr().out
