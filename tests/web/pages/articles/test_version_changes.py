"""The page that compares two versions, as one text and side by side."""

import pytest

from tests.web.support import Markup, foreign_scripts, get, text_of


async def test_the_last_change_is_shown_in_one_text(datasette, ids):
    page = (await get(datasette, f"/article/{ids['feature']}/changes")).text
    assert "<del>spring</del><ins>summer</ins>" in page
    assert "<ins>The county has not agreed to pay.</ins>" in page
    shown = text_of(page)
    assert "From version 1 , first seen 20 Nov 2026, 12:00:00 UTC , to version 2 , first seen" in shown
    assert "Changed by the outlet: corrected." in shown
    assert '<link rel="canonical" href="http://localhost/article/' in page


async def test_side_by_side_each_version_has_its_own_column(datasette, ids):
    page = (await get(datasette, f"/article/{ids['feature']}/changes?older=1&newer=2&view=side")).text
    older, newer = page.split('<tr class="text">')[1].split("</tr>")[0].split("</td><td")
    assert "<del>spring</del>" in older
    assert "<ins>" not in older
    assert "<ins>summer</ins>" in newer
    assert "<del>" not in newer
    assert '<tr class="text unchanged">' in page


async def test_the_form_has_the_chosen_versions(datasette, ids):
    page = (await get(datasette, f"/article/{ids['feature']}/changes?older=2&newer=1&view=side")).text
    chosen = [one for tag, one in Markup(page).elements if "selected" in one or "checked" in one]
    assert [one["value"] for one in chosen] == ["1", "2", "side"]


async def test_a_version_is_not_different_from_itself(datasette, ids):
    page = (await get(datasette, f"/article/{ids['feature']}/changes?older=2&newer=2")).text
    assert "Headline and text of these two versions are the same." in page


async def test_an_article_with_one_version_says_so(datasette, ids):
    page = (await get(datasette, f"/article/{ids['arabic']}/changes")).text
    assert "This article has only one version." in page
    assert "<select" not in page


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/article/{feature}/changes?newer=9", "has no version 9. Its newest version is 2."),
        ("/article/4711/changes", "The archive has no article 4711."),
        (f"/article/{2**70}/changes", "The archive has no article"),
    ],
)
async def test_what_is_not_there_is_named(datasette, ids, path, why):
    assert why in (await get(datasette, path.format(**ids), 404)).text


async def test_what_cannot_be_read_in_the_address_is_said(datasette, ids):
    page = (await get(datasette, f"/article/{ids['feature']}/changes?older=one&view=x")).text
    assert "older=one is not the number of a version. Version 1 is compared instead." in page
    assert "view=x is not a known view. Use inline or side." in page


@pytest.mark.parametrize("view", ["inline", "side"])
async def test_hostile_versions_stay_text(datasette, ids, view):
    page = (await get(datasette, f"/article/{ids['hostile']}/changes?view={view}")).text
    assert foreign_scripts(page) == []
    assert not [tag for tag, _ in Markup(page).elements if tag == "img"]
    assert "&lt;script&gt;" in page
