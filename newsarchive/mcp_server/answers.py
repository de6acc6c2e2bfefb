"""The answers of the tools. Each becomes a JSON object, whose schema is made from the class.

Times are UTC as 2026-11-22T23:40:00Z, days as 2026-11-22, unknown is null. address is the page in the archive, url the
page at the outlet.
"""

from dataclasses import dataclass


@dataclass
class FoundArticle:
    """An article that a search found. In headline and snippet, the words found are between ** and **."""

    id: int
    headline: str
    snippet: str
    outlet: str
    outlet_title: str
    published: str | None
    language: str | None
    section: str | None
    source: str | None
    authors: str | None
    copies: int
    versions: int
    found_in_version: int | None
    withdrawn_since: str | None
    url: str | None
    address: str


@dataclass
class OtherSearch:
    """Another query that may be meant; reason begins a sentence that ends with it."""

    reason: str
    query: str


@dataclass
class FoundArticles:
    """One page of results. next is the position of the next page, to be given as `position`; null on the last one.

    forms are the other forms that were searched for, by word.
    """

    total: int
    total_is_at_least: bool
    order: str
    understood: str
    notes: list[str]
    forms: dict[str, list[str]]
    suggestions: list[OtherSearch]
    articles: list[FoundArticle]
    next: str | None


@dataclass
class AuthorName:
    """A name of the byline; kind is person, agency or desk."""

    name: str
    kind: str


@dataclass
class ArticleText:
    """One version of an article. text begins at from_character; continues_at is where the next part begins."""

    id: int
    version: int
    versions: int
    headline: str
    standfirst: str | None
    text: str
    from_character: int
    continues_at: int | None
    authors: list[AuthorName]
    outlet: str
    outlet_title: str
    published: str | None
    modified: str | None
    source: str | None
    language: str | None
    section: str | None
    kind: str
    is_complete: bool
    withdrawn_since: str | None
    captured_at: str | None
    seen_at: str
    sha256: str
    citation: str
    url: str | None
    address: str


@dataclass
class VersionOfArticle:
    """A version, and how it differs from the one before: in which ways (changes), and who changed it (changed_by)."""

    number: int
    headline: str
    seen_at: str
    captured_at: str | None
    sha256: str
    changed_by: str | None
    changes: list[str]
    address: str


@dataclass
class VersionsOfArticle:
    """The versions of an article, oldest first. left_out counts older ones that are not listed."""

    id: int
    outlet_title: str
    versions: list[VersionOfArticle]
    left_out: int
    url: str | None
    address: str


@dataclass
class ChangesOfArticle:
    """What changed between two versions: paragraphs with changes, removed words as [-…-], added ones as {+…+}."""

    id: int
    older: int
    newer: int
    older_seen_at: str
    newer_seen_at: str
    changes: list[str]
    paragraphs: list[str]
    unchanged_paragraphs: int
    is_cut: bool
    older_address: str
    newer_address: str


@dataclass
class NearCopy:
    """An article with nearly the same text. similarity is to the first one, 0 to 1; null for the first itself."""

    id: int
    headline: str
    outlet: str
    outlet_title: str
    published: str | None
    similarity: float | None
    source: str | None
    withdrawn_since: str | None
    url: str | None
    address: str


@dataclass
class NearCopies:
    """Articles with nearly the same text, in order of time. next is the position of the next page; null at the end."""

    first: NearCopy
    articles: int
    outlets: int
    copies: list[NearCopy]
    next: str | None
    address: str


@dataclass
class KnownOutlet:
    """An outlet of the archive; name is what the filters of the search take.

    The facts can be named in the filter sets: kind as kind:agency, owner as owner:NAME, a tag as outlet_tag:WORD.
    """

    name: str
    title: str
    country: str | None
    language: str | None
    articles: int
    kind: str | None
    owner: str | None
    tags: list[str]


@dataclass
class KnownOutlets:
    """The outlets with articles, most articles first."""

    outlets: list[KnownOutlet]


@dataclass
class CountedPeriod:
    """The articles of each search in one period, and all that were published; null where nothing is known of it."""

    period: str
    first_day: str
    last_day: str
    articles: list[int] | None
    published: int | None
    days_with_data: int


@dataclass
class TimelineOfSearches:
    """The articles of searches by period. queries are the searches as they were understood."""

    queries: list[str]
    step: str
    periods: list[CountedPeriod]
    notes: list[str]
    address: str


@dataclass
class PlaceOfWords:
    """A place where words of a search stand, with the text around it."""

    article_id: int
    outlet_title: str
    published: str | None
    field: str
    before: str
    found: str
    after: str
    address: str


@dataclass
class PlacesOfWords:
    """Places in the best articles of a search. left_out counts further places in the same articles."""

    understood: str
    places: list[PlaceOfWords]
    left_out: int
    articles: int
    total_articles: int
    notes: list[str]
    address: str


@dataclass
class DistinctiveWordOfSearch:
    """A word, how many articles of the search and of the others have it, and how sure the difference is (G²)."""

    word: str
    articles: int
    other_articles: int
    log_likelihood: float


@dataclass
class DistinctiveWordsOfSearch:
    """The words that are typical of a search. articles and other_articles say on how many articles this rests."""

    understood: str
    words: list[DistinctiveWordOfSearch]
    articles: int
    other_articles: int
    notes: list[str]
    address: str
