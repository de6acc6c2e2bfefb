"""Services and timers of systemd: their words, their sandbox, and what systemd itself says of them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from newsarchive.cli.schedule.jobs import Installation, Wishes, list_jobs
from newsarchive.cli.schedule.systemd import serve_unit, units
from newsarchive.errors import UsageError
from tests.cli.schedule.support import DIFFICULT, settings_in

NEWS = Path("/srv/news")
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


def units_of(folder: Path, program: str = "/bin/true", **wishes) -> dict[str, str]:
    jobs = list_jobs(settings_in(folder), Wishes(verify=True, **wishes))
    return units(jobs, Installation(folder, (program,)), "ada")


def value_of(unit: str, name: str) -> str:
    (line,) = [line for line in unit.splitlines() if line.startswith(f"{name}=")]
    return line.partition("=")[2]


def words_of(value: str) -> list[str]:
    """The words as systemd.syntax(7) and systemd.service(5) read them, without variables."""
    words = [re.sub(r"\\(.)", r"\1", quoted) if quoted else plain for quoted, plain in _WORD.findall(value)]
    return [word.replace("%%", "%").replace("$$", "$") for word in words]


def test_there_is_a_service_and_a_timer_for_each_job(tmp_path: Path):
    names = units_of(NEWS, backup_folder=tmp_path)
    assert list(names) == [
        f"newsarchive-{job}.{kind}" for job in ("crawl", "check", "verify", "backup") for kind in ("service", "timer")
    ]


def test_a_service_runs_the_command_as_the_user_in_the_folder():
    crawl = units_of(NEWS)["newsarchive-crawl.service"]
    assert value_of(crawl, "User") == "ada"
    assert value_of(crawl, "WorkingDirectory") == "/srv/news"
    assert value_of(crawl, "ExecStart") == ('"/bin/true" crawl --all --for 53 --wait 6 --db /srv/news/archive.db')
    assert value_of(crawl, "ReadWritePaths") == '"/srv/news"'


@pytest.mark.parametrize("line", ["NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=yes", "ProtectHome=yes"])
def test_every_service_is_in_a_sandbox(line: str):
    services = [text for name, text in units_of(NEWS).items() if name.endswith(".service")]
    assert all(line in text.splitlines() for text in services)


def test_only_jobs_that_fetch_have_a_network():
    texts = units_of(NEWS)
    assert "PrivateNetwork=yes" in texts["newsarchive-verify.service"]
    assert "PrivateNetwork" not in texts["newsarchive-crawl.service"]
    assert "AF_INET" not in texts["newsarchive-verify.service"]


@pytest.mark.parametrize(
    ("folder", "home", "temporary"),
    [("/srv/news", "yes", "yes"), ("/home/ada/news", "read-only", "yes"), ("/tmp/news", "yes", "no")],
)
def test_what_the_sandbox_hides_is_never_what_is_needed(folder: str, home: str, temporary: str):
    crawl = units_of(Path(folder))["newsarchive-crawl.service"]
    assert (value_of(crawl, "ProtectHome"), value_of(crawl, "PrivateTmp")) == (home, temporary)


def test_a_python_in_a_home_can_be_read():
    jobs = list_jobs(settings_in(NEWS), Wishes())
    place = Installation(NEWS, ("/bin/true",), reads=(Path("/home/ada/.pyenv"),))
    assert value_of(units(jobs, place, "ada")["newsarchive-crawl.service"], "ProtectHome") == "read-only"


def test_missed_runs_are_made_up_for_and_machines_do_not_start_together():
    timer = units_of(NEWS, every_minutes=120)["newsarchive-crawl.timer"]
    assert value_of(timer, "OnCalendar") == "*-*-* 0/2:07"
    assert (value_of(timer, "Persistent"), value_of(timer, "RandomizedDelaySec")) == ("true", "60")
    assert value_of(units_of(NEWS)["newsarchive-check.timer"], "OnCalendar") == "Mon *-*-* 6:17"


def test_difficult_paths_are_quoted(tmp_path: Path):
    folder = tmp_path / DIFFICULT
    crawl = units_of(folder, program=f"{folder}/bin/newsarchive")["newsarchive-crawl.service"]
    words = words_of(value_of(crawl, "ExecStart"))
    # systemd itself refuses a quote in the path of a program.
    assert words[:2] == ["/usr/bin/env", f"{folder}/bin/newsarchive"]
    assert words[-2:] == ["--db", f"{folder}/archive.db"]
    assert words_of(value_of(crawl, "ReadWritePaths").replace("$", "$$")) == [str(folder)]
    assert value_of(crawl, "WorkingDirectory") == str(folder).replace("%", "%%")


@pytest.mark.parametrize("name", ["two\nlines", "ends with a blank ", "ends with a backslash\\"])
def test_what_a_unit_cannot_have_is_refused(tmp_path: Path, name: str):
    with pytest.raises(UsageError, match="has characters that a unit of systemd cannot have"):
        units_of(tmp_path / name)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_accepts_the_units(tmp_path: Path):
    folder, written = tmp_path / DIFFICULT, tmp_path / "units"
    (folder / "bin").mkdir(parents=True)
    written.mkdir()
    program = folder / "bin" / "newsarchive"
    program.symlink_to("/bin/true")
    place = Installation(folder, (str(program),))
    texts = units_of(folder, program=str(program), backup_folder=tmp_path) | serve_unit(
        folder / "a.db", 1, place, "ada"
    )
    for name, text in texts.items():
        (written / name).write_text(text.replace("User=ada", "User=root"))
    files = sorted(map(str, written.iterdir()))
    command = ["systemd-analyze", "verify", "--recursive-errors=no", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "newsarchive-" in line]
    assert (done.returncode, ours) == (0, [])


def test_the_service_that_serves_has_no_timer_and_starts_again():
    ((name, text),) = serve_unit(NEWS / "archive.db", 8001, Installation(NEWS, ("/bin/true",)), "ada").items()
    assert name == "newsarchive-serve.service"
    assert value_of(text, "ExecStart") == '"/bin/true" serve --host 127.0.0.1 --port 8001 --db /srv/news/archive.db'
    assert (value_of(text, "Type"), value_of(text, "Restart")) == ("exec", "on-failure")
    assert value_of(text, "WantedBy") == "multi-user.target"
    assert "NoNewPrivileges=yes" in text.splitlines()
    assert "PrivateNetwork" not in text
