"""Three sample outlets of invented news, served on loopback and crawled with real spiders: `newsarchive demo`.

Nothing else in the package uses it. A new sample outlet is a module in sites/, stories in stories/ and an outlet file
in outlets/.
"""
