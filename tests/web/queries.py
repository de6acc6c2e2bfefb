"""Addresses of searches: odd ones that are answered, and wrong ones with what is said about them."""

HOSTILE_QUERIES = [
    'q="',
    "q=)(",
    "q=NEAR(",
    "q=headline:",
    "q=*",
    "q=a*",
    "q=^a",
    "q=%00",
    "q=%ff%fe",
    "q=%F0%9F%98%80",
    "q=" + "word+" * 500,
    "q=" + "x" * 20000,
    "q=a&q=b",
    "language=' OR 1=1 --",
    "author=%00&section=%ff&source=' --",
    "page=100&q=harbour",
    "before=-1",
    "before=999999999999999999",
    "after=-999999999999999999&order=oldest",
    "since=9999-12-31",
    "until=0001-01-01",
    "since=0001&until=9999",
    "since=0001&q=harbour",
    "&&&",
]
WRONG_QUERIES = {
    "nosuch=1": "nosuch is not a parameter of this page. Use q, outlet,",
    "outlett=x": "outlett is not a parameter of this page. Did you mean outlet?",
    "since=banana": "since=banana is not a valid date. Use YYYY-MM-DD.",
    "since=2026-02-02&until=2026-01-01": "since=2026-02-02 is later than until=2026-01-01. Swap the two dates.",
    "order=sideways": "order=sideways is not a known order. Use relevance, newest, oldest.",
    "kind=novel": "kind=novel is not a known value. Use article,",
    "before=x": "before=x is not a position in this list. Leave it out for the first page.",
    "outlet=rivertown_pst": "outlet=rivertown_pst is not an outlet of this archive. Did you mean rivertown_post?",
    "outlet=" + "&outlet=".join(f"o{number}" for number in range(400)): "outlet has 400 values. Use at most 200.",
}
# Only the first version of one article has these words; today's has another season.
EARLIER_WORDS = "q=%22until+the+spring+the+council%22&source=Northern+Wire"
