"""Pings at the beginning and the end of a command."""

import pytest

from newsarchive.errors import ArchiveError, UsageError
from newsarchive.notifications import ping
from newsarchive.notifications.ping import pinged, status_of
from tests.notifications.webhook import Webhook


def address(hook: Webhook) -> str:
    return f"http://127.0.0.1:{hook.port}/secret-uuid"


def paths(hook: Webhook) -> list[str]:
    return [one.path.partition("?")[0].removeprefix("/secret-uuid") for one in hook.posted]


def test_a_command_pings_its_beginning_and_its_success_with_one_id(hook: Webhook):
    with pinged(address(hook)) as command:
        command.note = "3 outlets, 0 failed, 7 new articles"
    assert paths(hook) == ["/start", "/0"]
    assert len({one.path.partition("?rid=")[2] for one in hook.posted}) == 1
    assert hook.posted[-1].body == "3 outlets, 0 failed, 7 new articles"


def test_the_exit_status_of_a_command_is_its_ping(hook: Webhook):
    with pinged(address(hook)) as command:
        command.status = 143
    assert paths(hook) == ["/start", "/143"]


def test_a_command_that_breaks_off_has_failed_and_its_words_are_not_sent(hook: Webhook):
    with pytest.raises(ArchiveError), pinged(address(hook)):
        raise ArchiveError("/srv/archive.db: no room on its disk")
    assert paths(hook) == ["/start", "/1"]
    assert hook.posted[-1].body == "ArchiveError"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (ArchiveError("x"), 1),
        (UsageError("x"), 2),
        (KeyboardInterrupt(), 130),
        (SystemExit(), 0),
        (SystemExit(3), 3),
        (SystemExit("words"), 1),
        (ZeroDivisionError(), 1),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_error_has_the_status_with_which_the_command_line_ends(error: BaseException, status: int):
    assert status_of(error) == status


def test_a_service_that_does_not_answer_delays_only_the_end_and_only_for_the_limit(
    hook: Webhook, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ping, "PING_SECONDS", 0.2)
    hook.statuses = [None]
    with pinged(address(hook)):
        assert hook.arrived.acquire(timeout=60)
    assert not hook.hold.is_set(), "the command ended although no ping was answered"


def test_a_service_that_is_not_there_or_refuses_changes_nothing(hook: Webhook, capfd: pytest.CaptureFixture[str]):
    with pinged("http://127.0.0.1:1/secret-uuid"):
        pass
    hook.statuses = [500]
    with pinged(address(hook)):
        pass
    assert capfd.readouterr() == ("", "")


def test_without_an_address_nothing_is_sent():
    with pinged(None) as command:
        command.status = 1
