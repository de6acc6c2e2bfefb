"""`newsarchive snapshot` as a user runs it; how pages are masked is tested in tests/outlet_tools/snapshot."""

from pathlib import Path

import pytest

from newsarchive.outlet_tools.snapshot import snapshots
from newsarchive.outlet_tools.snapshot.snapshots import SavedSnapshot


def test_the_folder_is_printed_and_every_difference_of_a_forced_page_named(run, monkeypatch: pytest.MonkeyPatch):
    def take(settings, spider, url, *, folder, force):
        assert (spider.name, url, folder, force) == ("guardian", "https://post.example/1", Path("kept"), True)
        return SavedSnapshot(Path("kept/gb/guardian"), ("byline: “A. Reed” → none",))

    monkeypatch.setattr(snapshots, "take_snapshot", take)
    result = run("snapshot", "guardian", "https://post.example/1", "--folder", "kept", "--force")
    assert (result.status, result.out) == (0, "kept/gb/guardian\n")
    assert result.err == "read differently: byline: “A. Reed” → none\n"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        pytest.param(["guardian"], "Missing argument 'URL'", id="no page"),
        pytest.param(["gaurdian", "https://post.example/1"], "did you mean guardian?", id="misspelled"),
    ],
)
def test_wrong_use_gets_one_line(run, tmp_path: Path, words, complaint):
    result = run("snapshot", *words)
    assert (result.status, result.out) == (2, "")
    assert complaint in result.err
    assert list(tmp_path.iterdir()) == []
