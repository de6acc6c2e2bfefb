"""Results about several outlets, of which none is shown while it may be the network that is missing."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar


class Reached(Protocol):
    """A result about one outlet; is_unreachable: none of its hosts answered."""

    @property
    def is_unreachable(self) -> bool: ...


Result = TypeVar("Result", bound=Reached)


class WhenOnline(Generic[Result]):
    """Passes results on to show, but holds those of outlets that cannot be reached until another one has answered."""

    def __init__(self, show: Callable[[Result], None], *, is_online: bool) -> None:
        self._show = show
        self._is_online = is_online
        self._held: list[Result] = []

    def add(self, result: Result) -> None:
        """Shows result now or later; a result that never is shown concerns the network, not its outlet."""
        self._held.append(result)
        self._is_online = self._is_online or not result.is_unreachable
        while self._is_online and self._held:
            self._show(self._held.pop(0))


def none_reached(number: int, reason: str | None) -> str:
    """The line that says that none of several outlets answered."""
    return f"none of {number} outlets can be reached ({reason}); check the network of this machine"
