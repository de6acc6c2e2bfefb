"""What is wrong now, from an archive."""

from datetime import UTC, datetime, timedelta

from newsarchive.archive.database import Archive
from newsarchive.archive.health.current import current_findings, disk_forecast
from newsarchive.archive.health.outlet_days import record_run
from newsarchive.records import FindingKind, RunCounts
from tests.archive.health.rows import add_run

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_what_is_wrong_is_found_in_the_archive(archive: Archive):
    for outlet, refused in (("post", {"refused": 6}), ("times", {})):
        run_id = add_run(archive, NOW, RunCounts(refused=refused), outlet)
        record_run(archive, run_id, NOW)
    (finding,) = current_findings(archive.conn, archive.path, NOW, 0)
    assert (finding.outlet, finding.kind) == ("post", FindingKind.REFUSED)
    assert current_findings(archive.conn, archive.path, NOW, 0, ["times"]) == []


def test_a_disk_that_is_soon_full_comes_first(archive: Archive):
    archive.conn.execute(
        "INSERT INTO disk_days(day, archive_bytes, captures_bytes, free_bytes) VALUES (?, 0, 0, 0)",
        [(NOW - timedelta(days=10)).date().isoformat()],
    )
    reserve_gb = 10**6
    assert disk_forecast(archive.conn, archive.path, NOW, reserve_gb).days_left == 0
    (finding,) = current_findings(archive.conn, archive.path, NOW, reserve_gb)
    assert (finding.outlet, finding.kind) == (None, FindingKind.DISK)
