"""The command `newsarchive`: main.py lists the verbs, options.py has the options that several of them share.

A verb parses its options, calls one function elsewhere and prints. Only this package knows click. A new verb is a
module in verbs/ and a line in main.py.
"""
