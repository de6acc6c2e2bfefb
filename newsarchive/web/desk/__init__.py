"""The pages of the desk: collections, watches, and what readers wrote about an article. They only read.

Each request opens the desk anew, so a change is shown at the next click, and a missing desk is an empty one. The pages
of articles and of search include parts from here. A new page goes into a module of its own, with a route in routes.py.
"""
