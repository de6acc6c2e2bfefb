"""The rules that accept the URLs of articles and refuse those of other pages."""

import pytest

from newsarchive.outlet_tools.draft.url_rules import rules_for

HOME = "https://rivertownpost.example/"
SLUGS = ("harbour-wall-rebuilt", "ferry-prices-rise", "bridge", "mill-street-closed", "school-opens-late", "dry-year")


def at(*paths: str) -> list[str]:
    return [f"https://rivertownpost.example{path}" for path in paths]


LISTS = at("/", "/local/", "/sport", "/tag/harbour", "/author/a-reed", "/video/ferry-film", "/about")


@pytest.mark.parametrize(
    ("articles", "others", "rules", "skips"),
    [
        pytest.param(
            at(*(f"/2026/11/0{n}/{slug}" for n, slug in enumerate(SLUGS, 1))), LISTS,
            (r"/20\d\d/\d\d/\d\d/",), (), id="a date",
        ),
        pytest.param(
            at(*(f"/2026/11/{slug}" for slug in SLUGS)), at("/2026/11/video/ferry-film", "/video/ferry-film"),
            (r"/20\d\d/\d\d/",), ("/video/",), id="a date that videos have too",
        ),
        pytest.param(
            at(*(f"/local/{slug}-{4410 + n}" for n, slug in enumerate(SLUGS))), at("/sport/", "/local/page-2"),
            (r"[-_.]\d{3,}(?:[/?]|$)",), (), id="a number at the end",
        ),
        pytest.param(
            at(*(f"/?p={n}" for n in range(880, 890))), at("/?cat=3", "/?author=2", "/?tag=x"),
            (r"[?&]p=\d+",), (), id="an id in the query",
        ),
        pytest.param(
            at(*(f"/show.asp?id={n}" for n in range(880, 890))), at("/list.asp?id=3", "/who.asp?id=2"),
            (r"/show\.asp\?(?:.*&)?id=\d+",), (), id="an id that lists have too",
        ),
        pytest.param(
            at(*(f"/story/{slug}" for slug in SLUGS)), LISTS, ("/story/[^/?]+",), (), id="a folder",
        ),
        pytest.param(
            at(*(f"/{('local', 'sport')[n % 2]}/{slug}.html" for n, slug in enumerate(SLUGS))), LISTS,
            (r"\.html(?:\?|$)",), ("/(author|tag|video)/",), id="an ending",
        ),
        pytest.param(
            at(*(f"/{slug}" for slug in SLUGS)), LISTS,
            (r"^https?://[^/]+/[^/?]+/?(?:\?|$)",), (r"^https?://[^/]+/(about|local|sport)/?(?:\?|$)",),
            id="at the root",
        ),
        pytest.param(
            at(*(f"/en/2026/11/{slug}" for slug in SLUGS)), at("/2026/11/satama", "/2026/10/silta"),
            (r"/en/.*20\d\d/\d\d/",), (), id="a language's folder",
        ),
        pytest.param(
            at("/2026/11/bridge", "/2026/11/ferry"), LISTS, (),
            ("/(author|tag|video)/",), id="too few articles",
        ),
    ],
)  # fmt: skip
def test_the_simplest_rule_that_separates_them_is_taken(articles, others, rules, skips):
    found = rules_for(articles, others, HOME)
    assert (found.article_urls, found.skip_urls) == (rules, skips)
    assert all(found.wants(url) for url in articles)
    if rules:
        assert not any(found.wants(url) for url in others if url != HOME)


def test_a_rule_must_accept_every_article():
    articles = at(*(f"/2026/11/{slug}" for slug in SLUGS), "/live/storm")
    found = rules_for(articles, LISTS, HOME)
    assert all(found.wants(url) for url in articles)
    assert not any("20" in rule for rule in found.article_urls)


def test_a_number_in_the_host_does_not_count():
    base = "http://127.0.0.1:41873"
    articles = [f"{base}/miasto/{slug},{91_204 + n}.html" for n, slug in enumerate(SLUGS)]
    others = [f"{base}/temat/{name}.html" for name in ("most", "zima", "droga")]
    found = rules_for(articles, others, f"{base}/")
    assert (found.article_urls, found.skip_urls) == ((r"^https?://[^/]+/.*[,;:~]\d{3,}",), ())
    assert all(map(found.wants, articles))
    assert not any(map(found.wants, [*others, f"{base}/temat/port.html"]))


def test_the_rule_that_names_the_fewest_pages_is_taken():
    articles = at(*(f"/{('local', 'sport')[n % 2]}/{slug},{4410 + n}.html" for n, slug in enumerate(SLUGS)))
    found = rules_for(articles, at("/imprint.html", "/terms.html", "/show/best-hen,4100.html"), HOME)
    assert found.article_urls == (r"[,;:~]\d{3,}",)
    assert not found.wants(f"{HOME}prices.html")


@pytest.mark.parametrize(("has_languages", "lost"), [(True, True), (False, False)])
def test_a_folder_named_like_a_language_counts_on_a_site_with_several(has_languages, lost):
    found = rules_for(SECTIONED, at("/it/prices"), HOME, has_languages=has_languages)
    assert found.wants(f"{HOME}it/a-long-new-headline") is not lost


def test_earlier_articles_may_have_shorter_numbers():
    found = rules_for(at(*(f"/a/{n}" for n in range(10_000, 10_010))), at("/a/", "/b/20"), HOME)
    assert found.wants("https://rivertownpost.example/a/987")


def test_the_evidence_counts_articles_and_other_pages():
    found = rules_for(at(*(f"/story/{slug}" for slug in SLUGS)), LISTS, HOME)
    assert found.evidence == "the folder /story/: accepts all 6 articles and none of 6 other pages"


SECTIONED = at(*(f"/{('local', 'sport')[n % 2]}/{slug}" for n, slug in enumerate(SLUGS)))


@pytest.mark.parametrize(
    ("others", "undecided", "lost"),
    [
        pytest.param(at("/aihe/satama", "/aihe/talvi"), (), True, id="lists alone"),
        pytest.param(at("/health", "/health/food", "/health/sleep"), (), False, id="a section with parts"),
        pytest.param(at("/aihe/satama"), (), False, id="one page shows nothing"),
        pytest.param(at("/aihe/satama", "/aihe/talvi"), at("/aihe/a-long-headline"), False, id="a headline in it"),
    ],
)
def test_a_folder_is_skipped_only_if_no_article_can_be_in_it(others, undecided, lost):
    found = rules_for(SECTIONED, [*LISTS, *others], HOME, undecided)
    folder = others[-1].split("/")[3]
    assert found.wants(f"{HOME}{folder}/new-report-of-the-council") is not lost
    assert not any(found.wants(url) for url in others)
