"""One crawl of the sample outlets: `python -m newsarchive.demo.crawl NAME=HOME…`, with the settings of the demo.

It is a process of its own, because Twisted's reactor runs only once in a process, and the demo crawls twice.
"""

import sys
from collections.abc import Sequence

from newsarchive.crawl.process import CrawlOptions, crawl_outlets
from newsarchive.crawl.registry import spider_by_name
from newsarchive.demo.addresses import set_homes
from newsarchive.errors import NewsArchiveError
from newsarchive.settings import load_settings


def main(arguments: Sequence[str]) -> int:
    """Crawls the outlets in arguments, each with its current URL, and returns the exit status."""
    homes = dict(argument.split("=", 1) for argument in arguments)
    set_homes(homes)
    try:
        settings = load_settings()
        spiders = [spider_by_name(settings, name) for name in homes]
        return crawl_outlets(settings, spiders, CrawlOptions(command="newsarchive demo")).exit_code
    except NewsArchiveError as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
