"""Exceptions of libraries are caught where the library is called; other exceptions are bugs and are raised."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.body import text_extractor
from newsarchive.extraction.dates import published
from newsarchive.extraction.dates.published import PageDates
from newsarchive.extraction.library_errors import BY_DATE_SEARCH, BY_EXTRACTOR
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet import Outlet
from newsarchive.records import Page


def raising(error: BaseException) -> Callable[..., None]:
    def raise_it(*args: object, **kwargs: object) -> None:
        raise error

    return raise_it


@pytest.mark.parametrize("error", BY_EXTRACTOR)
def test_a_page_on_which_trafilatura_fails_has_no_text(
    parsed: Callable[..., ParsedPage], monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    monkeypatch.setattr(text_extractor, "bare_extraction", raising(error("x")))
    assert text_extractor.extract_text(parsed(body="<p>The bridge is open.</p>").tree) == ""


@pytest.mark.parametrize("step", ["tree_cleaning", "extract_content", "xmltotxt"])
def test_a_story_on_which_a_step_of_trafilatura_fails_is_read_with_its_page(
    parsed: Callable[..., ParsedPage], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    lines = [
        f"Sentence {number} of a report about the harbour, its bridge and the ferry over it." for number in range(9)
    ]
    page = parsed(body=f"<article>{''.join(f'<p>{line}</p>' for line in lines)}</article>")
    monkeypatch.setattr(text_extractor, step, raising(ValueError("x")))
    assert text_extractor.extract_text(page.tree).split("\n\n") == lines


@pytest.mark.parametrize("error", BY_DATE_SEARCH)
def test_a_page_on_which_htmldate_fails_has_no_date(
    parsed: Callable[..., ParsedPage],
    a_page: Callable[..., Page],
    outlet: Outlet,
    monkeypatch: pytest.MonkeyPatch,
    error: type[Exception],
) -> None:
    monkeypatch.setattr(published, "find_date", raising(error("x")))
    page = parsed(body="<p>The bridge is open.</p>", url="https://rivertownpost.example/bridge")
    assert PageDates(page, outlet, a_page("x").fetched_at).published is None


def test_other_exceptions_are_raised(parsed: Callable[..., ParsedPage], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_extractor, "bare_extraction", raising(NotImplementedError("x")))
    with pytest.raises(NotImplementedError):
        text_extractor.extract_text(parsed(body="<p>The bridge is open.</p>").tree)
