"""For whoever writes and keeps outlet files: draft one, see whether it is still read well, keep a page as a test."""
