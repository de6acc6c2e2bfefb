"""The text of galleries and films that come with little of it: their captions and description."""

from collections.abc import Iterable, Iterator, Mapping

from newsarchive.extraction.body.main_text import Body
from newsarchive.extraction.page.json_ld import first_text
from newsarchive.extraction.page.parsed_page import ParsedPage, plain_text, text_in
from newsarchive.text import count_words, fold, paragraphs

# With less text than this, captions are the text.
_LITTLE_WORDS = 25
_FEWEST_WORDS_OF_A_CAPTION = 3
_MOST_CAPTIONS = 300
_CAPTIONS = "(//article//figcaption | //main//figcaption)"
_CAPTIONS_ANYWHERE = "//figcaption"


def gallery_body(parsed: ParsedPage, shown: Body) -> Body:
    """The captions of a gallery's pictures, one a line, where the page gives next to no other text."""
    if count_words(shown.text) >= _LITTLE_WORDS:
        return shown
    elements = (parsed.tree.xpath(_CAPTIONS) or parsed.tree.xpath(_CAPTIONS_ANYWHERE))[:_MOST_CAPTIONS]
    offered = (
        ([text_in(element) for element in elements], "captions"),
        (list(_declared_captions(parsed)), "JSON-LD captions"),
        (_description(parsed), "description"),
    )
    return _longest(shown, offered)


def video_body(parsed: ParsedPage, shown: Body) -> Body:
    """The transcript or description of a film, where the page gives next to no other text."""
    if count_words(shown.text) >= _LITTLE_WORDS:
        return shown
    films = list(parsed.linked_data.of_type("VideoObject"))[:1]
    transcript = [line for film in films for line in paragraphs(plain_text(first_text(film, "transcript") or ""))]
    return _longest(shown, ((transcript, "JSON-LD transcript"), (_description(parsed), "description")))


def _longest(shown: Body, offered: Iterable[tuple[list[str], str]]) -> Body:
    bodies = [shown]
    for lines, where in offered:
        told = {fold(line): line for line in lines if count_words(line) >= _FEWEST_WORDS_OF_A_CAPTION}
        # What the page shows besides comes first: it introduces the pictures.
        intro = [line for line in paragraphs(shown.text) if fold(line) not in told]
        bodies.append(Body("\n\n".join([*intro, *told.values()]) if told else "", where, shown.cut))
    return max(bodies, key=lambda body: count_words(body.text))


def _declared_captions(parsed: ParsedPage) -> Iterator[str]:
    data = parsed.linked_data
    for name in ("image", "associatedMedia", "hasPart"):
        for picture in data.followed(data.article.get(name))[:_MOST_CAPTIONS]:
            text = first_text(picture, "caption", "description") if isinstance(picture, Mapping) else None
            if text:
                yield text


def _description(parsed: ParsedPage) -> list[str]:
    data = parsed.linked_data
    nodes = (data.article, *list(data.of_type("VideoObject"))[:1])
    declared = next((text for node in nodes if (text := first_text(node, "description"))), None)
    text = declared or parsed.first_meta("og:description", "description")
    return paragraphs(plain_text(text)) if text else []
