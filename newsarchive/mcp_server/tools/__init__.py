"""The tools, as methods of one class for each subject. The signature is what a program may ask for.

A method's docstring is what the program reads about the tool. A parameter is checked by its annotation before the
method is called.
"""
