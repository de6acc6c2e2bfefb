"""The text of kinds of page that have it in other places: live blogs in entries, galleries and videos in captions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from newsarchive.extraction.body.main_text import BodyText
from newsarchive.extraction.metadata import is_of_page
from newsarchive.extraction.page.json_ld import Node, as_list, first_text
from newsarchive.extraction.page.parsed_page import ParsedPage, plain_text, text_in
from newsarchive.text import count_words, fold, paragraphs

# The entries of JSON-LD are complete if they have nearly as many words as the page, which also shows times and buttons.
_ENOUGH = 0.8
# An entry is found on the page by the first characters of one of its lines; shorter lines are too often alike.
_SIGNATURE = 40
_SHORTEST_SIGNATURE = 12
_MOST_ENTRIES = 2_000
# A gallery or video with fewer words has its captions or description as its text.
_LITTLE_WORDS = 25
_FEWEST_WORDS_OF_A_CAPTION = 3
_MOST_CAPTIONS = 300
_CAPTIONS = "(//article//figcaption | //main//figcaption)"
_CAPTIONS_ANYWHERE = "//figcaption"


def liveblog_body(parsed: ParsedPage, shown: BodyText) -> BodyText:
    """The text of a live blog: what stands before the entries of JSON-LD, and these in the page's order; or shown.

    shown is the text on the page. It stays if JSON-LD has fewer words. Each entry's headline is a line of its own.
    Before the first entry stands an introduction, a whole report, or newer entries that JSON-LD does not have.
    """
    entries = _entries(parsed)
    lines = paragraphs(shown.text)
    seen = _starting_lines(entries, lines)
    if len(seen) > 1 and list(seen.values()) == sorted(seen.values(), reverse=True):
        entries = entries[::-1]
    before = lines[: min(seen.values(), default=len(lines))]
    written = [line for entry in entries for line in entry]
    # If the page shows none of the entries, its lines are all before them, or are other entries.
    counted = "\n\n".join([*before, *written] if seen else written)
    if not entries or count_words(counted) < _ENOUGH * count_words(shown.text):
        return shown
    return BodyText("\n\n".join([*before, *written]), "JSON-LD liveBlogUpdate", shown.removed)


def _entries(parsed: ParsedPage) -> list[list[str]]:
    """The lines of each entry in JSON-LD, without repeated entries."""
    data = parsed.linked_data
    blog = next((node for node in data.of_type("LiveBlogPosting") if is_of_page(parsed, node)), data.article)
    found: dict[str, list[str]] = {}
    for update in data.resolved(blog.get("liveBlogUpdate"))[:_MOST_ENTRIES]:
        lines = _lines(update) if isinstance(update, Mapping) else []
        if lines:
            found.setdefault(fold(" ".join(lines)), lines)
    return list(found.values())


def _lines(update: Node) -> list[str]:
    headline = first_text(update, "headline", "name")
    body = next((value for value in as_list(update.get("articleBody")) if isinstance(value, str)), None)
    lines = (
        paragraphs(plain_text(body)) if body else [text for text in [first_text(update, "description", "text")] if text]
    )
    opening = fold(lines[0]) if lines else ""
    # Some publishing systems make the headline from the beginning of the entry.
    return lines if not headline or opening.startswith(fold(headline).rstrip(". …")) else [headline, *lines]


def _starting_lines(entries: Sequence[Sequence[str]], lines: Sequence[str]) -> dict[int, int]:
    """The line of the page at which each entry begins, for the entries that are found on the page."""
    beginnings: dict[str, int] = {}
    for number, line in enumerate(lines):
        beginnings.setdefault(fold(line)[:_SIGNATURE], number)
    found: dict[int, int] = {}
    for position, entry in enumerate(entries):
        signatures = (fold(line)[:_SIGNATURE] for line in entry)
        places = [beginnings[sign] for sign in signatures if len(sign) >= _SHORTEST_SIGNATURE and sign in beginnings]
        if places:
            found[position] = min(places)
    return found


def gallery_body(parsed: ParsedPage, shown: BodyText) -> BodyText:
    """The captions of a gallery, one per line, if the page shows almost no other text."""
    if count_words(shown.text) >= _LITTLE_WORDS:
        return shown
    elements = (parsed.tree.xpath(_CAPTIONS) or parsed.tree.xpath(_CAPTIONS_ANYWHERE))[:_MOST_CAPTIONS]
    offered = (
        ([text_in(element) for element in elements], "captions"),
        (list(_declared_captions(parsed)), "JSON-LD captions"),
        (_description(parsed), "description"),
    )
    return _longest(shown, offered)


def video_body(parsed: ParsedPage, shown: BodyText) -> BodyText:
    """The transcript or description of a video, if the page shows almost no other text."""
    if count_words(shown.text) >= _LITTLE_WORDS:
        return shown
    videos = list(parsed.linked_data.of_type("VideoObject"))[:1]
    transcript = [line for video in videos for line in paragraphs(plain_text(first_text(video, "transcript") or ""))]
    return _longest(shown, ((transcript, "JSON-LD transcript"), (_description(parsed), "description")))


def _longest(shown: BodyText, offered: Iterable[tuple[list[str], str]]) -> BodyText:
    bodies = [shown]
    for lines, where in offered:
        captions = {fold(line): line for line in lines if count_words(line) >= _FEWEST_WORDS_OF_A_CAPTION}
        # Other text on the page comes first: it introduces the pictures.
        intro = [line for line in paragraphs(shown.text) if fold(line) not in captions]
        text = "\n\n".join([*intro, *captions.values()]) if captions else ""
        bodies.append(BodyText(text, where, shown.removed))
    return max(bodies, key=lambda body: count_words(body.text))


def _declared_captions(parsed: ParsedPage) -> Iterator[str]:
    data = parsed.linked_data
    for name in ("image", "associatedMedia", "hasPart"):
        for picture in data.resolved(data.article.get(name))[:_MOST_CAPTIONS]:
            text = first_text(picture, "caption", "description") if isinstance(picture, Mapping) else None
            if text:
                yield text


def _description(parsed: ParsedPage) -> list[str]:
    data = parsed.linked_data
    nodes = (data.article, *list(data.of_type("VideoObject"))[:1])
    declared = next((text for node in nodes if (text := first_text(node, "description"))), None)
    text = declared or parsed.first_meta("og:description", "description")
    return paragraphs(plain_text(text)) if text else []
