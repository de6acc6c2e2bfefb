"""Several archives read as one: a connection for each file, and results that are merged.

Each archive stays a file of its own, with its own ids, clusters, desk and captures. Everything here takes the open
archives and gives what one archive with all their articles would give. A question about one archive belongs to its own
room; what it becomes over several archives goes here.
"""
