"""Where the story stands on a page: the container with most text, a story in several parts, a story in a table."""

from dataclasses import dataclass

from lxml.html import HtmlElement

from newsarchive.extraction.page.parsed_page import all_text

# A shorter container is a note, not a part of the story.
_FEWEST_CHARACTERS = 100
_HEADINGS = ("h2", "h3", "h4")
# Parts are joined if they have this share of the page's paragraphs, and add this share to the largest part.
_LEAST_SHARE = 0.5
_LEAST_GAIN = 0.1
# If less of the story is left after the removal of boxes, the removal is undone.
_LEAST_LEFT = 0.5
# A cell with so many characters contains the page's text, not a figure of a table.
_CELL_OF_TEXT = 150
_CELLS = ("td", "th")
_TABLE = ("table", "thead", "tbody", "tfoot", "tr", *_CELLS)
_MENU_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Container:
    """The element of a page with most text in its own paragraphs and lines, and the length of that text."""

    element: HtmlElement
    characters: int

    def is_left(self) -> bool:
        """Whether at least half of the text is still in the tree."""
        root = next(self.element.iterancestors("html"), None)
        return root is not None and _own_characters(self.element) >= _LEAST_LEFT * self.characters


def largest_container(tree: HtmlElement) -> Container | None:
    """The container with most text in paragraphs and between line breaks; None if the page has neither."""
    characters: dict[HtmlElement, int] = {}
    for piece in tree.iter("p", "br"):
        container = piece.getparent()
        if container is not None:
            characters[container] = characters.get(container, 0) + _length_of(piece)
    if not characters:
        return None
    element = max(characters, key=lambda container: characters[container])
    return Container(element, characters[element]) if characters[element] else None


def _own_characters(container: HtmlElement) -> int:
    return sum(_length_of(piece) for piece in container.iterchildren("p", "br"))


def _length_of(piece: HtmlElement) -> int:
    return len(all_text(piece)) if piece.tag == "p" else len((piece.tail or "").strip())


def flatten_layout_tables(tree: HtmlElement) -> None:
    """Turn tables that are used for layout into divs, because extractors take a table for one line.

    A layout table contains text, or has a single row, such as a bar of sections. Its cells with little but links are
    menus and are removed.
    """
    for table in list(tree.iter("table")):
        own = [element for element in table.iter(*_TABLE) if element is table or _table_of(element) is table]
        cells = [element for element in own if element.tag in _CELLS]
        if sum(element.tag == "tr" for element in own) > 1 and not any(_holds_text(cell) for cell in cells):
            continue
        for cell in cells:
            if not _holds_text(cell) and _is_menu(cell):
                cell.drop_tree()
        for element in own:
            element.tag = "div"


def _table_of(element: HtmlElement) -> HtmlElement | None:
    return next(element.iterancestors("table"), None)


def _holds_text(cell: HtmlElement) -> bool:
    return len(all_text(cell)) >= _CELL_OF_TEXT and next(cell.iter("p", "br", "div", "table"), None) is not None


def _is_menu(cell: HtmlElement) -> bool:
    linked = sum(len(all_text(link).strip()) for link in cell.iter("a"))
    return linked >= _MENU_SHARE * len(all_text(cell).strip()) > 0


def join_containers(tree: HtmlElement) -> None:
    """Put the paragraphs of all similar containers into the first one, if together they are the story.

    Similar elements have the same tag and class, and their parents have the same tag and class, such as `div.body` in
    `div.grid`. An element without a class is similar to no other.
    """
    characters, total = _paragraph_lengths(tree)
    if not characters:
        return
    largest = max(characters, key=lambda container: characters[container])
    parts = [
        container
        for container, length in characters.items()
        if container is largest or (length >= _FEWEST_CHARACTERS and _are_similar(container, largest))
    ]
    together = sum(characters[part] for part in parts)
    gain = together - characters[largest]
    if len(parts) > 1 and gain >= _LEAST_GAIN * characters[largest] and together >= _LEAST_SHARE * total:
        _join(parts)


def _paragraph_lengths(tree: HtmlElement) -> tuple[dict[HtmlElement, int], int]:
    """The length of the paragraphs in each container that has a class, in the order of the page; and of all."""
    characters: dict[HtmlElement, int] = {}
    total = 0
    for paragraph in tree.iter("p"):
        length = len(all_text(paragraph))
        total += length
        container = paragraph.getparent()
        if container is not None and container.get("class"):
            characters[container] = characters.get(container, 0) + length
    return characters, total


def _are_similar(one: HtmlElement, other: HtmlElement) -> bool:
    if _tag_and_class(one) != _tag_and_class(other):
        return False
    if _tag_and_class(one.getparent()) != _tag_and_class(other.getparent()):
        return False
    return one not in other.iterancestors() and other not in one.iterancestors()


def _tag_and_class(element: HtmlElement | None) -> tuple[str, str | None] | None:
    return None if element is None else (str(element.tag), element.get("class"))


def _join(parts: list[HtmlElement]) -> None:
    """Move the other parts into the first, with the subheadings and short paragraphs between them, in page order."""
    first, *others = parts
    around = {ancestor for ancestor in first.iterancestors() if all(ancestor in one.iterancestors() for one in others)}
    common = next((ancestor for ancestor in first.iterancestors() if ancestor in around), None)
    if common is None:
        return
    branch_of = {one: _child_with(one, common) for one in parts}
    branches = set(branch_of.values())
    start, end = common.index(branch_of[first]), common.index(branch_of[others[-1]])
    for branch in common[start + 1 : end + 1]:
        if branch not in branches:
            if _is_between(branch, first):
                first.append(branch)
            continue
        for part in (part for part in others if branch_of[part] is branch):
            first.extend(list(part))
            if part.getparent() is not None:
                part.drop_tree()
    for part in (part for part in others if branch_of[part] is branch_of[first]):
        first.extend(list(part))


def _is_between(branch: HtmlElement, first: HtmlElement) -> bool:
    """Whether an element between parts of the story belongs to it: a subheading, or a short part similar to them."""
    if len(all_text(branch)) > _FEWEST_CHARACTERS:
        return False
    return next(branch.iter(*_HEADINGS), None) is not None or any(
        _are_similar(one, first) for one in branch.iter(str(first.tag))
    )


def _child_with(element: HtmlElement, common: HtmlElement) -> HtmlElement:
    """The child of common that is element or contains it."""
    branch = element
    while (parent := branch.getparent()) is not None and parent is not common:
        branch = parent
    return branch
