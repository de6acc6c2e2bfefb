"""All findings of all outlets."""

from newsarchive.health.days import OutletHistory
from newsarchive.health.expected import Surroundings
from newsarchive.health.judging import ORDER, episodes_of, findings_of, judge
from newsarchive.records import FindingKind
from tests.health.invented import URL, a_day, a_feed_day, a_history, at, days_of

NOW = at(50, 0.5)


def healthy(name: str) -> OutletHistory:
    return a_history(days_of(50), tuple(map(a_feed_day, range(50))), outlet=name)


def blind_and_refused() -> OutletHistory:
    def day(number):
        return a_day(number, 10, with_byline=0, refused={"refused": 40}) if number >= 45 else a_day(number)

    return a_history(days_of(50, day), outlet="harbour_times")


def silent() -> OutletHistory:
    return a_history(days_of(50, lambda number: a_day(number, 0 if number >= 45 else 20)), outlet="old_post")


def test_nothing_is_wrong_with_outlets_that_go_on_as_before():
    assert judge([healthy(f"outlet_{number}") for number in range(5)], NOW) == []


def test_what_costs_most_articles_comes_first():
    found = judge([blind_and_refused(), silent(), healthy("river")], NOW)
    kinds = [(one.outlet, one.kind) for one in found]
    assert kinds[0] == ("old_post", FindingKind.SILENT)
    assert [kind for _, kind in kinds] == sorted((kind for _, kind in kinds), key=ORDER.index)
    assert ("harbour_times", FindingKind.BLIND) in kinds
    assert all("newsarchive" in one.advice and "{" not in one.advice for one in found)


def test_only_the_outlets_that_are_asked_for_are_reported():
    assert {one.outlet for one in judge([blind_and_refused(), silent()], NOW, ["old_post"])} == {"old_post"}
    assert judge([silent()], NOW, []) == []


def test_each_finding_has_a_key_of_its_own():
    gone = tuple(
        a_feed_day(n, failures=24, read_at=None, problem="404") if n > 45 else a_feed_day(n) for n in range(50)
    )
    history = a_history(days_of(50), gone, tuple(map(a_feed_day, range(50))))
    (finding,) = findings_of(history, Surroundings(), NOW)
    assert finding.key == ("rivertown_post", "feed", URL)


def test_every_kind_has_its_place_and_what_is_over_is_no_finding():
    assert set(ORDER) == set(FindingKind)
    history = a_history(days_of(50, lambda number: a_day(number, 0 if 40 <= number < 44 else 20)))
    assert [one.kind for one in episodes_of(history, Surroundings(), NOW)] == [FindingKind.SILENT]
    assert findings_of(history, Surroundings(), NOW) == []


def test_the_same_days_judged_a_day_later_do_not_change_what_was_told():
    days = days_of(60, lambda number: a_day(number, 0 if number >= 45 else 20))
    told = [
        [one.told_at for one in episodes_of(a_history(days[:known]), Surroundings(), at(known, 0.5))]
        for known in range(48, 60)
    ]
    assert len({tuple(times) for times in told}) == 1


def kinds_of(history: OutletHistory) -> list[FindingKind]:
    return [one.kind for one in findings_of(history, Surroundings(), NOW)]


def test_an_outlet_that_refuses_its_pages_is_not_reported_as_silent_too():
    def day(number):
        return a_day(number, 0, refused={"refused": 40}) if number >= 45 else a_day(number)

    history = a_history(days_of(50, day))
    assert FindingKind.SILENT in [one.kind for one in episodes_of(history, Surroundings(), NOW)]
    assert kinds_of(history) == [FindingKind.REFUSED]


def test_silence_is_explained_only_by_the_failure_of_all_feeds():
    def failing(number):
        missing = {"failures": 24, "read_at": None, "problem": "404"} if number > 45 else {}
        return a_feed_day(number, **missing)

    days = days_of(50, lambda number: a_day(number, 0 if number > 45 else 20))
    gone, good = tuple(map(failing, range(50))), tuple(map(a_feed_day, range(50)))
    assert kinds_of(a_history(days, gone)) == [FindingKind.FEED]
    assert set(kinds_of(a_history(days, gone, good))) == {FindingKind.SILENT, FindingKind.FEED}
