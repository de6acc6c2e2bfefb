"""The text of an article: the element that contains it, its paragraphs, and what is removed from them.

main_text.py is the entry. A rule about elements goes into cleaning.py (other stories and comments: cards.py and
behind_story.py), a rule about single lines into line_cleaning.py, a rule for a kind of page (live blog, gallery, video)
into by_kind.py. The phrases in lines that are removed are in `phrases/`. Only text_extractor.py knows trafilatura.
"""
