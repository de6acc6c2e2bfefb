"""Changes outlet files as a report of `newsarchive outlets --verify` proposes: feeds that have moved for good.

A report comes from somebody else. So a proposal is made only if the file names the old address, and the new one is on
the same site. Whatever else a report says is left to a person.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsarchive.crawl.declaration import is_local, registered_host
from newsarchive.errors import UsageError
from newsarchive.outlet import Outlet
from newsarchive.outlet_tools.verify.report import FORMAT
from newsarchive.urls import is_web_address, without_credentials

# A report about all outlets has about 1 MB.
MAX_BYTES = 20_000_000
_BLOCK = re.compile(r"^```json\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What an address may have, so that it is the same in a string of Python.
_PLAIN = re.compile(r"[!#-&(-\[\]-~]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """An address in the file of an outlet, and the one that should replace it."""

    outlet: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class MendedFile:
    """An outlet file before and after the proposals about it."""

    path: Path
    before: str
    after: str

    def diff(self) -> Iterator[str]:
        """The change as lines of a unified diff."""
        name = str(self.path)
        return unified_diff(self.before.splitlines(), self.after.splitlines(), name, name, lineterm="", n=0)


@dataclass(frozen=True, slots=True)
class Refused:
    """A proposal that was not made, and why."""

    proposal: Proposal
    reason: str


def read_proposals(path: Path) -> list[Proposal]:
    """The proposals of a report, which is the JSON or the Markdown that --verify wrote.

    Raises:
        UsageError: the file is not such a report.
    """
    with path.open("rb") as file:
        text = file.read(MAX_BYTES + 1).decode("utf-8", "replace").replace("\r\n", "\n")
    if len(text) > MAX_BYTES:
        raise UsageError(f"{path}: larger than {MAX_BYTES // 1_000_000} MB; this is not a report of outlets --verify")
    blocks = [text] if text.lstrip()[:1] == "{" else _BLOCK.findall(text)
    try:
        row = json.loads(blocks[-1])
        proposals = [_proposal(one) for one in row["proposals"]]
    except (IndexError, ValueError, KeyError, TypeError, RecursionError):
        raise UsageError(
            f"{path}: not a report of outlets --verify; give the file of --report or the output of --json"
        ) from None
    if row.get("format") != FORMAT:
        raise UsageError(f"{path}: a report in format {row.get('format')!r}; this version reads format {FORMAT}")
    return proposals


def _proposal(row: Any) -> Proposal:
    one = Proposal(row["outlet"], row["from"], row["to"])
    if not all(isinstance(value, str) for value in (one.outlet, one.old, one.new)):
        raise TypeError("not texts")
    return one


def mend(
    proposals: Iterable[Proposal], outlets: Sequence[Outlet], files: Mapping[str, Path]
) -> tuple[list[MendedFile], list[Refused]]:
    """The files that change, and the proposals that are refused. Nothing is written.

    files has the file of each outlet by its name.
    """
    known = {outlet.name: outlet for outlet in outlets}
    owners = {_feed_key(url): one.name for one in outlets for url in (*one.feeds, *one.sitemaps)}
    texts: dict[str, str] = {}
    refused: list[Refused] = []
    asked = list(dict.fromkeys(proposals))
    for one in asked:
        others = {other.new for other in asked if (other.outlet, other.old) == (one.outlet, one.old)}
        reason = (
            "the reports name different addresses"
            if len(others) > 1
            else _why_refused(one, known.get(one.outlet), owners)
        )
        if reason is None:
            text = texts.get(one.outlet) or files[one.outlet].read_text(encoding="utf-8")
            places = [quote for quote in (f'"{one.old}"', f"'{one.old}'") for _ in range(text.count(quote))]
            if len(places) == 1:
                texts[one.outlet] = text.replace(places[0], f'"{one.new}"')
                owners[_feed_key(one.new)] = one.outlet
            else:
                reason = f"{files[one.outlet]} has the address {len(places)} times; change it by hand"
        if reason is not None:
            refused.append(Refused(one, reason))
    changed = [MendedFile(files[name], files[name].read_text(encoding="utf-8"), text) for name, text in texts.items()]
    return changed, refused


def _why_refused(one: Proposal, outlet: Outlet | None, owners: Mapping[str, str]) -> str | None:
    if outlet is None:
        return "no outlet has that name"
    if one.old not in (*outlet.feeds, *outlet.sitemaps):
        return "its file does not name that address; it may be mended already"
    if not is_web_address(one.new) or not _PLAIN.fullmatch(one.new) or without_credentials(one.new) != one.new:
        return "the new address is not an address that a file may have"
    if urlsplit(one.new).scheme != "https" and not is_local(urlsplit(one.new).hostname or ""):
        return "the new address is not https"
    site = registered_host(one.new)
    if site != registered_host(one.old) and not outlet.has_host(one.new):
        return f"the new address is on another site, {site}; look at it, then change the file by hand"
    owner = owners.get(_feed_key(one.new))
    if owner is not None and _feed_key(one.new) != _feed_key(one.old):
        return f"{owner} has the new address already; remove the old one by hand"
    return None


def _feed_key(url: str) -> str:
    """The same for spellings with and without www or the slash at the end."""
    return url.lower().replace("://www.", "://").rstrip("/")
