"""What may be typed in a search, in one line. Loads nothing: the help of commands has it, and completion loads that."""

SYNTAX = (
    'words, "phrase", OR, -word or NOT word, (…), prefix*, =word (no other forms), headline:word, author:name, '
    "outlet:name, country:code or name, set:name, kind:kind of outlet, owner:name, outlet_tag:tag of outlets, "
    "source:name, section:name, language:tag"
)
