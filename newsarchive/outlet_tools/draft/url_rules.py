"""Which addresses are articles: the plainest rule that every known article keeps and no other page does.

A rule that is too narrow loses articles silently, one that is too wide costs a request for a page that the extraction
refuses. So every article seen must pass, and where nothing parts the two safely there is no rule of what is an article,
only of what is none.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from newsarchive.outlet import is_home
from newsarchive.outlet_tools.draft.article_pages import FOLDERS_OF_OTHERS, MEDIA
from newsarchive.outlet_tools.draft.languages import is_language
from newsarchive.outlet_tools.draft.survey_values import path_of

# Fewer articles do not show what their addresses have in common.
FEWEST_ARTICLES = 5
# How dates stand in paths, the most exact first.
_DATES = (
    r"/20\d\d/\d\d/\d\d/", r"/20\d\d/\d{1,2}/\d{1,2}/", r"/20\d\d-\d\d-\d\d", r"/\d\d/\d\d/20\d\d/",
    r"/20\d\d/[a-z]{3}/\d\d/", r"/20\d\d/[a-z]{3}/\d{1,2}/", r"/20\d\d/\d{4}/", r"/20\d{6}", r"/20\d\d/\d\d/",
    r"/20\d\d/\d{1,2}/", r"/20\d\d-\d\d/", r"/20\d{4}/", r"-20\d\d-\d\d-\d\d", r"-20\d{6}", r"/20\d\d/",
)  # fmt: skip
# How the number of an article stands in its address; %d is the least number of digits.
_NUMBERS = (
    (r"/\d{%d,}(?:[/?]|$)", "a number"), (r"/\d{%d,}[-_]", "a number before the words"),
    (r"[-_.]\d{%d,}(?:[/?]|$)", "a number at the end"), (r"[-_./]\d{%d,}\.\w+(?:\?|$)", "a number before the ending"),
    (r"/[a-z]{1,4}[-_]?\d{%d,}(?:[/?.]|$)", "a number with letters before it"),
    (r"[-_.][a-z]{1,4}\d{%d,}(?:[/?.]|$)", "a number with letters before it"),
    (r"[,;:~]\d{%d,}", "a number behind a sign"), (r"\d{%d,}", "a long number"),
)  # fmt: skip
_LONG_NUMBER = 5
_SHORT_NUMBER = 3
_SHORTER = 2
_FEWEST_IN_A_FOLDER = 2
# Single pages that a rule may name; a site with more of them is crawled with some in vain.
_MOST_PAGES = 25
_RUNS = re.compile(r"\d+")
_SUFFIX = re.compile(r"\.[a-z]{3,5}$")
# Folders of lists that no site names an article's place by, in hypothetical addresses that a rule must not keep.
_LISTS = ("tag", "author")


@dataclass(frozen=True)
class AddressRules:
    """What an outlet's file says of addresses, and in words what was seen of it."""

    article_urls: tuple[str, ...] = ()
    skip_urls: tuple[str, ...] = ()
    evidence: str = ""

    def wants(self, url: str) -> bool:
        """Whether the rules keep url, as outlet.wants does."""
        if self.article_urls and not any(re.search(rule, url) for rule in self.article_urls):
            return False
        return not any(re.search(rule, url) for rule in self.skip_urls)


@dataclass(frozen=True)
class _Offer:
    """One rule that keeps every article, what it goes by, and whether something other than words marks articles."""

    rule: str
    what: str


@dataclass(frozen=True)
class _Known:
    """The addresses that a rule is held against; maybe are linked, and nothing else is known of them."""

    kept: Sequence[str]
    refused: Sequence[str]
    maybe: Sequence[str]
    has_languages: bool = False

    @property
    def is_enough(self) -> bool:
        return len(self.kept) >= FEWEST_ARTICLES


def rules_for(
    articles: Iterable[str],
    others: Iterable[str],
    home: str,
    maybe: Iterable[str] = (),
    *,
    has_languages: bool = False,
) -> AddressRules:
    """Rules by which every one of articles is kept and, as far as addresses tell, none of others.

    No folder is skipped in which one of maybe lies: addresses that may be articles and were not read. has_languages
    says that the site is in several, so that folders named like one are theirs.
    """
    kept = sorted(set(articles))
    refused = sorted({url for url in others if not is_home(url, home)} - set(kept))
    if not kept:
        return AddressRules(evidence="no article's address is known")
    known = _Known(kept, refused, sorted(set(maybe)), has_languages)
    offers = list(_offers(kept, refused)) if known.is_enough else []
    tried = [_with_skips(offer, known) for offer in (*offers, None)]
    best = min(tried, key=lambda one: (_wrong(one, refused), _effort(one, refused)))
    wrong = _wrong(best, refused)
    found = f"{best.evidence}: all {len(kept)} articles seen, {wrong or 'none'} of {len(refused)} other pages"
    return AddressRules(best.article_urls, best.skip_urls, found)


def _effort(rules: AddressRules, refused: Iterable[str]) -> int:
    """How much beside a rule of what is an article it takes; naming single pages does not hold for new ones."""
    pages = [rule for rule in rules.skip_urls if rule.startswith("^")]
    named = sum(any(re.search(rule, url) for rule in pages) for url in refused)
    return 3 * named + bool(rules.skip_urls) + (not rules.article_urls)


def _wrong(rules: AddressRules, refused: Iterable[str]) -> int:
    return sum(rules.wants(url) for url in refused)


def _offers(kept: Sequence[str], refused: Sequence[str]) -> Iterator[_Offer]:
    """Rules that keep every article, the plainest and most durable first."""
    imagined = list(_imagined(kept))
    prefix = _first_folder(kept)
    hosts = {"{0.scheme}://{0.netloc}/".format(urlsplit(url)) for url in kept}
    for offer in _simple_offers(kept, refused):
        if any(re.search(offer.rule, host) for host in hosts):
            # A number in the host, such as its port, is no article's.
            offer = replace(offer, rule=f"^https?://[^/]+/.*{offer.rule.removeprefix('/')}")
        if not all(re.search(offer.rule, url) for url in kept):
            continue
        if offer.what != "its depth" and all(re.search(offer.rule, url) for url in imagined):
            continue
        yield offer
        if prefix and offer.rule[0] in "/\\[-" and not offer.what.startswith("the folder"):
            under = f"/{_literal(prefix)}/.*{offer.rule.removeprefix('/')}"
            if all(re.search(under, url) for url in kept):
                yield _Offer(under, f"{offer.what} under /{prefix}/")


def _simple_offers(kept: Sequence[str], refused: Sequence[str]) -> Iterator[_Offer]:
    yield from _dates(kept)
    yield from _numbers(kept, refused)
    yield from _queries(kept)
    yield from _folders(kept)
    yield from _suffixes(kept)
    yield from _depths(kept)


def _dates(kept: Sequence[str]) -> Iterator[_Offer]:
    yield from (_Offer(rule, "a date in the path") for rule in _DATES)


def _numbers(kept: Sequence[str], refused: Sequence[str]) -> Iterator[_Offer]:
    """Each way a number stands, with as few digits as keep other pages out: earlier articles have lower numbers."""
    for form, what in _NUMBERS:
        most = min((max(map(len, _RUNS.findall(path_of(url))), default=0) for url in kept), default=0)
        least = _LONG_NUMBER if form == _NUMBERS[-1][0] else 2
        fitting = [n for n in range(least, most + 1) if all(re.search(form % n, url) for url in kept)]
        if not fitting:
            continue
        digits = max(least, min(_SHORT_NUMBER, fitting[-1]), fitting[-1] - _SHORTER)
        clean = [n for n in range(digits, fitting[-1] + 1) if not any(re.search(form % n, url) for url in refused)]
        yield _Offer(form % (clean[0] if clean else digits), what)


def _queries(kept: Sequence[str]) -> Iterator[_Offer]:
    """A parameter that all have: with one value, or with a number or name of the article's own."""
    pairs = [[pair.partition("=")[::2] for pair in urlsplit(url).query.split("&") if "=" in pair] for url in kept]
    paths = {urlsplit(url).path for url in kept}
    for name in [name for name, _ in pairs[0] if all(any(name == other for other, _ in one) for one in pairs)]:
        values = [value for one in pairs for other, value in one if other == name]
        if len(set(values)) == 1:
            yield _Offer(rf"[?&]{_literal(name)}={_literal(values[0])}(?:&|$)", "a parameter of its query")
            continue
        value = r"\d+" if all(value.isdigit() for value in values) else r"[^&]+"
        yield _Offer(rf"[?&]{_literal(name)}={value}", "the id in its query")
        if len(paths) == 1:
            yield _Offer(
                rf"{_literal(next(iter(paths)))}\?(?:.*&)?{_literal(name)}={value}", "path and id in its query"
            )


def _folders(kept: Sequence[str]) -> Iterator[_Offer]:
    """A folder that all lie in, and something in it: the folder's own page lists them."""
    split = [_segments(url)[:-1] for url in kept]
    common = [name for name in dict.fromkeys(split[0]) if all(name in one for one in split) and not name.isdigit()]
    for name in common:
        below = min(len(one) - one.index(name) for one in split)
        for depth in range(1, below + 1):
            yield _Offer(f"/{_literal(name)}/" + "[^/?]+/" * (depth - 1) + "[^/?]+", f"the folder /{name}/")


def _suffixes(kept: Sequence[str]) -> Iterator[_Offer]:
    endings = {match[0] if (match := _SUFFIX.search(urlsplit(url).path)) else None for url in kept}
    if len(endings) == 1 and (ending := endings.pop()):
        yield _Offer(rf"{_literal(ending)}(?:\?|$)", f"the ending {ending}")


def _depths(kept: Sequence[str]) -> Iterator[_Offer]:
    """How many parts the path has; where all lie at the root, exactly one."""
    depths = {len(_segments(url)) for url in kept}
    if depths == {1}:
        yield _Offer(r"^https?://[^/]+/[^/?]+/?(?:\?|$)", "its depth")
    elif min(depths) > 1:
        yield _Offer(r"^https?://[^/]+" + "/[^/?]+" * min(depths), "its depth")


def _imagined(kept: Sequence[str]) -> Iterator[str]:
    """Addresses that a rule about articles should not keep: the folders that articles lie in."""
    for url in kept[:20]:
        parts = urlsplit(url)
        for name in _LISTS:
            yield f"{parts.scheme}://{parts.netloc}/{name}/harbour"


def _with_skips(offer: _Offer | None, known: _Known) -> AddressRules:
    """An offer, or no rule of what is an article, and rules of what is none for what it would keep."""
    rules = (offer.rule,) if offer else ()
    alone = AddressRules(rules)
    wrong = [url for url in known.refused if alone.wants(url)]
    skips = []
    if folders := _skip_folders(alone, known, wrong):
        skips.append(f"/{_one_of(folders)}/" if len(folders) > 1 else f"/{_literal(folders[0])}/")
    for more in (_skip_pairs, _skip_pages):
        still = [url for url in wrong if not any(re.search(skip, url) for skip in skips)]
        # Of a site that hardly any article is known of, a list of its menu says nothing.
        skips += more(known.kept, still) if known.is_enough else []
    return AddressRules(rules, tuple(skips), offer.what if offer else "nothing but other pages' addresses tells them")


def _skip_folders(alone: AddressRules, known: _Known, wrong: Sequence[str]) -> list[str]:
    """Folders of other pages that the rule keeps, or would keep if articles' names stood in them.

    A folder with a page of its own is a section, in which articles may come to lie; one of another language is not.
    """
    named = {name for url in known.refused for name in _folders_of(url) if name.lower() in FOLDERS_OF_OTHERS}
    would = {name for name in named if any(alone.wants(url) for url in _moved(known.kept, name))}
    would |= {name for url in wrong for name in _folders_of(url) if name in named}
    counted = Counter(_segments(url)[0] for url in wrong if len(_segments(url)) > 1)
    pages = {_segments(url)[0] for url in (*known.refused, *known.maybe) if len(_segments(url)) == 1}
    seen = {name for name, number in counted.items() if number >= _FEWEST_IN_A_FOLDER and name not in pages}
    # Where hardly an article is known of, nobody knows in which folders they lie.
    seen = seen if known.is_enough else set()
    # Where there is but one language, /it/ is a section.
    seen |= {name for name in counted if known.has_languages and is_language(name)}
    ours = [*known.kept, *(url for url in known.maybe if not any(f"/{name}/" in url for name in would))]
    return [name for name in (*sorted(would), *sorted(seen - would)) if not any(f"/{name}/" in url for url in ours)]


def _folders_of(url: str) -> list[str]:
    """The folders an address lies in; the page of a folder of films counts as one, for its films hang below it."""
    segments = _segments(url)
    return segments if segments and segments[-1].lower() in MEDIA else segments[:-1]


def _moved(kept: Sequence[str], folder: str) -> Iterator[str]:
    """Articles' addresses as they would be in another folder."""
    for url in kept[:10]:
        parts = urlsplit(url)
        segments = _segments(url)
        yield f"{parts.scheme}://{parts.netloc}/{folder}/{'/'.join(segments[1:] or segments)}"
        yield f"{parts.scheme}://{parts.netloc}/{folder}/{segments[-1] if segments else ''}"


def _skip_pairs(kept: Sequence[str], wrong: Sequence[str]) -> list[str]:
    """Parameters that only other pages have, where the path is that of articles."""
    ours = {pair.partition("=")[0] for url in kept for pair in urlsplit(url).query.split("&")}
    paths = {urlsplit(url).path for url in kept}
    theirs = Counter(
        name
        for url in wrong
        if urlsplit(url).path in paths
        for name in {pair.partition("=")[0] for pair in urlsplit(url).query.split("&") if "=" in pair}
    )
    names = [name for name, _ in theirs.most_common() if name not in ours]
    return [rf"[?&]{_one_of(names)}="] if names else []


def _skip_pages(kept: Sequence[str], wrong: Sequence[str]) -> list[str]:
    """Other pages by their own path, where nothing else tells them from articles."""
    ours = {urlsplit(url).path.strip("/") for url in kept}
    paths = {urlsplit(url).path.strip("/") for url in wrong} - {"", *ours}
    named = sorted(paths, key=lambda path: (path.count("/"), path))[:_MOST_PAGES]
    return [rf"^https?://[^/]+/{_one_of(sorted(named))}/?(?:\?|$)"] if named else []


def _one_of(names: Sequence[str]) -> str:
    return f"({'|'.join(map(_literal, names))})"


def _literal(text: str) -> str:
    """text as a regular expression; re.escape would also escape hyphens, which no reader expects."""
    return re.escape(text).replace("\\-", "-")


def _first_folder(kept: Sequence[str]) -> str | None:
    """The first folder of all articles, where they have one in common."""
    firsts = {segments[0] for url in kept if len(segments := _segments(url)) > 1}
    return firsts.pop() if len(firsts) == 1 and all(len(_segments(url)) > 1 for url in kept) else None


def _segments(url: str) -> list[str]:
    return [segment for segment in urlsplit(url).path.split("/") if segment]
