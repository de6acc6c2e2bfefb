"""Servers of the sample archives of the web tests."""

import pytest

from newsarchive.mcp_server.server import make_server
from tests.web.cluster_archive import build_cluster_archive
from tests.web.sample_archive import build_archive

PUBLIC_URL = "https://archive.example/news"


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The path of build_archive's archive, and the ids of its special articles."""
    path = tmp_path_factory.mktemp("mcp") / "archive.db"
    return path, build_archive(path)


@pytest.fixture(scope="session")
def ids(sample):
    return sample[1]


@pytest.fixture
def server(sample):
    return make_server(sample[0], PUBLIC_URL)


@pytest.fixture(scope="session")
def copies(tmp_path_factory):
    """The path of build_cluster_archive's archive, and the ids of its articles."""
    path = tmp_path_factory.mktemp("mcp-copies") / "archive.db"
    return path, build_cluster_archive(path)
