"""The file with the cookies of a subscription, as browsers' extensions export it: cookies.txt in Netscape's format.

The file is a key to somebody's account, so it is read only if nobody else on the machine can read it, and no message
has a line of it.
"""

import os
import re
import stat
from dataclasses import dataclass
from datetime import datetime
from io import FileIO
from pathlib import Path

from newsarchive.counted import counted
from newsarchive.crawl.cookies.cookie import Cookie, domain_matches, is_printable, moment
from newsarchive.crawl.cookies.session_hosts import is_session_host
from newsarchive.errors import SettingsError
from newsarchive.outlet import Outlet
from newsarchive.settings import Settings
from newsarchive.urls import ascii_host

# A whole browser's cookies take about 1 MB.
MOST_BYTES = 4_000_000
_FIELDS = 7
# How extensions and curl mark a cookie that scripts must not see; all other lines with # are comments.
_HTTP_ONLY = "#HttpOnly_"
_FLAGS = {"TRUE": True, "FALSE": False}
# Some exporters write fractions of seconds, and -1 or nothing for a cookie of the session.
_SECONDS = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?|")


@dataclass(frozen=True, slots=True)
class CookieFileState:
    """What is known of an outlet's cookies file without a request: why it cannot be used, and which have expired.

    cookies is the number of cookies for the outlet's hosts; expired names those whose time is over, oldest first.
    """

    file: Path
    cookies: int = 0
    expired: tuple[tuple[str, datetime], ...] = ()
    problem: str | None = None

    @property
    def has_ended(self) -> bool:
        """Whether the time of every cookie is over."""
        return bool(self.expired) and len(self.expired) == self.cookies


def cookie_file_of(settings: Settings, outlet: Outlet) -> Path | None:
    """The file that the setting cookies names for outlet; None where it names none."""
    return dict(settings.cookies).get(outlet.name)


def state_of(
    settings: Settings, outlet: Outlet, now: datetime, others: frozenset[str] = frozenset()
) -> CookieFileState | None:
    """The state of the outlet's cookies file; None where the settings name none. others are as for read_cookies."""
    file = cookie_file_of(settings, outlet)
    if file is None:
        return None
    try:
        cookies = read_cookies(file, outlet, others)
    except SettingsError as error:
        return CookieFileState(file, problem=str(error))
    expired = sorted((one.expires_at, one.name) for one in cookies if one.expires_at and one.is_expired(now))
    return CookieFileState(file, len(cookies), tuple((name, at) for at, name in expired))


def read_cookies(file: Path, outlet: Outlet, others: frozenset[str] = frozenset()) -> list[Cookie]:
    """The cookies in file that belong to hosts of outlet, expired ones too.

    others are the hosts of other outlets; the cookies of such a host below the outlet's own hosts are left out.

    Raises:
        SettingsError: the file is missing, readable for others, too large, has a broken line, or no cookie of outlet.
    """
    where = f"cookies of {outlet.name}: {file}"
    cookies = [one for one in parse_cookies(_text_in(file, where), where) if _is_of(one, outlet, others)]
    if not cookies:
        hosts = ", ".join(outlet.hosts)
        raise SettingsError(f"{where}: it has no cookie of {hosts}; log in there with your browser and export it again")
    return cookies


def parse_cookies(text: str, where: str) -> list[Cookie]:
    """The cookies in the text of a cookies.txt, in its order; where begins the message about a broken line.

    Raises:
        SettingsError: a line is not a cookie; the message has its number, and nothing of what it says.
    """
    if text.lstrip()[:1] in ("[", "{"):
        raise SettingsError(f"{where}: this is JSON; export the cookies in the format Netscape (cookies.txt)")
    # Not splitlines(), which also breaks lines at characters that a value may have.
    lines = enumerate(text.replace("\r\n", "\n").split("\n"), 1)
    return [_cookie(line, f"{where}: line {number}") for number, line in lines if _has_cookie(line)]


def _has_cookie(line: str) -> bool:
    return bool(line.strip()) and (not line.startswith("#") or line.startswith(_HTTP_ONLY))


def _cookie(line: str, where: str) -> Cookie:
    fields = line.removeprefix(_HTTP_ONLY).split("\t")
    if len(fields) == _FIELDS - 1:
        # An editor has removed the last tab of a cookie without a value.
        fields.append("")
    if len(fields) != _FIELDS:
        found = counted(len(fields), "field")
        raise SettingsError(
            f"{where}: {found} separated by tabs, where a cookie has {_FIELDS}; export the cookies again"
        )
    domain, below, path, secure, expires, name, value = fields
    wrong = _wrong_field(fields)
    if wrong:
        raise SettingsError(f"{where}: {wrong}; export the cookies again")
    seconds = float(expires or 0)
    return Cookie(
        name=name,
        value=value,
        domain=ascii_host(domain.strip().removeprefix(".")),
        path=path,
        is_host_only=not (_FLAGS[below.upper()] or domain.startswith(".")),
        is_secure=_FLAGS[secure.upper()],
        expires_at=moment(seconds) if seconds > 0 else None,
    )


def _wrong_field(fields: list[str]) -> str | None:
    """What is wrong with the fields of a line, without their values."""
    domain, below, path, secure, expires, name, value = fields
    if not domain.strip().strip("."):
        return "field 1, the domain, is empty"
    if below.upper() not in _FLAGS:
        return "field 2, whether hosts below the domain count, is not TRUE or FALSE"
    if not path.startswith("/"):
        return "field 3, the path, does not begin with /"
    if secure.upper() not in _FLAGS:
        return "field 4, whether https is needed, is not TRUE or FALSE"
    if not _SECONDS.fullmatch(expires):
        return "field 5, the expiry, is not a number of seconds"
    if not name or any(character in name for character in "=; "):
        return "field 6, the name, is empty or has a character that no name may have"
    # RFC 6265 §4.1.1: a semicolon would begin another cookie.
    return (
        "field 7, the value, has a character that no value may have"
        if ";" in value or not is_printable(value)
        else None
    )


def _is_of(cookie: Cookie, outlet: Outlet, others: frozenset[str]) -> bool:
    """Whether any host of outlet could get the cookie; a browser's file has those of all sites."""
    if any(domain_matches(cookie.domain, host) for host in outlet.hosts):
        return is_session_host(cookie.domain, outlet, others)
    return not cookie.is_host_only and any(domain_matches(host, cookie.domain) for host in outlet.hosts)


def _text_in(file: Path, where: str) -> str:
    try:
        # Not blocked by a pipe that has this name.
        with FileIO(file, "rb", opener=lambda path, flags: os.open(path, flags | os.O_NONBLOCK)) as opened:
            # Asked of the open file: another could have its name by now.
            _check_access(os.fstat(opened.fileno()), file, where)
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise SettingsError(f"{where}: cannot be read: {error.strerror}; correct [cookies] in the settings") from error
    if len(data) > MOST_BYTES:
        raise SettingsError(
            f"{where}: larger than {MOST_BYTES // 1_000_000} MB; export the cookies of this outlet alone"
        )
    return data.decode("utf-8-sig", "surrogateescape")


def _check_access(status: os.stat_result, file: Path, where: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise SettingsError(f"{where}: not a file; name a cookies.txt that your browser has exported")
    if status.st_uid != os.geteuid():
        raise SettingsError(
            f"{where}: the file belongs to another user of this machine; use a copy that belongs to you, with mode 600"
        )
    mode = stat.S_IMODE(status.st_mode)
    if mode & 0o077:
        raise SettingsError(f"{where}: others can read it (mode {mode:o}); run: chmod 600 {file}")
