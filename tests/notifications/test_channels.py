"""Messages to the places in alert_urls: mail and webhooks on loopback; nothing secret in any word."""

import socket
import sys
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default as policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from newsarchive.alerts.wording import AlertMessage
from newsarchive.errors import NotificationError
from newsarchive.notifications import channels
from newsarchive.notifications.channels import Channel, channels_of, check_installed, send
from tests.notifications.webhook import Webhook

MESSAGE = AlertMessage("0a1b2c", "newsarchive: post: silent", "New:\n  post: silent\n\nArchive a.db, message 0a1b2c\n")


class Inbox:
    """Keeps the mails that an SMTP server gets."""

    def __init__(self) -> None:
        self.mails: list[Message] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(message_from_bytes(envelope.content, policy=policy))
        return "250 OK"


@pytest.fixture
def smtp() -> Iterator[tuple[Inbox, int]]:
    inbox = Inbox()
    # The controller connects to its own port to see that it is open, so the number must be known before.
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield inbox, port
    controller.stop()


def test_a_channel_is_called_by_its_number_and_kind():
    found = channels_of(["mailto://me:hunter2@mail.example", "ntfys://ntfy.sh/secret-topic", "json://h/p?token=1"])
    assert [one.name for one in found] == [
        "alert_urls, entry 1 (mailto)",
        "alert_urls, entry 2 (ntfys)",
        "alert_urls, entry 3 (json)",
    ]
    assert "hunter2" not in repr(found)
    assert "secret-topic" not in repr(found)


def test_a_webhook_gets_title_text_and_key(hook: Webhook):
    assert send(Channel("hook", hook.url), MESSAGE) is None
    (posted,) = hook.posted
    assert (posted.json["title"], posted.json["message"]) == (MESSAGE.title, MESSAGE.text.rstrip("\n"))
    assert posted.headers["Idempotency-Key"] == "0a1b2c"


def test_a_mail_is_plain_text_with_the_title_as_its_subject(smtp: tuple[Inbox, int]):
    inbox, port = smtp
    url = f"mailto://127.0.0.1:{port}?from=archive@library.example&to=desk@library.example&mode=insecure"
    assert send(Channel("mail", url), MESSAGE) is None
    (mail,) = inbox.mails
    assert mail["Subject"] == MESSAGE.title
    assert mail["To"] == "desk@library.example"
    assert mail["Idempotency-Key"] == "0a1b2c"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_payload(decode=True).decode().split() == MESSAGE.text.split()


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        pytest.param("nosuchthing://hunter2", "apprise does not know this kind of address", id="unknown kind"),
        pytest.param("tgram://hunter2", "or a part of it is missing", id="incomplete"),
        pytest.param("json://user:hunter2@127.0.0.1:1/hunter2", "the server was not reached", id="nobody there"),
    ],
)
def test_what_is_wrong_is_said_without_anything_secret(url: str, problem: str, capfd: pytest.CaptureFixture[str]):
    said = send(channels_of([url])[0], MESSAGE)
    assert said is not None
    assert problem in said
    assert "hunter2" not in said
    assert capfd.readouterr() == ("", "")


def test_the_status_of_a_server_that_refuses_is_said(hook: Webhook, capfd: pytest.CaptureFixture[str]):
    hook.statuses = [401, 200]
    assert send(Channel("hook", hook.url), MESSAGE) == "the server answered with status 401"
    assert send(Channel("hook", hook.url), MESSAGE) is None
    assert capfd.readouterr() == ("", "")


def test_a_mistake_in_apprise_is_a_reason_without_its_words(monkeypatch: pytest.MonkeyPatch):
    def break_(*_: object) -> None:
        raise RuntimeError("json://user:hunter2@host")

    monkeypatch.setattr(channels, "_service", break_)
    assert send(Channel("hook", "json://user:hunter2@host"), MESSAGE) == "apprise failed with RuntimeError"


def test_without_apprise_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    check_installed()
    monkeypatch.setitem(sys.modules, "apprise", None)
    monkeypatch.setattr(channels, "find_spec", lambda name: None)
    with pytest.raises(NotificationError, match=r"pip install 'newsarchive\[alerts\]'"):
        check_installed()
