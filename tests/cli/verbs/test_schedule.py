"""`newsarchive schedule` as a user runs it: what is printed for cron and for systemd, and what is refused."""

from pathlib import Path

import pytest

from tests.cli.schedule.support import DIFFICULT, cron_command


def test_crontab_lines_crawl_and_check(run, tmp_path: Path):
    result = run("schedule", "--every", 30)
    crawl, check = [line for line in result.out.splitlines() if not line.startswith("#")]
    assert (result.status, result.err) == (0, "")
    assert crawl.startswith(f"7,37 * * * * cd {tmp_path} && /")
    ending = f"--db {tmp_path}/archive.db --log {tmp_path}/newsarchive.log"
    assert crawl.endswith(f"newsarchive crawl --all --for 26 --wait 3 {ending}")
    assert check.endswith(f"newsarchive check {ending} > /dev/null")


def test_paths_are_absolute_and_survive_cron(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / DIFFICULT
    folder.mkdir()
    monkeypatch.chdir(folder)
    line = run("schedule").out.splitlines()[-1]
    assert cron_command(line).endswith(" > /dev/null")
    assert not (folder / "newsarchive.log").exists()


def test_verify_and_backup_are_added(run, tmp_path: Path):
    (tmp_path / "disk").mkdir()
    out = run("schedule", "--verify", "--backup", "disk").out
    assert " verify --wait 60 --db " in out
    assert f" backup {tmp_path}/disk/archive.db --captures --force --db " in out


def test_units_are_printed_below_their_paths(run, tmp_path: Path):
    result = run("schedule", "--systemd")
    assert result.out.startswith("# /etc/systemd/system/newsarchive-crawl.service\n[Unit]\n")
    assert "\n# /etc/systemd/system/newsarchive-check.timer\n[Unit]\n" in result.out
    assert "--log" not in result.out
    enable = "systemctl daemon-reload && systemctl enable --now newsarchive-crawl.timer newsarchive-check.timer"
    assert result.err == f"then run: {enable}\n"


def test_units_are_written_as_files(run, tmp_path: Path):
    result = run("schedule", "--systemd", "--output", "units")
    files = sorted(file.name for file in (tmp_path / "units").iterdir())
    assert sorted(Path(line).name for line in result.out.splitlines()) == files
    assert (tmp_path / "units" / "newsarchive-crawl.timer").read_text().startswith("[Unit]\n")
    assert result.err.startswith("copy these files to /etc/systemd/system, then run: systemctl daemon-reload")


def test_settings_that_cron_would_not_have_are_named_without_their_values(run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NEWSARCHIVE_CONTACT", "secret@archive.example")
    result = run("schedule")
    assert result.err.startswith("NEWSARCHIVE_CONTACT: set here, but not for these jobs;")
    assert "secret" not in result.out + result.err


def test_a_file_of_settings_that_the_environment_names_is_passed_on(run, tmp_path: Path, monkeypatch):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "news.toml").write_text("")
    monkeypatch.setenv("NEWSARCHIVE_CONFIG", "other/news.toml")
    result = run("schedule")
    assert f"cd {tmp_path}/other && NEWSARCHIVE_CONFIG={tmp_path}/other/news.toml /" in result.out
    assert result.err == ""


def test_a_service_that_serves_is_enabled_with_the_timers(run, tmp_path: Path):
    result = run("schedule", "--systemd", "--serve", 8001, "--output", tmp_path)
    assert (tmp_path / "newsarchive-serve.service").is_file()
    assert result.err.endswith("newsarchive-crawl.timer newsarchive-check.timer newsarchive-serve.service\n")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        pytest.param(["--every", "16"], "this cannot be repeated evenly; use 15, 20, 30, 60", id="uneven"),
        pytest.param(["--every", "0"], "0 is not in the range 15<=x<=1440", id="never"),
        pytest.param(["--minute", "60"], "60 is not in the range 0<=x<=59", id="no minute"),
        pytest.param(["--backup", "absent"], "schedule --backup absent: no such folder; make it first", id="absent"),
        pytest.param(["--backup", "."], "the archive itself is in this folder", id="own folder"),
        pytest.param(["--output", "."], "--output is for --systemd", id="crontab into files"),
        pytest.param(["--run", "--systemd"], "--run runs the jobs itself", id="run and print"),
        pytest.param(["--serve", "8001"], "--serve is for --systemd", id="serve from cron"),
        pytest.param(["--systemd", "--output", "no/units"], "cannot be written: No such file", id="nowhere to write"),
    ],
)
def test_wrong_use_gets_one_line(run, words: list[str], complaint: str):
    result = run("schedule", *words)
    assert (result.status, result.out) == (2, "")
    assert complaint in result.err
    assert "Traceback" not in result.err
