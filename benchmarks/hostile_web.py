"""Requests that visitors should not send, to a server of `newsarchive serve`: every answer must be one of ours.

    python benchmarks/hostile_web.py [--only routes] [--verbose]

It serves a small archive on this machine and sends every route wrong methods, wrong parameters and odd headers, and
then bytes that are not HTTP. An answer holds if the server did not fail (no status from 500), if it has the security
headers, sets no cookie, and repeats neither a folder of this machine nor the host that the request named. Last, it
sends SQL that never ends, and asks for a page meanwhile. Prints how many requests of each kind were tried and how many
held, and each different problem. Exit status 1 if there was any.
"""

import argparse
import os
import re
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import register_outlets, save
from newsarchive.archive.database import Archive
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Author, Stamp
from newsarchive.web.serve import Visitors, server_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PUBLIC_URL = "https://archive.example"
VISITED_HOST = "evil.example"
ANSWER_SECONDS = 30
# The fixed pages of Datasette, each with and without .json.
_DATASETTE = ("versions", "plugins", "settings", "config", "threads", "databases", "actor", "metadata", "nosuch")
ROUTES = (
    *("/", "/.json", "/.jsono", "/search", "/search.json", "/search.csv", "/search.atom", "/search.nosuch"),
    *("/changes", "/changes.json", "/changes.csv", "/changes.atom", "/changes.nosuch"),
    *("/article/1", "/article/1.txt", "/article/1.json", "/article/1.nosuch", "/article/4711", "/article/x"),
    *("/article/1/1", "/article/1/2", "/article/1/9", "/article/1/1.json", "/article/99999999999999999999"),
    *("/health", "/health.json", "/health.csv", "/outlet/post", "/outlet/post.json", "/outlet/nosuch", "/outlet/.json"),
    *("/outlet/%3Cscript%3E", "/-/newsarchive/metrics"),
    *("/copies/1", "/copies/1.json", "/copies/4711", "/-/newsarchive/style.css", "/-/newsarchive/nosuch.css"),
    *("/-/newsarchive/", "/-/newsarchive/..%2Fplugin.py", "/favicon.ico", "/nosuch", "/nosuch/nosuch", "/a/b/c/d/e"),
    *("/archive", "/archive.json", "/archive.csv", "/archive.db", "/archive.nosuch", "/archive/"),
    *("/archive/articles", "/archive/articles.json", "/archive/articles.csv", "/archive/articles.nosuch"),
    *("/archive/articles/1", "/archive/articles/1.json", "/archive/articles/nosuch", "/archive/articles/1,2"),
    *("/archive/bodies", "/archive/bodies/1", "/archive/bodies/1.blob", "/archive/documents", "/archive/articles_fts"),
    *("/archive/article_versions", "/archive/urls", "/archive/outlets", "/archive/sqlite_master", "/archive/nosuch"),
    *("/_internal", "/_internal/tables", "/_memory", "/_memory.json", "/:memory:/x", "/-/static/app.css"),
    *("/-/static/..%2Fapp.py", "/-/static/nosuch", "/-/static-plugins/nosuch/x", "/-/", "/-/-/", "/-/auth-token"),
    *("/-/logout", "/-/permissions", "/-/messages", "/-/allow-debug", "/-/patterns", "/-/auth-token?token=x"),
    *(f"/-/{name}{ending}" for name in _DATASETTE for ending in ("", ".json")),
    *("/%00", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/~2F~2e~2e", "/archive/articles/~00", "/search/", "/%FF"),
)
METHODS = (
    "HEAD",
    "POST",
    "PUT",
    "DELETE",
    "PATCH",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "PROPFIND",
    "get",
    "__INIT__",
    "X" * 400,
)
LONG = "x" * 5000
PARAMETERS = (
    *(
        "q=%22",
        "q=NEAR(",
        "q=%00",
        "q=%FF%FE",
        f"q={LONG}",
        "q=a&q=b",
        "q[]=1",
        "since=2026-13-01",
        "until=x",
        "page=-1",
    ),
    *("page=99999999999999999999", "page=%D9%A1", "before=x", "before=99999999999999999999", "order=x", "copies=x"),
    *("versions=x", "outlet=%3Cscript%3E", "kind=x", "cause=x", "language=%27", "changes=1", "with=x", "with=-1"),
    *(
        "_sort=x",
        "_sort_desc=x",
        "_sort=headline&_sort_desc=headline",
        "_size=x",
        "_size=-1",
        "_size=max",
        "_size=999999",
    ),
    *("_next=x", "_next=%00", "_next=1,2,3", "_nofacet=x", "_facet=x", "_facet=headline", "_facet_date=x"),
    *(
        "_facet_date=headline",
        "_facet_array=x",
        "_facet_array=headline",
        "_facet_size=x",
        "_facet_size=-1",
        "_facet_m2m=x",
    ),
    *("_col=x", "_nocol=x", "_nocol=id", "_through=x", "_through=%7B%7D", "_through=%5B%5D", "_label=x", "_labels=on"),
    "_through=%7B%22table%22:%22x%22,%22column%22:%22y%22,%22value%22:1%7D",
    *("_search=%22", "_search_x=1", "_searchmode=raw&_search=%22", "_where=1", "_where=x", "_where=1)--", "_shape=x"),
    *("_shape=object", "_shape=array", "_shape=arrays", "_shape=arrayfirst", "_json=x", "_json_infinity=1", "_nl=on"),
    *("_stream=1", "_dl=1", "_trace=1", "_ttl=x", "_ttl=-1", "_timelimit=x", "_timelimit=0", "_format=x", "_extra=x"),
    *(
        "id__x=1",
        "id__in=%5B1",
        "id__gt=x",
        "headline__like=%25%25",
        "headline__glob=%5B",
        "headline__date=x",
        "_filter_op=x",
    ),
    "_filter_column=x&_filter_op=nosuch&_filter_value=y",
    *("headline__arraycontains=x", "__=1", "_facet=", "=", "&&&", "%", "_blob_column=x", "_blob_column=body"),
    *("_blob_hash=x", "_allow=x", "allow=%5B1%5D", "allow=1", "actor=1&allow=%5B%5D", "actor=%7B&allow=%7B", "token=x"),
    *(
        "_show_hidden=1",
        "_redirect=//evil.example",
        "sql=",
        "sql=x",
        "sql=select",
        "sql=select+1",
        "sql=select+1;select+2",
    ),
    *("sql=select+:a", "sql=select+%00", "sql=pragma+database_list", "sql=select+*+from+pragma_database_list()"),
    *("sql=select+file+from+pragma_database_list", "sql=attach+%27x%27+as+x", "sql=select+load_extension(%27x%27)"),
    *("sql=select+*+from+sqlite_master", "sql=select+zeroblob(99999999)", "sql=select+zeroblob(9999999999)"),
    *("sql=select+1+_timelimit", "sql=with+x+as+(select+1)+select+*+from+y", "sql=explain+select+1", "sql=select+1;--"),
    "sql=" + quote("select " + "(" * 2000 + "1" + ")" * 2000),
    "sql=" + quote("select 1" + " union all select 1" * 800),
    "sql=" + quote("select " + ",".join(["1"] * 2500)),
    "sql=" + quote("select printf('%.*c', 900000000, 'x')"),
    "sql=" + quote("select json('" + "[" * 3000 + "')"),
    "sql=" + quote("select fts5(NULL)"),
    "sql=" + quote("insert into articles select * from articles"),
)
HEADERS = (
    *("Cookie: ds_actor=x; ds_messages=x; ds_csrftoken=x", "Cookie: " + LONG, "Cookie: =;;;=", "Cookie: \xff\xfe"),
    *(
        "Accept: application/json",
        "Accept: \xff",
        "Accept-Encoding: \x80, gzip;q=nan",
        "Range: bytes=0-0",
        "Range: x=-1",
    ),
    *(
        "If-None-Match: *",
        "If-Modified-Since: x",
        "Authorization: Bearer x",
        "Authorization: Basic \xff",
        "X-A: " + LONG,
    ),
    *("X-Forwarded-For: ' or 1=1", "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: javascript", "Origin: null"),
    *("Forwarded: host=evil.example", "X-Original-URL: /-/x", "X-HTTP-Method-Override: DELETE", "Referer: \xff"),
    *("Content-Type: application/x-www-form-urlencoded", "Content-Type: multipart/form-data", "Upgrade: websocket"),
    *("Expect: 100-continue", "TE: trailers", "Host: evil.example:99999", "Accept-Language: " + "a," * 2000),
)
# Bytes that are not HTTP, or only just. uvicorn answers most of them itself.
RAW = (
    *(
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
    ),
    *(b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"GET * HTTP/1.1\r\nHost: x\r\n\r\n"),
    b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 70_000 + b"\r\n\r\n",
    b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: \r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a b/../c\r\n\r\n",
    b"GET /search.json HTTP/1.1\r\nHost: [::::\r\n\r\n",
    b"GET /search.atom HTTP/1.1\r\nHost: x]y[\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nX Y: z\r\n\r\n",
    b"GET / HTTP/1.1\nHost: x\n\n",
)
# Statements that SQLite cannot interrupt, or that would fill the memory.
ENDLESS = (
    "select instr(hex(zeroblob(3000000)), hex(zeroblob(1500000)) || '1')",
    "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n",
    "with recursive s(t) as (select 'x' union all select t || t from s) select length(t) from s",
    "select replace(hex(zeroblob(3000000)), hex(zeroblob(1500000)) || '1', '')",
)


@dataclass
class Tally:
    """How many requests of one kind were tried, and the requests that did not hold, by problem."""

    tried: int = 0
    problems: dict[str, list[str]] = field(default_factory=dict)
    not_held: int = 0

    def add(self, request: str, problems: list[str]) -> None:
        self.tried += 1
        self.not_held += bool(problems)
        for problem in problems:
            self.problems.setdefault(problem, []).append(request)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="KIND", help="only the requests of this kind")
    parser.add_argument("--verbose", action="store_true", help="every request of a problem, not only the first three")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="folder-of-this-machine-") as folder, served(Path(folder)) as port:
        secrets = (folder.encode(), os.fsencode(Path(__file__).parents[1]), os.fsencode(Path.home()) + b"/")
        kinds = {name: requests() for name, requests in KINDS.items() if options.only in (None, name)}
        tallies = {name: try_all(port, requests, secrets) for name, requests in kinds.items()}
        if options.only in (None, "endless SQL"):
            tallies["endless SQL"] = try_endless(port)
    report(tallies, options.verbose)
    return int(any(tally.problems for tally in tallies.values()))


def routes() -> Iterator[tuple[str, bytes]]:
    for route in ROUTES:
        yield route, request_bytes("GET", route)


def methods() -> Iterator[tuple[str, bytes]]:
    for method in METHODS:
        for route in ROUTES:
            yield f"{method[:20]} {route}", request_bytes(method, route)


def parameters() -> Iterator[tuple[str, bytes]]:
    for route in ROUTES:
        for parameter in PARAMETERS:
            path = f"{route}{'&' if '?' in route else '?'}{parameter}"
            yield path, request_bytes("GET", path)


def headers() -> Iterator[tuple[str, bytes]]:
    for route in ROUTES:
        for header in HEADERS:
            yield f"{route} with {header[:60]!r}", request_bytes("GET", route, header)


def not_http() -> Iterator[tuple[str, bytes]]:
    for data in RAW:
        yield repr(data[:60]), data


KINDS = {"routes": routes, "methods": methods, "parameters": parameters, "headers": headers, "not HTTP": not_http}


def request_bytes(method: str, path: str, header: str = "") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Connection: close"]
    lines += [] if header.startswith("Host:") else [f"Host: {VISITED_HOST}"]
    lines += [header] if header else []
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def try_all(port: int, requests: Iterator[tuple[str, bytes]], secrets: tuple[bytes, ...]) -> Tally:
    tally = Tally()
    with ThreadPoolExecutor(4) as threads:
        for name, problems in threads.map(lambda one: (one[0], judge(one[1], send(port, one[1]), secrets)), requests):
            tally.add(name, problems)
    return tally


def send(port: int, data: bytes) -> bytes:
    """The whole answer; what the server sent until it closed or fell silent."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS) as connection:
        try:
            connection.sendall(data)
            if b"Connection: close" not in data:
                connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(65536):
                answer += piece
        except OSError as error:
            # A server may close before it has read a request that is too long.
            return answer or (b"" if isinstance(error, ConnectionError) else str(error).encode())
    return answer


def judge(request: bytes, answer: bytes, secrets: tuple[bytes, ...]) -> list[str]:
    """What is wrong with an answer."""
    if not answer:
        return []
    found = re.match(rb"HTTP/1\.1 (\d{3})", answer)
    if not found:
        return [f"no answer in HTTP: {answer[:40]!r}"]
    head = answer.partition(b"\r\n\r\n")[0].lower()
    problems = [f"status {found[1].decode()}"] if found[1] >= b"500" else []
    if b"frame-ancestors 'none'" not in head:
        problems.append("no policy")
    problems += [f"no {name}" for name in ("x-content-type-options", "referrer-policy") if name.encode() not in head]
    problems += ["a cookie"] if b"set-cookie" in head else []
    problems += ["a folder of this machine"] if any(secret in answer for secret in secrets) else []
    # The page may show what the visitor typed into the address, but not the host of the request.
    asked = request.partition(b"\r\n")[0]
    named = VISITED_HOST.encode()
    problems += ["the host that the request named"] if named in answer and named not in asked else []
    return problems


def try_endless(port: int) -> Tally:
    """Three of each statement at once, and a page and a table meanwhile: both must come while the three still run."""
    tally = Tally()
    for sql in ENDLESS:
        ended = threading.Event()
        with ThreadPoolExecutor(3) as threads:
            path = f"/archive.json?sql={quote(sql)}"
            running = [threads.submit(send, port, request_bytes("GET", path)) for _ in range(3)]
            pages = [send(port, request_bytes("GET", page)) for page in ("/search?q=harbour", "/archive/articles")]
            answers = [one.result() for one in running]
            ended.set()
        problems = [] if all(b" 200 OK" in page[:20] for page in pages) else ["a page was not served meanwhile"]
        problems += [f"answered with {answer[:40]!r}" for answer in answers if b" 400 " not in answer[:20]]
        tally.add(sql, problems)
    return tally


def report(tallies: dict[str, Tally], verbose: bool) -> None:
    print(f"{'requests':<14} {'tried':>7} {'held':>7}")
    for name, tally in tallies.items():
        print(f"{name:<14} {tally.tried:>7,} {tally.tried - tally.not_held:>7,}")
    for name, tally in tallies.items():
        for problem, requests in sorted(tally.problems.items()):
            shown = requests if verbose else requests[:3]
            print(f"\n{name}: {problem}: {len(requests):,} requests", *shown, sep="\n  ")


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """The port of a server of a small archive in folder, behind the address PUBLIC_URL, with SQL allowed."""
    make_archive(folder / "archive.db")
    listener = socket.create_server(("127.0.0.1", 0))
    server = server_of(folder / "archive.db", Visitors(public_url=PUBLIC_URL, may_run_sql=True))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(timeout=30)


def make_archive(path: Path) -> None:
    """Three articles, one of them in two versions."""
    outlet = Outlet("post", "Rivertown Post", "https://post.example/", "en", "UTC", "gb", ("post.example",))
    with Archive.open(path, write=True) as archive:
        register_outlets(archive, [outlet])
        for number, version in ((1, 1), (2, 1), (3, 1), (1, 2)):
            article = Article(
                outlet="post", headline=f"Harbour {number}", body=f"The harbour is closed. Report {version}.\n\n" * 9,
                url=f"https://post.example/{number}", authors=(Author("A. Reed"),), published=Stamp(date(2026, 11, 20)),
            )  # fmt: skip
            at = Addresses(requested=article.url, final=article.url)
            save(archive, version_of(article, "post", "test 1"), outlet=outlet, addresses=at, now=NOW)


if __name__ == "__main__":
    sys.exit(main())
