"""Select boxes of a form, and what browsers send for fields that are empty."""

from dataclasses import dataclass

from datasette.utils.asgi import Request


@dataclass(frozen=True, slots=True)
class SelectOption:
    """One value of a select box."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class SelectBox:
    """A select box of a form."""

    name: str
    label: str
    options: list[SelectOption]


def has_empty_arguments(request: Request) -> bool:
    """Whether a parameter of the address has no value, as when a form was sent."""
    return any(not value for name in request.args for value in request.args.getlist(name))
