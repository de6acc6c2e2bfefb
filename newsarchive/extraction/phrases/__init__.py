"""Phrases in bylines, source credits, paywalls, refused pages and boilerplate, by language. Tables only.

A new language or phrase is a new line. The rules that use a table are in the package of the field.
"""
