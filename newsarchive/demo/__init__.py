"""Three sample outlets of invented news, served on loopback and crawled with real spiders: `newsarchive demo`."""
