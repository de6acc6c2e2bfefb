"""Pages that need a browser: one Chromium for the process, and what it may ask for while it renders a page.

The browser itself reaches no network. The page is fetched as every other page is, and what its scripts ask for is
fetched by the same middlewares and handed to the browser. Playwright is known to
`chromium.py`, `driver.py`, `browser.py` and `tab.py` only.
"""
