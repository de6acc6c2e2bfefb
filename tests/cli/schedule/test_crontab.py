"""Lines of a crontab, run by a shell as cron does it: their words, exit status, output and log."""

import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from newsarchive.cli.schedule.crontab import crontab
from newsarchive.cli.schedule.jobs import Installation, Wishes, list_jobs
from newsarchive.errors import UsageError
from tests.cli.schedule.support import DIFFICULT, cron_command, settings_in

# Prints its words, one a line, to be compared.
SHOW = (sys.executable, "-c", "import sys, os; print(os.getcwd(), *sys.argv[1:], sep='\\n')")
NEWSARCHIVE = (sys.executable, "-m", "newsarchive.cli.main")


def lines_of(folder: Path, command: tuple[str, ...], config: Path | None = None, **wishes) -> dict[str, str]:
    """The lines by their verbs."""
    jobs = list_jobs(settings_in(folder), Wishes(log=folder / "news.log", **wishes))
    lines = [
        line for line in crontab(jobs, Installation(folder, command, config)).splitlines() if not line.startswith("#")
    ]
    return dict(zip((job.name for job in jobs), lines, strict=True))


def run_by_cron(line: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["sh", "-c", cron_command(line)], capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / DIFFICULT
    folder.mkdir()
    return folder


def test_the_shell_gets_every_path_as_it_is(folder: Path):
    line = lines_of(folder, SHOW)["crawl"]
    here, *words = run_by_cron(line).stdout.splitlines()
    assert here == str(folder)
    assert words[-4:] == ["--db", str(folder / "archive.db"), "--log", str(folder / "news.log")]


def test_the_file_of_settings_is_passed_on(folder: Path):
    show = (sys.executable, "-c", "import os; print(os.environ['NEWSARCHIVE_CONFIG'])")
    line = lines_of(folder, show, config=folder / "news.toml")["crawl"]
    assert run_by_cron(line).stdout == f"{folder}/news.toml\n"


def test_the_times_have_five_fields(folder: Path):
    lines = lines_of(folder, SHOW, verify=True, backup_folder=folder.parent, every_minutes=30)
    assert {name: " ".join(line.split()[:5]) for name, line in lines.items()} == {
        "crawl": "7,37 * * * *",
        "check": "17 6 * * 1",
        "verify": "27 4 * * 0",
        "backup": "37 2 * * *",
    }


def test_a_job_that_goes_well_prints_nothing_and_notes_it_in_the_log(folder: Path):
    Archive.open(folder / "archive.db", write=True).close()
    for name in ("verify", "backup"):
        done = run_by_cron(lines_of(folder, NEWSARCHIVE, verify=True, backup_folder=folder.parent)[name])
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (folder.parent / "archive.db").exists()
    verify, *verified, backup, copied, ended = (folder / "news.log").read_text().splitlines()
    assert " newsarchive verify --wait 60 " in verify
    assert [line.split(" ", 1)[1] for line in verified] == ["ended with status 0"]
    assert " newsarchive backup " in backup
    assert copied.startswith(f"{folder.parent}/archive.db: ")
    assert ended.endswith("Z ended with status 0")


@pytest.mark.parametrize("name", ["crawl", "verify", "backup"])
def test_a_job_that_fails_keeps_its_status_and_its_line_goes_to_the_mail_and_the_log(folder: Path, name: str):
    (folder / "archive.db").write_text("no archive")
    done = run_by_cron(lines_of(folder, NEWSARCHIVE, verify=True, backup_folder=folder.parent)[name])
    assert (done.returncode, done.stdout) == (1, "")
    assert "archive.db" in done.stderr
    assert "Traceback" not in done.stderr
    _, *said, ended = (folder / "news.log").read_text().splitlines()
    assert said == done.stderr.splitlines()
    assert ended.endswith("Z ended with status 1")


def test_findings_are_in_the_log_and_the_mail_has_their_number(folder: Path):
    with Archive.open(folder / "archive.db", write=True) as archive, archive.transaction():
        archive.conn.execute("INSERT OR REPLACE INTO row_totals(table_name, rows) VALUES ('articles', 7)")
    done = run_by_cron(lines_of(folder, NEWSARCHIVE, verify=True)["verify"])
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{folder}/archive.db: 1 wrong, 0 repaired\n"
    _, finding, *rest = (folder / "news.log").read_text().splitlines()
    assert "articles" in finding
    assert rest[0] == done.stderr.rstrip()


def test_a_line_break_in_a_path_is_refused(tmp_path: Path):
    with pytest.raises(UsageError, match="has a line break, which a crontab cannot have"):
        lines_of(tmp_path / "two\nlines", SHOW)
