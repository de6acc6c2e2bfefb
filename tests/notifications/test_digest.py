"""The words of a digest."""

from newsarchive.notifications.digest import MOST_LISTED, DigestEntry, WatchPart, digest_message

BRIDGE = DigestEntry("Bridge opens", "Rivertown Post", "2026-11-20", "https://post.example/1")


def test_a_digest_is_plain_text_with_headline_outlet_day_and_address():
    ferry = DigestEntry("Ferry\nprices \x1b[31mrise", "Star", "2026-11-19", "https://star.example/2", True, 3, copies=2)
    message = digest_message({"harbour": WatchPart(4, [BRIDGE, ferry], 1, "PAGE")}, "/srv/archive.db", "k1")
    assert message.key == "k1"
    assert message.title == "newsarchive: 4 new articles and 1 older article in harbour"
    assert message.text == (
        "harbour: 4 new articles\n"
        "  Bridge opens\n    Rivertown Post, 2026-11-20\n    https://post.example/1\n"
        "  Ferry prices [31mrise\n    Star, 2026-11-19, the words are new in version 3, and 2 copies\n"
        "    https://star.example/2\n"
        "  1 older article, published more than 30 days before it was stored\n\n"
        "`newsarchive watch list` shows all watches.\nArchive /srv/archive.db, message k1\n"
    )


def test_all_watches_are_in_one_message():
    message = digest_message({"a": WatchPart(1, [BRIDGE]), "b": WatchPart(1, [BRIDGE])}, "x.db", "k")
    assert message.title == "newsarchive: 2 new articles in 2 watches"
    assert message.text.index("a: 1 new article\n") < message.text.index("b: 1 new article\n")


def test_a_long_list_is_cut_and_says_where_the_rest_is():
    message = digest_message({"a": WatchPart(1500, [BRIDGE] * 1000, page="`newsarchive watch show a`")}, "x.db", "k")
    assert message.text.count("Bridge opens") == MOST_LISTED
    assert "  … and 1,480 more: `newsarchive watch show a`\n" in message.text


def test_older_articles_alone_are_counted():
    message = digest_message({"a": WatchPart(0, [], 1204, "PAGE")}, "x.db", "k")
    assert message.title == "newsarchive: 1,204 older articles in a"
    assert message.text.startswith("a:\n  1,204 older articles, published")


def test_what_was_removed_is_not_named():
    assert "a: removed from the archive\n" in digest_message({"a": WatchPart(0, [])}, "x.db", "k").text


def test_a_test_says_that_it_is_one():
    message = digest_message({"a": WatchPart(1, [BRIDGE])}, "x.db", "k", is_test=True)
    assert message.title == "newsarchive: test of 1 new article in a"
    assert message.text.startswith("This is a test")
