"""The error page: what happened, in words, and what to do next. Never a traceback."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Base400, Forbidden, NotFound, Request, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup

from newsarchive.errors import ArchiveError, DeskError
from newsarchive.web.databases import QueryTooSlow, ShownArchives, path_in_datasette
from newsarchive.web.responses import BAD_REQUEST, JSON_TYPE, html_response, text_response

if TYPE_CHECKING:
    from datasette.app import Datasette

log = logging.getLogger("newsarchive.web")


@dataclass(frozen=True, slots=True)
class ErrorMessage:
    """An error as the error page shows it."""

    status: int
    heading: str
    text: str | Markup


NOT_FOUND = "Page not found"
# The title of Datasette's error about a statement that took too long; its message has a script.
INTERRUPTED = "SQL Interrupted"
TOO_SLOW = ErrorMessage(503, "This took too long", "Try fewer or rarer words, one outlet, or a shorter period.")
SQL_TOO_SLOW = ErrorMessage(
    400, INTERRUPTED, "The statement took too long, and was stopped. Add a LIMIT, or a condition with an index."
)
# Datasette's reasons for a page that is not found, in our words.
_DATASETTES_REASONS = {
    "404": "",
    "Database not found": "",
    "Record not found": "The table has no row with this key.",
    "Table not found": "The archive has no such table.",
}
# What Datasette says when a visitor may not run SQL.
_SQL_FORBIDDEN = ("execute-sql", "_where= is not allowed")


def describe_error(error: Exception, *, is_wrong_request: bool = False) -> ErrorMessage:
    """error in words for the visitor. Of an unexpected error it says only that it happened.

    is_wrong_request: Datasette raises all kinds of errors for parameters and formats that it cannot handle. So an
    unexpected error on a page of Datasette is the fault of the request, if its address has a parameter or a format.
    """
    if isinstance(error, NotFound):
        message = str(error.args[0]) if error.args else ""
        return ErrorMessage(404, NOT_FOUND, _DATASETTES_REASONS.get(message, message))
    if isinstance(error, Forbidden) or (isinstance(error, DatasetteError) and error.status == 403):
        return ErrorMessage(403, "This is not allowed", _why_forbidden(error))
    if isinstance(error, Base400):
        return ErrorMessage(error.status, BAD_REQUEST, str(error.args[0]) if error.args else "")
    if isinstance(error, QueryTooSlow):
        return TOO_SLOW
    if isinstance(error, DatasetteError) and error.title == INTERRUPTED:
        return SQL_TOO_SLOW
    if isinstance(error, DatasetteError):
        # Datasette's own markup: Datasette has escaped the values in it.
        message = Markup(error.message) if error.message_is_html else error.message  # noqa: S704
        # Datasette says 500 where its message explains what is wrong with the request.
        return ErrorMessage(400 if error.status == 500 else error.status, error.title or BAD_REQUEST, message)
    if isinstance(error, DeskError):
        # Without the folder of this machine.
        place, _, rest = str(error).partition(": ")
        return ErrorMessage(503, "Collections and watches cannot be read", f"{Path(place).name}: {rest}")
    if isinstance(error, ArchiveError):
        return ErrorMessage(503, "The archive cannot be read", str(error))
    if is_wrong_request:
        return ErrorMessage(400, BAD_REQUEST, "The address has a parameter or an ending that this page does not have.")
    return ErrorMessage(500, "Something went wrong", "Details are in the server's log. The archive was not changed.")


def _why_forbidden(error: Exception) -> str:
    message = str(error.message) if isinstance(error, DatasetteError) else str(*error.args[:1])
    if message in _SQL_FORBIDDEN:
        return "SQL of your own is switched off on this server."
    return "" if message == "Permission denied" else message


async def error_page(
    datasette: Datasette, archive: ShownArchives, request: Request, error: Exception, *, is_wrong_request: bool = False
) -> Response:
    """The error page, or a JSON object for an address that ends with .json. An unexpected error is logged."""
    shown = describe_error(error, is_wrong_request=is_wrong_request)
    if shown.status == 500:
        log.error("%s %s failed", request.method, request.path, exc_info=error)
    if request.path.endswith(".json"):
        return _json_response(datasette, shown, error)
    has_arguments = shown.status == 400 and request.query_string
    context = {
        "heading": shown.heading,
        "message": shown.text,
        "needs_login": shown.status == 403,
        "without_arguments": datasette.urls.path(path_in_datasette(datasette, request)) if has_arguments else None,
    }
    return await html_response(datasette, archive, request, "error.html", context, status=shown.status)


def _json_response(datasette: Datasette, shown: ErrorMessage, error: Exception) -> Response:
    extra: dict[str, Any] = error.error_dict if isinstance(error, DatasetteError) else {}
    fields = {
        "ok": False,
        "error": str(shown.text or shown.heading),
        "status": shown.status,
        "title": shown.heading,
    }
    body = json.dumps({**extra, **fields})
    return text_response(datasette, body, JSON_TYPE, status=shown.status)
