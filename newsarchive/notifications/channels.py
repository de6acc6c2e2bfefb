"""The places in the setting alert_urls, each of which takes messages through apprise.

An address often contains a password, or is one. So a channel is called by its number and kind, as in "alert_urls, entry
2 (mailto)". Apprise and its libraries log parts of addresses, so their logs are switched off; only the status number of
an HTTP answer is taken from them.
"""

import logging
import re
import threading
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING

from newsarchive.alerts.wording import AlertMessage
from newsarchive.errors import NotificationError

if TYPE_CHECKING:
    from apprise import NotifyBase

_MISSING = (
    "alert_urls is set, but apprise, which sends the messages, is not installed. "
    "Run `pip install 'newsarchive[alerts]'`. The messages wait."
)
_KIND = re.compile(r"([a-z][a-z0-9]{0,15})://", re.IGNORECASE)
_STATUS = re.compile(r"\berror\s*=\s*(\d{3})\b")
_LOGS = ("apprise", "requests", "urllib3")


@dataclass(frozen=True)
class Channel:
    """One entry of alert_urls. Its name contains nothing secret."""

    name: str
    url: str = field(repr=False)


def channels_of(urls: Sequence[str]) -> list[Channel]:
    """The channels of the setting alert_urls."""
    return [Channel(f"alert_urls, entry {number} ({_kind(url)})", url) for number, url in enumerate(urls, 1)]


def check_installed() -> None:
    """Does nothing where apprise is installed; does not load it.

    Raises:
        NotificationError: it is not; the message says what to install.
    """
    if find_spec("apprise") is None:
        raise NotificationError(_MISSING)


def send(channel: Channel, message: AlertMessage) -> str | None:
    """Why the channel did not take message, in words without anything secret; None where it took it."""
    _switch_off_logs()
    _HANDLER.forget()
    try:
        return _send(channel.url, message)
    except Exception as error:
        # A plugin of apprise has a mistake. The words of the error may contain the address.
        return f"apprise failed with {type(error).__name__}"


def _send(url: str, message: AlertMessage) -> str | None:
    service = _service(url, message.key)
    if service is None:
        return "apprise does not know this kind of address, or a part of it is missing"
    if service.notify(title=message.title, body=message.text):
        return None
    status = _HANDLER.status()
    return f"the server answered with status {status}" if status else "the server was not reached or refused it"


def _service(url: str, key: str) -> "NotifyBase | None":
    """The service at url; None if apprise does not know it."""
    # Loaded where a message is sent, because it takes a quarter of a second.
    from apprise import Apprise, AppriseAsset, NotifyFormat, OverflowMode

    asset = AppriseAsset(app_id="newsarchive", app_desc="newsarchive", async_mode=False, storage_mode="memory")
    service = Apprise.instantiate(url, asset=asset, suppress_exceptions=True)
    if service is None:
        return None
    if "format=" not in url:
        service.notify_format = NotifyFormat.TEXT
    if "overflow=" not in url:
        service.overflow_mode = OverflowMode.TRUNCATE
    headers = getattr(service, "headers", None)
    if isinstance(headers, dict):
        # A receiver that knows this header of webhooks, or a person who compares mails, recognizes a repeated message.
        headers.setdefault("Idempotency-Key", key)
    return service


def _kind(url: str) -> str:
    found = _KIND.match(url.strip())
    return found[1].lower() if found else "unknown"


class _StatusHandler(logging.Handler):
    """Keeps the last HTTP status that apprise logged in each thread, and prints nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._last = threading.local()

    def emit(self, record: logging.LogRecord) -> None:
        found = _STATUS.search(record.getMessage())
        if found:
            self._last.status = found[1]

    def forget(self) -> None:
        self._last.status = None

    def status(self) -> str | None:
        return getattr(self._last, "status", None)


_HANDLER = _StatusHandler()


def _switch_off_logs() -> None:
    for name in _LOGS:
        log = logging.getLogger(name)
        log.handlers, log.propagate = [_HANDLER], False
    # It names the host of an address whose certificate is not checked.
    warnings.filterwarnings("ignore", module="urllib3")
