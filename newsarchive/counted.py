"""Numbers with their nouns, as messages write them."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 article`, `2,000 articles`; many is the plural where it does not only add an s: `2 copies`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
