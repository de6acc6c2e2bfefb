"""The lines that `newsarchive concordance` prints."""

from newsarchive.analysis.contexts import Context
from newsarchive.archive.analysis.concordance import ConcordanceLine
from newsarchive.cli.reports.concordance_report import concordance_lines
from tests.web.hits import a_hit


def test_what_was_found_stands_below_each_other():
    lines = [
        ConcordanceLine(a_hit(), "text", Context("in the ", "storm", " at night")),
        ConcordanceLine(a_hit(), "headline", Context("", "storm", "")),
        ConcordanceLine(a_hit(), "text", Context("北京と東京の専門家は長い", "storm", "を調査")),
    ]
    printed = list(concordance_lines(lines, width=46))
    assert printed[0] == "      7           in the storm at night"
    assert printed[1] == "      7                  storm"
    # Each of these characters is two columns wide.
    assert printed[2] == "      7   の専門家は長い storm を調査"
