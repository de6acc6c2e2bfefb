"""Pages without class names, and without what they declare; the rest of each stays as it was."""

from benchmarks.stripped_pages import without_declarations, without_names

PAGE = b"""<html><head><meta charset="utf-8"><meta name="author" content="Anna Reed"><title>Bridge</title>
<script type="application/ld+json">{"author": "Anna Reed"}</script><script>var a = '<p class="lead">';</script></head>
<body><p class="lead big" id='top'>By <a rel="author" class="big" href="/a">Anna Reed</a></p>
<div itemprop="articleBody" itemscope>The <b>bridge</b> opens.</div></body></html>"""


def test_names_become_words_without_a_meaning_and_the_same_name_the_same_word() -> None:
    page = without_names(PAGE).decode()
    lead, big = page.partition('<body><p class="')[2].partition('"')[0].split()
    assert f'class="{big}" href="/a"' in page
    assert {"lead", "big", "top"}.isdisjoint({lead, big})
    assert lead != big
    assert "var a = '<p class=\"lead\">';" in page
    assert 'itemprop="articleBody"' in page


def test_declarations_are_gone_and_the_encoding_and_the_text_stay() -> None:
    page = without_declarations(PAGE).decode()
    assert "ld+json" not in page
    assert 'content="Anna Reed"' not in page
    assert "itemprop" not in page
    assert 'rel="author"' not in page
    assert '<meta charset="utf-8"><title>Bridge</title>' in page
    assert '<a class="big" href="/a">Anna Reed</a>' in page
    assert "<div>The <b>bridge</b> opens.</div>" in page
