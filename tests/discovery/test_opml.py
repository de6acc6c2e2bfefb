"""Lists of subscriptions: what is read, what is refused, and that what we write can be read, by others too."""

import time
from datetime import UTC, datetime

import listparser
import pytest

from newsarchive.discovery.opml import MAX_BYTES, Subscription, is_opml, parse_opml, write_opml
from newsarchive.errors import OpmlError

FEED = "https://post.example/rss?a=1&b=2"
HEAD = '<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>x</title></head><body>'
END = "</body></opml>"
SUBSCRIPTIONS = [
    Subscription(FEED, 'Post & "Sons" <b>', "https://post.example/", ("gb",)),
    Subscription("https://tokyo.example/feed", "東京", None, ("gb", "日本")),
    Subscription("https://other.example/feed"),
]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        pytest.param(
            HEAD + '<outline text="News"><outline text="Turkey"><outline text="Post" type="rss" '
            'xmlUrl="https://post.example/rss?a=1&amp;b=2" htmlUrl="https://post.example/"/></outline></outline>' + END,
            [Subscription(FEED, "Post", "https://post.example/", ("News", "Turkey"))],
            id="folders",
        ),
        pytest.param(
            HEAD + '<outline TITLE=" A\n paper " XMLURL="https://me:secret@a.example/f" htmlUrl="nonsense"/>' + END,
            [Subscription("https://a.example/f", "A paper")],
            id="other spellings, and no passwords",
        ),
        pytest.param(
            HEAD + '<outline text="1"><outline xmlUrl="https://a.example/f"/></outline><outline text="2">'
            '<outline xmlUrl="http://www.a.example/f/"/></outline>' + END,
            [Subscription("https://a.example/f", folders=("1",))],
            id="a feed in two folders",
        ),
        pytest.param(HEAD + END, [], id="empty"),
    ],
)
def test_feeds_are_read(body: str, found: list[Subscription]):
    assert parse_opml(body.encode()) == (found, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251"])
def test_titles_are_read_in_the_encoding_of_the_file(encoding: str):
    head = HEAD.replace("UTF-8", encoding)
    body = f'{head}<outline text="Московские новости" xmlUrl="https://a.example/f"/>{END}'.encode(encoding)
    assert is_opml(body)
    assert parse_opml(body)[0][0].title == "Московские новости"


def test_an_outline_without_a_web_address_is_reported_with_its_line():
    found, problems = parse_opml(f'{HEAD}\n\n<outline text="x" xmlUrl="javascript:alert(1)"/>{END}'.encode())
    assert (found, problems) == ([], ["line 3: 'javascript:alert(1)' is not a web address"])


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        pytest.param(b"", "not well-formed XML", id="empty"),
        pytest.param(b"<html></html>", "not OPML: it begins with <html>", id="a page"),
        pytest.param(HEAD.encode(), "not well-formed XML: .* line 1", id="cut off"),
        pytest.param(b'<!DOCTYPE a [<!ENTITY b "c">]><opml/>', "it has a DTD", id="entities"),
        pytest.param(b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><opml/>', "it has a DTD", id="a file of this machine"),
        pytest.param(b" " * (MAX_BYTES + 1), "larger than 20 MB", id="large"),
        pytest.param((HEAD + "<outline text='a'>" * 3000).encode(), "Excessive depth", id="deep"),
        pytest.param(
            (HEAD + "<outline " + " ".join(f'a{n}="x"' for n in range(20_000)) + "/>").encode(),
            "a tag has 200 attributes",
            id="crowded",
        ),
    ],
)
def test_what_is_no_list_or_not_safe_is_refused_at_once(body: bytes, complaint: str):
    begin = time.process_time()
    with pytest.raises(OpmlError, match=complaint):
        parse_opml(body)
    assert time.process_time() - begin < 5


def test_one_feed_in_many_folders_costs_time_in_proportion():
    folders = "".join(f'<outline text="{n}"><outline xmlUrl="https://a.example/f"/></outline>' for n in range(20_000))
    begin = time.process_time()
    assert len(parse_opml((HEAD + folders + END).encode())[0]) == 1
    assert time.process_time() - begin < 10


def test_what_is_written_can_be_read_again():
    text = "\n".join(write_opml(SUBSCRIPTIONS, "Ours & theirs", datetime(2026, 11, 20, tzinfo=UTC)))
    assert parse_opml(text.encode()) == (SUBSCRIPTIONS, [])
    assert "<dateCreated>Fri, 20 Nov 2026 00:00:00 GMT</dateCreated>" in text


def test_other_programs_can_read_it():
    text = "\n".join(write_opml(SUBSCRIPTIONS, "Ours & theirs", datetime(2026, 11, 20, tzinfo=UTC)))
    read = listparser.parse(text.encode())
    assert (read.version, read.meta.title) == ("opml2", "Ours & theirs")
    assert [(one.url, one.title) for one in read.feeds] == [(one.feed, one.title or one.feed) for one in SUBSCRIPTIONS]
    assert [one.categories for one in read.feeds] == [[["gb"]], [["gb", "日本"]], []]


@pytest.mark.parametrize("head", [b"Title: letter\n\nabout opml", b'{"opml": 1}', b"<rss><channel>", b""])
def test_other_files_are_not_taken_for_a_list(head: bytes):
    assert not is_opml(head)
