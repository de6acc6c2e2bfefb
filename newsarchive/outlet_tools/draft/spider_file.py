"""The text of an outlet file, its name and its folder. The text has the known facts only, as if written by hand."""

import keyword
import re
from collections.abc import Collection, Sequence
from pathlib import Path
from unicodedata import combining, normalize
from urllib.parse import urlsplit

from newsarchive.crawl.declaration import registered_host
from newsarchive.errors import UsageError
from newsarchive.outlet import Outlet
from newsarchive.settings import Settings, shipped_spiders

_LINE = 110
_NO_COUNTRY = "int"


def outlet_text(outlet: Outlet) -> str:
    """The text of an outlet's file."""
    rules = outlet.rules_at(None)
    domains = outlet.domains if outlet.domains != (registered_host(outlet.home),) else ()
    place = ", ".join(map(quoted, (outlet.country, outlet.language, outlet.timezone)))
    lines = [
        "from newsarchive import OutletSpider",
        "",
        "",
        f"class {class_name(outlet.name)}(OutletSpider):",
        f"    name = {quoted(outlet.name)}",
        f"    title = {quoted(outlet.title)}",
        f"    home = {quoted(outlet.home)}",
        *_listed("domains", domains),
        f"    country, language, timezone = {place}",
        *_listed("feeds", outlet.feeds),
        *_listed("sitemaps", outlet.sitemaps),
        *_listed("article_urls", outlet.article_urls),
        *_listed("skip_urls", outlet.skip_urls),
        *_listed("body", rules.body),
        *_listed("prune", rules.prune),
        *(["    render = True"] if outlet.render else []),
        *([f"    example_url = {quoted(outlet.example_url)}"] if outlet.example_url else []),
    ]
    return "\n".join(lines) + "\n"


def _listed(name: str, values: Sequence[str]) -> list[str]:
    if not values:
        return []
    in_line = f"    {name} = [{', '.join(map(quoted, values))}]"
    if len(in_line) <= _LINE:
        return [in_line]
    return [f"    {name} = [", *(f"        {quoted(value)}," for value in values), "    ]"]


def quoted(text: str | None) -> str:
    """text as a Python string: in double quotes, raw if it has backslashes."""
    if text is None:
        return "None"
    if "\\" in text and '"' not in text and not text.endswith("\\") and text.isprintable():
        return f'r"{text}"'
    shown = repr(text)
    return f'"{shown[1:-1]}"' if shown[0] == "'" and '"' not in text else shown


def class_name(name: str) -> str:
    """The name of the class for an outlet of that name."""
    return "".join(part.capitalize() for part in name.split("_"))


def outlet_name(title: str, home: str, taken: Collection[str], suffix: str | None) -> str:
    """A name that is not taken: from the title if that is in Latin letters, else from the host.

    suffix is added if the name is taken: the country, or the language on a site with several.
    """
    name = _plain(re.split(r"\s[|–—:·-]\s|[|:]", title)[0])
    if len(name) < 3 or not any(character.isalpha() for character in title if character.isascii()):
        name = _plain(registered_host(home).partition(".")[0]) if not _is_number(home) else _plain(_host(home))
    name = name if name[:1].isalpha() and not keyword.iskeyword(name) else f"outlet_{name}".rstrip("_")
    options = (name, f"{name}_{_plain(suffix or _NO_COUNTRY)}", *(f"{name}_{number}" for number in range(2, 100)))
    return next(option for option in options if option not in taken)


def _plain(text: str) -> str:
    letters = normalize("NFKD", text.casefold().replace("ß", "ss").replace("ø", "o").replace("ı", "i"))
    ascii_only = "".join(one if one.isascii() else "" if one.isalnum() or combining(one) else "_" for one in letters)
    return re.sub(r"[^a-z0-9]+", "_", ascii_only).strip("_")[:40].strip("_")


def _is_number(home: str) -> bool:
    return (urlsplit(home).hostname or "").replace(".", "").isdigit()


def _host(home: str) -> str:
    parts = urlsplit(home)
    return f"{parts.hostname or ''}_{parts.port}" if parts.port else parts.hostname or ""


def folder_for(settings: Settings, country: str | None) -> Path:
    """The folder for a new outlet file: the user's own folder, else the folder of its country in the checkout.

    Raises:
        UsageError: neither exists.
    """
    if settings.outlets_folder is not None:
        return settings.outlets_folder
    spiders = shipped_spiders()
    if spiders.parent.resolve() in (settings.root.resolve(), *settings.root.resolve().parents):
        return spiders / (country or _NO_COUNTRY)
    raise UsageError(
        'no folder for outlets of your own: write `outlets_folder = "outlets"` into newsarchive.toml and create it'
    )
