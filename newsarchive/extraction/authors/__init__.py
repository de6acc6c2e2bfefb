"""Who wrote an article: where pages name authors, and the names in a byline.

choice.py chooses between the places. The source of a text (an agency, another outlet) is in `source/`. A new
place for bylines goes into byline_places.py, a new way of writing names into byline_names.py.
"""
