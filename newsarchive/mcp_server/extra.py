"""Whether the package mcp is installed. Does not load it."""

from importlib.util import find_spec

from newsarchive.errors import SettingsError


def check_mcp_is_installed() -> None:
    """Does nothing if the extra `mcp` is installed.

    Raises:
        SettingsError: it is not installed.
    """
    if find_spec("mcp") is None:
        raise SettingsError("`newsarchive mcp` needs the package mcp. Run `pip install 'newsarchive[mcp]'`")
