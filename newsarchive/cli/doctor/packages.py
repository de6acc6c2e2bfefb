"""Checks of what is installed: the extras with what each is for, and Chromium for pages that need scripts."""

import os
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from newsarchive.cli.doctor.diagnosis import Diagnosis, ok, problem, warning
from newsarchive.settings import Settings

# Each extra with the modules that show that it is installed, and what it is for.
EXTRAS = {
    "alerts": (("apprise",), "messages about problems (alert_urls)"),
    "browser": (("playwright",), "pages whose text only scripts bring"),
    "fleet": (("distributed", "fsspec", "msgspec", "cryptography"), "work on several machines"),
    "mcp": (("mcp", "pydantic"), "`newsarchive mcp`"),
    "metrics": (("prometheus_client",), "metrics for Prometheus"),
    "parquet": (("pyarrow",), "`newsarchive export --format parquet`"),
}
HasModule = Callable[[str], bool]


def has_module(name: str) -> bool:
    """Whether a package can be imported; it is not loaded."""
    return find_spec(name) is not None


def extras_check(settings: Settings | None, has: HasModule = has_module) -> Iterator[Diagnosis]:
    """One line for each extra: installed, not needed, or needed by a setting and missing."""
    wanted = _wanted(settings)
    for name, (modules, purpose) in EXTRAS.items():
        missing = [one for one in modules if not has(one)]
        install = f"run `pip install 'newsarchive[{name}]'`, with pipx `pipx inject newsarchive {' '.join(missing)}`"
        if not missing:
            yield ok(f"extra {name}", f"installed: {purpose}")
        elif name in wanted:
            yield problem(f"extra {name}", f"{missing[0]} is missing, and {wanted[name]} is set", install)
        else:
            yield ok(f"extra {name}", f"not installed; it is for {purpose}")


def _wanted(settings: Settings | None) -> dict[str, str]:
    """The extras that a setting needs, and that setting."""
    if settings is None:
        return {}
    given = {
        "alerts": ("alert_urls", bool(settings.alert_urls)),
        "metrics": ("metrics", settings.metrics),
        "fleet": ("fleet_certificates", settings.fleet_certificates is not None),
    }
    return {extra: setting for extra, (setting, is_set) in given.items() if is_set}


def chromium_check(has: HasModule = has_module) -> Iterator[Diagnosis]:
    """Whether there is a browser for the extra `browser`."""
    # Loaded here because Scrapy takes half a second.
    from newsarchive.crawl.rendering.chromium import system_browser

    system = system_browser()
    own = _playwright_browsers()
    if system or own:
        yield ok("chromium", system or str(own))
    elif all(map(has, EXTRAS["browser"][0])):
        advice = "install Debian's package chromium-headless-shell or chromium, or run `playwright install chromium`"
        yield warning("chromium", "not found, so pages that need scripts cannot be read", advice)
    else:
        yield ok("chromium", "not found; only the extra browser needs it")


def _playwright_browsers() -> Path | None:
    """Chromium as Playwright installs it: in PLAYWRIGHT_BROWSERS_PATH, else in the user's cache."""
    usual = "~/Library/Caches/ms-playwright" if sys.platform == "darwin" else "~/.cache/ms-playwright"
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or usual).expanduser()
    return next(iter(sorted(folder.glob("chromium-*"), reverse=True)), None)
