"""Phrases by which pages show bylines, paywalls, credits and boilerplate, language by language. Tables only.

A new language or phrase is a new line. The rules that use a table are in the room of the field.
"""
