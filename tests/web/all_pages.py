"""An address of every kind of page, our own and Datasette's, for tests that look at all of them."""

# Every kind of page, with the ids of the sample archive in braces.
PAGES = {
    "home": "/",
    "search": "/search?q=harbour+quay",
    "search, nothing found": "/search?q=zeppelin&since=banana",
    "earlier versions": "/search?q=spring&versions=earlier",
    "article": "/article/{feature}",
    "article, structured": "/article/{structured}",
    "article, Arabic": "/article/{arabic}",
    "article, Japanese": "/article/{japanese}",
    "changed text": "/article/{feature}/2?changes=1",
    "near-duplicates": "/copies/{feature}",
    "changes": "/changes",
    "health": "/health",
    "outlet": "/outlet/rivertown_post",
    "page not found": "/nosuch",
    "Datasette: database": "/archive",
    "Datasette: hidden tables": "/archive?_show_hidden=1",
    "Datasette: articles": "/archive/articles",
    "Datasette: filtered": "/archive/articles?outlet=rivertown_post&_facet=kind&_facet_date=published_at&_sort=id",
    "Datasette: _search": "/archive/articles?_search=harbour",
    "Datasette: no rows": "/archive/articles?outlet=nosuch",
    "Datasette: bodies": "/archive/bodies",
    "Datasette: view": "/archive/documents",
    "Datasette: row": "/archive/articles/{feature}",
    "Datasette: saved query": "/archive/articles_about?words=harbour",
    "Datasette: saved query without parameters": "/archive/changed_headlines",
    "Datasette: SQL": "/archive?sql=select+id,+headline+from+articles",
    "Datasette: SQL with an error": "/archive?sql=delete+from+articles",
    "Datasette: wrong argument": "/archive/articles?_sort=headline",
    "Datasette: versions": "/-/versions",
    "Datasette: databases": "/-/databases",
    "Datasette: allow rules": "/-/allow-debug",
    "plugin: log in": "/-/login",
}
# Routes without a page in HTML.
NO_PAGES = ("/-/newsarchive/", "messages")
