"""The `prune` and `body` rules of an outlet file: they remove lines that many articles repeat, or find missing text.

A rule is proposed only if the same pages, read with the rule, lose nothing but repeated lines, or gain text.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsarchive.extraction.article import read_page
from newsarchive.extraction.page.parsed_page import text_in
from newsarchive.outlet import Outlet, Rules
from newsarchive.outlet_tools.draft.survey_values import SurveyedPage
from newsarchive.records import Article
from newsarchive.text import count_words, fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# A line in so many articles, and in this share of them, belongs to the site and not to an article.
_FEWEST_PAGES = 3
_LEAST_SHARE = 0.3
_MOST_RULES = 6
# Elements of one page that are searched for a line.
_MOST_ELEMENTS = 20_000
# How much more text, in words, a useful body rule finds.
_WORTH = 1.15
# The share of an article's text that its container holds.
_MOST_TEXT = 0.9
# The average number of words in a line of running text.
_PARAGRAPH_WORDS = 12
# The most words of a name, time or tag beside the text.
_LABEL_WORDS = 8
_BLOCKS = (
    "p", "div", "section", "aside", "ul", "ol", "li", "blockquote", "figure", "footer", "header", "span", "table", "h2",
    "h3", "h4", "article", "main",
)  # fmt: skip
_CONTAINERS = ("div", "section", "article", "main")


@dataclass(frozen=True)
class TextRules:
    """The rules for an outlet file, and in words what each of them changes."""

    body: tuple[str, ...] = ()
    prune: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    # Lines that the articles repeat and that no rule removes.
    remaining: tuple[str, ...] = ()


def text_rules(pages: Sequence[SurveyedPage], outlet: Outlet) -> TextRules:
    """The rules that improve the texts of these articles; none if the generic extraction reads them well."""
    # Read again: the survey read them before language, time zone and title were known.
    pages = [replace(page, reading=read_page(page.fetched, outlet)) for page in pages]
    pages = [page for page in pages if page.article]
    repeated = repeated_lines(page.article for page in pages if page.article)
    rules = TextRules()
    if repeated:
        rules = _pruned(pages, outlet, repeated)
    if not repeated or rules.remaining:
        rules = _with_body(pages, outlet, rules, repeated)
    return rules


def repeated_lines(articles: Iterable[Article]) -> tuple[str, ...]:
    """The folded paragraphs that several texts contain."""
    texts = [{fold(line) for line in article.body.split("\n\n")} for article in articles]
    counted = Counter(line for lines in texts for line in lines if line)
    fewest = max(_FEWEST_PAGES, round(_LEAST_SHARE * len(texts)))
    return tuple(line for line, number in counted.items() if number >= fewest)


def _pruned(pages: Sequence[SurveyedPage], outlet: Outlet, repeated: tuple[str, ...]) -> TextRules:
    chosen: list[str] = []
    said: list[str] = []
    best = {page.url: page.article for page in pages}
    for css in _prune_candidates(pages, repeated):
        if len(chosen) == _MOST_RULES:
            break
        after = _read_with(pages, outlet, Rules(prune=(*chosen, css)))
        taken = _lines_less(best, after)
        if taken and taken <= set(repeated) and _keeps_facts(best, after):
            chosen.append(css)
            said.append(f"prune {css}: removes {_quoted(taken)} from {_changed(best, after)} articles")
            best = after
    left = repeated_lines(article for article in best.values() if article)
    return TextRules(prune=tuple(chosen), evidence=tuple(said), remaining=left)


def _with_body(pages: Sequence[SurveyedPage], outlet: Outlet, rules: TextRules, repeated: tuple[str, ...]) -> TextRules:
    """The same rules with a body rule, if one finds more text or leaves out repeated lines."""
    before = (
        _read_with(pages, outlet, Rules(prune=rules.prune))
        if rules.prune
        else {page.url: page.article for page in pages}
    )
    for css in _body_candidates(pages, repeated):
        after = _read_with(pages, outlet, Rules(body=(css,), prune=rules.prune))
        lost = _text_lost(before, after) - set(repeated)
        words = [_words(one) for one in (before, after)]
        finds = words[1] >= _WORTH * words[0] and _are_paragraphs(_lines_less(after, before))
        left = repeated_lines(article for article in after.values() if article)
        if (
            not lost
            and _keeps_facts(before, after)
            and len(left) <= len(rules.remaining)
            and (finds or len(left) < len(rules.remaining))
        ):
            what = (
                f"finds {words[1]} words instead of {words[0]}"
                if finds
                else f"leaves out {_quoted(set(rules.remaining) - set(left))}"
            )
            found = replace(rules, body=(css,), evidence=(*rules.evidence, f"body {css}: {what}"), remaining=left)
            return _without_useless_prunes(pages, outlet, found)
    return rules


def _without_useless_prunes(pages: Sequence[SurveyedPage], outlet: Outlet, rules: TextRules) -> TextRules:
    """The same rules without those prune rules that change nothing once there is a body rule."""
    texts = _read_with(pages, outlet, Rules(body=rules.body, prune=rules.prune))
    for css in reversed(rules.prune):
        rest = tuple(one for one in rules.prune if one != css)
        if not _changed(texts, _read_with(pages, outlet, Rules(body=rules.body, prune=rest))):
            said = tuple(line for line in rules.evidence if not line.startswith(f"prune {css}: "))
            rules = replace(rules, prune=rest, evidence=said)
    return rules


def _text_lost(before: Mapping[str, Article | None], after: Mapping[str, Article | None]) -> set[str]:
    """The folded lines that are lost, except bylines, times and tags above or below the lines that stay."""
    lost: set[str] = set()
    for url, article in before.items():
        other = after.get(url)
        kept = {fold(line) for line in other.body.split("\n\n")} if other else set()
        lines = [(line, fold(line) in kept) for line in article.body.split("\n\n")] if article else []
        places = [number for number, (_, is_kept) in enumerate(lines) if is_kept]
        for number, (line, is_kept) in enumerate(lines):
            is_within = bool(places) and places[0] < number < places[-1]
            if not is_kept and (is_within or not places or not _is_label(line)):
                lost.add(fold(line))
    return lost


def _is_label(line: str) -> bool:
    return count_words(line) <= _LABEL_WORDS and not line.endswith((".", "!", "?", "…", "。", "？", "！", "؟", "।"))


def _are_paragraphs(lines: set[str]) -> bool:
    """Whether lines are running text rather than links, names and captions."""
    return bool(lines) and sum(map(count_words, lines)) >= _PARAGRAPH_WORDS * len(lines)


def _read_with(pages: Sequence[SurveyedPage], outlet: Outlet, rules: Rules) -> dict[str, Article | None]:
    ruled = replace(outlet, rules=(rules,))
    return {page.url: read_page(page.fetched, ruled).article for page in pages}


def _lines_less(before: Mapping[str, Article | None], after: Mapping[str, Article | None]) -> set[str]:
    """The folded lines that are in the first reading and not in the second."""
    less: set[str] = set()
    for url, article in before.items():
        other = after.get(url)
        kept = {fold(line) for line in other.body.split("\n\n")} if other else set()
        less |= {fold(line) for line in article.body.split("\n\n")} - kept if article else set()
    return less


def _keeps_facts(before: Mapping[str, Article | None], after: Mapping[str, Article | None]) -> bool:
    """Whether every article is still an article, with the same headline, date, source and completeness."""
    return all(_facts(article) == _facts(after.get(url)) for url, article in before.items())


def _facts(article: Article | None) -> tuple[object, ...] | None:
    if article is None:
        return None
    return article.headline, article.published, article.source, article.completeness


def _changed(before: Mapping[str, Article | None], after: Mapping[str, Article | None]) -> int:
    return sum(
        bool(article and (other := after[url]) and article.body != other.body) for url, article in before.items()
    )


def _words(articles: Mapping[str, Article | None]) -> int:
    return sum(count_words(article.body) for article in articles.values() if article)


def _prune_candidates(pages: Sequence[SurveyedPage], repeated: tuple[str, ...]) -> list[str]:
    """Selectors of elements that contain only repeated lines; those on the most pages come first."""
    wanted = set(repeated)
    found: Counter[str] = Counter()
    for page in pages:
        own = {css for element in _elements_with(page, wanted) for css in _selectors(element)}
        found.update(own)
    fits = [css for css, number in found.items() if number >= min(_FEWEST_PAGES, len(pages))]
    # Of selectors on equally many pages, the shortest comes first.
    return sorted(fits, key=lambda css: (-found[css], len(css)))


def _elements_with(page: SurveyedPage, wanted: set[str]) -> Iterator["HtmlElement"]:
    """The elements of a page whose text is one of wanted, and the elements around them that contain only such lines."""
    if page.parsed is None:
        return
    for number, element in enumerate(page.parsed.tree.iter(*_BLOCKS)):
        if number > _MOST_ELEMENTS:
            return
        if fold(text_in(element)) in wanted:
            while _is_only(element.getparent(), wanted):
                yield element
                element = element.getparent()
            yield element


def _is_only(element: "HtmlElement | None", wanted: set[str]) -> bool:
    """Whether an element contains only wanted lines."""
    if element is None or element.tag not in _BLOCKS:
        return False
    rest = fold(text_in(element))
    for line in sorted(wanted, key=len, reverse=True):
        rest = rest.replace(line, "")
    return not rest.strip()


def _selectors(element: "HtmlElement") -> Iterator[str]:
    """Selectors for an element: its id, its classes, or its tag if it has neither."""
    identifier = element.get("id") or ""
    if _is_name(identifier):
        yield f"#{identifier}"
    classes = [name for name in (element.get("class") or "").split() if _is_name(name)]
    for name in classes[:4]:
        yield f"{element.tag}.{name}"
    if not classes and not identifier and element.tag in ("aside", "footer"):
        yield str(element.tag)


def _is_name(name: str) -> bool:
    """Whether a class or id looks like a name given by people, which other pages have too."""
    digits = sum(character.isdigit() for character in name)
    return (
        bool(name)
        and name.isascii()
        and name.replace("-", "").replace("_", "").isalnum()
        and (not name[0].isdigit() and digits <= 2)
    )


def _body_candidates(pages: Sequence[SurveyedPage], repeated: tuple[str, ...]) -> list[str]:
    """Selectors of elements that are on each page once and contain most of its text; the smallest elements first."""
    found: dict[str, list[int]] = defaultdict(list)
    for page in pages:
        for css, size in _text_containers(page, set(repeated)).items():
            found[css].append(size)
    everywhere = [css for css, sizes in found.items() if len(sizes) == len(pages)]
    return sorted(everywhere, key=lambda css: sum(found[css]))[:4]


def _text_containers(page: SurveyedPage, repeated: set[str]) -> dict[str, int]:
    """Selectors of exactly one element of a page, one that contains most of the text; and the element's length."""
    if page.parsed is None or page.article is None:
        return {}
    lines = [fold(line) for line in page.article.body.split("\n\n") if fold(line) not in repeated]
    total = sum(map(len, lines))
    sizes: dict[str, list[int]] = defaultdict(list)
    for element in page.parsed.tree.iter(*_CONTAINERS):
        selectors = list(_selectors(element))
        if not selectors:
            continue
        text = fold(" ".join(element.text_content().split()))
        held = sum(len(line) for line in lines if line in text)
        for css in selectors:
            sizes[css].append(len(text) if total and held >= _MOST_TEXT * total else 0)
    return {css: one[0] for css, one in sizes.items() if len(one) == 1 and one[0]}


def _quoted(lines: Iterable[str]) -> str:
    shown = sorted(lines, key=len)[:2]
    return " and ".join(f"{line[:60]!r}" for line in shown)
