"""COinS, read by the rules of Z39.88-2004 and of Zotero's reader of it."""

from urllib.parse import parse_qs, parse_qsl

from newsarchive.formats.citations.coins import coins
from newsarchive.records import Author
from tests.formats.citations.samples import a_citation


def test_a_context_object_describes_a_newspaper_article():
    values = parse_qs(coins(a_citation()), strict_parsing=True)
    assert values == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:dc"],
        "rft.type": ["newspaperArticle"],
        "rft.title": ["Harbour stays closed, says Maud Ellery"],
        "rft.source": ["Rivertown Post"],
        "rft.au": ["Reed, Ada M."],
        "rft.aucorp": ["Northern Wire"],
        "rft.date": ["2026-11-22"],
        "rft.identifier": ["https://post.example/2026/harbour"],
        "rft.language": ["en-GB"],
        "rft.description": ["Ferries leave from Saltmarsh."],
    }


def test_no_text_adds_a_value_of_its_own():
    hostile = 'a&rft.type=book"<script>=+%26'
    written = coins(a_citation(headline=hostile, authors=(Author(hostile),)))
    assert not set('"<>+') & set(written)
    assert [value for name, value in parse_qsl(written) if name == "rft.title"] == [hostile]
    assert [value for name, value in parse_qsl(written) if name == "rft.type"] == ["newspaperArticle"]
