"""The sample outlets as sites: from stories to pages, feeds, sitemaps and robots.txt. Knows no server."""
