"""Why a page is not an article (a list, an error page, a bot wall), and whether its text ends at a paywall.

A new sign of a bot wall goes into bot_walls.py, of a paywall into paywall.py, any other reason into not_an_article.py.
How many words an article needs is in short_texts.py.
"""
