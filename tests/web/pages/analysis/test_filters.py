"""The filters on the pages of statistics: boxes, hidden fields, links that remove them, and refused addresses."""

import pytest
from datasette.utils.asgi import BadRequest

from newsarchive.archive.search.totals import OutletTotal
from newsarchive.errors import UsageError
from newsarchive.web.pages.analysis.filters import FilterView, bad_request, understood
from newsarchive.web.requests.search_request import SearchForm

OUTLETS = [
    OutletTotal("post", "Rivertown Post", "gb", "en", 9, None),
    OutletTotal("empty", "Empty", "fr", "fr", 0, None),
    OutletTotal("wire", "A Wire", None, "en", 3, None),
]


def view_of(**filters: tuple[str, ...]) -> FilterView:
    return FilterView(SearchForm(filters=filters), OUTLETS, ["fr", "en"], lambda form: form.address("/timeline"))


def test_boxes_offer_what_the_archive_has():
    boxes = {box.name: [option.label for option in box.options] for box in view_of().boxes()}
    assert boxes == {
        "outlet": ["A Wire", "Rivertown Post"],
        "country": ["United Kingdom"],
        "language": ["English", "French"],
    }


def test_a_chosen_value_is_selected_and_several_are_sent_along():
    (outlet, *_) = view_of(outlet=("post",)).boxes()
    assert [option.value for option in outlet.options if option.chosen] == ["post"]
    several = view_of(outlet=("post", "wire"), section=("Local",))
    assert list(several.hidden_fields()) == [("outlet", "post"), ("outlet", "wire"), ("section", "Local")]
    unknown = next(iter(view_of(outlet=("nobody",)).boxes()))
    assert unknown.options[-1].value == "nobody"


def test_each_filter_can_be_removed():
    links = {link.name: link.href for link in view_of(outlet=("post", "wire"), country=("gb",)).active_filters()}
    assert links == {
        "Outlet: Rivertown Post": "/timeline?outlet=wire&country=gb",
        "Outlet: A Wire": "/timeline?outlet=post&country=gb",
        "Country: United Kingdom": "/timeline?outlet=post&outlet=wire",
    }


def test_a_wrong_address_is_answered_with_its_sentence():
    def read(arguments):
        raise UsageError("by=hour is not a known value. Use day.")

    with pytest.raises(BadRequest, match="By=hour is not"):
        understood(read, {})
    assert bad_request(UsageError("too long")).args == ("Too long.",)
