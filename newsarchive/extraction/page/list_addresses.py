"""Addresses that name a list of articles: searches, topics, authors, sections."""

import re
from urllib.parse import urlsplit

_LANGUAGE = r"^/(?:[a-z]{2}(?:-[a-z]{2})?/)?"
# Names of lists in addresses.
_LIST_PATHS = tuple(
    (kind, re.compile(_LANGUAGE + path, re.IGNORECASE))
    for kind, path in (
        ("search", r"(?:search|suche|recherche|buscar|busqueda|busca|cerca|zoeken|sok|haku|szukaj|arama|cari|"
        r"poisk)(?:/|\.\w+|$)"),
        ("tag", r"(?:tags?|topics?|etiquetas?|temas?|them(?:a|en)|schlagwort|keywords?|label|etiket|tagged|"
        r"sujet)/[^/]+/?$"),
        ("author", r"(?:authors?|autor(?:en|es|i)?|auteurs?|autore|columnists?|profiles?|journalists?|"
        r"yazar(?:lar)?)/[^/]+/?$"),
        ("section", r"(?:categor(?:y|ies|ia|ie)|kategori\w?|rubri(?:k|que|ca|ek)|ressort|sections?|seccion|"
        r"kanal)/[^/]+/?$"),
        ("section", r".*/page/\d+/?$"),
    )
)  # fmt: skip


def list_address_kind(url: str) -> str | None:
    """The kind of list that an address names, such as "author" for /author/ann-reed/; None if it names none."""
    path = urlsplit(url).path
    return next((kind for kind, pattern in _LIST_PATHS if pattern.search(path)), None)
