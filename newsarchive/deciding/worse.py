"""Whether a text shows less than the stored one: then it must not replace it."""

from newsarchive.deciding.versions import StoredVersion, Version
from newsarchive.extraction.refusal.not_an_article import says_missing
from newsarchive.extraction.refusal.paywall import is_gate
from newsarchive.text import count_words, parts_of

# A correction rarely removes half of a text. A consent page, a bot wall or a failed reading does.
WORSE_SHARE = 0.5


def why_worse(new: Version, old: StoredVersion) -> str | None:
    """Why new must not replace old; None when it may."""
    if new.is_stub and not old.is_stub:
        return "a stub, where the full text is stored"
    if new.word_count < WORSE_SHARE * old.word_count and not (old.is_stub and not new.is_stub):
        return f"{new.word_count} words, where {old.word_count} are stored"
    if says_missing(new.article.headline) and not says_missing(old.headline):
        return f"a page that says {new.article.headline!r}"
    if _has_new_gate(new, old):
        return "a text that asks for a subscription, where one that does not is stored"
    return None


def _has_new_gate(new: Version, old: StoredVersion) -> bool:
    """Whether new has a paywall's gate where old has none, and less of the text.

    What surrounds the gate, such as summaries of other articles, may be longer than the text was.
    """
    parts, stored = parts_of(new.article.body), parts_of(old.body)
    if not any(map(is_gate, parts)) or any(map(is_gate, stored)):
        return False
    kept = sum(count_words(part) for part in set(stored) & set(parts))
    return new.word_count < old.word_count or kept < WORSE_SHARE * old.word_count
