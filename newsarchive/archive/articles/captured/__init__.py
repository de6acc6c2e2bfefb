"""The captures of articles: which pages their versions were read from, when, and where the records are.

Reads only. The rows of captures are written by saving.py, their records by `archive/captures/`.
"""
