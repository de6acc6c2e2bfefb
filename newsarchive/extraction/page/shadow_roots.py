"""Declarative shadow roots: text in `template shadowrootmode`, which browsers show without any script.

https://html.spec.whatwg.org/#attr-template-shadowrootmode. Other templates are never shown.
"""

from lxml.html import HtmlElement

_MODES = ("open", "closed")
# A page's own frame is taken for no host: its other children are the page.
_FRAMES = ("html", "head", "body")


def open_shadow_roots(tree: HtmlElement) -> None:
    """Put the content of each shadow root in the place of its template, as a browser shows it."""
    roots: dict[HtmlElement, HtmlElement] = {}
    for template in tree.iter("template"):
        if (template.get("shadowrootmode") or "").lower() in _MODES:
            roots.setdefault(template.getparent(), template)  # an element has one shadow root: the first
    for host, root in reversed(list(roots.items())):  # from the innermost outwards
        root.tag = "div"
        root.attrib.clear()
        if host.tag not in _FRAMES:
            _fill_slots(host, root)


def _fill_slots(host: HtmlElement, root: HtmlElement) -> None:
    """Move the other children of host into the slots of root. Children without a slot are not shown."""
    shown: dict[str, list[HtmlElement]] = {}
    for child in [child for child in host if child is not root]:
        shown.setdefault(child.get("slot") or "", []).append(child)
        host.remove(child)
    for slot in list(root.iter("slot")):
        children = shown.pop(slot.get("name") or "", None)
        if children is not None:
            slot.text = None
            slot[:] = children
        slot.tag = "div"
