"""The rank over several archives: scores are comparable, whatever the frequency of a word in one of them."""

from newsarchive.archive.database import Archive
from newsarchive.archive.search.scope import DEFAULT_PLAN
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.several.archives import open_archives
from newsarchive.archive.several.joint_rank import rank_together, score_together
from newsarchive.archive.several.parts import open_parts
from tests.archive.search.invented import an_article, fill


def archives_of(folder, *bodies):
    """The paths of archives with these texts, all of one length."""
    paths = []
    for number, texts in enumerate(bodies):
        paths.append(folder / f"{number}.db")
        with Archive.open(paths[-1], write=True) as archive, archive.transaction():
            fill(archive.conn, [an_article(number * 1_000 + n, body=text) for n, text in enumerate(texts)])
    return paths


def test_word_that_is_rare_in_one_archive_does_not_win_there(tmp_path):
    # "flood" is in one text of the first archive, which has it once, and in half of the second, one has it thrice.
    first = ["a flood in may"] + ["nothing in may at"] * 99
    second = ["a flood in may"] * 49 + ["flood flood flood may"] + ["nothing in may at"] * 50
    with open_archives(archives_of(tmp_path, first, second)) as archives:
        ranking = rank_together(open_parts(archives, SearchRequest("flood")), DEFAULT_PLAN, 200)
    number, search_id = ranking.ids[0]
    assert number == 1
    assert search_id == max(one for place, one in ranking.ids if place == 1)
    assert len(ranking.ids) == 51


def test_words_are_weighed_by_all_archives(tmp_path):
    # Of two words with one match each in a text, the rarer one of all archives counts more.
    first = ["alpha in may"] * 20 + ["omega in may"]
    second = ["alpha in may"] * 20 + ["nothing in may"]
    with open_archives(archives_of(tmp_path, first, second)) as archives:
        ranking = rank_together(open_parts(archives, SearchRequest("alpha OR omega")), DEFAULT_PLAN, 100)
        assert ranking.ids[0][0] == 0
        conns = [archive.conn for archive in archives]
        ids = [[row[0] for row in conn.execute("SELECT search_id FROM articles ORDER BY 1")] for conn in conns]
        best = score_together([['"omega"'], ['"omega"']], conns, ids)[0]
    assert best == (0, ids[0][-1])
    assert not ranking.is_cut
