"""For whoever writes and keeps outlet files: is an outlet still read well, and what does a page of it look like."""
