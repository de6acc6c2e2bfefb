"""Without the extra, one line says what to install."""

import pytest

from newsarchive.errors import SettingsError
from newsarchive.fleet import extra


def test_nothing_happens_where_the_extra_is_installed():
    extra.check_fleet_is_installed()


def test_the_extra_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(extra, "find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"pip install 'newsarchive\[fleet\]'"):
        extra.check_fleet_is_installed()
