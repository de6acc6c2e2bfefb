"""The page that compares any two versions of an article, as one text or side by side."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from datasette.database import Database
from datasette.utils.asgi import Request, Response

from newsarchive.web.articles.comparison import compare_versions
from newsarchive.web.articles.versions import change_note, version_picker
from newsarchive.web.formatting import second_label, text_language
from newsarchive.web.layout import site_of
from newsarchive.web.pages.articles.article import read_article, version_of
from newsarchive.web.requests.comparison_request import read_comparison_form
from newsarchive.web.responses import html_response

if TYPE_CHECKING:
    from datasette.app import Datasette

ONE_VERSION = "This article has only one version. There is nothing to compare."


async def version_changes_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /article/ID/changes?older=1&newer=2&view=side."""
    article_id = int(request.url_vars["table"])
    every = await read_article(archive, article_id)
    stored, versions = every.stored, every.versions
    form = read_comparison_form(request.args, stored.revision)
    newer, older = (version_of(every, number) for number in (form.newer, form.older))
    address = f"{site_of(datasette, archive).article}/{article_id}"
    # In a thread, because other pages do not wait for the comparison of two long texts then.
    compared = await asyncio.to_thread(compare_versions, older, newer)
    is_next = newer.number == older.number + 1
    note = await asyncio.to_thread(change_note, older, newer) if is_next else ", ".join(compared.kinds)
    context = {
        "article_href": address,
        "headline": stored.article.headline,
        "outlet": stored.outlet_title,
        "text_language": text_language(stored.article.language),
        "picker": version_picker(versions, form, address) if len(versions) > 1 else None,
        "notices": [*form.warnings, *([ONE_VERSION] if len(versions) == 1 else [])],
        "compared": compared,
        "note": note,
        "is_side": form.view == "side",
        "ends": [
            {"number": version.number, "href": f"{address}/{version.number}", "stamp": second_label(version.seen_at)}
            for version in (older, newer)
        ],
        "canonical": datasette.absolute_url(request, form.address(address)),
    }
    return await html_response(datasette, archive, request, "version_changes.html", context)
