"""The version of a fleet is that of reading, without an outlet's rules."""

from newsarchive import __version__
from newsarchive.extraction.reading_version import reading_version
from newsarchive.outlet import Outlet
from newsarchive.segments.version import this_reading_version


def test_it_begins_as_every_reading_version_of_this_installation():
    outlet = Outlet("post", "Post", "https://post.example/", "en", "UTC")
    assert this_reading_version().partition("+")[0] == reading_version(outlet).partition("+")[0]
    assert this_reading_version().startswith(__version__)
