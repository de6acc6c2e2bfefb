"""Results that are held back while the network itself may be missing."""

from dataclasses import dataclass

from newsarchive.cli.reports.when_online import WhenOnline, none_reached


@dataclass(frozen=True)
class Result:
    is_unreachable: bool


DOWN, UP = Result(True), Result(False)


def test_results_are_held_until_an_outlet_answers():
    shown: list[Result] = []
    online = WhenOnline(shown.append, is_online=False)
    online.add(DOWN)
    online.add(DOWN)
    assert shown == []
    online.add(UP)
    assert shown == [DOWN, DOWN, UP]
    online.add(DOWN)
    assert shown == [DOWN, DOWN, UP, DOWN]


def test_a_single_outlet_is_shown_at_once():
    shown: list[Result] = []
    WhenOnline(shown.append, is_online=True).add(DOWN)
    assert shown == [DOWN]


def test_the_line_about_the_network_says_why():
    assert none_reached(3, "refused") == "none of 3 outlets can be reached (refused); check the network of this machine"
