"""Addresses that exist in the sample archive, for the paths with braces."""

import re

IN_PLACES = {"id": "1", "number": "1", "outlet": "rivertown_post", "filter": "outlet", "file": "style.css"}


def at_place(path: str) -> str:
    """An address that a path with braces stands for."""
    return re.sub(r"\{(\w+)\}", lambda place: IN_PLACES[place[1]], path)
