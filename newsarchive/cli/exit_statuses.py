"""The exit statuses of commands beside 0. Loads nothing, since every command needs them."""

FAILED = 1
# Also click's own status for wrong usage.
MISUSED = 2
