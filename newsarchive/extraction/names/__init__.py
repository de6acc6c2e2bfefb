"""Who is who: news agencies, well-known outlets, and the names a page uses for its own outlet.

Used for authors and for source alike. A new agency or outlet is one more line in a table here.
"""
