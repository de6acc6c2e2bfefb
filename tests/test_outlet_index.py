"""An address belongs to the outlet that has its host and wants it."""

import pytest

from newsarchive.outlet import Outlet
from newsarchive.outlet_index import OutletIndex


@pytest.mark.parametrize(
    ("url", "name"),
    [
        pytest.param("https://group.test/news/1", "group", id="the outlet of the domain"),
        pytest.param("https://www.group.test/news/1", "group", id="a host below the domain"),
        pytest.param("https://sport.group.test/news/1", "sport", id="the nearest domain comes first"),
        pytest.param("https://sport.group.test/about", "group", id="an outlet that wants the page comes first"),
        pytest.param("https://sport.group.test/other", "sport", id="no outlet wants the page"),
        pytest.param("https://mygroup.test/news/1", None, id="another domain with the same ending"),
        pytest.param("https://[group.test/news/1", None, id="no valid host"),
    ],
)
def test_the_index_finds_the_outlet_of_a_url(url: str, name: str | None) -> None:
    group = Outlet(
        "group", "Group", "https://group.test/", "en", "UTC", domains=("group.test",), article_urls=("/news/", "/about")
    )
    sport = Outlet(
        "sport",
        "Sport",
        "https://sport.group.test/",
        "en",
        "UTC",
        domains=("sport.group.test",),
        article_urls=("/news/",),
    )
    found = OutletIndex([group, sport]).outlet_for_url(url)
    assert (found.name if found else None) == name


@pytest.mark.parametrize("domain", ["fähre.test", "xn--fhre-loa.test"])
@pytest.mark.parametrize("host", ["fähre.test", "m.xn--fhre-loa.test"])
def test_the_index_finds_an_outlet_by_either_form_of_its_host(domain: str, host: str) -> None:
    ferry = Outlet("ferry", "Ferry", f"https://{domain}/", "de", "UTC", domains=(domain,))
    assert OutletIndex([ferry]).outlet_for_url(f"https://{host}/a") is ferry
