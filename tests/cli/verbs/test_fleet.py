"""`newsarchive fleet`, and an import by a fleet of processes, as a user runs them."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from newsarchive.archive.captures.warc_files import CaptureFiles
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.fleet import extra
from newsarchive.records import Page
from tests.cli.support import PAGE, write_own_outlet

AT = datetime(2026, 11, 20, tzinfo=UTC)
NEWSARCHIVE = (sys.executable, "-m", "newsarchive.cli.main")


def test_certificates_are_made_for_each_machine_and_kept(run, tmp_path: Path):
    ran = run("fleet", "certificates", "keys", "main", "alpha")
    assert (ran.status, ran.out) == (0, "keys/main\nkeys/alpha\n")
    ran = run("fleet", "certificates", "keys", "main", "beta")
    assert (ran.status, ran.out, ran.err) == (0, "keys/beta\n", "keys/main: has a key, kept\n")
    assert (tmp_path / "keys" / "beta" / "key.pem").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("verb", ["scheduler", "worker"])
def test_an_address_without_encryption_is_refused_in_one_line(run, verb: str):
    ran = run("fleet", verb, "tcp://10.0.0.1:8786")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "newsarchive fleet certificates" in ran.err


@pytest.mark.parametrize("verb", ["scheduler", "worker"])
def test_encryption_without_certificates_is_refused_in_one_line(run, verb: str):
    ran = run("fleet", verb, "tls://127.0.0.1:8786")
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert "fleet_certificates" in ran.err


@pytest.mark.parametrize("words", [("scheduler",), ("worker",), ("certificates", "keys", "main")])
def test_without_the_extra_it_says_what_to_install(run, monkeypatch, words: tuple[str, ...]):
    monkeypatch.setattr(extra, "find_spec", lambda name: None)
    ran = run("fleet", *words)
    assert (ran.status, "pip install 'newsarchive[fleet]'" in ran.err) == (2, True)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with an outlet, a WARC file of its pages, and certificates of two machines."""
    write_own_outlet(tmp_path)
    files = CaptureFiles(tmp_path / "warc")
    for number in range(30):
        url, body = f"https://post.example/news/{number}", PAGE.replace("nine years", f"{number} years")
        files.append(pack(Page(url, url, AT, 200, (("Content-Type", "text/html"),), body.encode())))
    files.close()
    return tmp_path


def start(folder: Path, machine: str, *words: str) -> "subprocess.Popen[str]":
    environ = {name: value for name, value in os.environ.items() if not name.startswith("NEWSARCHIVE_")}
    environ["NEWSARCHIVE_FLEET_CERTIFICATES"] = str(folder / "keys" / machine)
    return subprocess.Popen(
        [*NEWSARCHIVE, *words], cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # Tests may run in the background of a shell, whose children ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip


def outcome(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    out, err = process.communicate(timeout=100)
    return process.returncode, out, err


@pytest.fixture
def fleet(place: Path, run) -> Iterator[tuple[str, dict[str, "subprocess.Popen[str]"]]]:
    """The encrypted address of a scheduler with one worker, and both processes."""
    run("fleet", "certificates", "keys", "main", "alpha")
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"tls://127.0.0.1:{free.getsockname()[1]}"
    with ExitStack() as stack:
        processes = {}
        for machine, words in {"main": ("scheduler", address), "alpha": ("worker", address, "--count", "1")}.items():
            processes[words[0]] = process = start(place, machine, "fleet", *words)
            stack.callback(process.communicate)
            stack.callback(process.kill)
            # It prints this line when it is ready.
            assert "Press Ctrl-C to stop" in process.stdout.readline()
        yield address, processes


@pytest.mark.slow
def test_a_fleet_over_tls_imports_and_ends_on_request(place: Path, fleet):
    address, processes = fleet
    status, out, err = outcome(start(place, "main", "import", "--fleet", address, "warc"))
    assert (status, err) == (0, "")
    assert re.search(r"30 pages: 30 new", out)
    assert not (place / "archive.db.import-segments").exists()
    # A machine without a key of this authority gets no connection.
    start(place, "main", "fleet", "certificates", "other", "main").wait()
    stranger = subprocess.run(
        [*NEWSARCHIVE, "import", "--fleet", address, "--again", "warc"], cwd=place, capture_output=True, text=True,
        env={**os.environ, "NEWSARCHIVE_FLEET_CERTIFICATES": str(place / "other" / "main")}, timeout=100, check=False,
    )  # fmt: skip
    assert (stranger.returncode, stranger.stderr.count("\n")) == (1, 1)
    assert "no scheduler answers there, or it has other certificates" in stranger.stderr
    processes["worker"].send_signal(signal.SIGINT)
    assert outcome(processes["worker"])[0] == 130
    processes["scheduler"].send_signal(signal.SIGTERM)
    status, _, err = outcome(processes["scheduler"])
    assert (status, err) == (143, "")


@pytest.mark.slow
def test_workers_end_in_one_line_when_the_scheduler_is_killed(fleet):
    _, processes = fleet
    processes["scheduler"].kill()
    status, _, err = outcome(processes["worker"])
    assert (status, err.count("\n")) == (1, 1)
    assert "the scheduler is gone" in err


@pytest.mark.slow
def test_nothing_is_left_of_workers_whose_command_is_killed(fleet):
    _, processes = fleet
    children = psutil.Process(processes["worker"].pid).children(recursive=True)
    assert children
    processes["worker"].kill()
    assert psutil.wait_procs(children, timeout=30)[1] == []


@pytest.mark.slow
def test_local_workers_import_and_end_with_the_command(place: Path):
    status, out, err = outcome(start(place, "main", "import", "--fleet", "1", "warc"))
    assert (status, err) == (0, "")
    assert re.search(r"30 pages: 30 new", out)
