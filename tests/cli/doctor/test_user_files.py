"""Settings and outlet files."""

from pathlib import Path

import pytest

from newsarchive.cli.doctor.diagnosis import State
from newsarchive.cli.doctor.user_files import contact_check, outlets_check, settings_check
from newsarchive.settings import Settings


@pytest.mark.parametrize(("contact", "state"), [("ada@library.example", State.OK), (None, State.WARNING)])
def test_outlets_need_a_contact(contact: str | None, state: State):
    assert [line.state for line in contact_check(Settings(Path(), contact=contact))] == [state]


@pytest.mark.parametrize(
    ("mode", "urls", "state"),
    [(0o644, ("mailto://ada:hunter2@x",), State.WARNING), (0o600, ("mailto://x",), State.OK), (0o644, (), State.OK)],
)
def test_secrets_that_others_may_read_are_a_warning(tmp_path: Path, mode: int, urls: tuple[str, ...], state: State):
    file = tmp_path / "newsarchive.toml"
    file.touch()
    file.chmod(mode)
    (line,) = settings_check(Settings(tmp_path, alert_urls=urls), file)
    assert line.state is state
    assert "hunter2" not in line.found


def test_every_broken_outlet_file_is_named(tmp_path: Path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.py").write_text("1 / 0")
    lines = list(outlets_check(Settings(tmp_path, outlets_folder=tmp_path)))
    assert [line.state for line in lines] == [State.PROBLEM] * 2
    assert lines[0].found == f"{tmp_path}/one.py: ZeroDivisionError: division by zero"
    assert lines[0].advice == "repair or remove the file"
