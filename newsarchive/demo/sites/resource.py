"""The answer of a sample outlet for one path, and helpers to write its markup."""

import gzip
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import cache, cached_property
from html import escape
from importlib.resources import files
from string import Template
from typing import Any
from urllib.parse import quote, urljoin

from newsarchive.demo.content import Story


@dataclass(frozen=True)
class Resource:
    """One answer: media type, bytes, and the time of the last change. The same bytes have the same ETag."""

    content_type: str
    body: bytes
    changed_at: datetime

    @cached_property
    def etag(self) -> str:
        return f'"{hashlib.blake2b(self.body, digest_size=8).hexdigest()}"'

    @cached_property
    def last_modified(self) -> str:
        return format_datetime(self.changed_at, usegmt=True)


def fill(template: str, **fields: str) -> str:
    """A file of templates/ with its $fields filled in. The fields must be markup already."""
    return _template(template).substitute(fields)


@cache
def _template(name: str) -> Template:
    return Template((files("newsarchive.demo") / "templates" / name).read_text(encoding="utf-8"))


def paragraphs(texts: Iterable[str], indent: str = "") -> list[str]:
    """Each text as a p element; indent is the text that some newsrooms type before the first word."""
    return [f"<p>{indent}{escape(text)}</p>" for text in texts]


def address(home: str, path: str) -> str:
    """The absolute URL of a path, percent-encoded (RFC 3986 §2.1)."""
    return urljoin(home, quote(path, safe="/?=&%"))


def at_path(path: str) -> str:
    """The path, percent-encoded as in a request."""
    return quote(path, safe="/?=&%")


def linked_data(facts: dict[str, Any]) -> str:
    """A JSON-LD script element; `</` is escaped so that no text can end it."""
    text = json.dumps({"@context": "https://schema.org", **facts}, ensure_ascii=False, indent=1)
    escaped = text.replace("</", "<\\/")
    return f'<script type="application/ld+json">{escaped}</script>'


def newest_change(stories: Iterable[Story]) -> datetime:
    return max(story.changed_at for story in stories)


def xml(text: str, changed_at: datetime, content_type: str = "application/xml") -> Resource:
    return Resource(content_type, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode(), changed_at)


def gzipped(resource: Resource) -> Resource:
    """The same as a .gz file (not a content encoding). Its header has no time, so equal texts give equal bytes."""
    return Resource("application/gzip", gzip.compress(resource.body, mtime=0), resource.changed_at)


def pictures(stories: Iterable[Story]) -> dict[str, Resource]:
    """A drawing for each article with a caption: sea, land and a sun, in colours that depend on its key."""
    return {story.image_path: _picture(story) for story in stories if story.caption}


def _picture(story: Story) -> Resource:
    hue = int.from_bytes(hashlib.blake2b(story.key.encode(), digest_size=2).digest(), "big") % 360
    drawing = fill("picture.svg", hue=str(hue), label=escape(story.caption or "", quote=True), sun=str(80 + hue))
    return Resource("image/svg+xml", drawing.encode(), story.published_at)
