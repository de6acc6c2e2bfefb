"""Read pages with one article reader; peers.py starts this in the environment of that reader.

    python benchmarks/peer_adapters.py NAME

A line of standard input is a page: a row of the corpus's index as JSON, with the folder of the corpus under "corpus".
The answer is a line of JSON: {id, headline, authors, published, body, user_seconds}, or {id, error, user_seconds} if
the reader raised an error or found nothing. user_seconds is the user CPU of the reading alone. Each reader is called as
its documentation says for a page that was already fetched. It gets the address and the page as text, decoded with the
charset that the server declared. It gets no network.
"""

import gzip
import json
import os
import resource
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

Row = Mapping[str, Any]
Fields = dict[str, Any]
# What a page is turned into before the clock starts; and the reading, None if nothing is found.
Adapter = tuple[Callable[[Row], Any], Callable[[Any, str], Fields | None]]
# Elements that begin and end a line of text.
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr",
    "ul",
})  # fmt: skip
# The date as trafilatura's documentation gives it, with the time and zone that it knows.
PLAIN_DATES = {"outputformat": "%Y-%m-%dT%H:%M:%S%z", "original_date": True, "extensive_search": False}


def decoded(row: Row) -> str:
    """The page as text, as a client decodes it that follows the Content-Type header."""
    return stored(row).decode(row["charset"], "replace")


def stored(row: Row) -> bytes:
    return gzip.decompress((Path(row["corpus"]) / "pages" / f"{row['id']}.html.gz").read_bytes())


def newsarchive() -> Adapter:
    from evaluate import outlet_of, page_of, row_of

    from newsarchive.extraction.article import read_page

    def prepare(row: Row) -> Any:
        return page_of(Path(row["corpus"]), row), outlet_of(row)

    def read(prepared: Any, url: str) -> Fields | None:
        page, outlet = prepared
        reading = read_page(page, outlet)
        return row_of(reading.article, outlet.zone) if reading.article else None

    return prepare, read


def trafilatura() -> Adapter:
    from trafilatura import bare_extraction

    def prepare(row: Row) -> bytes | str:
        # It prefers bytes, and reads bytes that are not UTF-8 by a guess.
        return stored(row) if row["charset"] == "utf-8" else decoded(row)

    def read(html: bytes | str, url: str) -> Fields | None:
        found = bare_extraction(
            html, url=url, with_metadata=True, include_comments=False, date_extraction_params=PLAIN_DATES
        )
        authors = found.author.split("; ") if found and found.author else []
        return found and row_with(found.title, authors, found.date, found.text)

    return prepare, read


def newspaper4k() -> Adapter:
    import newspaper

    def read(html: str, url: str) -> Fields:
        found = newspaper.article(url, input_html=html, fetch_images=False)
        return row_with(found.title, found.authors, found.publish_date, found.text)

    return decoded, read


def news_please() -> Adapter:
    from newsplease import NewsPlease

    def read(html: str, url: str) -> Fields | None:
        found = NewsPlease.from_html(html, url=url, fetch_images=False)
        return row_with(found.title, found.authors, found.date_publish, found.maintext) if found else None

    return decoded, read


def goose3() -> Adapter:
    from goose3 import Goose

    # One object for all pages, as in its documentation. Images stay off, which is the default.
    goose = Goose({"strict": False})

    def read(html: str, url: str) -> Fields:
        found = goose.extract(url=url, raw_html=html)
        return row_with(
            found.title, found.authors, found.publish_datetime_utc or found.publish_date, found.cleaned_text
        )

    return decoded, read


def readability_lxml() -> Adapter:
    from lxml.html import fromstring
    from readability import Document

    def read(html: str, url: str) -> Fields:
        document = Document(html, url=url)
        author = document.author()
        # It has no text, only HTML.
        return row_with(
            document.short_title(),
            [] if author == "[no-author]" else author,
            None,
            text_of(fromstring(document.summary())),
        )

    return decoded, read


def mediacloud_metadata() -> Adapter:
    from mcmetadata import extract

    def read(html: str, url: str) -> Fields:
        found = extract(url=url, html_text=html)
        day = found["publication_date"]
        # It looks for the day alone; the midnight in its value is no time.
        return row_with(found["article_title"], [], day and day.date(), found["text_content"])

    return decoded, read


def rs_trafilatura() -> Adapter:
    from rs_trafilatura import extract

    def read(html: str, url: str) -> Fields:
        found = extract(html, url=url)
        return row_with(found.title, found.author or [], found.date, found.main_content)

    return decoded, read


ADAPTERS = {
    "newsarchive": newsarchive,
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
    "news-please": news_please,
    "goose3": goose3,
    "readability-lxml": readability_lxml,
    "mediacloud-metadata": mediacloud_metadata,
    "rs-trafilatura": rs_trafilatura,
}


def row_with(headline: str | None, authors: Any, published: Any, body: str | None) -> Fields:
    """The fields in the form of the scores; authors in one string are split by the program that scores."""
    return {
        "headline": headline,
        "authors": authors if isinstance(authors, str) else [name for name in authors or [] if name],
        "published": published.isoformat() if hasattr(published, "isoformat") else published,
        "body": body,
    }


def text_of(tree: Any) -> str:
    """The text of an HTML tree: a paragraph for each block."""
    from lxml.etree import iterwalk

    parts: list[str] = []
    for event, element in iterwalk(tree, events=("start", "end", "comment")):
        if event != "comment" and element.tag in BLOCKS:
            parts.append("\n")
        shown = element.text if event == "start" else element.tail
        # A line break in the source is a blank on the page.
        parts.append((shown or "").replace("\n", " "))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n\n".join(line for line in lines if line)


def refuse_network() -> None:
    """Makes each attempt to reach another host fail at once."""

    def refused(*_: Any, **__: Any) -> NoReturn:
        raise OSError("pages are read without a network")

    socket.socket.connect = refused  # type: ignore[method-assign]
    socket.getaddrinfo = refused


def main() -> int:
    refuse_network()
    # Some readers print; what they print must not come between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    prepare, read = ADAPTERS[sys.argv[1]]()
    for line in sys.stdin:
        row = json.loads(line)
        prepared = prepare(row)
        began = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        try:
            answer = read(prepared, row["url"]) or {"error": "nothing found"}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error!s:.200}"}
        spent = resource.getrusage(resource.RUSAGE_SELF).ru_utime - began
        answers.write(json.dumps({"id": row["id"], **answer, "user_seconds": spent}, ensure_ascii=False) + "\n")
        answers.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
