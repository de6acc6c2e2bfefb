"""Links packed into a short string, and read back; and strangers' strings refused."""

import base64
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.formats.packed_links import pack_links, unpack_links
from newsarchive.records import TextLink

NUMBERS = st.integers(0, 99_999)
URLS = st.text(st.characters(exclude_characters="\n"), max_size=30).map("https://post.example/{}".format)
LINK = st.builds(
    lambda block, start, more, url: TextLink(block, start, start + more, url), NUMBERS, NUMBERS, NUMBERS, URLS
)


@given(st.lists(LINK, min_size=1, max_size=9))
def test_packed_links_are_read_back(links: list[TextLink]) -> None:
    assert unpack_links(pack_links(links)) == links


def test_what_an_archive_has_stored_can_be_read_for_ever() -> None:
    assert unpack_links("Gf*%zQZR!H733F}=%rR9<`w|Gn#g6MV4z@$T`~y(") == [
        TextLink(0, 12, 18, "https://post.example/a"),
        TextLink(4, 0, 9, "https://post.example/b"),
    ]


def test_addresses_that_repeat_each_other_take_little_room() -> None:
    shop = "https://shop.example/dp/{:04d}?tag=post-20&linkCode=xm2&camp=2025"
    links = [TextLink(number, 0, 9, shop.format(number * 997)) for number in range(100)]
    assert len(pack_links(links)) < sum(len(link.url) for link in links) / 4


def packed(text: str) -> str:
    packer = zlib.compressobj(wbits=-15)
    return base64.b85encode(packer.compress(text.encode()) + packer.flush()).decode()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("", "all of", id="nothing"),
        pytest.param('"x"', "packed lines", id="no such letters"),
        pytest.param("https", "packed lines", id="not deflated"),
        pytest.param(packed("4 0 9 https://post.example/b" * 9)[:-10], "all of", id="cut"),
        pytest.param(packed("x" * 30_000_000), "or fewer", id="far too much"),
        pytest.param(packed("4 0 https://post.example/b"), "three numbers", id="a number is missing"),
        pytest.param(packed("4 -1 9 https://post.example/b"), "three numbers", id="below zero"),
    ],
)
def test_another_text_is_refused(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        unpack_links(text)
