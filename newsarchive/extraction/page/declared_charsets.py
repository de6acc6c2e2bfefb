"""The encodings that the server and the page declare, as browsers find them.

Sources: the prescan of HTML (https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding) and the
labels of the Encoding Standard (https://encoding.spec.whatwg.org/#names-and-labels).
"""

import re
from collections.abc import Iterator

import webencodings

# The HTML Standard's own limit for the prescan. Later declarations are found too, but not inside scripts.
PRESCAN_BYTES = 1024
# A browser's parser obeys a meta element wherever it stands. A head of a million bytes has not been seen.
_LATE_BYTES = 1_000_000
_LONGEST_TAG = 4_000
_MOST_META = 1_000
# The Python codec of an encoding, where it has another name or where Python's codec of that name knows fewer
# characters than browsers do.
_CODECS = {
    "gbk": "gb18030", "big5": "big5hkscs", "euc-kr": "cp949", "shift_jis": "cp932", "euc-jp": "euc_jis_2004",
    "iso-2022-jp": "iso2022_jp_ext", "windows-874": "cp874", "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic", "iso-8859-8-i": "iso8859-8", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
}  # fmt: skip
# Names in the Encoding Standard of what is no encoding of a page's text.
_NO_ENCODINGS = frozenset({"replacement", "x-user-defined"})

_SPACE = rb"\t\n\f\r "
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*(?:\"([^\">]{0,100})\"|'([^'>]{0,100})')")
_META = re.compile(rb"<meta[\s/]", re.IGNORECASE)
_TAG = re.compile(rb"</?[a-zA-Z][^\t\n\f\r >]*+")
# A value whose quote never ends takes the rest of the page, as in a browser.
_ATTRIBUTE = re.compile(
    rb"[%b/]*+(=?[^%b/=>]*+)(?:[%b]*+=[%b]*+(?:\"([^\"]*+)\"|'([^']*+)'|(?:[\"'][\x00-\xff]*+)|([^%b>]*+)))?"
    % (_SPACE, _SPACE, _SPACE, _SPACE, _SPACE)
)
_END_OF_TAG = re.compile(rb"[%b/]*>" % _SPACE)
_IN_CONTENT = re.compile(
    rb"charset[%b]*=[%b]*(?:\"([^\"]*)\"|'([^']*)'|([^\"'%b;][^%b;]*))" % (_SPACE, _SPACE, _SPACE, _SPACE),
    re.IGNORECASE,
)
# A declaration after the prescan's limit counts only where a browser's parser would see an element.
_NEXT = re.compile(rb"<(?:!--|(script|style|textarea|title|noscript|xmp|iframe)\b|meta[\s/])", re.IGNORECASE)


def codec_of(label: str | bytes | None) -> str | None:
    """The Python codec for a label of the Encoding Standard; None if no browser knows the label."""
    if isinstance(label, bytes):
        label = label.decode("latin-1")
    encoding = webencodings.lookup(label) if label else None
    if encoding is None or encoding.name in _NO_ENCODINGS:
        return None
    name: str = encoding.name
    return _CODECS.get(name, name)


def in_header(content_type: str | None) -> str | None:
    """The codec that a Content-Type header names."""
    match = _HEADER.search(content_type or "")
    return codec_of(match[1]) if match else None


def in_page(body: bytes) -> Iterator[str]:
    """The codecs that a page declares in its first bytes: its meta elements in their order, then its XML declaration.

    A meta element that names two bytes a character means UTF-8: it was found by reading one byte a character.
    """
    head = body[:PRESCAN_BYTES]
    yield from _prescan(head)
    if (match := _XML.match(head)) and (codec := codec_of(match[1] or match[2])):
        yield _as_ascii(codec)


def late_in_page(body: bytes) -> Iterator[str]:
    """The codecs of the meta elements behind the first bytes of a page, outside comments and scripts."""
    text = body[:_LATE_BYTES]
    lowered = text.lower()
    place = seen = 0
    while seen < _MOST_META and (match := _NEXT.search(text, place)):
        if match[1]:
            place = lowered.find(b"</" + match[1].lower(), match.end())
        elif match[0] == b"<!--":
            place = text.find(b"-->", match.start() + 2)
        else:
            place = match.end()
            seen += 1
            codec, length = _meta(text[match.end() - 1 : match.end() + _LONGEST_TAG])
            if codec and place + length > PRESCAN_BYTES:
                yield codec
        if place < 0:
            return


def _prescan(head: bytes) -> Iterator[str]:
    place = 0
    while (place := head.find(b"<", place)) >= 0:
        if head.startswith(b"<!--", place):
            # The dashes that open a comment can also close it: "<!-->".
            end = head.find(b"-->", place + 2)
            place = end + 3 if end >= 0 else len(head)
        elif meta := _META.match(head, place):
            codec, length = _meta(head[meta.end() - 1 :])
            place = meta.end() - 1 + length
            if codec:
                yield codec
        elif tag := _TAG.match(head, place):
            rest = head[tag.end() :]
            place = tag.end() + max((end for _, _, end in _attributes(rest)), default=0)
        elif head[place + 1 : place + 2] in (b"!", b"/", b"?"):
            end = head.find(b">", place)
            place = end if end >= 0 else len(head)
        else:
            place += 1


def _attributes(tag: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Name and value of each attribute in what follows a tag's name, and where the attribute ends."""
    place = 0
    while (match := _ATTRIBUTE.match(tag, place)) and match[1]:
        place = match.end()
        yield match[1].lower(), match[2] or match[3] or match[4] or b"", place


def _meta(tag: bytes) -> tuple[str | None, int]:
    """The codec that a meta element declares, and where its last attribute ends; a tag that never ends has none."""
    values: dict[bytes, bytes] = {}
    end = 0
    for name, value, place in _attributes(tag):
        values.setdefault(name, value)
        end = place
    codec = None
    if _END_OF_TAG.match(tag, end) is None:
        return None, end
    if b"charset" in values:
        codec = codec_of(values[b"charset"])
    elif values.get(b"http-equiv", b"").lower() == b"content-type":
        match = _IN_CONTENT.search(values.get(b"content", b""))
        codec = codec_of(match[1] or match[2] or match[3]) if match else None
    return (_as_ascii(codec) if codec else None), end


def _as_ascii(codec: str) -> str:
    return "utf-8" if codec.startswith("utf-16") else codec
