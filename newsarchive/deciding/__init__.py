"""What becomes of a text that was read: new, unchanged, a revision, worse, held back, known elsewhere or removed.

Pure: frozen facts come in, a frozen decision goes out. Nothing here knows SQL or the network. The archive loads the
facts, asks, and carries out the decision in one transaction (`archive/articles/saving.py`). A new rule goes into the
module of its question, and gets a line in the table of cases in its test.
texts.py has the whole decision; worse.py, held_back.py and earlier_pages.py have its parts. withdrawal.py decides
whether an article is still at its address, agency_texts.py whether a text is a news agency's own.
"""
