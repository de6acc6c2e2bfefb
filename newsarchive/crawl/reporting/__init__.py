"""What people see of a crawl: the numbers of each run, the live table while it goes on, and the closing table.

Counts nothing itself: the components of a run do, through Scrapy's stats. A new number of a run goes into
run_report.py, its column into progress.py.
"""
