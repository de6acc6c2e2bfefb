"""Which findings are reported now, and in which words: each when it begins, once a week, and when it is over.

Pure: open alerts, findings and the time in; changes and a message out. No SQL and no network: the rows are stored by
archive/alerts, the messages are sent by notifications. What is wrong is judged elsewhere, except failing crawls
(failures.py). A new rule about when something is reported goes into changes.py, its words into wording.py.
"""
