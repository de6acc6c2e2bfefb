"""Parts of a query as FTS5 reads them and as they are typed."""

import pytest

from newsarchive.archive.words.terms import (
    AllOf,
    AnyOf,
    Term,
    terms_of,
    with_terms,
    without_excluded,
    without_field,
    without_forms,
)

STORM, FLOOD = Term("storm"), Term("flood")
FORMS = Term("storm", variants=("storm", "storms"))


@pytest.mark.parametrize(
    ("part", "match", "typed"),
    [
        pytest.param(STORM, '"storm"', "storm", id="a word"),
        pytest.param(Term("a b", is_phrase=True), '"a b"', '"a b"', id="a phrase"),
        pytest.param(Term('a"b'), '"a""b"', 'a"b', id="a quote inside"),
        pytest.param(Term("sto", is_prefix=True), '"sto" *', "sto*", id="a prefix"),
        pytest.param(Term("Łódź", field="headline"), 'headline : "Lódź"', "headline:Łódź", id="in a column"),
        pytest.param(Term("storm", is_exact=True), '"storm"', "=storm", id="exact"),
        pytest.param(FORMS, '("storm" OR "storms")', "storm", id="with forms"),
        pytest.param(Term("OR"), '"OR"', '"OR"', id="an operator as a word"),
        pytest.param(AnyOf((STORM, FLOOD)), '("storm" OR "flood")', "storm OR flood", id="alternatives"),
        pytest.param(AllOf((STORM, FLOOD)), '("storm" AND "flood")', "storm flood", id="both"),
        pytest.param(AllOf((STORM,), (FLOOD,)), '(("storm") NOT ("flood"))', "storm -flood", id="without"),
        pytest.param(
            AllOf((AnyOf((STORM, AllOf((FLOOD, STORM)))), FLOOD)),
            '(("storm" OR ("flood" AND "storm")) AND "flood")',
            "(storm OR (flood storm)) flood",
            id="nested",
        ),
    ],
)
def test_parts_have_both_languages(part, match, typed):
    assert (part.match, part.typed) == (match, typed)


def test_terms_are_found_and_changed_everywhere():
    part = AllOf((AnyOf((STORM, FLOOD)),), (AllOf((STORM,)),))
    assert list(terms_of(part)) == [STORM, FLOOD]
    assert len(list(terms_of(part, with_excluded=True))) == 3
    assert with_terms(part, lambda term: FLOOD).typed == "(flood OR flood) -(flood)"


def test_forms_and_exclusions_can_be_left_out():
    prefix = Term("sto", is_prefix=True, variants=("stone",))
    assert without_forms(AllOf((FORMS, prefix))) == AllOf((STORM, prefix))
    assert without_excluded(AllOf((AnyOf((STORM, AllOf((FLOOD,), (STORM,)))),), (FLOOD,))) == AllOf(
        (AnyOf((STORM, AllOf((FLOOD,)))),)
    )


@pytest.mark.parametrize(
    ("part", "left"),
    [
        pytest.param(STORM, STORM, id="a word"),
        pytest.param(Term("reed", field="author"), None, id="an author alone"),
        pytest.param(AllOf((STORM, Term("reed", field="author"))), AllOf((STORM,)), id="both"),
        pytest.param(AnyOf((FLOOD, Term("reed", field="author"))), AnyOf((FLOOD,)), id="alternatives"),
        pytest.param(AllOf((STORM,), (Term("reed", field="author"), FLOOD)), AllOf((STORM,), (FLOOD,)), id="excluded"),
        pytest.param(AllOf((AnyOf((Term("reed", field="author"),)),), (FLOOD,)), None, id="nothing wanted is left"),
    ],
)
def test_the_terms_in_one_column_can_be_left_out(part, left):
    assert without_field(part, "author") == left
