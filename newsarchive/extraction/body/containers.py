"""Where on a page its story stands: the container with most of its text, one in several parts, one in a table."""

from dataclasses import dataclass

from lxml.html import HtmlElement

from newsarchive.extraction.page.parsed_page import all_text

# Less is a note, not a part of the story.
_FEWEST_CHARACTERS = 100
# The parts together are this share of the page's paragraphs, and those found beside the first worth the joining.
_HEADINGS = ("h2", "h3", "h4")
_LEAST_SHARE = 0.5
_LEAST_GAIN = 0.1
# Cuts that leave less of the story than this are undone.
_LEAST_LEFT = 0.5
# A cell with so many characters in it is no figure of a table but holds the page's text.
_CELL_OF_TEXT = 150
_CELLS = ("td", "th")
_TABLE = ("table", "thead", "tbody", "tfoot", "tr", *_CELLS)
_MENU_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Container:
    """The element of a page with most text in its own paragraphs and lines, and how many characters that are."""

    element: HtmlElement
    characters: int

    def is_left(self) -> bool:
        """Whether at least half of the text is still there."""
        root = next(self.element.iterancestors("html"), None)
        return root is not None and _own_characters(self.element) >= _LEAST_LEFT * self.characters


def largest_container(tree: HtmlElement) -> Container | None:
    """The container with most text in paragraphs and between line breaks; None where a page has neither."""
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
    """Make the tables of tree that lay out the page, not figures, into divs: extractors take each for one line.

    Those hold text, or are a single row, such as the bar of sections above and the outlet's address below. Their other
    cells that hold little but links are the page's menus, and go.
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
    """Put the paragraphs of all containers of tree that are alike into the first, when together they are the story.

    Alike are elements of one tag and class inside parents of one tag and class, such as `div.body` in `div.grid`; an
    element without a class is like no other.
    """
    characters: dict[HtmlElement, int] = {}
    total = 0
    for paragraph in tree.iter("p"):
        length = len(all_text(paragraph))
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
    """Put what stands between the parts, subheadings and short paragraphs as well, into the first, in its order."""
    first, *others = parts  # a dict keeps the order in which paragraphs were met: the page's
    around = {ancestor for ancestor in first.iterancestors() if all(ancestor in one.iterancestors() for one in others)}
    common = next((ancestor for ancestor in first.iterancestors() if ancestor in around), None)
    if common is None:
        return
    branch_of = {one: _branch(one, common) for one in parts}
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
    """Whether what stands between parts of the story belongs to it: a subheading, or a part like them but short."""
    if len(all_text(branch)) > _FEWEST_CHARACTERS:
        return False
    return next(branch.iter(*_HEADINGS), None) is not None or any(
        _are_alike(one, first) for one in branch.iter(str(first.tag))
    )


def _branch(element: HtmlElement, common: HtmlElement) -> HtmlElement:
    """The child of common that holds element or is it."""
    branch = element
    while (parent := branch.getparent()) is not None and parent is not common:
        branch = parent
    return branch
