"""One module for each verb of the command line, named as the verb (`import_.py` is `import`).

A module holds the click command and how its result is printed. Work that another program could want is not here. What
a verb needs only when it runs is imported inside the command if it is slow to load.
"""
