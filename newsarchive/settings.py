"""The user's settings, from newsarchive.toml and the environment, and where files are.

Each setting has a name, a default and a sentence. Its environment variable is NEWSARCHIVE_NAME and overrides the file.
"""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from newsarchive.errors import SettingsError
from newsarchive.outlet_sets.own_sets import NO_OWN_SETS, OwnSets, read_own_sets
from newsarchive.urls import is_web_address

FILE_NAME = "newsarchive.toml"
_PREFIX = "NEWSARCHIVE_"
# Parts of a path without characters that a URL would have to escape.
_PATH_OF_URL = re.compile(r"([A-Za-z0-9_.~-]+(/[A-Za-z0-9_.~-]+)*)?")
# An environment variable that is not a setting: which file to read.
CONFIG_VARIABLE = "NEWSARCHIVE_CONFIG"


def _setting(default: Any, sentence: str, *, is_secret: bool = False) -> Any:
    """A field of Settings; a secret value is in no message and not in repr()."""
    return field(default=default, repr=not is_secret, metadata={"sentence": sentence, "is_secret": is_secret})


@dataclass(frozen=True)
class Settings:
    """Everything a user may set. Relative paths are relative to root."""

    root: Path
    db: Path = _setting(Path("archive.db"), "The archive's file; its captures are in captures/ beside it.")
    contact: str | None = _setting(None, "A mail or web address in the user agent, so that outlets can reach you.")
    outlets_folder: Path | None = _setting(None, "A folder with your own outlet files, in addition to those that ship.")
    cookies: tuple[tuple[str, Path], ...] = _setting(
        (), "By outlet, the file with the cookies of your own subscription, for that outlet alone."
    )
    pictures: bool | tuple[str, ...] = _setting(
        False, "Whether to store the lead pictures of new articles: true, or a list of outlets."
    )
    picture_max_mb: float = _setting(2.0, "Largest size of a picture in MB; larger pictures are skipped.")
    ca_file: Path | None = _setting(None, "A PEM file of certificate authorities to trust in addition to the system's.")
    browser: Path | None = _setting(
        None, "The Chromium that renders pages; if unset, Playwright's own or the system's (extra `browser`)."
    )
    file_mode: int | None = _setting(
        None, "Who may read new files: 600 only you, 640 also your group, 644 everyone; if unset, as your umask says."
    )
    allow_private: tuple[str, ...] = _setting((), "Private hosts, host:port pairs or networks that may be crawled.")
    min_free_gb: float = _setting(1.0, "Free disk space in GB; a crawl with less stops cleanly.")
    captures_max_gb: float | None = _setting(
        None, "Largest size of all captures in GB; above it the oldest files are deleted."
    )
    captures_keep_days: float | None = _setting(None, "Days after which captures are deleted.")
    workers: int | None = _setting(None, "Processes that read pages; if unset, one per core.")
    window: int = _setting(100, "Outlets crawled at the same time.")
    delay_seconds: float = _setting(1.0, "Seconds between two requests to one host.")
    max_delay_seconds: float = _setting(60.0, "The longest Crawl-delay or Retry-After that is obeyed, in seconds.")
    pages_per_run: int = _setting(500, "Most pages fetched per outlet and run, newest first.")
    recheck: bool = _setting(True, "Check stored articles for changes, new articles most often.")
    sitemap_days: int = _setting(7, "Of a plain sitemap, only URLs of the last so many days are fetched.")
    wayback_url: str = _setting(
        "https://web.archive.org", "The Wayback Machine, or a compatible archive, for backfill."
    )
    wayback_delay_seconds: float = _setting(3.0, "Seconds between two requests to the Wayback Machine.")
    public_url: str | None = _setting(
        None, "The address of the archive's home page for visitors, for links in JSON, feeds and citations."
    )
    title: str | None = _setting(None, "The name of the archive on its web pages and in feeds; if unset, News archive.")
    prefix: str | None = _setting(
        None, "The path at which a proxy shows the archive, such as /archive/; all links begin with it."
    )
    allow_sql: bool | None = _setting(
        None, "Let visitors of `serve` run SQL; if unset, only when nobody else can reach the server."
    )
    metrics: bool = _setting(
        False, "Whether `serve` has a page for Prometheus at /-/newsarchive/metrics (extra `metrics`)."
    )
    fleet_certificates: Path | None = _setting(
        None, "The folder with this machine's certificate and key, for work on several machines."
    )
    fleet_segments: str | None = _setting(
        None,
        "A folder or address that all machines of a fleet reach; if unset, a folder beside the archive.",
    )
    page_timeout_seconds: float = _setting(30.0, "Seconds after which a download is cancelled.")
    page_max_mb: float = _setting(10.0, "Largest size of a page in MB, decompressed; larger pages are skipped.")
    extraction_timeout_seconds: float = _setting(30.0, "Seconds after which reading one page is cancelled.")
    alert_urls: tuple[str, ...] = _setting(
        (), "Where messages about problems go: addresses such as mailto://…, in the form of apprise.", is_secret=True
    )
    ping_url: str | None = _setting(
        None, "An address that each crawl pings, so that a crawl that does not run is noticed.", is_secret=True
    )

    sets: OwnSets = _setting(NO_OWN_SETS, "Your own sets of outlets: a table [sets] with a list of names for each.")

    @property
    def captures_folder(self) -> Path:
        return real_file(self.db).parent / "captures"

    def keeps_pictures(self, outlet: str) -> bool:
        """Whether the lead pictures of that outlet's articles are stored."""
        return self.pictures if isinstance(self.pictures, bool) else outlet in self.pictures

    def check_ca_file(self) -> None:
        """Checks that ca_file has certificates, before anything is fetched.

        Raises:
            SettingsError: it has none, or cannot be read.
        """
        # Loaded here because most commands fetch nothing.
        import ssl

        if self.ca_file is None:
            return
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(self.ca_file)
        except ssl.SSLError as error:
            message = f"ca_file: {self.ca_file} has no certificates that can be read; name a PEM file of certificates"
            raise SettingsError(message) from error
        except OSError as error:
            message = f"ca_file: {self.ca_file} cannot be read: {error.strerror}; name a PEM file of certificates"
            raise SettingsError(message) from error

    def apply_file_mode(self) -> None:
        """Lets this process and those it starts make files as file_mode says. Whoever may read may enter folders."""
        if self.file_mode is not None:
            os.umask(0o777 & ~(self.file_mode | (self.file_mode & 0o444) >> 2))


SETTINGS = {one.name: one.metadata["sentence"] for one in fields(Settings) if "sentence" in one.metadata}
SECRET_SETTINGS = {one.name for one in fields(Settings) if one.metadata.get("is_secret")}


def with_option(settings: Settings, name: str, raw: str | None) -> Settings:
    """The settings with the value of a command's option; None leaves them as they are.

    Raises:
        SettingsError: the value is wrong.
    """
    if raw is None:
        return settings
    return replace(settings, **{name: _read(name, raw, settings.root, f"--{name.replace('_', '-')}")})


def load_settings(
    db: Path | str | None = None, cwd: Path | None = None, environ: Mapping[str, str] | None = None
) -> Settings:
    """The current settings: db (a command's --db), else the environment, else newsarchive.toml, else defaults.

    Relative paths in the file are relative to the file; in the environment and in db they are relative to cwd. The
    default archive.db is beside scrapy.cfg or newsarchive.toml, else in cwd.

    Raises:
        SettingsError: the file cannot be read, a name is unknown, or a value is wrong.
    """
    environ = os.environ if environ is None else environ
    cwd = cwd or Path.cwd()
    file = _config_file(cwd, environ)
    root = file.parent if file else _project_root(cwd)
    settings = Settings(root=root, db=root / "archive.db")
    if file:
        settings = replace(settings, **{name: _read(name, raw, root, str(file)) for name, raw in _entries(file)})
        settings = replace(settings, sets=replace(settings.sets, where=str(file)))
    settings = replace(settings, **_from_environment(environ, cwd))
    return replace(settings, db=_path(str(db), cwd)) if db is not None else settings


def settings_file(cwd: Path | None = None, environ: Mapping[str, str] | None = None) -> Path | None:
    """The newsarchive.toml that load_settings reads; None where there is none.

    Raises:
        SettingsError: the environment names a file that does not exist.
    """
    return _config_file(cwd or Path.cwd(), os.environ if environ is None else environ)


def real_file(path: Path) -> Path:
    """The file that a symbolic link stands for; any other path as it is.

    Its lock, its write-ahead log and its captures are beside the file, whatever name a command was given.
    """
    # Not path.is_symlink(), which fails if a folder may not be read; whoever opens the file says so.
    return Path(os.path.realpath(path)) if os.path.islink(path) else path  # noqa: PTH114


def shipped_spiders() -> Path:
    """The folder of the shipped outlets: spiders/ of the checkout, or its copy in an installed package."""
    package = Path(__file__).resolve().parent
    installed = package / "shipped_spiders"
    return installed if installed.is_dir() else package.parent / "spiders"


def _config_file(cwd: Path, environ: Mapping[str, str]) -> Path | None:
    named = environ.get(CONFIG_VARIABLE)
    if named:
        file = _path(named, cwd)
        if not file.is_file():
            raise SettingsError(f"{file}: no such file; {CONFIG_VARIABLE} names it. Change or unset that variable")
        return file
    return next((folder / FILE_NAME for folder in (cwd, *cwd.parents) if (folder / FILE_NAME).is_file()), None)


def _project_root(cwd: Path) -> Path:
    return next((folder for folder in (cwd, *cwd.parents) if (folder / "scrapy.cfg").is_file()), cwd)


def _entries(file: Path) -> list[tuple[str, Any]]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file}: cannot be read: {error}; correct the file") from error
    for name, value in table.items():
        _check_name(name, str(file))
        for key, inner in value.items() if isinstance(value, dict) else ():
            # A line that is appended to the file belongs to its last table. A set of outlets, which is a list, may have
            # the name of a setting.
            if key in SETTINGS and not isinstance(inner, list):
                raise SettingsError(f"{file}: {key} is below [{name}], so it is not read; move it above [{name}]")
    return list(table.items())


def _from_environment(environ: Mapping[str, str], cwd: Path) -> dict[str, Any]:
    found = {}
    for key, raw in environ.items():
        if key.startswith(_PREFIX) and key != CONFIG_VARIABLE:
            name = key.removeprefix(_PREFIX).lower()
            _check_name(name, f"the environment variable {key}")
            found[name] = _read(name, raw, cwd, f"the environment variable {key}")
    return found


def _check_name(name: str, where: str) -> None:
    if name not in SETTINGS:
        near = get_close_matches(name, SETTINGS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"the settings are {', '.join(SETTINGS)}"
        raise SettingsError(f"{where}: unknown setting {name!r}; {hint}")


def _read(name: str, raw: Any, base: Path, where: str) -> Any:
    reader, wanted = _READERS[name]
    try:
        return reader(raw, base)
    except SettingsError as error:
        raise SettingsError(f"{where}: {error}") from None
    except (ValueError, TypeError, KeyError) as error:
        if name in SECRET_SETTINGS:
            # Without the cause: its message has the value.
            raise SettingsError(f"{where}: {name} is not {wanted}") from None
        raise SettingsError(f"{where}: {name} is {raw!r}, which is not {wanted}") from error


def _path(raw: Any, base: Path) -> Path:
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError(raw)
    return base / Path(raw).expanduser()


def _number(raw: Any, base: Path, lowest: float = 0) -> float:
    number = float(raw)
    if isinstance(raw, bool) or not lowest <= number < float("inf"):
        raise ValueError(raw)
    return number


def _file_mode(raw: Any, base: Path) -> int:
    return {"600": 0o600, "640": 0o640, "644": 0o644}[str(raw)]


def _above_zero(raw: Any, base: Path) -> float:
    return _number(raw, base, lowest=0.01)


def _count(raw: Any, base: Path) -> int:
    if isinstance(raw, bool) or int(raw) != float(raw) or int(raw) < 1:
        raise ValueError(raw)
    return int(raw)


def _yes_or_no(raw: Any, base: Path) -> bool:
    if isinstance(raw, bool):
        return raw
    return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}[str(raw).strip().lower()]


def _web_address(raw: Any, base: Path) -> str:
    if not isinstance(raw, str) or not is_web_address(raw) or "?" in raw:
        raise ValueError(raw)
    return raw.rstrip("/")


def _prefix(raw: Any, base: Path) -> str:
    """A path with a slash at both ends; / is not a prefix."""
    if not isinstance(raw, str) or not _PATH_OF_URL.fullmatch(raw.strip("/")) or "//" in raw:
        raise ValueError(raw)
    return f"/{raw.strip('/')}/" if raw.strip("/") else "/"


def _place(raw: Any, base: Path) -> str:
    """A folder, as an absolute path, or an address such as s3://bucket/folder as it is."""
    return raw if isinstance(raw, str) and "://" in raw else str(_path(raw, base).absolute())


def _title(raw: Any, base: Path) -> str:
    if not isinstance(raw, str) or not raw.strip() or not raw.isprintable():
        raise ValueError(raw)
    return raw.strip()


def _contact(raw: Any, base: Path) -> str:
    text = str(raw).strip()
    if not isinstance(raw, str) or not text.isprintable() or not ("@" in text or "://" in text) or "(" in text:
        raise ValueError(raw)
    return text


def _hosts(raw: Any, base: Path) -> tuple[str, ...]:
    hosts = raw.replace(",", " ").split() if isinstance(raw, str) else raw
    if not isinstance(hosts, list) or not all(isinstance(host, str) and host.strip() for host in hosts):
        raise TypeError(raw)
    for host in hosts:
        if "/" in host:
            ip_network(host)
    return tuple(host.strip().lower() for host in hosts)


def _pictures(raw: Any, base: Path) -> bool | tuple[str, ...]:
    """true or false, or the names of outlets; in the environment they are separated by blanks or commas."""
    try:
        return _yes_or_no(raw, base)
    except (KeyError, TypeError):
        names = raw.replace(",", " ").split() if isinstance(raw, str) else raw
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        raise TypeError
    return tuple(name.strip() for name in names)


def _cookie_files(raw: Any, base: Path) -> tuple[tuple[str, Path], ...]:
    """Files by the names of outlets, in the order of names; in the environment as guardian=FILE,post=FILE."""
    table = dict(one.split("=", 1) for one in raw.split(",") if one.strip()) if isinstance(raw, str) else raw
    if not isinstance(table, dict) or not all(name.strip() for name in table):
        raise TypeError
    return tuple((name.strip(), _path(file, base)) for name, file in sorted(table.items()))


def _addresses(raw: Any, base: Path) -> tuple[str, ...]:
    """Addresses of any scheme; in the environment they are separated by blanks, because they may contain commas."""
    addresses = raw.split() if isinstance(raw, str) else raw
    if not isinstance(addresses, list):
        raise TypeError
    if not all(isinstance(one, str) and "://" in one and one.isprintable() for one in addresses):
        raise ValueError
    return tuple(one.strip() for one in addresses)


def _own_sets(raw: Any, base: Path) -> OwnSets:
    return read_own_sets(raw)


_Reader = tuple[Callable[[Any, Path], Any], str]
_PATH: _Reader = (_path, "a path")
_READERS: dict[str, _Reader] = {
    "db": _PATH,
    "file_mode": (_file_mode, "600, 640 or 644"),
    "contact": (_contact, "a mail address or a web address"),
    "outlets_folder": _PATH,
    "cookies": (_cookie_files, 'a table of outlets and files such as {guardian = "guardian-cookies.txt"}'),
    "pictures": (_pictures, 'true, false or a list of outlets such as ["guardian"]'),
    "picture_max_mb": (_above_zero, "a number above 0"),
    "ca_file": _PATH,
    "browser": _PATH,
    "allow_private": (_hosts, "a list of hosts, host:port pairs or networks such as 192.168.1.0/24"),
    "min_free_gb": (_number, "a number from 0"),
    "captures_max_gb": (_above_zero, "a number above 0"),
    "captures_keep_days": (_above_zero, "a number above 0"),
    "workers": (_count, "a whole number from 1"),
    "window": (_count, "a whole number from 1"),
    "delay_seconds": (_number, "a number from 0"),
    "max_delay_seconds": (_number, "a number from 0"),
    "pages_per_run": (_count, "a whole number from 1"),
    "recheck": (_yes_or_no, "true or false"),
    "sitemap_days": (_count, "a whole number from 1"),
    "wayback_url": (_web_address, "a web address such as https://web.archive.org"),
    "wayback_delay_seconds": (_number, "a number from 0"),
    "public_url": (_web_address, "a web address such as https://archive.example/news"),
    "title": (_title, "a line of text"),
    "prefix": (_prefix, "a path such as /archive/"),
    "allow_sql": (_yes_or_no, "true or false"),
    "metrics": (_yes_or_no, "true or false"),
    "fleet_certificates": _PATH,
    "fleet_segments": (_place, "a folder, or an address such as s3://bucket/folder"),
    "page_timeout_seconds": (_above_zero, "a number above 0"),
    "page_max_mb": (_above_zero, "a number above 0"),
    "extraction_timeout_seconds": (_above_zero, "a number above 0"),
    "alert_urls": (_addresses, "a list of addresses such as mailto://… or ntfys://…; the values are not shown here"),
    "ping_url": (_web_address, "a web address such as https://hc-ping.com/…; the value is not shown here"),
    "sets": (_own_sets, "a table of lists"),
}
