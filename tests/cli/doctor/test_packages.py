"""Extras: every one that users can install has a line, and is a problem only where a setting needs it."""

import tomllib
from pathlib import Path

import pytest

from newsarchive.cli.doctor.diagnosis import State
from newsarchive.cli.doctor.packages import EXTRAS, chromium_check, extras_check
from newsarchive.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
# Not for users: what development, measurements, guides and packaging need.
OURS = {"dev", "bench", "docs", "package"}


def test_every_extra_for_users_is_looked_at():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(project["optional-dependencies"]) - OURS - EXTRAS.keys() == set()


def test_a_missing_extra_is_a_problem_only_where_a_setting_needs_it():
    settings = Settings(Path(), alert_urls=("mailto://x",))
    lines = {line.name: line for line in extras_check(settings, has=lambda name: False)}
    assert lines["extra alerts"].state is State.PROBLEM
    assert lines["extra alerts"].found == "apprise is missing, and alert_urls is set"
    assert {line.state for name, line in lines.items() if name != "extra alerts"} == {State.OK}
    assert {line.state for line in extras_check(settings, has=lambda name: True)} == {State.OK}


@pytest.mark.parametrize(("has_extra", "state"), [(True, State.WARNING), (False, State.OK)])
def test_a_browser_is_needed_only_by_its_extra(monkeypatch, tmp_path: Path, has_extra: bool, state: State):
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    assert [line.state for line in chromium_check(lambda name: has_extra)] == [state]
    (tmp_path / "chromium-1234").mkdir()
    (found,) = chromium_check(lambda name: has_extra)
    assert found.found == str(tmp_path / "chromium-1234")
