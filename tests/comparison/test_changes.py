"""What counts as a change by an outlet, and of which kind it is."""

from dataclasses import dataclass

import pytest

from newsarchive.comparison import changes as changes_module
from newsarchive.comparison.changes import changes, is_changed
from newsarchive.comparison.matching import MAX_STEPS

FIRST = "The harbour opened again on Monday after two years of repairs, and ships came in from the north."
SECOND = "Crowds stood on the quay and watched the pilots bring the first of them home before noon."
BOX = ("Ferry fares to rise in spring", "Mayor visits the new school", "Storm closes the coast road")
OTHER_BOX = ("Museum finds a lost map", "Bakers win first prize", "Trains are late once more")


@dataclass(frozen=True)
class Text:
    body: str
    headline: str = "Harbour opens again"
    standfirst: str | None = "Ships are back."


def a_text(*parts: str, **facts) -> Text:
    return Text("\n\n".join(parts), **facts)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        pytest.param(a_text(FIRST, SECOND), a_text(FIRST, SECOND), id="nothing"),
        pytest.param(a_text(FIRST, "3 hours ago"), a_text(FIRST, "4 hours ago"), id="how long ago"),
        pytest.param(a_text("vor 59 Minuten", FIRST), a_text("vor 1 Stunde", FIRST), id="how long ago in German"),
        pytest.param(a_text(FIRST, "12 Comments"), a_text(FIRST, "1,340 Comments"), id="a counter"),
        pytest.param(a_text(FIRST), a_text(FIRST, "1 comment"), id="a counter appears"),
        pytest.param(a_text(FIRST, *BOX), a_text(FIRST, *OTHER_BOX), id="a box shows others"),
        pytest.param(a_text(FIRST, *BOX), a_text(FIRST, *BOX[1:], OTHER_BOX[0]), id="a box moves on by one"),
        pytest.param(a_text(FIRST, *BOX, SECOND), a_text(FIRST, *BOX[::-1], SECOND), id="a box is shuffled"),
        pytest.param(a_text("He said “no” – twice."), a_text("He said \"no\" - twice."), id="typography"),
        pytest.param(a_text("By Al Reed", FIRST), a_text("By Al Reed and Bo Holm", FIRST), id="a byline in the text"),
        pytest.param(a_text(FIRST), a_text("Von Anna Reed", FIRST), id="a byline appears in the text"),
        pytest.param(a_text("Al Reed, Bo Holm", FIRST), a_text("Bo Holm, Al Reed", FIRST), id="names change places"),
        pytest.param(a_text(FIRST), a_text(FIRST, standfirst=None), id="the standfirst is not found"),
    ],
)  # fmt: skip
def test_differences_that_are_no_change(older: Text, newer: Text):
    assert not is_changed(older, newer)


@pytest.mark.parametrize(
    ("older", "newer", "kinds"),
    [
        pytest.param(
            a_text(FIRST, SECOND), a_text(FIRST, SECOND, headline="Port opens"),
            ["headline changed"],
            id="headline",
        ),
        pytest.param(
            a_text(FIRST), a_text(FIRST, standfirst="Ships return."),
            ["standfirst changed"],
            id="standfirst",
        ),
        pytest.param(
            a_text(FIRST, SECOND), a_text(FIRST.replace("two", "six"), SECOND),
            ["corrected"],
            id="a number in prose",
        ),
        pytest.param(a_text("Dead: 12", FIRST), a_text("Dead: 14", FIRST), ["corrected"], id="a number in a line"),
        pytest.param(
            a_text(FIRST, "Anna Reed, Bo Holm"), a_text(FIRST, "Anna Reed, Cy Lind"),
            ["corrected"],
            id="another name in a list of them",
        ),
        pytest.param(
            a_text(FIRST, "港の再開は月曜に"), a_text(FIRST, "港の再開は火曜に"),
            ["corrected"],
            id="a subheading without spaces",
        ),
        pytest.param(
            a_text(FIRST, "The coast road is open"), a_text(FIRST, "The coast road is closed"),
            ["corrected"],
            id="a subheading",
        ),
        pytest.param(a_text(FIRST, SECOND), a_text(FIRST), ["shortened by 49 %"], id="a paragraph cut"),
        pytest.param(a_text(FIRST), a_text(FIRST, SECOND), ["extended by 94 %"], id="a paragraph more"),
        pytest.param(a_text(FIRST, *BOX), a_text(SECOND, *OTHER_BOX), ["corrected"], id="a box and the text"),
        pytest.param(
            a_text(FIRST), a_text(FIRST, SECOND, headline="Port"),
            ["headline changed", "extended by 94 %"],
            id="two kinds",
        ),
    ],
)  # fmt: skip
def test_kinds_of_change(older: Text, newer: Text, kinds: list[str]):
    assert is_changed(older, newer)
    assert [str(change) for change in changes(older, newer)] == kinds


def test_thousands_of_replaced_lines_are_a_change_and_are_not_all_compared(monkeypatch):
    compared = []
    real = changes_module.is_same_paragraph
    monkeypatch.setattr(changes_module, "is_same_paragraph", lambda *args: compared.append(args) or real(*args))
    older = a_text(FIRST, *(f"Line {number} of the first list" for number in range(3000)))
    newer = a_text(FIRST, *(f"Zeile {number} aus einer anderen" for number in range(3000)))
    assert is_changed(older, newer)
    assert len(compared) <= MAX_STEPS
