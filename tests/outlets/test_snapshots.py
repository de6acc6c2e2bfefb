"""Every snapshot is read as expected. `newsarchive snapshot` adds one."""

from pathlib import Path

import pytest

from newsarchive.cli.reports.extract_report import explained
from newsarchive.crawl.registry import outlet_by_name
from newsarchive.extraction.article import explain
from newsarchive.outlet_tools.snapshot.snapshots import find_snapshots, load_snapshot, unlike_expected
from newsarchive.settings import Settings

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
# The sample outlets of the demo have snapshots too, so that some exist without fetching a real site.
SETTINGS = Settings(root=ROOT, outlets_folder=ROOT / "newsarchive" / "demo" / "outlets")
CASES = find_snapshots(HERE)


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: str(folder.relative_to(HERE)))
def test_the_page_is_read_as_expected(folder: Path):
    case = load_snapshot(folder)
    outlet = outlet_by_name(SETTINGS, case.outlet)
    differences = unlike_expected(case, outlet)
    if differences:
        # The next thing to look at for anybody who repairs the outlet's rules.
        how = explained(explain(case.page, outlet))
        pytest.fail("\n".join([f"{folder}:", *differences, "", "How it is read (as extract --explain has it):", how]))


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: str(folder.relative_to(HERE)))
def test_its_folder_is_named_after_its_outlet_and_day(folder: Path):
    case = load_snapshot(folder)
    outlet = outlet_by_name(SETTINGS, case.outlet)
    day = case.page.fetched_at.astimezone(outlet.zone).date().isoformat()
    assert folder.parent == HERE / (outlet.country or "int") / outlet.name
    assert folder.name.startswith(day)


def test_there_are_snapshots_in_several_scripts():
    assert {load_snapshot(folder).outlet for folder in CASES} >= {
        "haverstrand_courier",
        "mimori_shimpo",
        "sada_almarsa",
    }
