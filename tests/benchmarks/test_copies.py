"""The generated archive of copies: texts are what their kind says, and the figures come out of a small one."""

import importlib.util
import random
import sys
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"
# Scripts there import each other.
sys.path.insert(0, str(FOLDER))


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def news() -> ModuleType:
    return load("invented_news")


@pytest.fixture(scope="module")
def copies(news: ModuleType) -> ModuleType:
    load("evaluate")
    return load("copies")


def test_lookalikes_share_at_most_six_tenths_of_their_paragraphs(news: ModuleType):
    language = news.make_words()
    for make in news.LOOKALIKES.values():
        for seed in range(20):
            chosen = random.Random(seed)
            text = language.text(chosen)
            alike = make(language, chosen, text)
            assert 0 < len(set(alike) & set(text)) <= 0.6 * len(text)


@pytest.mark.parametrize("make", ["make_words", "make_characters"])
def test_a_template_is_filled_in_anew_each_time(news: ModuleType, make: str):
    language = getattr(news, make)()
    for kind, template in news.TEMPLATES.items():
        filled = template.make(language, kind)
        one, other = (filled.text(random.Random(seed)) for seed in (1, 2))
        assert one != other
        words = [language.parted(paragraph) for paragraph in (one[0], other[0])]
        assert len(one) == len(other)
        assert words[0][:3] == words[1][:3]


def test_newsrooms_give_the_same_articles_each_time_in_order_of_arrival(copies: ModuleType):
    one, other = (list(islice(copies.Newsrooms(3).pieces(), 300)) for _ in range(2))
    assert [piece.body for piece in one] == [piece.body for piece in other]
    assert sorted(one) == one
    assert len({piece.number for piece in one}) == 300


def test_a_small_archive_gives_its_figures(
    copies: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(copies, "COPIED", 0.5)
    monkeypatch.setattr(copies, "HOUR", 5)
    pieces = [copies.made(piece) for piece in islice(copies.Newsrooms().pieces(), 400)]
    monkeypatch.setattr(copies, "made_by", lambda makers: nullcontext(iter(pieces)))
    path = tmp_path / "archive.db"
    truth, _ = copies.fill(path, most=300, minutes=1, makers=1)
    assert len(truth.kind) == 300
    with copies.Archive.open(path, write=True) as archive:
        copies.show_quality(archive, truth)
        copies.show_size(archive)
        copies.show_cost(archive, 300, 210, reading_seconds=0.03)
    lines = capsys.readouterr().out.splitlines()
    all_found = next(line for line in lines if line.startswith("all  "))
    assert float(all_found.split()[2]) > 0.9
    assert any(line.startswith("no copy ") and " 1.0000" in line for line in lines)
    assert any("bytes an article" in line for line in lines)
    assert any("copies / reading" in line for line in lines)
