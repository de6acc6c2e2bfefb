"""benchmarks/fuzz.py without the corpus, over a few made-up pages and one that is made to fail."""

import subprocess
import sys
from pathlib import Path

FUZZ = Path(__file__).resolve().parents[2] / "benchmarks" / "fuzz.py"
# The same program with a step that fails for every page.
BROKEN = """
import sys
sys.argv = ["fuzz.py", *sys.argv[1:]]
sys.path.insert(0, {folder!r})
import fuzz
def fails(*_): raise ZeroDivisionError("a bug")
fuzz.article._offered = fails
task = fuzz.Task("made-up", 0, 5, 1, 10, None, fuzz.Path(sys.argv[1]))
tally = fuzz.run(task)
fuzz.tell(tally, 1)
"""


def test_made_up_pages_are_read_and_the_missing_corpus_is_told(tmp_path: Path) -> None:
    command = [sys.executable, str(FUZZ), "--inputs", "20", "--jobs", "1", "--shared", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "20 inputs" in done.stdout
    assert "only made-up pages are read" in done.stderr


def test_what_fails_is_named_and_kept_to_be_read_again(tmp_path: Path) -> None:
    program = BROKEN.format(folder=str(FUZZ.parent))
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    assert "ZeroDivisionError: a bug" in done.stdout
    kept = next(tmp_path.glob("*.json.gz"))
    again = [sys.executable, str(FUZZ), "--replay", str(kept)]
    assert subprocess.run(again, capture_output=True, check=False).returncode == 0
