"""Segments: what a worker elsewhere has read, as files in a folder that all machines share.

They stay there until the one writer takes them in. Outlets travel to the workers through the same folder, and what else
travels is a module here. Only this package knows fsspec and msgspec (extra `fleet`); it knows neither the tables of the
archive nor the engine that runs the tasks.
"""
