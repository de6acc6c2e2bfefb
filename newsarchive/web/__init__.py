"""The archive in a browser: pages of our own beside Datasette's tables. The only part that knows Datasette."""
