"""Outlet files that change as a report proposes, and proposals that are refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsarchive.errors import UsageError
from newsarchive.outlet import Outlet
from newsarchive.outlet_tools.verify.mending import Proposal, mend, read_proposals

OLD, NEW = "https://quay.example/news.rss", "https://quay.example/feed/"
MAP = "https://quay.example/map.xml"
QUAY = Outlet(
    "quay", "The Quay", "https://quay.example/", "en", "UTC", "gb", ("quay.example", "quay.press"), (OLD,), (MAP,)
)
OTHER = replace(QUAY, name="mole", feeds=("https://www.quay.example/mole.rss",), sitemaps=())
TEXT = f'class Quay(OutletSpider):\n    feeds = ["{OLD}"]\n    sitemaps = [\n        "{MAP}",\n    ]\n'
CHANGE = Proposal("quay", OLD, NEW)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "quay.py").write_text(TEXT)
    return {"quay": tmp_path / "quay.py"}


def test_a_moved_feed_is_replaced(files):
    other = Proposal("quay", MAP, "https://quay.press/map.xml")
    (changed,), refused = mend([CHANGE, other, CHANGE], [QUAY, OTHER], files)
    assert changed.after == TEXT.replace(OLD, NEW).replace(MAP, "https://quay.press/map.xml")
    assert (changed.before, refused) == (TEXT, [])
    assert files["quay"].read_text() == TEXT
    assert [line for line in changed.diff() if line.startswith(("-  ", "+  "))][:2] == [
        f'-    feeds = ["{OLD}"]',
        f'+    feeds = ["{NEW}"]',
    ]


@pytest.mark.parametrize(
    ("proposal", "reason"),
    [
        (Proposal("wall", OLD, NEW), "no outlet has that name"),
        (Proposal("quay", NEW, OLD), "its file does not name that address"),
        (Proposal("quay", OLD, "https://elsewhere.example/feed"), "is on another site, elsewhere.example"),
        (Proposal("quay", OLD, "http://quay.example/feed"), "is not https"),
        (Proposal("quay", OLD, "javascript:alert(1)"), "is not an address that a file may have"),
        (Proposal("quay", OLD, 'https://quay.example/"]; import os; x = ["'), "is not an address that a file may have"),
        (Proposal("quay", OLD, "https://quay.example/a\\nb"), "is not an address that a file may have"),
        (Proposal("quay", OLD, "https://me:secret@quay.example/feed"), "is not an address that a file may have"),
        (Proposal("quay", OLD, "https://quay.example/mole.rss/"), "mole has the new address already"),
        (Proposal("quay", OLD, MAP), "quay has the new address already"),
    ],
)
def test_a_proposal_that_a_person_must_look_at_is_refused(files, proposal: Proposal, reason: str):
    changed, (refused,) = mend([proposal], [QUAY, OTHER], files)
    assert (changed, refused.proposal) == ([], proposal)
    assert reason in refused.reason


def test_reports_that_disagree_change_nothing(files):
    changed, refused = mend([CHANGE, replace(CHANGE, new=NEW + "2")], [QUAY], files)
    assert changed == []
    assert {one.reason for one in refused} == {"the reports name different addresses"}


def test_an_address_that_the_file_puts_together_is_left_to_a_person(files):
    files["quay"].write_text("HOME = 'https://quay.example/'\nfeeds = [HOME + 'news.rss']\n")
    changed, (refused,) = mend([CHANGE], [QUAY], files)
    assert changed == []
    assert refused.reason.endswith("quay.py has the address 0 times; change it by hand")


ROW = f'{{"outlet": "quay", "from": "{OLD}", "to": "{NEW}"}}'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f'{{"format": 1, "proposals": [{ROW}]}}', id="json"),
        pytest.param(f'# Report\n\n```json\n{{"format": 1, "proposals": [\n{ROW}\n]}}\n```\n', id="markdown"),
        pytest.param(f'```json\r\n{{"format": 1, "proposals": [{ROW}]}}\r\n```\r\n', id="markdown from a browser"),
    ],
)
def test_proposals_are_read_from_both_kinds_of_report(tmp_path: Path, text: str):
    (tmp_path / "report").write_text(text)
    assert read_proposals(tmp_path / "report") == [CHANGE]


@pytest.mark.parametrize(
    "text",
    ["", "# Notes\n", "{", "[]", '{"proposals": 3}', '{"proposals": [["quay"]]}', "```json\n[]\n```\n",
     f'{{"format": 2, "proposals": [{ROW}]}}', '{"proposals": [{"outlet": 1, "from": 2, "to": 3}]}', "[" * 99_999],
    ids=lambda text: text[:12] or "empty",
)  # fmt: skip
def test_another_file_is_refused_with_its_name(tmp_path: Path, text: str):
    (tmp_path / "notes.md").write_text(text)
    with pytest.raises(UsageError, match=r"notes\.md: "):
        read_proposals(tmp_path / "notes.md")
