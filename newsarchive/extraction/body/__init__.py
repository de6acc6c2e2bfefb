"""The text of an article: the element that holds it, what is cut from it, its paragraphs and lines.

main_text.py is the entry. Phrases that are cut are in `phrases/`. A rule about elements goes into cleaning.py, one
about single lines into line_cleaning.py, one for a kind of page (live blog, gallery) into by_kind.py.
"""
