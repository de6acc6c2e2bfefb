"""The exceptions that libraries raise for unexpected pages. Any other exception in extraction is a bug.

They are caught where the library is called. Our own code raises only parsed_page.NotHtml. `make fuzz` looks for
exceptions that are missing here.
"""

from lxml.etree import LxmlError

# Raised by trafilatura's text extraction and the libraries under it. The page then has no text.
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
# Raised by htmldate. The page then has no date from it.
BY_DATE_SEARCH = (ValueError, TypeError, AttributeError, OverflowError, RecursionError, AssertionError, LxmlError)
