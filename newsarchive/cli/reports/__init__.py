"""What verbs print when it is more than a line: the reports of `check` and `extract`, and the progress line.

Values in, lines out: no command and no archive. A report of one short table stays in its verb's module.
"""
