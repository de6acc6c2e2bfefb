"""Polls the feeds and sitemaps of outlets once, with the mechanism of `newsarchive check`. Stores nothing."""

from collections.abc import Callable, Sequence

from newsarchive.crawl.spider import OutletSpider
from newsarchive.outlet_tools.check.diagnosis import OutletCheck, UsualTexts
from newsarchive.outlet_tools.check.outlets import check_outlets
from newsarchive.outlet_tools.verify.findings import OutletFinding, findings_of, was_interrupted
from newsarchive.settings import Settings


def verify_outlets(
    settings: Settings,
    spiders: Sequence[type[OutletSpider]],
    on_verified: Callable[[OutletFinding], None],
    *,
    with_page: bool = False,
) -> None:
    """Calls on_verified with the findings about each outlet when it has been polled.

    with_page also reads the newest article of each. An outlet that a stop interrupted is not reported. Only one call
    per process is possible.

    Raises:
        KeyboardInterrupt: a signal stopped it. What was passed on before holds.
    """

    def judge(checked: OutletCheck) -> None:
        if not was_interrupted(checked):
            on_verified(findings_of(checked))

    check_outlets(settings, spiders, lambda name: UsualTexts(), judge, pages=int(with_page))
