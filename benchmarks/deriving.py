"""Edits that change a saved page as outlets do between two visits: a corrected text, other teasers, a stub.

Every edit changes the parsed page where the true text says that the article is, and returns the changed words: the
reader had them in its text if it can see the change. An edit that finds nothing to change says so.
"""

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import lxml.html
from lxml.html import HtmlElement

# Words that no page has, so that what an edit adds can be recognized.
_NEW_WORDS = ("quillbrook", "marrowend", "tasselby", "ostrinder", "velmouth", "crannockshire")
_SENTENCES = {
    "de": "Der Ausschuss erklärte am Donnerstag, dass noch nichts beschlossen sei und im März wieder beraten werde.",
    "es": "La comisión añadió el jueves que aún no se ha decidido nada y que volverá a reunirse en marzo.",
    "fr": "La commission a ajouté jeudi que rien n’était décidé et qu’elle se réunirait de nouveau en mars.",
    "ja": "委員会は木曜日、まだ何も決まっておらず、三月に改めて会合を開くと付け加えた。",
    "pl": "Komisja dodała w czwartek, że nic jeszcze nie postanowiono i że zbierze się ponownie w marcu.",
    "ru": "Комиссия добавила в четверг, что ничего ещё не решено и что она снова соберётся в марте.",
    "zh": "委员会星期四补充说，目前尚未作出任何决定，三月将再次开会。",
}
_SENTENCE = "The committee added on Thursday that nothing had been decided and that it would meet again in March."
_AGO = {
    "de": "vor {} Stunden",
    "es": "hace {} horas",
    "fr": "il y a {} heures",
    "ja": "{}時間前",
    "pl": "{} godz. temu",
}
_COMMENTS = {"de": "{} Kommentare", "es": "{} comentarios", "fr": "{} commentaires", "ja": "コメント{}件"}
_TITLES = (
    "Ferry timetable to be thinned out from the first of the month",
    "Why the old mill was never sold, and who asked",
    "Five gardens that open their gates this weekend",
    "Council puts off its vote on the northern bypass again",
    "The bakery that refuses to close on Mondays",
    "Storm warning lifted along the whole of the coast",
)
# Runs of letters: these are the same in an element, in an attribute and in JSON.
_RUN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")
_UNSPACED_RUN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]{8,}")
_BLOCKS = frozenset(
    "p div section article ul ol li table figure aside blockquote h1 h2 h3 h4 form header footer".split()  # noqa: SIM905
)
_LEAF_WORDS = 12
_AGO_NUMBER = re.compile(
    r"\b\d{1,3}(?=\s*(?:hours?|hrs?|minutes?|mins?|days?)\s+ago|\s+(?:comments?|shares?|views?|Kommentare)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Truth:
    """What the corpus knows about a page: parts of its text, whether they are complete, headline, language."""

    parts: tuple[str, ...]
    headline: str | None
    language: str
    is_whole: bool

    @classmethod
    def of(cls, row: dict[str, Any]) -> "Truth":
        """The truth of a row of index.jsonl; pages without a body have segments that must be in the text."""
        truth = row["truth"]
        parts = truth["body"].split("\n\n") if truth.get("body") else truth.get("must_contain", [])
        tidy = tuple(" ".join(part.split()) for part in parts if part.strip())
        return cls(tidy, truth.get("headline"), row.get("language") or "en", bool(truth.get("body")))


Edit = Callable[[HtmlElement, Truth, random.Random], str | None]


@dataclass(frozen=True)
class Kind:
    """A kind of change: what it does, and whether it is one that an archive must record."""

    edit: Edit
    is_revision: bool


def parse(page: bytes, charset: str) -> HtmlElement:
    """The page as a tree, without its declaration of an encoding, because it is decoded already."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", page.decode(charset, "replace"))
    return lxml.html.document_fromstring(text)


def write(tree: HtmlElement) -> bytes:
    """The page as it is served, in UTF-8."""
    shown: bytes = lxml.html.tostring(tree, encoding="utf-8", doctype="<!DOCTYPE html>")
    return shown


def furnish(tree: HtmlElement, truth: Truth) -> None:
    """Adds what every page has before the first visit: a byline, a time that passes, counters."""
    block = lxml.html.fragment_fromstring(
        f"""<div class="meta"><p class="byline">By Anna Reed and Bert Holm</p>
        <span class="time">{_ago(truth, 3)}</span> <span class="count">{_comments(truth, 12)}</span></div>"""
    )
    headline = next(tree.iter("h1"), None)
    leaves = list(_leaves(tree, truth))
    place = headline if headline is not None else leaves[0] if leaves else None
    if place is None:
        return
    place.addnext(block) if place is headline else place.addprevious(block)
    if leaves:
        leaves[-1].addnext(lxml.html.fragment_fromstring(f'<p class="count">{_comments(truth, 12)}</p>'))


def correct(tree: HtmlElement, truth: Truth, chance: random.Random) -> str | None:
    """A word in a paragraph is replaced."""
    leaves = list(_leaves(tree, truth))
    for leaf in chance.sample(leaves, len(leaves)):
        run = _longest_run(leaf.text or "", 6)
        if run and _replace(tree, run, _reworded(run, chance)):
            return run
    return None


def change_headline(tree: HtmlElement, truth: Truth, chance: random.Random) -> str | None:
    """The headline is replaced in the heading, the metadata and the JSON-LD."""
    heading = next(tree.iter("h1"), None)
    headline = truth.headline or (heading.text_content() if heading is not None else "")
    run = _longest_run(" ".join(headline.split()), 12)
    return run if run and _replace(tree, run, _reworded(run, chance)) else None


def add_byline(tree: HtmlElement, truth: Truth, chance: random.Random) -> str | None:
    """A third author is credited."""
    return _set(tree, "byline", "By Anna Reed, Bert Holm and Cora Lind")


def reorder_byline(tree: HtmlElement, truth: Truth, chance: random.Random) -> str | None:
    """The same authors in another order."""
    return _set(tree, "byline", "By Bert Holm and Anna Reed")


def cut_paragraph(tree: HtmlElement, truth: Truth, chance: random.Random) -> str | None:
    """A paragraph is removed, also from scripts that hold the text."""
    leaves = [leaf for leaf in _leaves(tree, truth) if leaf.tag == "p"]
    for leaf in chance.sample(leaves, len(leaves)) if len(leaves) >= 4 else ():
        text = _text(leaf)
        if _in_scripts(tree, text, lambda found: ""):
            _drop(leaf)
            return text
    return None


def add_paragraph(tree: HtmlElement, truth: Truth, chance: random.Random) -> str | None:
    """A paragraph is added, also in scripts that hold the text."""
    leaves = [leaf for leaf in _leaves(tree, truth) if leaf.tag == "p"]
    for leaf in chance.sample(leaves, len(leaves)):
        text, added = _text(leaf), _SENTENCES.get(truth.language, _SENTENCE)
        if _in_scripts(tree, text, lambda found, added=added: f"{found}\n\n{added}"):
            paragraph = lxml.html.Element("p", {name: value for name, value in leaf.items() if name != "id"})
            paragraph.text, paragraph.tail, leaf.tail = added, leaf.tail, "\n"
            leaf.addnext(paragraph)
            return text
    return None


def rotate_boxes(tree: HtmlElement, truth: Truth, chance: random.Random) -> str | None:
    """Boxes of links to other stories show other stories."""
    count = 0
    for link in tree.iter("a"):
        words = _text(link).split()
        is_line = link.getparent() is not None and _text(link.getparent()) == _text(link)
        if len(words) >= 4 and is_line and not _is_in_article(_text(link), truth):
            count += 1
            _fill(link, _TITLES[(chance.randrange(len(_TITLES)) + count) % len(_TITLES)])
    return "" if count >= 2 else None


def change_boilerplate(tree: HtmlElement, truth: Truth, chance: random.Random) -> str | None:
    """Footer, navigation and sidebars have other texts."""
    altered = 0
    for frame in tree.iter("footer", "nav", "aside"):
        if any(_is_in_article(_text(leaf), truth) for leaf in frame.iter("p", "h1")):
            continue
        for element in frame.iter():
            if isinstance(element.tag, str) and element.tag not in ("script", "style") and (element.text or "").strip():
                altered += 1
                element.text = " ".join(chance.choice(_NEW_WORDS) for _ in element.text.split()).capitalize()
    return "" if altered else None


def pass_time(tree: HtmlElement, truth: Truth, chance: random.Random) -> str | None:
    """Counters and times such as "2 hours ago" have grown."""
    later = chance.randrange(2, 9)
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "style"):
            for name in ("text", "tail"):
                text = getattr(element, name)
                if text and _AGO_NUMBER.search(text) and not _is_in_article(" ".join(text.split()), truth):
                    setattr(element, name, _AGO_NUMBER.sub(lambda found: str(int(found[0]) + later), text))
    _set(tree, "time", _ago(truth, 3 + later))
    return _set(tree, "count", _comments(truth, 12 * later))


def change_typography(tree: HtmlElement, truth: Truth, chance: random.Random) -> str | None:
    """Curly quotes and dashes become straight ones."""
    table = str.maketrans({"“": '"', "”": '"', "’": "'", "–": "-", "—": "-"})
    altered = 0
    for leaf in _leaves(tree, truth):
        for element in leaf.iter():
            for name in ("text", "tail") if element is not leaf else ("text",):
                text = getattr(element, name)
                if text and text.translate(table) != text:
                    setattr(element, name, text.translate(table))
                    altered += 1
    return "" if altered else None


def make_stub(tree: HtmlElement, truth: Truth, chance: random.Random) -> str | None:
    """Only the opening is left, and an invitation to subscribe."""
    leaves = list(_leaves(tree, truth))
    if len(leaves) < 4 or not truth.is_whole:
        return None
    _drop_data(tree)
    notice = '<div class="paywall"><h3>Subscribe to continue reading</h3><p>Already a subscriber? Log in.</p></div>'
    leaves[0].addnext(lxml.html.fragment_fromstring(notice))
    for leaf in leaves[1:]:
        _drop(leaf)
    return ""


def make_soft_404(tree: HtmlElement, truth: Truth, chance: random.Random) -> str | None:
    """The outlet's page frame with status 200 and a "not found" text in it."""
    leaves = list(_leaves(tree, truth))
    if not leaves or not truth.is_whole:
        return None
    _drop_data(tree)
    for meta in tree.xpath("//meta[@property or @name='description' or @name='author']"):
        _drop(meta)
    for title in tree.iter("title", "h1"):
        _fill(title, "Page not found")
    message = "<p>The page you are looking for does not exist or has been moved. Try the search, or our front page.</p>"
    leaves[0].addprevious(lxml.html.fragment_fromstring(message))
    for leaf in leaves:
        _drop(leaf)
    return ""


def leave(tree: HtmlElement, truth: Truth, chance: random.Random) -> str | None:
    """Nothing changes; also for pages that are no longer served, because that is not an edit of the page."""
    return ""


NOTHING, MISSING = "nothing changed", "404"
KINDS = {
    "text corrected": Kind(correct, True),
    "headline changed": Kind(change_headline, True),
    "paragraph cut": Kind(cut_paragraph, True),
    "paragraph added": Kind(add_paragraph, True),
    "byline added": Kind(add_byline, False),
    "byline reordered": Kind(reorder_byline, False),
    "related boxes rotated": Kind(rotate_boxes, False),
    "boilerplate changed": Kind(change_boilerplate, False),
    "times ago, counters": Kind(pass_time, False),
    "typography": Kind(change_typography, False),
    "stub": Kind(make_stub, False),
    "soft 404": Kind(make_soft_404, False),
    MISSING: Kind(leave, False),
    NOTHING: Kind(leave, False),
}


def _leaves(tree: HtmlElement, truth: Truth) -> Iterator[HtmlElement]:
    """The elements that each hold one paragraph of the true text."""
    for element in tree.iter("p", "div", "li"):
        if any(child.tag in _BLOCKS for child in element.iter() if child is not element):
            continue
        text = _text(element)
        if len(text) >= 5 * _LEAF_WORDS and _is_in_article(text, truth):
            yield element


def _is_in_article(text: str, truth: Truth) -> bool:
    """Whether text is part of the article or contains a part of it."""
    return any(text in part or (len(part) >= 5 * _LEAF_WORDS and part in text) for part in truth.parts)


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _longest_run(text: str, at_most: int) -> str | None:
    """The longest run of plain words in text, at most so many; characters in scripts without spaces."""
    unspaced = _UNSPACED_RUN.search(text)
    if unspaced:
        return unspaced[0][:12]
    runs = sorted((" ".join(run.split()[:at_most]) for run in _RUN.findall(text)), key=len)
    return runs[-1] if runs and len(runs[-1].split()) >= min(3, at_most) else None


def _reworded(run: str, chance: random.Random) -> str:
    if " " not in run:
        return f"{run[:4]}別件{run[6:]}"
    longest = max(run.split(), key=len)
    return " ".join(chance.choice(_NEW_WORDS) if word == longest else word for word in run.split())


def _replace(tree: HtmlElement, run: str, other: str) -> bool:
    """Replaces run by other in texts, attributes and scripts; whether it was found."""
    forms = [(run, other), (json.dumps(run)[1:-1], json.dumps(other)[1:-1])]
    patterns = [(re.compile(r"\s+".join(map(re.escape, old.split()))), new) for old, new in forms]
    found = False
    for element in tree.iter():
        for pattern, new in patterns:
            for name in ("text", "tail"):
                text = getattr(element, name)
                if text and pattern.search(text):
                    setattr(element, name, pattern.sub(lambda _, new=new: new, text))
                    found = True
            for name, value in element.items() if isinstance(element.tag, str) else ():
                if pattern.search(value):
                    element.set(name, pattern.sub(lambda _, new=new: new, value))
    return found


def _in_scripts(tree: HtmlElement, text: str, change: Callable[[str], str]) -> bool:
    """Whether all scripts that hold the text were changed."""
    opening = " ".join(text.split()[:5])
    for script in tree.iter("script"):
        for ascii_only in (False, True):
            form = json.dumps(text, ensure_ascii=ascii_only)[1:-1]
            if script.text and form in script.text:
                script.text = script.text.replace(form, json.dumps(change(text), ensure_ascii=ascii_only)[1:-1])
                break
        else:
            forms = {json.dumps(opening, ensure_ascii=ascii_only)[1:-1] for ascii_only in (False, True)}
            if script.text and any(form in script.text for form in forms):
                return False
    return True


def _set(tree: HtmlElement, name: str, text: str) -> str | None:
    """Writes text into what furnish added under that name; None if it added nothing."""
    places = [place for place in tree.find_class(name) if place.get("class") == name]
    for place in places:
        _fill(place, text)
    return "" if places else None


def _fill(element: HtmlElement, text: str) -> None:
    for child in list(element):
        element.remove(child)
    element.text = text


def _drop(element: HtmlElement) -> None:
    """Removes element, unless its parent is removed already."""
    if element.getparent() is not None:
        element.drop_tree()


def _drop_data(tree: HtmlElement) -> None:
    """Removes every script, so that none has the text, as a server that withholds the text does."""
    for script in list(tree.iter("script")):
        _drop(script)


def _ago(truth: Truth, hours: int) -> str:
    return _AGO.get(truth.language, "{} hours ago").format(hours)


def _comments(truth: Truth, count: int) -> str:
    return _COMMENTS.get(truth.language, "{} comments").format(count)
