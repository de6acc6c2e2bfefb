"""Pictures by their first bytes: what kind a file is, whatever its server or its name says. Pure."""

# SVG is missing on purpose: it is a document that can have scripts and load other files.
_BEGINNINGS = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
# The box that names the brands of a file (ISO/IEC 14496-12 §4.3); its size is in the four bytes before its name.
_FILE_TYPE = b"ftyp"
_MOST_BRAND_BYTES = 256
_AVIF_BRANDS = (b"avif", b"avis")

EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
}


def picture_type(body: bytes) -> str | None:
    """The media type of a JPEG, PNG, GIF, WebP or AVIF picture; None for anything else."""
    for beginning, media_type in _BEGINNINGS.items():
        if body.startswith(beginning):
            return media_type
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    return "image/avif" if _is_avif(body) else None


def _is_avif(body: bytes) -> bool:
    """Whether avif is the major brand of the file, or one of those with which it is compatible."""
    if body[4:8] != _FILE_TYPE:
        return False
    size = min(int.from_bytes(body[:4]), _MOST_BRAND_BYTES)
    # Bytes 12 to 15 are the version of the major brand.
    return any(body[start : start + 4] in _AVIF_BRANDS for start in (8, *range(16, size, 4)))
