"""Resources of the sample outlets, and the helpers that write their markup."""

import gzip
from dataclasses import replace

import pytest

from newsarchive.demo.content import read_stories
from newsarchive.demo.sites.resource import (
    Resource,
    address,
    at_path,
    gzipped,
    linked_data,
    newest_change,
    paragraphs,
    pictures,
    xml,
)
from tests.demo.sites.pages import HOME, NOW


def test_equal_bytes_have_the_same_etag():
    one, other = Resource("text/plain", b"a", NOW), Resource("text/html", b"a", NOW)
    assert one.etag == other.etag
    assert one.etag != Resource("text/plain", b"b", NOW).etag
    assert one.etag.startswith('"')
    assert one.last_modified == "Sun, 01 Mar 2026 00:10:00 GMT"


@pytest.mark.parametrize(
    ("path", "encoded"),
    [("/news/1", "/news/1"), ("/محليات/1?x=ب", "/%D9%85%D8%AD%D9%84%D9%8A%D8%A7%D8%AA/1?x=%D8%A8"), ("/a b", "/a%20b")],
)
def test_paths_are_percent_encoded(path: str, encoded: str):
    assert at_path(path) == encoded
    assert address(HOME, path) == HOME + encoded.removeprefix("/")


def test_texts_are_escaped_in_markup():
    assert paragraphs(["a < b & c"], indent="\u3000") == ["<p>\u3000a &lt; b &amp; c</p>"]


def test_no_text_can_end_the_json_ld_script():
    script = linked_data({"headline": "</script><b>"})
    assert script.count("</script>") == 1
    assert script.endswith("</script>")


def test_a_gzipped_resource_has_equal_bytes_each_time():
    resource = xml("<urlset/>", NOW)
    packed = gzipped(resource)
    assert packed.body == gzipped(resource).body
    assert gzip.decompress(packed.body) == resource.body
    assert packed.content_type == "application/gzip"


def test_articles_with_a_caption_have_a_picture():
    with_caption = next(story for story in read_stories("haverstrand_courier", 1, NOW) if story.caption)
    without = replace(with_caption, key="no-picture", caption=None)
    assert set(pictures([with_caption, without])) == {with_caption.image_path}
    assert pictures([with_caption])[with_caption.image_path].content_type == "image/svg+xml"


def test_the_newest_change_counts_corrections():
    stories = read_stories("haverstrand_courier", 2, NOW)
    assert newest_change(stories) == NOW
    assert newest_change(read_stories("haverstrand_courier", 1, NOW)) < NOW
