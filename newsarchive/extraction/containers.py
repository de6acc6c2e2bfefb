"""A story in several containers: a box or a picture across the page parts it, and extractors take only one of them."""

from lxml.html import HtmlElement

# Less is a note, not a part of the story.
_FEWEST_CHARACTERS = 100
# The parts together are this share of the page's paragraphs, and those found beside the first worth the joining.
_LEAST_SHARE = 0.5
_LEAST_GAIN = 0.1


def join_containers(tree: HtmlElement) -> None:
    """Put the paragraphs of all containers of tree that are alike into the first, when together they are the story.

    Alike are elements of one tag and class inside parents of one tag and class, such as `div.body` in `div.grid`; an
    element without a class is like no other.
    """
    characters: dict[HtmlElement, int] = {}
    total = 0
    for paragraph in tree.iter("p"):
        length = len(paragraph.text_content())
        total += length
        container = paragraph.getparent()
        if container is not None and container.get("class"):
            characters[container] = characters.get(container, 0) + length
    if not characters:
        return
    largest = max(characters, key=lambda container: characters[container])
    parts = [
        container
        for container, length in characters.items()
        if container is largest or (length >= _FEWEST_CHARACTERS and _are_alike(container, largest))
    ]
    together = sum(characters[part] for part in parts)
    gain = together - characters[largest]
    if len(parts) > 1 and gain >= _LEAST_GAIN * characters[largest] and together >= _LEAST_SHARE * total:
        _join(parts)


def _are_alike(one: HtmlElement, other: HtmlElement) -> bool:
    if _kind(one) != _kind(other) or _kind(one.getparent()) != _kind(other.getparent()):
        return False
    return one not in other.iterancestors() and other not in one.iterancestors()


def _kind(element: HtmlElement | None) -> tuple[str, str | None] | None:
    return None if element is None else (str(element.tag), element.get("class"))


def _join(parts: list[HtmlElement]) -> None:
    first, *others = parts  # a dict keeps the order in which paragraphs were met: the page's
    for part in others:
        first.extend(list(part))
        if part.getparent() is not None:
            part.drop_tree()
