"""References in broken XML: bare ampersands, HTML's names, numbers, and what must be left alone."""

import pytest

from newsarchive.discovery.references import repair_references


@pytest.mark.parametrize(
    ("written", "repaired"),
    [
        pytest.param("a?x=1&y=2", "a?x=1&amp;y=2", id="a bare &"),
        pytest.param("a?x=1&sect=2&amp;z", "a?x=1&amp;sect=2&amp;z", id="a name without semicolon"),
        pytest.param("&&amp;&", "&amp;&amp;&amp;", id="one after the other"),
        pytest.param("&lt;b&gt; &quot;&apos;", "&lt;b&gt; &quot;&apos;", id="XML's own names"),
        pytest.param("caf&eacute;", "caf&#233;", id="HTML's name"),
        pytest.param("&AMP;", "&#38;", id="HTML's other name of &"),
        pytest.param("&nothing;", "&amp;nothing;", id="a name that HTML does not know"),
        pytest.param("&#8217; &#x2019;", "&#8217; &#8217;", id="numbers"),
        pytest.param("&#233 &#xe9!", "&#233; &#233;!", id="numbers without semicolon"),
        pytest.param("&#146;", "&#8217;", id="a number of windows-1252"),
        pytest.param("&#xD800;&#0;&#99999999999999;", "&#65533;&#65533;&#65533;", id="impossible numbers"),
        pytest.param("a&#8;b", "ab", id="a control character"),
        pytest.param("&#;&#x;&#xg;", "&amp;#;&amp;#x;&amp;#xg;", id="no number"),
        pytest.param("<![CDATA[a & b]]> & c", "<![CDATA[a & b]]> &amp; c", id="CDATA"),
        pytest.param("<!-- a & b --> & c", "<!-- a & b --> &amp; c", id="a comment"),
        pytest.param("<![CDATA[a & b", "<![CDATA[a & b", id="CDATA without end"),
        pytest.param("<link href='/a?b&c'/>", "<link href='/a?b&amp;c'/>", id="an attribute"),
        pytest.param("é & ü", "é &amp; ü", id="letters beyond ASCII"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_each_ampersand_becomes_what_it_means(written, repaired):
    assert repair_references(written.encode()).decode() == repaired
    assert repair_references(repaired.encode()).decode() == repaired


def test_a_document_without_other_references_is_the_same_object():
    data = b"<loc>/a?b&amp;c</loc>"
    assert repair_references(data) is data
