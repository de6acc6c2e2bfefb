"""The invented archive, whole and in three files."""

import sqlite3
from contextlib import ExitStack

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.several.archives import OpenArchive
from tests.archive.several.split_archive import Split, make_split


@pytest.fixture(scope="module")
def split(tmp_path_factory):
    folder = make_split(tmp_path_factory.mktemp("several"))
    with ExitStack() as stack:
        conns = {}
        for name in ("whole", "early", "late", "gazette"):
            conns[name] = stack.enter_context(Archive.open(folder / f"{name}.db")).conn
            # As Datasette opens its connections.
            conns[name].row_factory = sqlite3.Row
        parts = tuple(OpenArchive(name, conns[name]) for name in ("early", "late", "gazette"))
        yield Split(conns["whole"], parts)
