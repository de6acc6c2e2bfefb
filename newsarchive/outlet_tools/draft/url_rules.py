"""Which URLs are articles: the simplest rule that accepts every known article and no other known page.

A rule that is too narrow loses articles, and nobody notices. A rule that is too wide costs a request for a page that
the extraction refuses. So every known article must be accepted. If no rule separates articles from other pages safely,
there is no rule for articles, only rules to skip other pages.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from newsarchive.outlet import is_home
from newsarchive.outlet_tools.draft.article_pages import MEDIA, NON_ARTICLE_FOLDERS
from newsarchive.outlet_tools.draft.languages import is_language
from newsarchive.outlet_tools.draft.survey_values import path_of

# Fewer articles do not show what their URLs have in common.
FEWEST_ARTICLES = 5
# Forms of dates in paths, the most exact first.
_DATES = (
    r"/20\d\d/\d\d/\d\d/", r"/20\d\d/\d{1,2}/\d{1,2}/", r"/20\d\d-\d\d-\d\d", r"/\d\d/\d\d/20\d\d/",
    r"/20\d\d/[a-z]{3}/\d\d/", r"/20\d\d/[a-z]{3}/\d{1,2}/", r"/20\d\d/\d{4}/", r"/20\d{6}", r"/20\d\d/\d\d/",
    r"/20\d\d/\d{1,2}/", r"/20\d\d-\d\d/", r"/20\d{4}/", r"-20\d\d-\d\d-\d\d", r"-20\d{6}", r"/20\d\d/",
)  # fmt: skip
# Forms of an article's number in its URL; %d is the smallest number of digits.
_NUMBERS = (
    (r"/\d{%d,}(?:[/?]|$)", "a number"), (r"/\d{%d,}[-_]", "a number before the words"),
    (r"[-_.]\d{%d,}(?:[/?]|$)", "a number at the end"), (r"[-_./]\d{%d,}\.\w+(?:\?|$)", "a number before the ending"),
    (r"/[a-z]{1,4}[-_]?\d{%d,}(?:[/?.]|$)", "a number with letters before it"),
    (r"[-_.][a-z]{1,4}\d{%d,}(?:[/?.]|$)", "a number with letters before it"),
    (r"[,;:~]\d{%d,}", "a number after a sign"), (r"\d{%d,}", "a long number"),
)  # fmt: skip
_LONG_NUMBER = 5
_SHORT_NUMBER = 3
_SHORTER = 2
_FEWEST_IN_A_FOLDER = 2
# Most single pages that a rule may name. If a site has more, a crawl requests some of them in vain.
_MOST_PAGES = 25
_RUNS = re.compile(r"\d+")
_SUFFIX = re.compile(r"\.[a-z]{3,5}$")
# Folders of lists, for invented URLs that a rule must not accept.
_LISTS = ("tag", "author")


@dataclass(frozen=True)
class UrlRules:
    """The URL rules for an outlet file, and the evidence for them in words."""

    article_urls: tuple[str, ...] = ()
    skip_urls: tuple[str, ...] = ()
    evidence: str = ""

    def wants(self, url: str) -> bool:
        """Whether the rules accept url, as outlet.wants does."""
        if self.article_urls and not any(re.search(rule, url) for rule in self.article_urls):
            return False
        return not any(re.search(rule, url) for rule in self.skip_urls)


@dataclass(frozen=True)
class _Candidate:
    """One rule that accepts every article, and in words what it looks for."""

    rule: str
    what: str


@dataclass(frozen=True)
class _KnownUrls:
    """The URLs that a rule is tested with. undecided are linked on the site, and nothing else is known about them."""

    articles: Sequence[str]
    others: Sequence[str]
    undecided: Sequence[str]
    has_languages: bool = False

    @property
    def is_enough(self) -> bool:
        return len(self.articles) >= FEWEST_ARTICLES


def rules_for(
    articles: Iterable[str],
    others: Iterable[str],
    home: str,
    undecided: Iterable[str] = (),
    *,
    has_languages: bool = False,
) -> UrlRules:
    """Rules that accept all of articles and, as far as URLs show it, none of others.

    undecided are URLs that may be articles and were not read: no folder with one of them is skipped. has_languages
    says that the site has several languages, so that a folder such as /it/ is a language.
    """
    articles = sorted(set(articles))
    others = sorted({url for url in others if not is_home(url, home)} - set(articles))
    if not articles:
        return UrlRules(evidence="no articles known")
    known = _KnownUrls(articles, others, sorted(set(undecided)), has_languages)
    candidates = list(_candidates(articles, others)) if known.is_enough else []
    tried = [_with_skips(candidate, known) for candidate in (*candidates, None)]
    best = min(tried, key=lambda one: (_wrongly_accepted(one, others), _cost(one, others)))
    wrong = _wrongly_accepted(best, others)
    found = f"{best.evidence}: accepts all {len(articles)} articles and {wrong or 'none'} of {len(others)} other pages"
    return UrlRules(best.article_urls, best.skip_urls, found)


def _cost(rules: UrlRules, others: Iterable[str]) -> int:
    """What the rules need besides a rule for articles. Naming single pages costs most: it does not cover new pages."""
    pages = [rule for rule in rules.skip_urls if rule.startswith("^")]
    named = sum(any(re.search(rule, url) for rule in pages) for url in others)
    return 3 * named + bool(rules.skip_urls) + (not rules.article_urls)


def _wrongly_accepted(rules: UrlRules, others: Iterable[str]) -> int:
    return sum(rules.wants(url) for url in others)


def _candidates(articles: Sequence[str], others: Sequence[str]) -> Iterator[_Candidate]:
    """Rules that accept every article, the simplest and most durable first."""
    list_pages = list(_list_pages_of(articles))
    prefix = _first_folder(articles)
    hosts = {"{0.scheme}://{0.netloc}/".format(urlsplit(url)) for url in articles}
    for candidate in _simple_candidates(articles, others):
        if any(re.search(candidate.rule, host) for host in hosts):
            # A number in the host, such as its port, does not belong to an article.
            candidate = replace(candidate, rule=f"^https?://[^/]+/.*{candidate.rule.removeprefix('/')}")
        if not all(re.search(candidate.rule, url) for url in articles):
            continue
        if candidate.what != "its depth" and all(re.search(candidate.rule, url) for url in list_pages):
            continue
        yield candidate
        if prefix and candidate.rule[0] in "/\\[-" and not candidate.what.startswith("the folder"):
            under = f"/{_literal(prefix)}/.*{candidate.rule.removeprefix('/')}"
            if all(re.search(under, url) for url in articles):
                yield _Candidate(under, f"{candidate.what} under /{prefix}/")


def _simple_candidates(articles: Sequence[str], others: Sequence[str]) -> Iterator[_Candidate]:
    yield from _dates(articles)
    yield from _numbers(articles, others)
    yield from _queries(articles)
    yield from _folders(articles)
    yield from _suffixes(articles)
    yield from _depths(articles)


def _dates(articles: Sequence[str]) -> Iterator[_Candidate]:
    yield from (_Candidate(rule, "a date in the path") for rule in _DATES)


def _numbers(articles: Sequence[str], others: Sequence[str]) -> Iterator[_Candidate]:
    """Each form of a number, with as few digits as exclude other pages: earlier articles have lower numbers."""
    for form, what in _NUMBERS:
        most = min((max(map(len, _RUNS.findall(path_of(url))), default=0) for url in articles), default=0)
        least = _LONG_NUMBER if form == _NUMBERS[-1][0] else 2
        fitting = [n for n in range(least, most + 1) if all(re.search(form % n, url) for url in articles)]
        if not fitting:
            continue
        digits = max(least, min(_SHORT_NUMBER, fitting[-1]), fitting[-1] - _SHORTER)
        clean = [n for n in range(digits, fitting[-1] + 1) if not any(re.search(form % n, url) for url in others)]
        yield _Candidate(form % (clean[0] if clean else digits), what)


def _queries(articles: Sequence[str]) -> Iterator[_Candidate]:
    """A parameter that all articles have: with the same value, or with a number or name of their own."""
    pairs = [[pair.partition("=")[::2] for pair in urlsplit(url).query.split("&") if "=" in pair] for url in articles]
    paths = {urlsplit(url).path for url in articles}
    for name in [name for name, _ in pairs[0] if all(any(name == other for other, _ in one) for one in pairs)]:
        values = [value for one in pairs for other, value in one if other == name]
        if len(set(values)) == 1:
            yield _Candidate(rf"[?&]{_literal(name)}={_literal(values[0])}(?:&|$)", "a parameter of its query")
            continue
        value = r"\d+" if all(value.isdigit() for value in values) else r"[^&]+"
        yield _Candidate(rf"[?&]{_literal(name)}={value}", "the id in its query")
        if len(paths) == 1:
            yield _Candidate(
                rf"{_literal(next(iter(paths)))}\?(?:.*&)?{_literal(name)}={value}", "path and id in its query"
            )


def _folders(articles: Sequence[str]) -> Iterator[_Candidate]:
    """A folder that contains all articles, and something after it: the page of the folder itself is a list."""
    split = [_segments(url)[:-1] for url in articles]
    common = [name for name in dict.fromkeys(split[0]) if all(name in one for one in split) and not name.isdigit()]
    for name in common:
        below = min(len(one) - one.index(name) for one in split)
        for depth in range(1, below + 1):
            yield _Candidate(f"/{_literal(name)}/" + "[^/?]+/" * (depth - 1) + "[^/?]+", f"the folder /{name}/")


def _suffixes(articles: Sequence[str]) -> Iterator[_Candidate]:
    endings = {match[0] if (match := _SUFFIX.search(urlsplit(url).path)) else None for url in articles}
    if len(endings) == 1 and (ending := endings.pop()):
        yield _Candidate(rf"{_literal(ending)}(?:\?|$)", f"the ending {ending}")


def _depths(articles: Sequence[str]) -> Iterator[_Candidate]:
    """The number of parts of the path; if all articles are at the root, exactly one."""
    depths = {len(_segments(url)) for url in articles}
    if depths == {1}:
        yield _Candidate(r"^https?://[^/]+/[^/?]+/?(?:\?|$)", "its depth")
    elif min(depths) > 1:
        yield _Candidate(r"^https?://[^/]+" + "/[^/?]+" * min(depths), "its depth")


def _list_pages_of(articles: Sequence[str]) -> Iterator[str]:
    """Invented URLs of lists, which a rule for articles must not accept."""
    for url in articles[:20]:
        parts = urlsplit(url)
        for name in _LISTS:
            yield f"{parts.scheme}://{parts.netloc}/{name}/harbour"


def _with_skips(candidate: _Candidate | None, known: _KnownUrls) -> UrlRules:
    """The candidate rule, or none, and rules to skip the other pages that it accepts."""
    rules = (candidate.rule,) if candidate else ()
    alone = UrlRules(rules)
    wrong = [url for url in known.others if alone.wants(url)]
    skips = []
    if folders := _skip_folders(alone, known, wrong):
        skips.append(f"/{_one_of(folders)}/" if len(folders) > 1 else f"/{_literal(folders[0])}/")
    for more in (_skip_pairs, _skip_pages):
        still = [url for url in wrong if not any(re.search(skip, url) for skip in skips)]
        # If hardly any article is known, the pages of the menu prove nothing.
        skips += more(known.articles, still) if known.is_enough else []
    return UrlRules(
        rules, tuple(skips), candidate.what if candidate else "no rule for articles, only for pages to skip"
    )


def _skip_folders(alone: UrlRules, known: _KnownUrls, wrong: Sequence[str]) -> list[str]:
    """Folders of other pages that the rule accepts, or would accept if they had the names of articles in them.

    A folder with a page of its own is a section, and may contain articles later. A folder of another language is not.
    """
    named = {name for url in known.others for name in _folders_of(url) if name.lower() in NON_ARTICLE_FOLDERS}
    accepted = {name for name in named if any(alone.wants(url) for url in _moved(known.articles, name))}
    accepted |= {name for url in wrong for name in _folders_of(url) if name in named}
    counted = Counter(_segments(url)[0] for url in wrong if len(_segments(url)) > 1)
    pages = {_segments(url)[0] for url in (*known.others, *known.undecided) if len(_segments(url)) == 1}
    seen = {name for name, number in counted.items() if number >= _FEWEST_IN_A_FOLDER and name not in pages}
    # If hardly any article is known, their folders are not known either.
    seen = seen if known.is_enough else set()
    # On a site in one language, /it/ is a section.
    seen |= {name for name in counted if known.has_languages and is_language(name)}
    ours = [*known.articles, *(url for url in known.undecided if not any(f"/{name}/" in url for name in accepted))]
    return [
        name for name in (*sorted(accepted), *sorted(seen - accepted)) if not any(f"/{name}/" in url for url in ours)
    ]


def _folders_of(url: str) -> list[str]:
    """The folders in a URL. The page of a video folder counts as a folder too, because its videos are below it."""
    segments = _segments(url)
    return segments if segments and segments[-1].lower() in MEDIA else segments[:-1]


def _moved(articles: Sequence[str], folder: str) -> Iterator[str]:
    """The URLs that the articles would have in another folder."""
    for url in articles[:10]:
        parts = urlsplit(url)
        segments = _segments(url)
        yield f"{parts.scheme}://{parts.netloc}/{folder}/{'/'.join(segments[1:] or segments)}"
        yield f"{parts.scheme}://{parts.netloc}/{folder}/{segments[-1] if segments else ''}"


def _skip_pairs(articles: Sequence[str], wrong: Sequence[str]) -> list[str]:
    """Parameters that only other pages have, on paths that articles have too."""
    ours = {pair.partition("=")[0] for url in articles for pair in urlsplit(url).query.split("&")}
    paths = {urlsplit(url).path for url in articles}
    theirs = Counter(
        name
        for url in wrong
        if urlsplit(url).path in paths
        for name in {pair.partition("=")[0] for pair in urlsplit(url).query.split("&") if "=" in pair}
    )
    names = [name for name, _ in theirs.most_common() if name not in ours]
    return [rf"[?&]{_one_of(names)}="] if names else []


def _skip_pages(articles: Sequence[str], wrong: Sequence[str]) -> list[str]:
    """Other pages, named by their paths because nothing else separates them from articles."""
    ours = {urlsplit(url).path.strip("/") for url in articles}
    paths = {urlsplit(url).path.strip("/") for url in wrong} - {"", *ours}
    named = sorted(paths, key=lambda path: (path.count("/"), path))[:_MOST_PAGES]
    return [rf"^https?://[^/]+/{_one_of(sorted(named))}/?(?:\?|$)"] if named else []


def _one_of(names: Sequence[str]) -> str:
    return f"({'|'.join(map(_literal, names))})"


def _literal(text: str) -> str:
    """text as a regular expression. re.escape also escapes hyphens, which makes rules hard to read."""
    return re.escape(text).replace("\\-", "-")


def _first_folder(articles: Sequence[str]) -> str | None:
    """The first folder of all articles, if they have the same one."""
    firsts = {segments[0] for url in articles if len(segments := _segments(url)) > 1}
    return firsts.pop() if len(firsts) == 1 and all(len(_segments(url)) > 1 for url in articles) else None


def _segments(url: str) -> list[str]:
    return [segment for segment in urlsplit(url).path.split("/") if segment]
