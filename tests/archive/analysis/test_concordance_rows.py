"""The lines of a concordance for programs."""

from newsarchive.archive.analysis.concordance import read_concordance
from newsarchive.archive.analysis.concordance_rows import LINE_COLUMNS, line_values
from newsarchive.archive.search.selection import SearchRequest


def test_a_line_has_its_article_and_the_words_around(conn):
    found = read_concordance(conn, SearchRequest(query="undated", order="newest"))
    (values,) = map(line_values, found.lines)
    assert tuple(values) == LINE_COLUMNS
    assert (values["article_id"], values["published_on"], values["field"]) == (901, None, "text")
    assert (values["before"], values["found"], values["after"]) == ("", "undated", "harbour")
