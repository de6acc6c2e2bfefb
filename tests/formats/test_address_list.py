"""Lists of addresses: lines, CSV, bookmarks, and what is wrong in them."""

import time

import pytest

from newsarchive.formats.address_list import read_addresses

A, B = "https://post.example/a", "https://post.example/b,c.html"
BOOKMARKS = f"""<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<DL><p><DT><H3>News</H3><DL><p>
<DT><A HREF="{A}?x=1&amp;y=2" ADD_DATE="1" ICON="data:image/png;base64,AAAA">A</A>
<DT><A HREF="javascript:alert(1)">no page</A>
<DT><A HREF="{B}">B</A>
</DL></DL>"""


@pytest.mark.parametrize(
    ("name", "text", "urls"),
    [
        pytest.param("list.txt", f"# mine\n\n{A}\n  {B}  a note\n", [A, B], id="lines, comments and notes"),
        pytest.param("list.txt", f"{A}\r\n{B}", [A, B], id="lines of Windows"),
        pytest.param("x.csv", f'title,URL\n"A, or B",{A}\n"B","{B}"\n', [A, B], id="the column url of CSV"),
        pytest.param("x.csv", f'{A},first\n"{B}",second\n', [A, B], id="CSV without names"),
        pytest.param("x.tsv", f"page\tnote\n{A}\tx\n", [A], id="tabs, and the first column"),
        pytest.param("bookmarks.html", BOOKMARKS, [f"{A}?x=1&y=2", B], id="bookmarks"),
        pytest.param("list.txt", "https://me:secret@post.example/a\n", [A], id="without passwords"),
        pytest.param("list.txt", "", [], id="empty"),
    ],
)
def test_addresses_are_found(name: str, text: str, urls: list[str]):
    found = read_addresses(text, name)
    assert list(found.urls) == urls
    assert found.problems == ()


def test_an_address_in_another_spelling_is_a_repetition():
    found = read_addresses(f"{A}\nhttp://www.post.example/a/?utm_source=x#top\n", "list.txt")
    assert (found.urls, found.repeated) == ((A,), 1)


def test_lines_without_an_address_are_reported_with_their_number():
    found = read_addresses(f"{A}\nwww.post.example/b\nftp://me:secret@x/\n", "list.txt")
    assert found.urls == (A,)
    assert found.problems == (
        "list.txt: line 2: 'www.post.example/b' is not a web address. Write it in full: https://…",
        "list.txt: line 3: 'ftp://x/' is not a web address. Write it in full: https://…",
    )


def test_a_cell_without_an_end_is_reported():
    found = read_addresses(f'{A}\n"' + "x" * 200_000, "list.csv")
    assert found.urls == (A,)
    assert "field larger than field limit" in found.problems[0]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<!DOCTYPE NETSCAPE-Bookmark-file-1>" + "<A " * 300_000, id="tags that never end"),
        pytest.param("<!DOCTYPE NETSCAPE-Bookmark-file-1>" + '<A HREF="' * 200_000, id="values that never end"),
        pytest.param("<!DOCTYPE NETSCAPE-Bookmark-file-1><A " + " " * 1_000_000, id="spaces"),
        pytest.param(" " * 1_000_000, id="one long line"),
    ],
)
def test_hostile_text_costs_time_in_proportion_to_its_size(text: str):
    begin = time.process_time()
    read_addresses(text, "list.html")
    assert time.process_time() - begin < 5
