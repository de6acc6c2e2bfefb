"""Pages about one article: its text, its captured pages, its versions compared, its citations, its near-duplicates.

Each module has the functions of its routes. What the text and the versions of an article look like is prepared in
`web/articles/`. A page of many articles belongs to the folder above.
"""
