"""The names of countries and languages, as people type them: from the Unicode CLDR, with a few more. Pure."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

# What people write that is neither a code of ISO 3166-1 nor a name in the Unicode CLDR.
OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "gb": ("uk", "britain", "great britain"),
    "us": ("usa", "america", "united states of america"),
    "ae": ("uae",),
    "cz": ("czech republic",),
    "tr": ("turkey",),
}


def country_names(country: str, languages: Iterable[str]) -> Iterator[str]:
    """The names of a country, given by its code, in the languages; without those that are not known."""
    # Loaded here: most commands need no names of countries, and babel takes a while to load.
    from babel import Locale, UnknownLocaleError

    for language in dict.fromkeys(languages):
        try:
            name = Locale.parse(language, sep="-").territories.get(country.upper())
        except (ValueError, UnknownLocaleError):
            continue
        if name:
            # Myanmar (Burma) is known by both of its names.
            yield from {str(name): None, **{part.strip(" )"): None for part in str(name).split("(")}}


def country_code(typed: str) -> str | None:
    """The code, in lower case, of the country that was typed as a code or by an English name; None for anything else.

    Codes are those of ISO 3166-1 alpha-2.
    """
    return _countries().get(plain_name(typed))


def language_tag(typed: str) -> str | None:
    """The BCP 47 tag of the language that was typed as a tag or by its English name; None for anything else."""
    return _languages().get(plain_name(typed))


def plain_name(typed: str) -> str:
    """typed without capitals and accents, with single spaces also in place of _ and -, so that names compare."""
    letters = unicodedata.normalize("NFD", typed.casefold().replace("_", " ").replace("-", " "))
    return " ".join("".join(char for char in letters if not unicodedata.combining(char)).split())


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    from babel import Locale

    names: dict[str, str] = {}
    for code, name in Locale("en").territories.items():
        # Those of other lengths are continents, and XA and so on are not countries.
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES:
            names[plain_name(code)] = code.lower()
            names[plain_name(str(name))] = code.lower()
            for part in str(name).split("("):
                names.setdefault(plain_name(part.strip(" )")), code.lower())
    for code, others in OTHER_NAMES.items():
        names |= dict.fromkeys(others, code)
    return names


@lru_cache(maxsize=1)
def _languages() -> dict[str, str]:
    from babel import Locale

    names: dict[str, str] = {}
    for code, name in Locale("en").languages.items():
        tag = str(code).replace("_", "-")
        names[plain_name(tag)] = tag
        names.setdefault(plain_name(str(name)), tag)
    return names


_NO_COUNTRIES = frozenset(("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"))
