"""What a visitor asks for, read from the address of a page. Pure: nothing in an address raises an error.

A new filter or choice of a page goes here, with the warning shown for a value that makes no sense.
"""
