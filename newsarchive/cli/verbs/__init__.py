"""One module for each verb of the command line, named as the verb (`import_.py` is `import`).

A module holds the click command and how its result is printed. Work that another program might need is not here.
What is slow to load is imported inside the command, so that `--help` and wrong usage are answered at once.
"""
