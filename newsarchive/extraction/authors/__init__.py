"""Who wrote an article: where pages name authors, and the names in a byline.

choice.py chooses between the places. The source of a text (an agency, another outlet) is in `source/`. A new
mark of bylines goes into byline_places.py, a new kind of unmarked line into byline_lines.py, a new way of writing names
into byline_names.py.
"""
