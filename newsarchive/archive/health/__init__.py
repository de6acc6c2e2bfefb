"""The daily numbers of outlets, feeds and the disk: computed from what is stored, kept, and loaded to be judged.

The judging itself is pure and is in `newsarchive/health/`. SQL about health is only here. outlet_days.py computes the
row of an outlet and day, feed_days.py adds to the row of a feed, disk_days.py measures files, history.py loads, and
current.py loads all and has it judged.
"""
