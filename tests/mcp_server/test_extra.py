"""Without the extra, one clear line."""

import pytest

from newsarchive.errors import SettingsError
from newsarchive.mcp_server import extra


def test_without_the_package_the_command_to_install_it_is_named(monkeypatch):
    extra.check_mcp_is_installed()
    monkeypatch.setattr(extra, "find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"needs the package mcp\. Run `pip install 'newsarchive\[mcp\]'`"):
        extra.check_mcp_is_installed()
