"""`newsarchive outlets --verify` and `--apply`: whether the addresses in outlet files work, and mending the files.

findings.py judges and is pure, outlets.py polls with the mechanism of check/, report.py and markdown.py show what was
found, mending.py changes files. A new state of a feed belongs in findings.py.
"""
