"""What is done to pages before they are crawled again: each kind alters what it says, everywhere, and nothing else."""

import json
import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
import deriving

PARTS = [
    "The harbour of Rivertown will stay closed until the spring since the eastern quay has cracked from end to end.",
    "Fishermen who gathered outside the town hall asked for a date, and “none was given”, as one of them said.",
    "The quay was built before the great war and was mended twice with concrete whose reinforcement has rusted since.",
    "Divers went down on three mornings of last week and came back with a box of photographs and few kind words.",
    "The council meets again on the first Thursday of December, when the county is expected to say what it will pay.",
]
HEADLINE = "Harbour stays closed until the spring"
BOX = "".join(f'<li><a href="/{number}">Another story of the day, number {number}</a></li>' for number in range(4))
DATA = json.dumps({"@type": "NewsArticle", "headline": HEADLINE, "articleBody": "\n\n".join(PARTS)})
PAGE = f"""<!DOCTYPE html><html><head><title>{HEADLINE}</title><meta property="og:title" content="{HEADLINE}">
<script type="application/ld+json">{DATA}</script></head><body><nav><a href="/">All the news</a></nav>
<main><h1>{HEADLINE}</h1>{"".join(f"<p>{part}</p>" for part in PARTS)}</main><ul>{BOX}</ul>
<footer>Rivertown Post, Quay Street</footer></body></html>""".encode()
TRUTH = deriving.Truth.of({"truth": {"headline": HEADLINE, "body": "\n\n".join(PARTS)}, "language": "en"})


def furnished():
    tree = deriving.parse(PAGE, "utf-8")
    deriving.furnish(tree, TRUTH)
    return tree


def altered(kind: str) -> tuple[str | None, str]:
    tree = furnished()
    place = deriving.KINDS[kind].edit(tree, TRUTH, random.Random(3))
    return place, deriving.write(tree).decode()


def test_a_page_is_furnished_with_what_passes_by_itself():
    page = deriving.write(furnished()).decode()
    assert (
        page.index("</h1>")
        < page.index("By Anna Reed and Bert Holm")
        < page.index("3 hours ago")
        < page.index(f"<p>{PARTS[0]}")
    )
    assert page.count("12 comments") == 2


@pytest.mark.parametrize("kind", ["text corrected", "headline changed"])
def test_words_are_exchanged_everywhere(kind: str):
    place, page = altered(kind)
    assert place
    assert place not in page
    new = next(word for word in deriving._NEW_WORDS if word in page.lower())
    assert page.lower().count(new) == (2 if kind == "text corrected" else 4)


def test_a_paragraph_goes_from_the_page_and_its_data():
    place, page = altered("paragraph cut")
    assert place in PARTS
    assert place not in page
    assert sum(part in page for part in PARTS) == len(PARTS) - 1


def test_a_paragraph_comes_into_the_page_and_its_data():
    place, page = altered("paragraph added")
    assert place in PARTS
    assert page.count(deriving._SENTENCE) == 2
    assert page.index(f"<p>{place}</p>") < page.index(f"<p>{deriving._SENTENCE}</p>")


@pytest.mark.parametrize(
    ("kind", "came", "went"),
    [
        pytest.param("byline added", "Bert Holm and Cora Lind", "By Anna Reed and Bert Holm", id="byline added"),
        pytest.param("byline reordered", "By Bert Holm and Anna Reed", "By Anna Reed and Bert Holm", id="reordered"),
        pytest.param("related boxes rotated", "Five gardens", "Another story of the day", id="boxes"),
        pytest.param("boilerplate changed", "</footer>", "Quay Street", id="boilerplate"),
        pytest.param("times ago, counters", " hours ago", "12 comments", id="times and counters"),
        pytest.param("typography", '"none was given"', "<p>“none", id="typography"),
    ],
)
def test_what_is_no_change_of_the_text_leaves_it(kind: str, came: str, went: str):
    place, page = altered(kind)
    assert place == ""
    assert came in page
    assert went not in page
    if kind != "typography":
        assert all(page.count(part) >= 1 for part in PARTS if "“" not in part)


@pytest.mark.parametrize(
    ("kind", "said", "left"),
    [
        pytest.param("stub", "Subscribe to continue reading", 1, id="stub"),
        pytest.param("soft 404", "The page you are looking for does not exist", 0, id="soft 404"),
    ],
)
def test_a_page_that_shows_less_shows_it_nowhere(kind: str, said: str, left: int):
    place, page = altered(kind)
    assert place == ""
    assert said in page
    assert sum(part in page for part in PARTS) == left
    assert "articleBody" not in page


def test_a_page_without_the_true_text_cannot_be_altered():
    tree = deriving.parse(b"<html><body><p>Nothing of it is here.</p></body></html>", "utf-8")
    deriving.furnish(tree, TRUTH)
    for kind in ("text corrected", "paragraph cut", "paragraph added", "stub", "soft 404"):
        assert deriving.KINDS[kind].edit(tree, TRUTH, random.Random(1)) is None, kind


def test_scripts_without_spaces_are_altered_too():
    part = (
        "三森市は二十日、港の東岸壁で見つかったひび割れが想定より深いとして、港を春まで閉鎖すると発表した。"
        "市の担当者は述べた。三月まで続く見通しだという説明があった。"
    )
    truth = deriving.Truth.of(
        {"truth": {"body": part, "headline": "三森港春まで閉鎖岸壁のひび割れ深く"}, "language": "ja"}
    )
    page = f"<html><body><h1>三森港春まで閉鎖岸壁のひび割れ深く</h1><p>{part}</p></body></html>".encode()
    for kind in ("text corrected", "headline changed"):
        tree = deriving.parse(page, "utf-8")
        assert deriving.KINDS[kind].edit(tree, truth, random.Random(1))
        assert "別件" in tree.text_content()
