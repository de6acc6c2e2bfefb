"""A selection as words and options of a command, as `newsarchive watch add` takes them. Pure."""

import shlex

from newsarchive.archive.search.selection import Selection

# The option of each filter, in the order in which a command is written.
_OPTIONS = {
    "outlets": "--outlet",
    "countries": "--country",
    "sets": "--set",
    "languages": "--language",
    "sources": "--source",
    "sections": "--section",
    "authors": "--author",
    "kinds": "--kind",
    "completeness": "--completeness",
    "near_duplicates": "--near-duplicates",
    "collections": "--collection",
    "tags": "--tag",
}


def watch_words(selection: Selection) -> str:
    """The words and filters of selection, quoted for a shell."""
    chosen = [(option, value) for name, option in _OPTIONS.items() for value in getattr(selection, name)]
    chosen += [(f"--{name}", str(day)) for name in ("since", "until") if (day := getattr(selection, name))]
    options = [part for pair in chosen for part in pair]
    if selection.exact_forms:
        options.append("--exact")
    if selection.query.startswith("-"):
        # Otherwise it would be an option.
        return shlex.join([*options, "--", selection.query])
    return shlex.join([*filter(None, [selection.query]), *options])
