"""Fixtures that every part's tests may use."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages and tools beside the checkout; absent on most machines."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpus" / "index.jsonl").is_file():
        pytest.skip(f"{folder} with the corpus of real pages is absent")
    return folder
