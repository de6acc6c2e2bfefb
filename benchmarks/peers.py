"""Score newsarchive beside seven other article readers, on the labelled pages of two corpora.

    python benchmarks/peers.py                        every reader; prints the tables in Markdown
    python benchmarks/peers.py --only newsarchive     reads with newsarchive again, keeps the answers of the others
    python benchmarks/peers.py --only newsarchive --only trafilatura     both again, side by side
    python benchmarks/peers.py --kept                 reads nothing, scores the answers that were kept

Each reader has a pinned version and gets a virtual environment of its own in FOLDER/environments. It reads in a process
of its own (peer_adapters.py), without a network. The readers take turns page by page, so that other work on the machine
slows all of them. Every --every-th page is read --runs times, the others once. The CPU column is user CPU a page in
milliseconds: the mean over the pages of the median of a page's runs. The answers are kept in FOLDER/answers.

The second corpus is scored in two parts: sites whose SHA-1 begins with two even hexadecimal digits are held out. The
columns are those of evaluate.py: h-exact, auth-F1, d-day, d-min, R-F1 and seg-F1. "Not read" counts the pages on which
a reader raised an error, found nothing or refused the page. – means that a reader has no such field.
"""

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import IO, Any

from evaluate import SHARED, labels_of, read_index, scorer_of

Row = Mapping[str, Any]
BENCHMARKS = Path(__file__).resolve().parent
CORPORA = ("corpus", "corpus-2")
# Heading of a column: part of the scores, its value, and what a reader must look for to have it.
COLUMNS = {
    "headline": ("headline", "exact", "headline"),
    "authors F1": ("authors", "f1", "authors"),
    "same day": ("date", "day", "published"),
    "same minute": ("date", "minute", "time"),
    "body, ROUGE-LSum F1": ("rouge", "f1", "body"),
    "body, segments F1": ("segments", "f1", "body"),
}
NONE = "–"


class NotInstalled(Exception):
    """Raised by install; the reader is reported as missing and the others are scored."""


@dataclass(frozen=True)
class Peer:
    """An article reader. Without a requirement it is in the environment of this program."""

    name: str
    requirement: str | None = None
    # What it does not look for: "authors", "published", "time".
    lacks: frozenset[str] = frozenset()
    # The version of Python for which it is published, if there is only one.
    python: str | None = None

    @property
    def title(self) -> str:
        return self.name if self.requirement is None else f"{self.name} {self.requirement.rpartition('==')[2]}"


PEERS = (
    Peer("newsarchive"),
    Peer("trafilatura", "trafilatura==2.3.1"),
    # With the extras, it reads the languages that are written without blanks.
    Peer("newspaper4k", "newspaper4k[all]==0.9.6"),
    Peer("news-please", "news-please==1.6.16"),
    Peer("goose3", "goose3[all]==3.1.22"),
    Peer("readability-lxml", "readability-lxml==0.9", lacks=frozenset({"published", "time"})),
    # It looks for the day alone. It has authors only on request, with a warning that they are not tested.
    Peer("mediacloud-metadata", "mediacloud-metadata==2.1.0", lacks=frozenset({"authors", "time"})),
    Peer("rs-trafilatura", "rs-trafilatura==0.1.1", python="3.12"),
)


def held_out(site: str) -> bool:
    """Whether the pages of a site of the second corpus are never looked at."""
    return all(int(digit, 16) % 2 == 0 for digit in hashlib.sha1(site.encode()).hexdigest()[:2])


def page_sets(shared: Path) -> dict[str, list[Row]]:
    """The labelled pages of each set that is scored, with the folder of their corpus; no set is empty."""
    labelled = {name: list(_labelled(shared / name)) for name in CORPORA if (shared / name / "index.jsonl").is_file()}
    second = labelled.get("corpus-2", [])
    sets = {
        "first corpus": labelled.get("corpus", []),
        "second corpus, pages in view": [row for row in second if not held_out(row["site"])],
        "second corpus, pages held out": [row for row in second if held_out(row["site"])],
    }
    return {title: rows for title, rows in sets.items() if rows}


def _labelled(corpus: Path) -> Iterable[Row]:
    indexed = {row["id"]: row for row in read_index(corpus)}
    with labels_of(corpus).open(encoding="utf-8") as lines:
        for label in map(json.loads, lines):
            yield {**indexed[label["id"]], "truth": label["truth"], "corpus": str(corpus)}


def is_installed(peer: Peer, environments: Path) -> bool:
    """Whether its environment is complete and has the pinned version."""
    done = environments / peer.name / "installed.txt"
    return peer.requirement is None or (done.is_file() and done.read_text(encoding="utf-8") == peer.requirement)


def install(peer: Peer, environments: Path) -> Path:
    """The interpreter with which the reader runs, in an environment that is made if it is not there.

    Raises:
        NotInstalled: there is no interpreter of the wanted version, or pip fails.
    """
    if peer.requirement is None:
        return Path(sys.executable)
    folder = environments / peer.name
    interpreter = folder / "bin" / "python"
    if is_installed(peer, environments):
        return interpreter
    print(f"{peer.name}: installing {peer.requirement}", file=sys.stderr)
    base = _interpreter_of(peer.python) if peer.python else sys.executable
    _run([base, "-m", "venv", "--clear", folder], peer.python)
    # The pip that comes with older versions of Python cannot resolve all of these.
    for wanted in ("pip", peer.requirement):
        _run([interpreter, "-m", "pip", "install", "--quiet", "--upgrade", wanted])
    (folder / "installed.txt").write_text(peer.requirement, encoding="utf-8")
    return interpreter


def _interpreter_of(version: str) -> str:
    found = which(f"python{version}")
    if found is None:
        raise NotInstalled(f"it needs Python {version}, and there is no python{version} on the path")
    return found


def _run(command: Sequence[Path | str], version: str | None = None) -> None:
    # pyenv's commands run only if the version is named here.
    environment = {**os.environ, **({"PYENV_VERSION": version} if version else {})}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise NotInstalled(next((line for line in done.stderr.splitlines() if line.startswith("ERROR")), "pip failed"))


class Worker:
    """A process that reads the pages it is given, one after the other. It is started again if it ends or hangs."""

    def __init__(self, command: Sequence[Path | str], log: IO[str], seconds: float) -> None:
        self._command, self._log, self._seconds = command, log, seconds
        self._process: subprocess.Popen[str] | None = None

    def read(self, page: Row) -> Row:
        """The worker's answer; an answer with an error if it ends or takes longer than the limit."""
        if self._process is None:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True
            )
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        # Not the page's labels: nothing that reads a page may see them.
        asked = json.dumps({name: value for name, value in page.items() if name != "truth"})
        limit = threading.Timer(self._seconds, process.kill)
        limit.start()
        try:
            process.stdin.write(asked + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        finally:
            limit.cancel()
        if answer:
            return json.loads(answer)  # type: ignore[no-any-return]
        self.close()
        return {"id": page["id"], "error": f"the reader ended, or took over {self._seconds:g} s", "user_seconds": None}

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None


def read_in_turn(workers: Mapping[str, Worker], pages: Sequence[Row], runs: int, every: int) -> dict[str, list[Row]]:
    """Each worker's answers, one for each page, with the user CPU of each of its runs."""
    timed: dict[str, list[list[float]]] = {name: [[] for _ in pages] for name in workers}
    answers: dict[str, list[Row]] = {name: [] for name in workers}
    for run in range(runs):
        for number, page in enumerate(pages):
            if run and number % every:
                continue
            for name, worker in workers.items():
                answer = worker.read(page)
                if run == 0:
                    answers[name].append(answer)
                if answer["user_seconds"] is not None:
                    timed[name][number].append(answer["user_seconds"])
            if number % 100 == 0:
                print(f"run {run + 1} of {runs}, page {number + 1} of {len(pages)}", file=sys.stderr, flush=True)
    return {
        name: [
            {**answer, "corpus": Path(page["corpus"]).name, "user_seconds": seconds}
            for answer, page, seconds in zip(rows, pages, timed[name], strict=True)
        ]
        for name, rows in answers.items()
    }


def cpu_of(answers: Iterable[Row]) -> float | None:
    """The mean over the pages of the median user CPU of a page's runs, in milliseconds."""
    medians = [statistics.median(row["user_seconds"]) for row in answers if row["user_seconds"]]
    return 1000 * statistics.mean(medians) if medians else None


def scores_of(answers: Iterable[Row], labels: Sequence[Row], scorer: Path) -> Mapping[str, Any]:
    """What the scoring program says of these answers, for all pages together."""
    with tempfile.TemporaryDirectory() as folder:
        truth, got = Path(folder) / "truth.jsonl", Path(folder) / "got.jsonl"
        for file, rows in ((truth, labels), (got, map(scorable, answers))):
            file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, scorer, "--truth", truth, "--got", got, "--json"]
        told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return json.loads(told)["all"]  # type: ignore[no-any-return]


def scorable(answer: Row) -> Row:
    """The answer without a date of the first centuries, which cannot be moved to another zone."""
    return {**answer, "published": None} if str(answer.get("published")).startswith("0") else answer


def row_of_table(peer: Peer, scores: Mapping[str, Any], not_read: int, milliseconds: float | None) -> list[str]:
    """The cells of a reader's row in the table of one set."""
    values = [
        NONE if needed in peer.lacks else f"{100 * scores[part][name]:.2f}" if _has(scores, part, name) else NONE
        for part, name, needed in COLUMNS.values()
    ]
    return [peer.title, *values, str(not_read), NONE if milliseconds is None else f"{milliseconds:.0f}"]


def _has(scores: Mapping[str, Any], part: str, name: str) -> bool:
    return scores.get(part, {}).get(name) is not None


def table(rows: Sequence[Sequence[str]]) -> str:
    """The rows of cells as a table in Markdown, with the best value of each score in bold."""
    heads = ["", *COLUMNS, "not read", "CPU ms"]
    marked = [list(row) for row in rows]
    for column in range(1, len(COLUMNS) + 1):
        values = [float(row[column]) for row in rows if row[column] not in ("", NONE)]
        for row in marked:
            if row[column] not in ("", NONE) and float(row[column]) == max(values):
                row[column] = f"**{row[column]}**"
    return "\n".join(f"| {' | '.join(row)} |" for row in [heads, ["---"] * len(heads), *marked])


def report(sets: Mapping[str, Sequence[Row]], folder: Path, scorer: Path) -> None:
    """Prints a table for each set, of the readers whose answers are kept."""
    answers = {peer: saved(folder / "answers" / f"{peer.name}.jsonl") for peer in PEERS}
    for title, labels in sets.items():
        wanted = {(Path(row["corpus"]).name, row["id"]) for row in labels}
        rows = []
        for peer, read in answers.items():
            of_set = [row for row in read if (row["corpus"], row["id"]) in wanted]
            if not of_set:
                why = "not run" if is_installed(peer, folder / "environments") else "not installed"
                rows.append([peer.title, *[""] * len(COLUMNS), why, ""])
                continue
            not_read = sum("error" in row for row in of_set)
            rows.append(row_of_table(peer, scores_of(of_set, labels, scorer), not_read, cpu_of(of_set)))
        print(f"\n{title}: {len(labels)} pages\n\n{table(rows)}", flush=True)
    for peer, read in answers.items():
        # The kind of error alone: its text may have words of a page that nobody is to look at.
        errors = Counter(row["error"].partition(":")[0] for row in read if "error" in row)
        for error, number in errors.most_common():
            print(f"{peer.name}: {error}: {number} pages", file=sys.stderr)


def saved(file: Path) -> list[Row]:
    if not file.is_file():
        return []
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_with(peers: Sequence[Peer], pages: Sequence[Row], options: argparse.Namespace) -> None:
    """Reads the pages with each of the peers and keeps the answers; a peer that cannot be installed is reported."""
    kept = options.folder / "answers"
    kept.mkdir(parents=True, exist_ok=True)
    workers: dict[str, Worker] = {}
    for peer in peers:
        try:
            interpreter = install(peer, options.folder / "environments")
        except NotInstalled as error:
            print(f"{peer.name}: not installed: {error}", file=sys.stderr)
            (kept / f"{peer.name}.jsonl").unlink(missing_ok=True)
            continue
        log = (kept / f"{peer.name}.log").open("w", encoding="utf-8")
        # -I: nothing of this project is on the path of another reader.
        isolated = ["-I"] if peer.requirement else []
        command = [interpreter, *isolated, BENCHMARKS / "peer_adapters.py", peer.name]
        workers[peer.name] = Worker(command, log, options.seconds)
    try:
        for name, rows in read_in_turn(workers, pages, options.runs, options.every).items():
            lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            (kept / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    finally:
        for worker in workers.values():
            worker.close()


def main() -> int:
    """Always 0: the figures are to be read, not to be passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with corpus/, corpus-2/ and tools/")
    parser.add_argument(
        "--folder", type=Path, default=Path("build/peers"), help="environments and answers are kept here"
    )
    parser.add_argument(
        "--only", action="append", choices=[peer.name for peer in PEERS], help="read with this one alone"
    )
    parser.add_argument("--kept", action="store_true", help="only score the answers that were kept")
    parser.add_argument("--runs", type=int, default=3, help="how often every n-th page is read")
    parser.add_argument("--every", type=int, default=8, help="the n of --runs")
    parser.add_argument("--seconds", type=float, default=60, help="time limit of one page")
    options = parser.parse_args()
    sets = page_sets(options.shared)
    scorer = scorer_of(options.shared / "corpus")
    if not sets or not scorer.is_file():
        print(f"{options.shared}: no labelled pages or no {scorer.name} there; skipped", file=sys.stderr)
        return 0
    pages = [page for rows in sets.values() for page in rows]
    if not options.kept:
        read_with([peer for peer in PEERS if not options.only or peer.name in options.only], pages, options)
    report(sets, options.folder, scorer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
