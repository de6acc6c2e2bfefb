"""Every class of exception that a page may raise inside extraction, in one place; whatever else comes out is a bug.

Our own code raises markup.NotHtml alone. The libraries under it raise more, for pages they do not expect, and each of
these is caught where the library is called. `make fuzz` looks for classes that are missing here.
"""

from lxml.etree import LxmlError

# What trafilatura's text extraction and the libraries under it have been seen to raise: it then finds no text.
BY_EXTRACTOR = (
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    IndexError,
    RecursionError,
    AssertionError,
    LxmlError,
)
# What htmldate has been seen to raise: its regexes meet whatever pages hold, and it then finds no date.
BY_DATE_SEARCH = (ValueError, TypeError, AttributeError, OverflowError, RecursionError, AssertionError, LxmlError)
