"""Values with their place on the page."""

from newsarchive.extraction.page.candidates import Candidate, first_candidate, with_values


def test_pairs_without_a_value_are_left_out() -> None:
    found = list(with_values(("Bridge", "h1"), (None, "title"), ("", "og:title"), ("Ferry", "JSON-LD")))
    assert found == [Candidate("Bridge", "h1"), Candidate("Ferry", "JSON-LD")]


def test_the_first_candidate_is_chosen() -> None:
    assert first_candidate(with_values((None, "title"), ("Bridge", "h1"), ("Ferry", "h1"))) == Candidate("Bridge", "h1")


def test_without_candidates_there_is_no_first() -> None:
    assert first_candidate(with_values((None, "title"))) is None
