"""Mistyped commands and values of options: what was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

import click


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """`did you mean search?`, with at most two names that look like this one; `otherwise` if none does."""
    near = get_close_matches(name.lower(), known, n=2)
    return f"did you mean {' or '.join(near)}?" if near else otherwise


class KnownChoice(click.Choice[str]):
    """One of several values; a message about another value names the one that was probably meant."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        message = super().get_invalid_choice_message(value, ctx).rstrip(".")
        hint = did_you_mean(str(value), self.choices)
        return f"{message}; {hint}" if hint else f"{message}."
