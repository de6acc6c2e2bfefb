"""Whether the packages of the extra `fleet` are installed. Does not load them."""

from importlib.util import find_spec

from newsarchive.errors import SettingsError

_NEEDED = ("distributed", "fsspec", "msgspec", "cryptography")


def check_fleet_is_installed() -> None:
    """Does nothing if the extra `fleet` is installed.

    Raises:
        SettingsError: it is not installed.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise SettingsError(
            f"work on several machines needs the package {missing[0]}. Run `pip install 'newsarchive[fleet]'`"
        )
