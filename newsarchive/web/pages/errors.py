"""What a reader sees when a page cannot be shown: what happened, in words, and a way on. Never a traceback."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils.asgi import Base400, NotFound, Request, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup

from newsarchive.web.databases import TooSlow
from newsarchive.web.layout import answer, show

if TYPE_CHECKING:
    from datasette.app import Datasette

log = logging.getLogger("newsarchive.web")

NOTHING_HERE = "There is nothing at this address"


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as a page states it."""

    status: int
    heading: str
    message: str | Markup


def describe(error: Exception) -> Problem:
    """error in words for the reader; of an unexpected one nothing but that it happened."""
    if isinstance(error, NotFound):
        message = str(error.args[0]) if error.args else ""
        return Problem(404, NOTHING_HERE, "" if message == "404" else message)
    if isinstance(error, Base400):
        return Problem(error.status, "This cannot be answered", str(error.args[0]) if error.args else "")
    if isinstance(error, TooSlow):
        return Problem(503, "That took too long", "Try fewer or rarer words, one outlet, or a shorter range of days.")
    if isinstance(error, DatasetteError):
        # Datasette's own markup: it has escaped what it quotes.
        message = Markup(error.message) if error.message_is_html else error.message  # noqa: S704
        return Problem(error.status, error.title or "This cannot be answered", message)
    return Problem(500, "Something went wrong", "The server's log says what. Nothing in the archive was changed.")


async def problem_page(datasette: Datasette, archive: Database, request: Request, error: Exception) -> Response:
    """The page, or for .json addresses the object, that states a problem; an unexpected one goes to the log."""
    problem = describe(error)
    if problem.status == 500:
        log.error("%s %s failed", request.method, request.path, exc_info=error)
    if request.path.endswith(".json"):
        return _as_json(datasette, problem, error)
    context = {"heading": problem.heading, "message": problem.message}
    return await show(datasette, archive, request, "problem.html", context, status=problem.status)


def _as_json(datasette: Datasette, problem: Problem, error: Exception) -> Response:
    extra: dict[str, Any] = error.error_dict if isinstance(error, DatasetteError) else {}
    stated = {
        "ok": False,
        "error": str(problem.message or problem.heading),
        "status": problem.status,
        "title": problem.heading,
    }
    return answer(datasette, json.dumps({**extra, **stated}), "application/json; charset=utf-8", status=problem.status)
