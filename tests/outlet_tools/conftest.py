"""The fixture of the tests of outlet tools that need a server."""

from collections.abc import Callable, Iterator

import pytest

from tests.outlet_tools.loopback import Site, serving


@pytest.fixture(scope="module")
def serve() -> Iterator[Callable[[], Site]]:
    """serve() starts a new site on loopback."""
    with serving() as start:
        yield start
