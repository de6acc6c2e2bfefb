"""Which pages get our frame, and the template variables that it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils import path_with_added_args
from jinja2 import ChoiceLoader, Environment, FileSystemLoader

from newsarchive.web.databases import ShownArchives, other_databases, shown_archives
from newsarchive.web.datasette_pages.saved_queries import SAVED_QUERIES
from newsarchive.web.layout import TEMPLATES, site_of

if TYPE_CHECKING:
    from datasette.app import Datasette


def has_our_frame(datasette: Datasette, database: str | None) -> bool:
    """Whether pages of the database have our frame; database None: pages of no database, such as /-/versions.

    Beside other databases, pages of no database stay as Datasette makes them.
    """
    archives = shown_archives(datasette)
    if archives is None:
        return False
    return database in archives.names if database is not None else not other_databases(datasette)


def frame_variables(datasette: Datasette, database: str | None, *, is_own_page: bool = False) -> dict[str, Any]:
    """What our templates need, of our own pages and of Datasette's; is_archive_page chooses ours or Datasette's."""
    archives = shown_archives(datasette)
    if archives is None or not (is_own_page or has_our_frame(datasette, database)):
        return {"is_archive_page": False}
    return {
        "is_archive_page": True,
        # Our own pages say themselves which archive they show.
        **({} if is_own_page else {"site": site_of(datasette, _archive_named(archives, database))}),
        "path_with_added_args": path_with_added_args,
        "example_sql": SAVED_QUERIES[0].example,
    }


def _archive_named(archives: ShownArchives, name: str | None) -> Database | ShownArchives:
    """The archive with this name; all if there is none."""
    return next((one for one in archives.databases if one.name == name), archives)


def use_our_templates(environment: Environment, user_folder: str | None) -> None:
    """Our templates before Datasette's. A user's own template with the same name replaces ours."""
    users = [FileSystemLoader(user_folder)] if user_folder else []
    datasettes = [environment.loader] if environment.loader else []
    ours = [FileSystemLoader(TEMPLATES / "over_datasette")]
    environment.loader = ChoiceLoader([*users, *ours, *datasettes, FileSystemLoader(TEMPLATES)])
