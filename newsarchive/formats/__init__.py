"""Articles as text files: the document (headline, date, source, body) and JSON lines, written and read back; CSV cells.

Citations for reference managers are in `citations/`. Writer and reader of a format stand together. Files, folders and
progress are in `exporting/` and `importing/`; a new format that can be read back goes here.
"""
