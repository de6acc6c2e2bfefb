"""The limit of open files is raised, or the command says what it needs."""

import resource
import subprocess
import sys

import pytest

from newsarchive.cli import open_files
from newsarchive.cli.open_files import BASE_FILES, ensure_open_files, files_of_crawl
from newsarchive.errors import UsageError

INFINITE = resource.RLIM_INFINITY


@pytest.mark.parametrize(
    ("soft", "hard", "raised_to"),
    [
        pytest.param(256, 4096, 4096, id="as many as allowed"),
        pytest.param(256, INFINITE, 8192, id="not more than anybody needs"),
        pytest.param(4096, 4096, None, id="already"),
        pytest.param(50_000, 100_000, None, id="already more"),
        pytest.param(INFINITE, INFINITE, None, id="no limit"),
    ],
)
def test_the_limit_is_raised(monkeypatch: pytest.MonkeyPatch, soft, hard, raised_to):
    limits = []
    monkeypatch.setattr(open_files.resource, "getrlimit", lambda kind: (soft, hard))
    monkeypatch.setattr(open_files.resource, "setrlimit", lambda kind, limit: limits.append(limit))
    ensure_open_files()
    assert limits == ([(raised_to, hard)] if raised_to else [])


def test_too_few_files_are_one_line():
    command = 'ulimit -n 20; exec "$@" outlets'
    done = subprocess.run(
        ["bash", "-c", command, "bash", sys.executable, "-m", "newsarchive.cli.main"], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr == (
        f"newsarchive: this process may open only 20 files and needs {BASE_FILES}; allow more with `ulimit -n 4096` in "
        "the shell, or with LimitNOFILE= in a systemd unit\n"
    )


def test_a_crawl_needs_more_for_each_outlet_and_worker(monkeypatch: pytest.MonkeyPatch):
    assert files_of_crawl(100, 8) > files_of_crawl(100, 4) > files_of_crawl(10, 4) > BASE_FILES
    assert files_of_crawl(1, None) > BASE_FILES
    monkeypatch.setattr(open_files.resource, "getrlimit", lambda kind: (200, 200))
    with pytest.raises(UsageError, match="may open only 200 files and needs 296"):
        ensure_open_files(files_of_crawl(100, 8))


@pytest.mark.parametrize(("hard", "allowed"), [(256, 256), (100_000, 8_192), (INFINITE, 8_192)])
def test_how_many_files_are_allowed_at_most(monkeypatch: pytest.MonkeyPatch, hard: int, allowed: int):
    monkeypatch.setattr(open_files.resource, "getrlimit", lambda kind: (0, hard))
    assert open_files.files_allowed() == allowed
