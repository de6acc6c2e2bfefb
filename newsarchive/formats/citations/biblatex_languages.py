"""The names that biblatex has for languages in `langid`: those of babel and polyglossia (biblatex manual, 2.3.1)."""

from collections.abc import Mapping

# By BCP 47 tag in lower letters: a tag with a region first, otherwise its language alone.
_NAMES: Mapping[str, str] = {
    "ar": "arabic", "bg": "bulgarian", "bn": "bengali", "ca": "catalan", "cs": "czech", "cy": "welsh", "da": "danish",
    "de": "german", "de-at": "austrian", "de-ch": "swissgerman", "el": "greek", "en": "english", "en-au": "australian",
    "en-ca": "canadian", "en-gb": "british", "en-nz": "newzealand", "en-us": "american", "es": "spanish",
    "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "fr-ca": "canadien",
    "ga": "irish", "gl": "galician", "he": "hebrew", "hi": "hindi", "hr": "croatian", "hu": "hungarian",
    "id": "indonesian", "is": "icelandic", "it": "italian", "ja": "japanese", "ko": "korean", "lt": "lithuanian",
    "lv": "latvian", "mk": "macedonian", "mr": "marathi", "ms": "malay", "nb": "norsk", "nl": "dutch", "nn": "nynorsk",
    "no": "norsk", "pl": "polish", "pt": "portuguese", "pt-br": "brazilian", "ro": "romanian", "ru": "russian",
    "sk": "slovak", "sl": "slovene", "sq": "albanian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "te": "telugu",
    "th": "thai", "tr": "turkish", "uk": "ukrainian", "ur": "urdu", "vi": "vietnamese", "zh": "chinese",
}  # fmt: skip


def biblatex_language(tag: str | None) -> str | None:
    """The langid of a language tag; None if biblatex has none."""
    parts = (tag or "").lower().split("-")
    return _NAMES.get(f"{parts[0]}-{parts[-1]}") or _NAMES.get(parts[0])
