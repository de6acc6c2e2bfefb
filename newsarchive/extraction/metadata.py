"""The simple fields: section, picture, standfirst, kind of page, free or not."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from newsarchive.extraction.canonical import find_canonical
from newsarchive.extraction.page.candidates import Candidate, first_candidate, with_values
from newsarchive.extraction.page.json_ld import (
    ARTICLE_TYPES,
    Node,
    addresses_of,
    as_list,
    first_text,
    text_of,
    types_of,
)
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.records import Kind
from newsarchive.text import fold
from newsarchive.urls import is_web_address, resolve, url_key

# The kinds of page in the words of schema.org and OpenGraph; the first match counts.
_KINDS_BY_TYPE: tuple[tuple[str, Kind], ...] = (
    ("LiveBlogPosting", "liveblog"), ("ImageGallery", "gallery"), ("MediaGallery", "gallery"),
)  # fmt: skip
_KINDS_BY_OG: tuple[tuple[str, Kind], ...] = (("video", "video"), ("gallery", "gallery"), ("photo", "gallery"))
# An address is weak evidence by itself: written reports stand under /video/ too.
_VIDEO_PATH = re.compile(r"/(?:videos?|filme?|watch|mediathek|tv)/", re.IGNORECASE)
_GALLERY_PATH = re.compile(
    r"/(?:galler(?:y|ies)|galer[ií]as?|galeri[ae]?s?|fotostrecken?|bildergalerien?|photos?|fotos?|diaporamas?|"
    r"slideshows?|in-pictures|fotogaler\w+)/",
    re.IGNORECASE,
)
_MAX_STANDFIRST = 1_000
# A standfirst whose first characters stand in the body's opening is a copy of that opening.
_CUT_LENGTH = 60


def find_section(parsed: ParsedPage) -> Candidate | None:
    """The section the outlet files the article under, the first of several."""
    return first_candidate(
        with_values(
            (first_text(parsed.linked_data.article, "articleSection"), "JSON-LD articleSection"),
            (parsed.first_meta("article:section", "og:article:section", "parsely-section", "section"), "meta section"),
        )
    )


def find_image(parsed: ParsedPage) -> Candidate | None:
    """The absolute address of the article's main picture."""
    offered = with_values(
        *((value, "og:image") for value in parsed.meta.get("og:image", ())),
        *((value, "JSON-LD image") for value in _pictures(parsed)),
        (parsed.first_meta("twitter:image", "twitter:image:src", "image"), "meta image"),
    )
    for candidate in offered:
        found = first_candidate(with_values((resolve(parsed.url, candidate.value), candidate.where)))
        if found is not None:
            return found
    return None


def _pictures(parsed: ParsedPage) -> Iterator[str | None]:
    data = parsed.linked_data
    for picture in data.resolved(data.article.get("image")):
        yield first_text(picture, "url", "contentUrl", "@id") if isinstance(picture, dict) else text_of(picture)


def find_standfirst(parsed: ParsedPage, headline: str, body: str) -> Candidate | None:
    """The summary above the text; None where it repeats the headline or the beginning of the body."""
    opening = fold(body[: 2 * _MAX_STANDFIRST])
    offered = with_values(
        (first_text(parsed.linked_data.article, "description"), "JSON-LD description"),
        (parsed.first_meta("og:description"), "og:description"),
        (parsed.first_meta("description", "twitter:description", "dc.description"), "meta description"),
    )
    for candidate in offered:
        words = fold(candidate.value).rstrip(". ")
        if len(candidate.value) <= _MAX_STANDFIRST and words != fold(headline) and words[:_CUT_LENGTH] not in opening:
            return candidate
    return None


def is_of_page(parsed: ParsedPage, node: Node) -> bool:
    """Whether a node of JSON-LD has the page's address, or no address."""
    theirs = [url_key(address) for address in addresses_of(node)]
    return not theirs or any(url_key(address) in theirs for address in _own_addresses(parsed))


def _is_addressed(parsed: ParsedPage, node: Node) -> bool:
    return any(True for _ in addresses_of(node)) and is_of_page(parsed, node)


def _own_addresses(parsed: ParsedPage) -> Iterator[str]:
    canonical = find_canonical(parsed)
    for address in (parsed.url, canonical.value if canonical else None, *parsed.meta.get("og:url", ())[:1]):
        if address and is_web_address(address):
            yield address


def find_kind(parsed: ParsedPage) -> tuple[Kind, str]:
    """The kind of page, and where the page says so."""
    data = parsed.linked_data
    node_types = types_of(data.article)
    for name, kind in _KINDS_BY_TYPE:
        # The page of a live blog may have a NewsArticle node before its LiveBlogPosting node.
        if name in node_types or (
            kind == "liveblog" and any(_is_addressed(parsed, node) for node in data.of_type(name))
        ):
            return kind, f"JSON-LD {name}"
    # A report that contains a video is often declared as a video, but it has an article's JSON-LD.
    if node_types & ARTICLE_TYPES:
        return "article", "JSON-LD"
    declared = (parsed.first_meta("og:type") or "").lower()
    for beginning, kind in _KINDS_BY_OG:
        if declared.startswith(beginning):
            return kind, f"og:type {declared}"
    path = urlsplit(parsed.url).path
    if _GALLERY_PATH.search(path) and any(True for _ in data.of_type("ImageObject")):
        return "gallery", "address and JSON-LD ImageObject"
    for node in data.of_type("VideoObject"):
        if _is_addressed(parsed, node):
            return "video", "JSON-LD VideoObject"
        if _VIDEO_PATH.search(path):
            return "video", "address and JSON-LD VideoObject"
    return "article", "JSON-LD" if node_types else "default"


def is_free(parsed: ParsedPage) -> tuple[bool | None, str]:
    """Whether the page says that everybody may read all of it, None if it does not say; and where it says so."""
    data = parsed.linked_data
    for node in (data.article, *as_list(data.article.get("hasPart")), *data.of_type("WebPage")):
        claim = fold(str(node.get("isAccessibleForFree", ""))) if hasattr(node, "get") else ""
        if claim.endswith(("true", "false")):
            return claim.endswith("true"), "JSON-LD isAccessibleForFree"
    tier = fold(parsed.first_meta("article:content_tier", "content_tier", "cxenseparse:pageclass") or "")
    if tier in ("locked", "metered", "free"):
        return tier != "locked", "meta content_tier"
    return None, ""
