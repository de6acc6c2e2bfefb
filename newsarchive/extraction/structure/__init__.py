"""The structure of a text: which blocks are subheadings, list items, quotes, table rows or code, and its links.

choice.py is the entry. It looks for the blocks of the finished text on the page and never changes the text.
page_text.py is the text of the page with its elements, alignment.py finds the blocks in it. A rule about a kind of
block goes into block_kinds.py; links, entries of a live blog and the lead picture have modules of their own.
"""
