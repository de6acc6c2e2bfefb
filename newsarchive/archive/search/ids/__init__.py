"""The ids of the articles that a selection finds: all of them, or those among some that are given."""
