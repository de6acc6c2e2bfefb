"""The values of a survey: what they derive from the pages and sources that were fetched."""

from newsarchive.outlet_tools.draft.survey_values import path_of
from newsarchive.records import Outcome
from newsarchive.urls import url_key
from tests.outlet_tools.draft.surveys import HOME, NOW, a_page, a_source, a_survey


def test_a_source_knows_its_urls_and_its_newest_time():
    source = a_source("news.rss", "a/1", "a/2")
    assert list(source.urls.values()) == [f"{HOME}a/1", f"{HOME}a/2"]
    assert (NOW - source.newest_at).total_seconds() == 3600
    assert a_source("news.rss").newest_at is None


def test_a_page_is_known_by_the_requested_and_the_final_url():
    page = a_page("a/1", requested="old/1")
    assert page.urls == (f"{HOME}a/1", f"{HOME}old/1")
    assert page.keys == {url_key(f"{HOME}a/1"), url_key(f"{HOME}old/1")}


def test_only_a_page_that_is_an_article_has_one():
    assert a_page("a/1").article is not None
    assert a_page("a/1", is_article=False).article is None
    assert a_page("a/1", outcome=Outcome.NOT_ARTICLE).article is None


def test_a_page_without_html_has_no_tree():
    page = a_page("a/1", "<html><body><p>Ferry</p></body></html>")
    assert page.parsed is not None
    assert a_page("a/1", "%PDF-1.7 ferry").parsed is None


def test_a_survey_has_articles_and_other_pages():
    article, other = a_page("a/1"), a_page("tag/x", outcome=Outcome.NOT_ARTICLE)
    survey = a_survey(article, other, home="<html><title>Post</title></html>")
    assert (survey.articles, survey.others) == ((article,), (other,))
    assert survey.parsed_home.title == "Post"


def test_rules_are_about_path_and_query():
    assert path_of(f"{HOME}a/1") == "/a/1"
    assert path_of(f"{HOME}show.php?id=3#top") == "/show.php?id=3"
