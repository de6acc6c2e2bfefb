"""Why a page is not an article: a list, an error page, a bot wall; and whether its text is behind a paywall.

A new sign of a bot wall goes into bot_walls.py, of a subscription into paywall.py, anything else into
not_an_article.py.
"""
