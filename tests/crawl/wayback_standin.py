"""A stand-in for the Wayback Machine on loopback: its index and its snapshots, as the protocol is documented.

The index: wayback-cdx-server/README.md of https://github.com/internetarchive/wayback, with url and matchType (exact,
prefix, host, domain), from and to, output=json, fl, filter, collapse, limit, showResumeKey and resumeKey, gzip.
Snapshots: /web/TIMEid_/ADDRESS, the nearest in time by a redirect, with Memento-Datetime (RFC 7089) and
X-Archive-Orig- headers.
"""

import gzip
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs, quote_plus, unquote_plus, urlsplit

FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")


@dataclass(frozen=True)
class Held:
    """One capture that the archive holds."""

    timestamp: str
    original: str
    body: bytes
    mimetype: str = "text/html"
    statuscode: str = "200"

    @property
    def urlkey(self) -> str:
        """The address with its host name reversed, by which the index is sorted (SURT)."""
        parts = urlsplit(self.original)
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
        query = f"?{parts.query}" if parts.query else ""
        return f"{','.join(reversed(host.split('.')))}{port}){parts.path.lower()}{query}"

    @property
    def row(self) -> dict[str, str]:
        facts = {"digest": f"{hash(self.body) & 0xFFFFFFFF:032X}", "length": str(len(self.body))}
        return {**facts, **{name: getattr(self, name) for name in FIELDS[:5]}}


@dataclass
class Wayback:
    """The stand-in, served by `site`; `fails` may give another answer instead."""

    site: Any
    held: list[Held] = field(default_factory=list)
    fails: Any = None

    def __post_init__(self) -> None:
        self.site.routes["GET"] = self.answer

    def hold(self, timestamp: str, original: str, body: bytes, **facts: str) -> None:
        self.held.append(Held(timestamp, original, body, **facts))

    def answer(self, arrival: Any, number: int) -> dict[str, Any]:
        failure = self.fails(arrival, number) if self.fails else None
        if failure is not None:
            return failure
        if arrival.path.startswith("/cdx/search/cdx?"):
            return self._index(parse_qs(arrival.path.partition("?")[2], keep_blank_values=True))
        match = re.fullmatch(r"/web/(\d{4,14})id_/(.+)", arrival.path)
        return self._snapshot(match[1], match[2]) if match else {"status": 404, "body": b"not here"}

    def listings(self) -> list[str]:
        return [path for path in self.site.paths() if path.startswith("/cdx/")]

    def snapshots(self) -> list[str]:
        return [path for path in self.site.paths() if path.startswith("/web/")]

    def _index(self, query: dict[str, list[str]]) -> dict[str, Any]:
        rows = [one.row for one in sorted(self.held, key=lambda one: (one.urlkey, one.timestamp))]
        rows = [row for row in rows if _in_scope(row, query) and _in_time(row, query) and _passes(row, query)]
        rows = list(_collapsed(rows, query.get("collapse", [])))
        if "resumeKey" in query:
            after = tuple(unquote_plus(query["resumeKey"][0]).rstrip("!").split(" "))
            rows = [row for row in rows if (row["urlkey"], row["timestamp"]) > after]
        limit = int(query.get("limit", ["150000"])[0])
        key = None
        if len(rows) > limit:
            rows = rows[:limit]
            key = quote_plus(f"{rows[-1]['urlkey']} {rows[-1]['timestamp']}!")
        return _written(rows, key if query.get("showResumeKey") == ["true"] else None, query)

    def _snapshot(self, timestamp: str, url: str) -> dict[str, Any]:
        same = [one for one in self.held if one.urlkey == Held("", url, b"").urlkey]
        if not same:
            return {"status": 404, "body": b"The Wayback Machine has not archived that URL."}
        nearest = min(same, key=lambda one: abs(int(one.timestamp) - int(timestamp.ljust(14, "0"))))
        if nearest.timestamp != timestamp:
            return {"status": 302, "headers": {"Location": f"/web/{nearest.timestamp}id_/{nearest.original}"}}
        at = datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        headers = {
            "Content-Type": f"{nearest.mimetype}; charset=utf-8",
            "Memento-Datetime": format_datetime(at, usegmt=True),
            "Link": f'<{nearest.original}>; rel="original"',
            "X-Archive-Orig-Server": "nginx",
            "ETag": f'"{timestamp}"',
        }
        return {"status": int(nearest.statuscode), "headers": headers, "body": nearest.body}


def _in_scope(row: dict[str, str], query: dict[str, list[str]]) -> bool:
    url, scope = query["url"][0], query.get("matchType", ["exact"])[0]
    wanted = Held("", url if "://" in url else f"http://{url}", b"").urlkey
    host, _, path = wanted.partition(")")
    row_host = row["urlkey"].partition(")")[0].partition(":")[0]
    return {
        "exact": row["urlkey"] == wanted,
        "prefix": row["urlkey"].startswith(f"{host}){path}"),
        "host": row_host == host,
        "domain": row_host == host or row_host.startswith(f"{host},"),
    }[scope]


def _in_time(row: dict[str, str], query: dict[str, list[str]]) -> bool:
    first, last = query.get("from", ["0"])[0].ljust(14, "0"), query.get("to", ["9"])[0].ljust(14, "9")
    return first <= row["timestamp"] <= last


def _passes(row: dict[str, str], query: dict[str, list[str]]) -> bool:
    for rule in query.get("filter", []):
        name, _, regex = rule.removeprefix("!").partition(":")
        if (re.fullmatch(regex, row[name]) is None) != rule.startswith("!"):
            return False
    return True


def _collapsed(rows: list[dict[str, str]], rules: list[str]) -> Any:
    last = None
    for row in rows:
        parts = [rule.partition(":") for rule in rules]
        this = [row[name][: int(size) if size else None] for name, _, size in parts]
        if not rules or this != last:
            yield row
        last = this


def _written(rows: list[dict[str, str]], resume_key: str | None, query: dict[str, list[str]]) -> dict[str, Any]:
    names = query["fl"][0].split(",") if "fl" in query else list(FIELDS)
    table = [[row[name] for name in names] for row in rows]
    if query.get("output") == ["json"]:
        head = [names] if table else []
        tail = [[], [resume_key]] if resume_key else []
        body = json.dumps([*head, *table, *tail]).encode()
    else:
        lines = [" ".join(row) for row in table] + (["", resume_key] if resume_key else [])
        body = "".join(f"{line}\n" for line in lines).encode()
    if query.get("gzip") == ["false"]:
        return {"body": body, "headers": {"Content-Type": "text/plain"}}
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    return {"body": gzip.compress(body), "headers": headers}
