"""benchmarks/peers.py: its sets, figures and table, and a run with newsarchive alone over a page of our own."""

import gzip
import importlib.util
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from lxml.html import fromstring

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"
PEERS = FOLDER / "peers.py"
TEXT = "The ferry to the island sails again, the harbour office said on Friday, after nine days of storm. " * 4
PAGE = (
    '<html lang="en"><head><title>Ferry sails again</title><meta name="author" content="Zoë Reed"></head>'
    f"<body><article><h1>Ferry sails again</h1><p>{TEXT}</p><p>{TEXT} Twice.</p></article></body></html>"
)
# The SHA-1 of the first begins with 8, that of the second with 9.
HELD_OUT, IN_VIEW = "ferryhillpost.example", "baytimes.example"
# A program for the scores that says how many labels and answers it was given, and whether these have the labels.
SCORER = """
import json, sys
truth, got = ([json.loads(line) for line in open(sys.argv[at + 1])] for at in (1, 3))
right = sum(one["truth"]["headline"] == other["headline"] for one, other in zip(truth, got, strict=True))
print(json.dumps({"all": {"headline": {"exact": right / len(truth)}, "rouge": {"f1": 0.5}}}))
"""
# A worker that answers, ends without an answer, or never answers.
WORKER = """
import json, sys, threading
for line in sys.stdin:
    page = json.loads(line)
    if page["id"] == "ends": sys.exit(3)
    if page["id"] == "hangs": threading.Event().wait()
    print(json.dumps({"id": page["id"], "knows": sorted(page), "user_seconds": 0.5}), flush=True)
"""


def load(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(FOLDER))
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def peers(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return load("peers", monkeypatch)


@pytest.fixture
def adapters(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return load("peer_adapters", monkeypatch)


def a_corpus(folder: Path, sites: Mapping[str, str]) -> None:
    (folder / "pages").mkdir(parents=True)
    rows = [
        {
            "id": name,
            "url": f"https://{site}/2026/11/ferry",
            "site": site,
            "charset": "utf-8",
            "truth": {"headline": "Ferry sails again"},
        }
        for name, site in sites.items()
    ]
    (folder / "index.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    for name in sites:
        (folder / "pages" / f"{name}.html.gz").write_bytes(gzip.compress(PAGE.encode()))


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    a_corpus(tmp_path / "corpus", {"a": IN_VIEW, "b": HELD_OUT})
    a_corpus(tmp_path / "corpus-2", {"a": HELD_OUT, "c": IN_VIEW, "d": HELD_OUT})
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "score_labels.py").write_text(SCORER, encoding="utf-8")
    return tmp_path


def test_the_second_corpus_is_halved_by_site(peers: ModuleType, shared: Path) -> None:
    sets = peers.page_sets(shared)
    assert [[row["id"] for row in rows] for rows in sets.values()] == [["a", "b"], ["c"], ["a", "d"]]
    assert not peers.held_out(IN_VIEW)
    assert {row["corpus"] for row in sets["first corpus"]} == {str(shared / "corpus")}


def test_a_set_without_pages_is_left_out(peers: ModuleType, tmp_path: Path) -> None:
    a_corpus(tmp_path / "corpus-2", {"c": IN_VIEW})
    assert list(peers.page_sets(tmp_path)) == ["second corpus, pages in view"]


def test_labels_of_their_own_replace_those_of_the_index(peers: ModuleType, shared: Path) -> None:
    label = {"id": "b", "truth": {"headline": "As read"}}
    (shared / "corpus" / "labelled.jsonl").write_text(json.dumps(label) + "\n", encoding="utf-8")
    (row,) = peers.page_sets(shared)["first corpus"]
    assert (row["site"], row["truth"]["headline"]) == (HELD_OUT, "As read")


def test_cpu_is_the_mean_over_the_pages_of_the_median_of_their_runs(peers: ModuleType) -> None:
    answers = [{"user_seconds": seconds} for seconds in ([0.1, 0.9, 0.2], [0.4, 0.4, 0.4], [0.6], [])]
    assert peers.cpu_of(answers) == pytest.approx(400)


def test_cpu_is_unknown_if_the_reader_ended_on_every_page(peers: ModuleType) -> None:
    assert peers.cpu_of([{"user_seconds": []}, {"user_seconds": []}]) is None
    assert peers.cpu_of([]) is None


def test_a_row_has_a_dash_where_the_reader_has_no_such_field(peers: ModuleType) -> None:
    scores = {
        "headline": {"exact": 0.9}, "authors": {"f1": 0.0}, "date": {"day": 0.0, "minute": None}, "rouge": {"f1": 1},
    }  # fmt: skip
    peer = peers.Peer("reader", "reader[all]==1.2", lacks=frozenset({"authors"}))
    assert peers.row_of_table(peer, scores, 3, 12.4) == [
        "reader 1.2", "90.00", "–", "0.00", "–", "100.00", "–", "3", "12",
    ]  # fmt: skip


def test_the_table_marks_the_best_value_of_each_column(peers: ModuleType) -> None:
    rows = [
        ["ours", "90.00", "–", "100.00", "1.00", "2.00", "3.00", "0", "12"],
        ["other", "80.00", "–", "100.00", "0.00", "2.00", "–", "4", "9"],
        ["missing", "", "", "", "", "", "", "not installed", ""],
    ]
    assert peers.table(rows).splitlines()[2:] == [
        "| ours | **90.00** | – | **100.00** | **1.00** | **2.00** | **3.00** | 0 | 12 |",
        "| other | 80.00 | – | **100.00** | 0.00 | **2.00** | – | 4 | 9 |",
        "| missing |  |  |  |  |  |  | not installed |  |",
    ]


def test_a_date_of_the_first_centuries_is_not_scored(peers: ModuleType) -> None:
    assert peers.scorable({"published": "0001-01-01T00:00:00+00:00"})["published"] is None
    assert peers.scorable({"published": "2001-01-01"})["published"] == "2001-01-01"
    assert peers.scorable({"published": None})["published"] is None


def test_a_worker_that_ends_or_hangs_loses_that_page_alone(peers: ModuleType, tmp_path: Path) -> None:
    with (tmp_path / "log").open("w") as log:
        worker = peers.Worker([sys.executable, "-c", WORKER], log, 3)
        answers = [worker.read({"id": name, "truth": {}}) for name in ("one", "ends", "two", "hangs", "three")]
        worker.close()
    assert [answer["id"] for answer in answers if "error" not in answer] == ["one", "two", "three"]
    assert answers[1]["error"] == "the reader ended, or took over 3 s"


def test_a_worker_does_not_get_the_labels(peers: ModuleType, tmp_path: Path) -> None:
    with (tmp_path / "log").open("w") as log:
        worker = peers.Worker([sys.executable, "-c", WORKER], log, 60)
        assert worker.read({"id": "one", "url": "https://bay.example/", "truth": {}})["knows"] == ["id", "url"]
        worker.close()


class Counting:
    """A worker whose readings take 1 s, 2 s, 3 s and so on."""

    def __init__(self) -> None:
        self.read_pages: list[str] = []

    def read(self, page: Mapping[str, Any]) -> Mapping[str, Any]:
        self.read_pages.append(page["id"])
        return {"id": page["id"], "user_seconds": float(len(self.read_pages))}


def test_all_pages_are_read_once_and_some_again(peers: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    worker = Counting()
    pages = [{"id": name, "corpus": "/data/corpus"} for name in "abcd"]
    answers = peers.read_in_turn({"one": worker}, pages, 3, 2)["one"]
    assert "".join(worker.read_pages) == "abcdacac"
    assert [row["user_seconds"] for row in answers] == [[1, 5, 7], [2], [3, 6, 8], [4]]
    assert {row["corpus"] for row in answers} == {"corpus"}


def test_a_reader_that_needs_another_python_is_not_installed_without_it(peers: ModuleType, tmp_path: Path) -> None:
    peer = peers.Peer("reader", "reader==1", python="2.99")
    with pytest.raises(peers.NotInstalled, match=r"there is no python2\.99 on the path"):
        peers.install(peer, tmp_path)


def test_an_environment_with_the_wanted_version_is_used_again(peers: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "reader").mkdir()
    (tmp_path / "reader" / "installed.txt").write_text("reader==1", encoding="utf-8")
    assert peers.install(peers.Peer("reader", "reader==1"), tmp_path) == tmp_path / "reader" / "bin" / "python"
    assert not peers.is_installed(peers.Peer("reader", "reader==2"), tmp_path)
    assert not peers.is_installed(peers.Peer("other", "reader==1"), tmp_path)


def test_every_reader_has_an_adapter_and_a_pinned_version(peers: ModuleType, adapters: ModuleType) -> None:
    assert [peer.name for peer in peers.PEERS] == list(adapters.ADAPTERS)
    assert all("==" in peer.requirement for peer in peers.PEERS[1:])


def test_the_text_of_html_has_a_paragraph_for_each_block(adapters: ModuleType) -> None:
    tree = fromstring(
        "<div><h2>Ferry</h2>by <b>day</b><!-- no --> and\nnight<p>One<br>Two</p><ul><li>Three</ul>End</div>"
    )
    assert adapters.text_of(tree) == "Ferry\n\nby day and night\n\nOne\n\nTwo\n\nThree\n\nEnd"


def test_newsarchive_alone_is_read_and_scored_and_the_others_are_said_to_be_missing(shared: Path) -> None:
    command = [sys.executable, str(PEERS), "--shared", str(shared), "--folder", str(shared / "kept"), "--runs", "1"]
    done = subprocess.run([*command, "--only", "newsarchive"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("| newsarchive | **100.00** | – | – | – | **50.00** | – | 0 | ") == 3
    assert "first corpus: 2 pages" in done.stdout
    assert done.stdout.count("| goose3 3.1.22 |  |  |  |  |  |  | not installed |  |") == 3
    answers = [json.loads(line) for line in (shared / "kept" / "answers" / "newsarchive.jsonl").open()]
    assert [row["corpus"] for row in answers] == ["corpus", "corpus", "corpus-2", "corpus-2", "corpus-2"]
    assert answers[0]["authors"] == ["Zoë Reed"]
    assert TEXT.strip() in answers[0]["body"]
    again = subprocess.run([*command, "--kept"], capture_output=True, text=True, check=False)
    assert (again.returncode, again.stderr, again.stdout) == (0, "", done.stdout)


def test_without_labelled_pages_it_says_so(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, str(PEERS), "--shared", str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stderr == f"{tmp_path}: no labelled pages or no score_labels.py there; skipped\n"
