"""`newsarchive demo`: three sample outlets with invented news, served on loopback and crawled with real spiders.

Nothing else in the package uses it. To add a sample outlet, add a module to sites/, articles to stories/ and an outlet
file to outlets/.
"""
