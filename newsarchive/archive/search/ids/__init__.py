"""The ids of the articles that a selection finds: all of them, or those among some that are given.

For what reads many articles in parts, as exports and watches do. It does not rank, and loads no hits. A module for
another set of ids goes here; what makes pages of results stays in the folder above.
"""
