"""Which URLs of a site are certainly articles, which are certainly not, and which are undecided."""

from newsarchive.outlet_tools.draft.known_urls import article_urls, domains_of, other_urls, undecided_urls
from newsarchive.outlet_tools.draft.language_parts import LanguageParts
from newsarchive.records import Outcome
from tests.outlet_tools.draft.surveys import HOME, NOW, a_page, a_source, a_survey

HEADLINE = "Mill street closed for weeks"
AUDIO = b'<item><enclosure url="/1.mp3" type="audio/mpeg"/></item>'


def paths(urls) -> set[str]:
    return {url.removeprefix(HOME) for url in urls}


def articles_of(survey) -> set[str]:
    return article_urls(survey, LanguageParts.of(survey), NOW)


def others_of(survey) -> set[str]:
    return other_urls(survey, LanguageParts.of(survey), articles_of(survey))


def test_articles_are_read_as_such_or_are_in_a_current_feed():
    feed = a_source("rss", "news/2", "news/3", "video/film", "")
    old = a_source("old.rss", "news/9", hours=24 * 900)
    survey = a_survey(a_page("news/1", requested="n/1"), sources=(feed, old))
    assert paths(articles_of(survey)) == {"news/1", "n/1", "news/2", "news/3"}


def test_a_page_that_was_ruled_out_is_no_article_although_a_feed_has_it():
    ruled_out = a_page("news/2", outcome=Outcome.NOT_ARTICLE, is_ruled_out=True)
    survey = a_survey(a_page("news/1"), ruled_out, sources=(a_source("rss", "news/1", "news/2"),))
    assert paths(articles_of(survey)) == {"news/1"}
    assert paths(others_of(survey)) == {"news/2"}


def test_links_that_look_like_a_ruled_out_page_are_other_pages():
    links = {f"{HOME}list/sport": "Sport", f"{HOME}list/ferry": HEADLINE, f"{HOME}tag/mill": HEADLINE}
    page = a_page("list/local", outcome=Outcome.NOT_ARTICLE, is_ruled_out=True, links=links)
    assert paths(others_of(a_survey(page))) == {"list/local", "list/sport", "tag/mill"}


def test_links_to_other_hosts_are_not_counted():
    assert others_of(a_survey(links={"https://other.example/tag/mill": "Mill"})) == set()


def test_recordings_are_other_pages_unless_their_feed_has_articles_too():
    podcast = a_source("talk.rss", "talk/1", body=AUDIO)
    assert paths(others_of(a_survey(sources=(podcast,)))) == {"talk/1"}
    read_aloud = a_source("talk.rss", "talk/1", "news/1", body=AUDIO * 2)
    assert others_of(a_survey(a_page("news/1"), sources=(read_aloud,))) == set()


def test_feeds_and_sitemaps_are_not_other_pages():
    survey = a_survey(links={f"{HOME}tag/rss": "RSS"}, sources=(a_source("tag/rss"),))
    assert others_of(survey) == set()


def test_a_link_with_a_headline_or_without_a_folder_is_undecided():
    links = {f"{HOME}local/mill": HEADLINE, f"{HOME}quay": "Quay", f"{HOME}local/sport": "Sport",
             f"{HOME}tag/mill": HEADLINE, f"{HOME}news/1": HEADLINE}  # fmt: skip
    assert paths(undecided_urls(a_survey(links=links), {f"{HOME}news/1"})) == {"local/mill", "quay"}


def test_a_domain_with_many_urls_is_one_of_the_outlets():
    survey = a_survey(sources=(a_source("rss", "a/1", "a/2"),))
    assert domains_of(survey) == ("rivertownpost.example",)
    feed = a_source("rss", "a/1")
    other = tuple(type(feed.sightings[0])(f"https://rivertown.example/{n}", "", "feed") for n in range(2))
    mixed = type(feed)(feed.url, "feed", "declared", (*feed.sightings, *other))
    assert domains_of(a_survey(sources=(mixed,))) == ("rivertownpost.example", "rivertown.example")
