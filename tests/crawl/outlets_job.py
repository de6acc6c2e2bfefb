"""Crawls outlets in a process of its own, since a reactor runs once: options in by JSON, the report out by JSON."""

import json
import sys
from dataclasses import asdict
from datetime import date
from typing import Any

from newsarchive.crawl.process import CrawlOptions, crawl_outlets
from newsarchive.crawl.registry import spider_by_name
from newsarchive.errors import NewsArchiveError
from newsarchive.records import Outcome
from newsarchive.settings import load_settings


def main(job: dict[str, Any]) -> int:
    settings = load_settings(job["db"])
    options = dict(job["options"])
    if "since" in options:
        options["since"] = date.fromisoformat(options["since"])
    options["retry"] = tuple(Outcome(one) for one in options.get("retry", ()))
    try:
        spiders = [spider_by_name(settings, name) for name in job["outlets"]]
        report = crawl_outlets(settings, spiders, CrawlOptions(**options))
    except NewsArchiveError as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps({**asdict(report), "exit_code": report.exit_code}, default=str))
    return report.exit_code


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
