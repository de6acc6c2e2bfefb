"""A page and its outlet in; an article, or the reason why there is none, out. Knows no network and no archive."""
