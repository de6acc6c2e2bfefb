"""One crawl of the sample outlets: `python -m newsarchive.demo.crawl NAME=HOME…`, with the demo's settings in force.

A process of its own, since Twisted's reactor runs once in the life of a process and the demo crawls twice.
"""

import sys
from collections.abc import Sequence

from newsarchive.crawl.process import CrawlOptions, crawl_outlets
from newsarchive.crawl.registry import spider_by_name
from newsarchive.demo.addresses import set_homes
from newsarchive.errors import NewsArchiveError
from newsarchive.settings import load_settings


def main(arguments: Sequence[str]) -> int:
    """The exit status of one crawl of the outlets named in arguments, each with the address where it is served now."""
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
