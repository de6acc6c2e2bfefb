"""What the pages of one article show: its text with structure and found words, its versions, its captured page.

The pages themselves are in pages/; they read the archive and answer requests. A new part of an article's page that is
worked out from values goes here.
"""
