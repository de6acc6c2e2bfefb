"""What `schedule` prints: the commands that an archive needs (jobs.py), as lines of a crontab or as units of systemd.

Pure: values in, text out. Nothing here changes a crontab or starts a unit. Another scheduler gets a module here.
"""
