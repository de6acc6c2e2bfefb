"""Other doors out of the archive: one module a format, and where it is written to."""
