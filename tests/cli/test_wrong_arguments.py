"""Wrong arguments, in every command: one clear line, exit status 1 or 2, no traceback, and no file left behind.

Commands that need another process, because Scrapy's reactor runs once, or other rights than those of the tests, are
started as users start them.
"""

import os
import shlex
import shutil
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.support import a_document

# Each is a command that opens an archive.
OPENING = [
    "search x",
    "show 1",
    "diff 1",
    "runs",
    "verify",
    "verify --repair",
    "backup copy.db",
    "remove 1 --reason x --yes",
    "remove 1 --dry-run",
    "export --format jsonl",
    "export --format jsonl --output out.jsonl",
    "export --output out",
    "reextract",
    "reextract --yes",
    "serve --port 0",
]
# Each opens an archive too, but may do without one.
CREATING = ["import letters", "crawl guardian", "backfill guardian --from 2026-01-01", "outlets"]

# Files that are no archive of this version, and what is said of them.
NO_ARCHIVES = {
    "folder.db": "a folder, not an archive; name the file in it with --db",
    "newer.db": "written by a newer newsarchive (schema 999; this one knows",
    "text.db": "not a database; name the archive with --db",
    "other.db": "a database, but not an archive of newsarchive",
    "damaged.db": "the file is damaged; restore a backup",
    "/dev/null": "not a regular file, so not an archive",
    "page.html/x.db": "cannot be opened (Not a directory); check path and permissions",
    "": "it is empty; name the file of the archive",
}
MISSING = {
    "absent.db": "no archive there",
    "absent/x.db": "no archive there",
    "empty.db": "an empty file, no archive yet",
}

USAGE = [
    ("show 0", "0 is not in the range 1<=x<="),
    ("search x --limit many", "'many' is not a valid number."),
    ("show one", "'one' is not the id of an article; `newsarchive search` lists ids"),
    ("show 99999999999999999999", "is not in the range 1<=x<="),
    ("show 1 --version 0", "0 is not in the range 1<=x<="),
    ("diff 1", "the article has only one version"),
    ("diff 99", "diff 99: no such article in the archive"),
    ("diff 1 1", "give two version numbers or none"),
    ("diff 1 0 1", "0 is not in the range 1<=x<="),
    ("diff 99999999999999999999", "is not in the range 1<=x<="),
    ("runs --limit 0", "0 is not in the range 1<=x<="),
    ("runs --limit -1", "-1 is not in the range 1<=x<="),
    ("runs --limit 99999999999999999999", "is not in the range 1<=x<="),
    ("search --limit 0", "0 is not in the range 1<=x<=200"),
    ("search --since 2026-02-30", "'2026-02-30' is not a valid date. Use YYYY-MM-DD."),
    ("search --since 0000-01-01", "'0000-01-01' is not a valid date. Use YYYY-MM-DD."),
    ("search --until 99999-01-01", "'99999-01-01' is not a valid date. Use YYYY-MM-DD."),
    ("search --since 2026-02-02 --until 2026-02-01", "--until 2026-02-01 is before --since 2026-02-02"),
    ("export --format jsnl", "did you mean jsonl?"),
    ("export --since 2026-02-02 --until 2026-02-01", "--until 2026-02-01 is before --since 2026-02-02"),
    ("export --format parquet", "name a file with --output, such as articles.parquet"),
    ("export --format jsonl --output folder.db", "folder.db: is a folder; name a file in it"),
    ("export --format warc --output x.txt", "the name must end in .warc.gz"),
    ("export --versions", "--versions is for --format warc"),
    ("export --json", "name a file with --output"),
    ("import", "Missing argument 'FILE…'"),
    ("import absent.jsonl", "absent.jsonl: cannot be read: No such file or directory"),
    ("import absent.jsonl --db new.db", "absent.jsonl: cannot be read: No such file or directory"),
    ("import folder.db --db new.db", "folder.db: no .txt, .md, .jsonl, .warc, .warc.gz or .opml files there"),
    ("import letters --wait -1", "-1.0 is not in the range x>=0"),
    ("import letters --wait nan", "is not a number of minutes"),
    ("extract absent.html", "absent.html: cannot be read: No such file or directory"),
    ("extract folder.db", "folder.db: cannot be read: Is a directory"),
    ("extract ftp://outlet.example/x", "not an http or https address"),
    ("backup", "Missing argument 'FILE'"),
    ("backup absent/copy.db", "the folder absent does not exist; make it first"),
    ("backup folder.db", "folder.db: is a folder; name a file in it"),
    ("backup archive.db --force", "archive.db: is the archive itself"),
    ("backup page.html", "already exists; name another file, or use --force"),
    ("backup copy.db --log absent/log", "--log absent/log: cannot be written: No such file or directory"),
    ("backup copy.db --log folder.db", "--log folder.db: cannot be written: Is a directory"),
    ("verify --wait x", "'x' is not a valid number"),
    ("remove", "Missing argument 'ID…'"),
    ("remove 1", "say why with --reason"),
    ("remove 1 --reason x", "cannot ask without a terminal"),
    ("remove 99 --reason x --yes", "no article 99"),
    ("remove 0 --reason x --yes", "0 is not in the range 1<=x<="),
    ("reextract --since x", "'x' is not a valid date. Use YYYY-MM-DD."),
    ("backfill guardian", "Missing option '--from'"),
    ("backfill guardian --from 2099-01-01", "--from 2099-01-01 is in the future"),
    ("backfill guardian --from 2026-02-02 --to 2026-02-01", "--to 2026-02-01 is before --from 2026-02-02"),
    ("backfill guardian --from 2026-01-01 --by wybck", "did you mean wayback?"),
    ("backfill guardian --from 2026-01-01 --limit 0", "0 is not in the range 1<=x<="),
    ("crawl", "name one or more outlets, or use --all or --country"),
    ("crawl --all guardian", "name one or more outlets, or use --all or --country"),
    ("crawl --country zz", "no outlets found; `newsarchive outlets` lists all"),
    ("crawl guardian --limit 0", "0 is not in the range 1<=x<="),
    ("crawl guardian --for 0", "0.0 is not in the range x>0"),
    ("crawl guardian --for nan", "is not a number of minutes"),
    ("crawl guardian --for inf", "is not a number of minutes"),
    ("crawl guardian --retry not_artcle", "did you mean not_article"),
    ("outlets --country zz", "no outlets found; `newsarchive outlets` lists all"),
    ("snapshot guardian", "Missing argument 'URL'"),
    ("snapshot guardian https://other.example/", "not accepted by the domains, article_urls and skip_urls of guardian"),
    ("new", "Missing argument 'URL'"),
    ("schedule --every 17", "this cannot be repeated evenly"),
    ("schedule --log folder.db", "File 'folder.db' is a directory"),
    ("schedule --backup page.html", "no such folder; make it first"),
    ("serve --port 70000", "70000 is not in the range 0<=x<=65535"),
    ("serve --port PORT", "another program uses this port; choose another one with --port"),
    ("serve --host no.such.host.invalid", "the host name is unknown"),
    ("serve --host 192.0.2.1", "this machine has no such address"),
    ("demo --port PORT", "another program uses this port; choose another one with --port"),
    ("demo --folder page.html --no-serve", "page.html: not a folder; choose another with --folder"),
    ("demo --folder letters --no-serve", "contains something that is not a demo archive"),
    ("serch", "did you mean search or serve?"),
    ("export --format jsonl --output absent/x.jsonl", "the folder absent does not exist; make it first"),
    ("search --sorce x", "Did you mean"),
]  # fmt: skip
FAILURES = [
    ("show 99", "no article 99; `newsarchive search` lists ids"),
    ("show 1 --version 9", "article 1 has no version 9; its newest is 1"),
    ("export --format csv --output page.html/x.csv", "cannot be written: Not a directory"),
    ("import page.html --db new.db", "1 of 1 files could not be imported"),
    ("import empty.jsonl page.html --db new.db", "1 of 2 files could not be imported"),
    ("extract empty.html", "empty.html: no article"),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of one letter, and with files and archives that are wrong in some way."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "letters").mkdir()
    (folder / "letters" / "1.txt").write_text(a_document("Ferry prices rise", "The ferry costs more."))
    assert newsarchive(folder, "import", "letters").returncode == 0
    for name, statement in {"newer.db": "PRAGMA user_version = 999", "other.db": "CREATE TABLE x (y)"}.items():
        if name == "newer.db":
            shutil.copy(folder / "archive.db", folder / name)
        with closing(sqlite3.connect(folder / name)) as conn:
            conn.execute(statement)
            conn.commit()
    (folder / "text.db").write_text("No database, whatever its name says. " * 60)
    (folder / "damaged.db").write_bytes((folder / "archive.db").read_bytes()[:20_000])
    (folder / "folder.db").mkdir()
    (folder / "page.html").write_text("<html><body><p>Hello")
    for name in ("empty.db", "empty.html", "empty.jsonl"):
        (folder / name).touch()
    for left in folder.glob("*.lock"):
        left.unlink()
    return folder


@pytest.fixture
def folder(run, tmp_path: Path, made: Path) -> Path:
    """A copy of that folder, in which the test may leave files; run's own folder."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def newsarchive(folder: Path, *words: str, before: tuple[str, ...] = ()) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEWSARCHIVE_")}
    command = [*before, sys.executable, "-m", "newsarchive.cli.main", *words]
    return subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


def files_in(folder: Path) -> set[str]:
    """The files, without those that SQLite keeps beside an archive while somebody may read it."""
    return {str(file) for file in folder.rglob("*") if not file.name.endswith(("-wal", "-shm"))}


def message_of(errors: str) -> str:
    """The one line that is not click's reminder of the usage."""
    lines = [line for line in errors.splitlines() if line and not line.startswith(("Usage: ", "Try '"))]
    assert len(lines) == 1, errors
    return lines[0]


@pytest.mark.parametrize("command", [*OPENING, *CREATING])
def test_a_file_that_is_no_archive_is_refused_in_one_line(run, folder: Path, command: str):
    before = files_in(folder)
    for name, complaint in NO_ARCHIVES.items():
        result = run(*shlex.split(command), "--db", name)
        assert (result.status, result.out) == (2 if name == "" else 1, "")
        assert complaint in message_of(result.err)
        assert files_in(folder) == before


@pytest.mark.parametrize("command", OPENING)
def test_a_missing_archive_is_not_made_by_a_command_that_needs_one(run, folder: Path, command: str):
    before = files_in(folder)
    for name, complaint in MISSING.items():
        result = run(*shlex.split(command), "--db", name)
        assert (result.status, result.out) == (1, "")
        assert complaint in message_of(result.err)
        assert files_in(folder) == before


@pytest.mark.parametrize(("command", "complaint"), USAGE, ids=[command for command, _ in USAGE])
def test_wrong_usage_gets_one_line_and_status_2(run, folder: Path, command: str, complaint: str):
    before = files_in(folder)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        words = [word.replace("PORT", str(taken.getsockname()[1])) for word in shlex.split(command)]
        result = run(*words)
    lines = result.err.splitlines()
    assert (result.status, result.out) == (2, "")
    assert complaint in lines[-1]
    # remove shows what it asks about.
    assert command == "remove 1 --reason x" or message_of(result.err) == lines[-1]
    assert files_in(folder) == before


@pytest.mark.parametrize(("command", "complaint"), FAILURES, ids=[command for command, _ in FAILURES])
def test_what_cannot_be_done_gets_a_line_and_status_1(run, folder: Path, command: str, complaint: str):
    before = files_in(folder)
    result = run(*shlex.split(command))
    assert result.status == 1
    assert complaint in result.err.splitlines()[-1]
    assert "Traceback" not in result.err
    assert {name for name in files_in(folder) - before if not name.endswith(".lock")} == set()


PRIVATE = [
    ("search x --db locked/x.db", 1, "locked/x.db: cannot be opened (Permission denied)"),
    ("outlets --db locked/x.db", 1, "locked/x.db: cannot be opened (Permission denied)"),
    ("import letters --db locked/x.db", 1, "locked/x.db: cannot be opened (Permission denied)"),
    ("crawl guardian --db locked/x.db", 1, "locked/x.db: cannot be opened (Permission denied)"),
    ("show 1 --db secret.db", 1, "secret.db: cannot be opened; check that its folder exists and its permissions"),
    ("reextract --yes --db secret.db", 1, "secret.db: cannot be opened; check that its folder exists"),
    ("import secret.jsonl --db new.db", 2, "secret.jsonl: cannot be read: Permission denied"),
    ("import locked --db new.db", 2, "locked: no .txt, .md, .jsonl, .warc, .warc.gz or .opml files there"),
    ("extract secret.jsonl", 2, "secret.jsonl: cannot be read: Permission denied"),
    ("export --format jsonl --output locked/x.jsonl", 1, "locked/x.jsonl: Permission denied; check the path"),
    ("backup locked/copy.db", 1, "locked/copy.db: Permission denied; check the path"),
    ("backup copy.db --log locked/log", 2, "--log locked/log: cannot be written: Permission denied"),
    ("schedule --systemd --output locked", 2, "Path 'locked' is not readable"),
    ("demo --folder locked/x --no-serve", 1, "locked/x: Permission denied; check the path and its permissions"),
    ("demo --folder locked --no-serve", 2, "Path 'locked' is not readable"),
]


@pytest.fixture(scope="module")
def without_rights(made: Path) -> tuple[str, ...]:
    """What stands before a command that has only the rights of the files' modes: root may read everything."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("setpriv of util-linux is absent, and root may read everything without it")
    return ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")


@pytest.mark.parametrize(("command", "status", "complaint"), PRIVATE, ids=[command for command, *_ in PRIVATE])
def test_files_and_folders_without_permission_get_one_line(
    folder: Path, without_rights: tuple[str, ...], command: str, status: int, complaint: str
):
    shutil.copy(folder / "archive.db", folder / "secret.db")
    (folder / "secret.jsonl").write_text("{}\n")
    (folder / "locked").mkdir()
    before = files_in(folder)
    for name in ("secret.db", "secret.jsonl", "locked"):
        (folder / name).chmod(0)
    try:
        result = newsarchive(folder, *shlex.split(command), before=without_rights)
    finally:
        (folder / "locked").chmod(0o755)
    assert (result.returncode, result.stdout) == (status, "")
    assert complaint in message_of(result.stderr)
    assert files_in(folder) == before


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        ("extract https://no-such-host.invalid/x", "cannot be resolved); check the address and the network"),
        ("extract http://127.0.0.1:1/", "127.0.0.1:1 is on a private network; to allow it, list 127.0.0.1"),
    ],
)  # fmt: skip
def test_a_host_that_cannot_be_reached_gets_one_line(folder: Path, command: str, complaint: str):
    before = files_in(folder)
    result = newsarchive(folder, *shlex.split(command))
    assert (result.returncode, result.stdout) == (1, "")
    assert complaint in message_of(result.stderr)
    assert files_in(folder) == before
