"""Pages about one article: its text, its captured pages, its versions compared, its citations, its near-duplicates."""
