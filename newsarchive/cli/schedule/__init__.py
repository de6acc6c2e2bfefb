"""What `schedule` prints or runs: the commands that an archive needs (jobs.py), for cron, for systemd, or right here.

Nothing here changes a crontab or starts a unit; next_runs.py reads when they start the next crawl. Another scheduler
gets a module here.
"""
