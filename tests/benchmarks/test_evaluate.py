"""benchmarks/evaluate.py on a folder of the corpus's form, with pages of our own."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

EVALUATE = Path(__file__).resolve().parents[2] / "benchmarks" / "evaluate.py"
TEXT = (
    "The bridge over the river was opened again on Friday after a week of repairs, the city said, and cars crossed it."
)
PAGE = (
    '<html><head><meta charset="latin-1"><meta name="author" content="Zoë Reed">'
    '<meta property="article:published_time" content="2026-11-20T08:30:00+01:00"></head>'
    f"<body><article><h1>Bridge reopens</h1><p>{TEXT}</p><p>{TEXT} Twice.</p></article></body></html>"
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    rows = []
    for name, html in (("read", PAGE), ("refused", "%PDF-1.7")):
        rows.append(
            {
                "id": name,
                "url": f"https://rivertownpost.example/2026/11/{name}-bridge-reopens",
                "site": "rivertownpost.example",
                "publisher": "Rivertown Post",
                "charset": "utf-8",
                "fetched": "2026-11-22T00:00:00",
                "truth": {"headline": "never read"},
            }
        )
        (tmp_path / "pages").mkdir(exist_ok=True)
        (tmp_path / "pages" / f"{name}.html.gz").write_bytes(gzip.compress(html.encode()))
    (tmp_path / "index.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path


def evaluate(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(EVALUATE), *options], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("option", [(), ("--generic",), ("--plain",)], ids=["ours", "generic", "plain trafilatura"])
def test_one_row_a_page_is_written(corpus: Path, option: tuple[str, ...]) -> None:
    out = corpus / "rows.jsonl"
    done = evaluate("--corpus", str(corpus), "--out", str(out), *option)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    read, refused = map(json.loads, out.read_text().splitlines())
    assert read["headline"] == "Bridge reopens"
    assert read["authors"] == ["Zoë Reed"]
    assert read["published"].startswith("2026-11-20T")
    assert TEXT in read["body"]
    assert refused["id"] == "refused"
    assert "body" not in refused


def test_pages_can_be_read_without_what_they_declare(corpus: Path) -> None:
    out = corpus / "rows.jsonl"
    done = evaluate("--corpus", str(corpus), "--out", str(out), "--without", "declarations")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    read = json.loads(out.read_text().splitlines()[0])
    assert (read["headline"], read["authors"]) == ("Bridge reopens", [])


def test_a_folder_without_an_index_is_one_clear_line(tmp_path: Path) -> None:
    done = evaluate("--corpus", str(tmp_path), "--out", str(tmp_path / "rows.jsonl"))
    assert done.returncode == 2
    assert done.stderr == f"{tmp_path}: no index.jsonl there, so there is nothing to evaluate; skipped\n"
