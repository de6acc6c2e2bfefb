"""Citations on the pages: the section "Cite", the metadata in the head of an article's page, and streamed files.

What a citation says and how a format writes it is in `formats/citations/`. The addresses are in
`pages/articles/citations.py`.
"""
