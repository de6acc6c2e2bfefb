"""A site's language, country and time zone, and sites that publish in several languages.

text_language.py tells the language of a text; locale.py weighs it against what pages and feeds declare. Facts of other
kinds are beside this room, in `draft/`.
"""
