"""The figures of memory.py over two pages of our own, and nothing without a corpus."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

MEMORY = Path(__file__).resolve().parents[2] / "benchmarks" / "memory.py"
PAGE = "<html><body><article><h1>Ferry sails again</h1>" + "<p>The ferry to the island sails again on Friday.</p>" * 9
# Prints the ids of three rounds.
ORDERS = """
import sys
from itertools import islice
sys.path.insert(0, {folder!r})
import memory
print("".join(row["id"] for row in islice(memory.in_changing_order([{{"id": name}} for name in "abcdef"]), 18)))
"""


def run(shared: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(MEMORY), "--shared", str(shared), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_samples_growth_and_the_slowest_page_are_printed(tmp_path: Path) -> None:
    (tmp_path / "corpus" / "pages").mkdir(parents=True)
    rows = [
        {"id": name, "url": f"https://bay.example/2026/{name}", "site": "bay.example", "charset": "utf-8"}
        for name in ("one", "two")
    ]
    (tmp_path / "corpus" / "index.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    for row in rows:
        (tmp_path / "corpus" / "pages" / f"{row['id']}.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    done = run(tmp_path, "--pages", "9", "--every", "4", "--allowed", "9")
    assert done.returncode == 0, done.stderr
    four, eight, slowest, growth = done.stdout.splitlines()
    assert (four.split()[:2], eight.split()[:2]) == (["4", "pages"], ["8", "pages"])
    assert float(slowest.removeprefix("slowest page: ").partition(" s of CPU, ")[0]) > 0
    assert slowest.endswith(("one", "two"))
    assert growth.startswith("growth from page 4 to page 8: ")


def test_each_round_has_all_pages_in_another_order() -> None:
    program = ORDERS.format(folder=str(MEMORY.parent))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    rounds = [done.stdout[at : at + 6] for at in (0, 6, 12)]
    assert [sorted(ids) for ids in rounds] == [list("abcdef")] * 3
    assert len(set(rounds)) == 3


def test_without_a_corpus_it_says_so(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"{tmp_path / 'corpus'}: no index.jsonl there, so there is nothing to read; skipped\n"
