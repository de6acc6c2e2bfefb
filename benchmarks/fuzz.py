"""Look for pages on which extraction fails: invented pages, and damaged pages of the corpus.

    python benchmarks/fuzz.py [--inputs 50000] [--jobs 2] [--seed 1]    all kinds of input; exit status 1 if any failed
    python benchmarks/fuzz.py --replay FILE [FILE …]                    read pages that a run kept; prints tracebacks

It calls the steps of article.explain directly, so that nothing catches an exception: a library may raise only what
newsarchive/extraction/library_errors.py lists, and our own code only NotHtml. Each page that fails is kept as a file in
evaluation/fuzz/. Pages that take longer than --seconds are reported. For pages that are damaged only outside the
element with the article, it reports how many still give 90 % of their text.

Without the corpus, only invented pages are read.
"""

import argparse
import gzip
import json
import multiprocessing
import os
import random
import re
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from evaluate import SHARED, page_of, read_index, stand_in
from fuzz_pages import FETCHED, SPLICES, html_pages, spoiled
from hypothesis import HealthCheck, Phase, given, seed, settings

from newsarchive.extraction import article
from newsarchive.extraction.body import text_extractor
from newsarchive.extraction.dates import published
from newsarchive.extraction.library_errors import BY_DATE_SEARCH, BY_EXTRACTOR
from newsarchive.extraction.page.parsed_page import NotHtml, parse_page
from newsarchive.extraction.refusal.not_an_article import find_refusal
from newsarchive.outlet import Outlet
from newsarchive.records import Page
from newsarchive.text import SEPARATOR, spaced

OUTLET = Outlet(
    name="rivertown_post", title="Rivertown Post", home="https://rivertownpost.example/", language="en",
    timezone="Europe/London", domains=("rivertownpost.example",),
)  # fmt: skip
SLICE = 100
# Of every ten inputs: invented, damaged anywhere, damaged outside the article.
SHARES = {"made-up": 2, "damaged": 6, "beside": 2}
KEPT_SHARE = 0.9
# Library calls whose errors our code catches: module, name, what they may raise.
GUARDED = (
    *(
        (text_extractor, name, BY_EXTRACTOR)
        for name in ("bare_extraction", "tree_cleaning", "extract_content", "xmltotxt")
    ),
    (published, "find_date", BY_DATE_SEARCH),
)


class TimeUp(BaseException):
    """Raised by the alarm; not an Exception, so that no handler under test catches it."""


@dataclass
class Tally:
    """The results of some inputs."""

    inputs: int = 0
    failures: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    beside: int = 0
    lost: list[str] = field(default_factory=list)
    not_whole: int = 0
    # Listed exceptions of libraries, by class: our code catches them; they are counted for information.
    raised: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        self.inputs += other.inputs
        self.beside += other.beside
        self.not_whole += other.not_whole
        for name in ("failures", "slow", "lost", "raised", "outcomes"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True)
class Task:
    """One slice of inputs of one kind."""

    kind: str
    number: int
    size: int
    seed: int
    seconds: float
    corpus: Path | None
    keep: Path


def read(page: Page, outlet: Outlet) -> tuple[str, str]:
    """The outcome and text of a page by the steps of article.explain, with no handler around them."""
    try:
        parsed = parse_page(page)
    except NotHtml:
        return "not HTML", ""
    article._offered(parsed, page, outlet)
    found, _ = article._read(parsed, page, outlet, with_blocks=True)
    if find_refusal(parsed, outlet, found.body):
        return "refused", ""
    return "read", found.body


def watched(call: Callable[..., Any], allowed: tuple[type[Exception], ...], tally: Tally) -> Callable[..., Any]:
    """The same call, counting the listed exceptions that it raises."""

    def watching(*args: Any, **options: Any) -> Any:
        try:
            return call(*args, **options)
        except allowed as error:
            tally.raised[f"{call.__module__}.{call.__name__}: {type(error).__name__}"] += 1
            raise

    return watching


def attempt(page: Page, outlet: Outlet, name: str, task: Task, tally: Tally) -> str | None:
    """The page's text, or None if reading failed or took too long; such a page is kept and reported."""
    tally.inputs += 1
    signal.setitimer(signal.ITIMER_REAL, task.seconds)
    began = time.perf_counter()
    try:
        outcome, text = read(page, outlet)
        signal.setitimer(signal.ITIMER_REAL, 0)
    except TimeUp:
        tally.slow.append(f"{kept(page, name, task)}: over {task.seconds:g} s")
        return None
    except Exception as error:
        signal.setitimer(signal.ITIMER_REAL, 0)
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno} {place.name}"
        tally.failures.append(f"{kept(page, name, task)}: {type(error).__name__}: {error!s:.100} ({where})")
        return None
    if (spent := time.perf_counter() - began) > task.seconds:
        tally.slow.append(f"{kept(page, name, task)}: {spent:.1f} s")
    tally.outcomes[outcome] += 1
    return text


def kept(page: Page, name: str, task: Task) -> Path:
    """Where a page that failed was written for --replay."""
    task.keep.mkdir(parents=True, exist_ok=True)
    file = task.keep / f"{name}.json.gz"
    row = {"url": page.final_url, "content_type": page.header("Content-Type"), "body": page.body.hex()}
    file.write_bytes(gzip.compress(json.dumps(row).encode()))
    return file


def run(task: Task) -> Tally:
    """The results of one slice."""
    tally = Tally()
    originals = [(module, name, getattr(module, name)) for module, name, _ in GUARDED if hasattr(module, name)]
    for module, name, allowed in GUARDED:
        if hasattr(module, name):
            setattr(module, name, watched(getattr(module, name), allowed, tally))
    signal.signal(signal.SIGALRM, _time_up)
    try:
        {"made-up": made_up, "damaged": damaged, "beside": beside}[task.kind](task, tally)
    finally:
        for module, name, original in originals:
            setattr(module, name, original)
    return tally


def _time_up(*_: object) -> None:
    raise TimeUp


def made_up(task: Task, tally: Tally) -> None:
    """Pages that hypothesis builds of tags, texts, metadata and encodings."""
    many = settings(
        max_examples=task.size, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip

    @seed(task.seed * 1_000_003 + task.number)
    @many
    @given(html_pages())
    def one(page: Page) -> None:
        attempt(page, OUTLET, f"made-up-{task.seed}-{task.number}-{tally.inputs}", task, tally)

    one()


def damaged(task: Task, tally: Tally) -> None:
    """Corpus pages damaged anywhere, read with their own outlet."""
    rows = _rows(task.corpus)
    for position in range(task.size):
        choice = random.Random(f"{task.seed}/{task.kind}/{task.number}/{position}")
        row = choice.choice(rows)
        page = page_of(_corpus(task), row)
        content_type = choice.choice([page.header("Content-Type"), "text/html", "text/html; charset=utf-8"])
        spoiled_page = _with_body(page, spoiled(page.body, _another(choice, task), choice), content_type)
        attempt(spoiled_page, stand_in(row), f"damaged-{task.seed}-{task.number}-{position}", task, tally)


def beside(task: Task, tally: Tally) -> None:
    """Corpus pages damaged outside the element that holds the article: they must still give their text."""
    rows = _rows(task.corpus)
    for position in range(task.size):
        choice = random.Random(f"{task.seed}/{task.kind}/{task.number}/{position}")
        row = choice.choice(rows)
        page, outlet = page_of(_corpus(task), row), stand_in(row)
        found = container(row["id"], task.corpus)
        if found is None:
            tally.inputs += 1
            tally.outcomes["no container to leave whole"] += 1
            continue
        text, begin, end = found
        body_bytes = beside_spoiled(page.body, begin, end, choice)
        name = f"beside-{task.seed}-{task.number}-{position}"
        changed = _with_body(page, body_bytes, page.header("Content-Type"))
        if attempt(changed, outlet, name, task, tally) is None:
            continue
        if not _is_whole(changed, page.body[begin:end], row["charset"]):
            tally.not_whole += 1
            continue
        tally.beside += 1
        reading = article.read_page(changed, outlet)
        share = shared_words(text, reading.article.body if reading.article else "")
        if share < KEPT_SHARE:
            tally.lost.append(f"{kept(changed, name, task)}: {share:.0%} of {row['id']} {reading.reason or ''}")


@cache
def container(page_id: str, corpus: Path) -> tuple[str, int, int] | None:
    """A page's text, and the byte range of the innermost article or main element with nearly all of it."""
    row = next(row for row in _rows(corpus) if row["id"] == page_id)
    page = page_of(corpus, row)
    read_whole = article.read_page(page, stand_in(row)).article
    if read_whole is None:
        return None
    text = read_whole.body
    spans = [span for tag in (b"article", b"main") for span in element_spans(page.body, tag)]
    for begin, end in sorted(spans, key=lambda span: span[1] - span[0]):
        parsed = _fragment(page.body[begin:end], row["charset"])
        if parsed is not None and shared_words(text, parsed) >= KEPT_SHARE + 0.08:
            return text, begin, end
    return None


def element_spans(markup: bytes, tag: bytes) -> Iterator[tuple[int, int]]:
    """The byte ranges of the elements of one name."""
    opened: list[int] = []
    for match in re.finditer(rb"<(/?)" + tag + rb"(?=[\s>])[^>]*>", markup, re.IGNORECASE):
        if not match[1]:
            opened.append(match.start())
        elif opened:
            yield opened.pop(), match.end()


def _fragment(markup: bytes, charset: str) -> str | None:
    try:
        tree = parse_page(Page("https://a.example/b", "https://a.example/b", FETCHED, 200, (), markup)).tree
    except NotHtml:
        return None
    return _shown(tree)


def _shown(tree: Any) -> str:
    return " ".join(tree.xpath(".//text()[not(parent::script or parent::style)]"))


def _is_whole(page: Page, markup: bytes, charset: str) -> bool:
    """Whether the damaged page still has the article's element; it may be inside a comment now."""
    wanted = Counter((_fragment(markup, charset) or "").split())
    try:
        tree = parse_page(page).tree
    except NotHtml:
        return False
    longest = max(
        (Counter(_shown(element).split()) for element in tree.iter("article", "main")),
        key=lambda c: (c & wanted).total(),
        default=Counter(),
    )
    return (wanted & longest).total() >= 0.99 * wanted.total()


def beside_spoiled(markup: bytes, begin: int, end: int, choice: random.Random) -> bytes:
    """The markup with flipped bytes and noise before begin and after end."""
    before, after = bytearray(markup[:begin]), bytearray(markup[end:])
    for part in (before, after):
        for _ in range(choice.choice([0, 1, 5, 50])):
            if part:
                part[choice.randrange(len(part))] = choice.randrange(256)
        for _ in range(choice.choice([0, 1, 3])):
            place = choice.randrange(len(part) + 1)
            part[place:place] = choice.choice(SPLICES)
    return bytes(before) + markup[begin:end] + bytes(after)


def shared_words(wanted: str, got: str) -> float:
    """The share of the words in wanted that are also in got."""
    words = Counter(_units(wanted))
    return (words & Counter(_units(got))).total() / max(1, words.total())


def _units(text: str) -> list[str]:
    return spaced(text).replace(SEPARATOR, " ").split()


@cache
def _rows(corpus: Path) -> Sequence[Any]:
    return read_index(corpus)


def _corpus(task: Task) -> Path:
    assert task.corpus is not None
    return task.corpus


def _another(choice: random.Random, task: Task) -> bytes:
    return page_of(_corpus(task), choice.choice(_rows(_corpus(task)))).body


def _with_body(page: Page, markup: bytes, content_type: str | None) -> Page:
    headers = (("Content-Type", content_type),) if content_type else ()
    return Page(page.requested_url, page.final_url, page.fetched_at, 200, headers, markup)


def tasks(options: argparse.Namespace, corpus: Path | None) -> list[Task]:
    """The slices of a run, of each kind in turn, so that a stopped run has seen all kinds."""
    shares = SHARES if corpus else {"made-up": 10}
    size = min(SLICE, options.inputs)
    counts = {kind: -(-options.inputs * share // (10 * size)) for kind, share in shares.items()}
    slices = sorted((number / count, kind, number) for kind, count in counts.items() for number in range(count))
    given_all = (size, options.seed, options.seconds, corpus, options.keep)
    return [Task(kind, number, *given_all) for _, kind, number in slices]


def read_all(todo: list[Task], jobs: int) -> Tally:
    """The results of all slices; a slice in which a worker died is a failure."""
    whole, began = Tally(), time.monotonic()
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("forkserver")) as pool:
        waiting: dict[Future[Tally], Task] = {pool.submit(run, task): task for task in todo}
        for done in as_completed(waiting):
            task = waiting[done]
            try:
                whole.add(done.result())
            except BrokenProcessPool:
                whole.failures.append(
                    f"slice {task.kind} {task.number} of seed {task.seed}: the process died, or its neighbour did"
                )
            if sys.stderr.isatty():
                print(
                    f"\r{whole.inputs} inputs, {len(whole.failures)} failures, {time.monotonic() - began:.0f} s",
                    end="",
                    file=sys.stderr,
                )
    return whole


def tell(whole: Tally, seconds: float) -> None:
    """Prints what was found."""
    print(f"\n{whole.inputs} inputs in {seconds:.0f} s: {len(whole.failures)} failures, {len(whole.slow)} over time")
    print("outcomes:", ", ".join(f"{name} {number}" for name, number in whole.outcomes.most_common()))
    if whole.raised:
        print(
            "raised by libraries as listed:",
            ", ".join(f"{name} {number}" for name, number in whole.raised.most_common()),
        )
    if whole.beside:
        rate = 1 - len(whole.lost) / whole.beside
        print(
            f"damaged beside the article: {rate:.2%} of {whole.beside} give {KEPT_SHARE:.0%} of their text "
            f"(of {whole.not_whole} more the damage reached the article)"
        )
    for title, lines in (("failed", whole.failures), ("over time", whole.slow), ("text lost", whole.lost)):
        for line in lines[:200]:
            print(f"{title}: {line}")


def replay(files: Sequence[Path]) -> int:
    """Reads kept pages again; exceptions are not caught."""
    for file in files:
        row = json.loads(gzip.decompress(file.read_bytes()))
        headers = (("Content-Type", row["content_type"]),) if row["content_type"] else ()
        page = Page(row["url"], row["url"], FETCHED, 200, headers, bytes.fromhex(row["body"]))
        began = time.perf_counter()
        outcome, text = read(page, OUTLET)
        print(f"{file}: {outcome}, {len(text)} characters, {time.perf_counter() - began:.2f} s")
    return 0


def main() -> int:
    """0 if nothing failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--inputs", type=int, default=50_000, help="about so many inputs; they are read in slices of 100"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10, help="time limit of one page")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with corpus/")
    parser.add_argument("--keep", type=Path, default=Path("evaluation/fuzz"), help="where failing pages are written")
    parser.add_argument("--replay", type=Path, nargs="+", metavar="FILE")
    options = parser.parse_args()
    if options.replay:
        return replay(options.replay)
    corpus = options.shared / "corpus"
    if not (corpus / "index.jsonl").is_file():
        print(f"{corpus}: no index.jsonl there, so only made-up pages are read", file=sys.stderr)
        corpus = None
    began = time.monotonic()
    whole = read_all(tasks(options, corpus), options.jobs)
    tell(whole, time.monotonic() - began)
    return 1 if whole.failures or whole.slow else 0


if __name__ == "__main__":
    sys.exit(main())
