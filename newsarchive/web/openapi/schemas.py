"""What our JSON looks like, as JSON Schema 2020-12. Pure."""

from typing import Any, get_args

from newsarchive.records import Cause, Completeness, Kind

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
NUMBER: Schema = {"type": "integer"}
FLAG: Schema = {"type": "boolean"}
TIME: Schema = {"type": "string", "format": "date-time", "description": "UTC, to the second"}
MAYBE_TIME: Schema = {"type": ["string", "null"], "format": "date-time", "description": "UTC, to the second"}
MAYBE_DAY: Schema = {"type": ["string", "null"], "format": "date"}
ADDRESS: Schema = {"type": "string", "format": "uri"}
MAYBE_ADDRESS: Schema = {"type": ["string", "null"], "format": "uri"}
KIND: Schema = {"type": "string", "enum": list(get_args(Kind))}
COMPLETENESS: Schema = {"type": "string", "enum": list(get_args(Completeness))}
CAUSE: Schema = {"type": ["string", "null"], "enum": [*get_args(Cause), None]}


def an_object(description: str, required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    """The schema of an object with these members, and perhaps others that a later version adds."""
    return {
        "type": "object",
        "description": description,
        "properties": {**required, **(optional or {})},
        "required": list(required),
    }


def a_list(of: Schema) -> Schema:
    """The schema of a list."""
    return {"type": "array", "items": of}


def a_map(of: Schema, description: str = "") -> Schema:
    """The schema of an object whose names are data."""
    return {"type": "object", "additionalProperties": of, "description": description}


def reference(name: str) -> Schema:
    """A reference to one of SCHEMAS."""
    return {"$ref": f"#/components/schemas/{name}"}


_FOUND = an_object(
    "One article that a search found",
    {
        "id": NUMBER,
        "headline": TEXT,
        "published_at": MAYBE_TIME,
        "published_on": MAYBE_DAY,
        "outlet": TEXT,
        "outlet_title": TEXT,
        "source": MAYBE_TEXT,
        "authors": MAYBE_TEXT,
        "language": MAYBE_TEXT,
        "section": MAYBE_TEXT,
        "kind": KIND,
        "completeness": COMPLETENESS,
        "revision": {**NUMBER, "description": "number of today's version"},
        "first_seen_at": TIME,
        "gone_at": {**MAYBE_TIME, "description": "since when the outlet no longer shows it"},
        "copies": {**NUMBER, "description": "other articles of its group of near-duplicates that match too"},
        "url": MAYBE_TEXT,
        "snippet": TEXT,
        "page": {**ADDRESS, "description": "its page in this archive"},
    },
    {
        "version": {**NUMBER, "description": "with versions=earlier: the version that was found"},
        "version_seen_at": TIME,
        "replaced_at": MAYBE_TIME,
        "cause": CAUSE,
        "matches_today": FLAG,
    },
)
_RESULTS = an_object(
    "The results of a search",
    {
        "query": TEXT,
        "understood": {**TEXT, "description": "the words as they were understood"},
        "filters": a_map(a_list(TEXT), "the chosen values, by filter"),
        "since": MAYBE_DAY,
        "until": MAYBE_DAY,
        "order": {"type": "string", "enum": ["relevance", "newest", "oldest"]},
        "copies": TEXT,
        "versions": TEXT,
        "total": {**NUMBER, "description": "articles that match, near-duplicates included"},
        "total_is_capped": {**FLAG, "description": "whether there are more than total"},
        "notes": a_list(TEXT),
        "forms": a_map(a_list(TEXT), "the other forms that were searched for, by word"),
        "suggestions": a_list(an_object("Another search that may be meant", {"reason": TEXT, "query": TEXT})),
        "page": ADDRESS,
        "next": {**MAYBE_ADDRESS, "description": "the next results, if a limit was given"},
        "articles": a_list(reference("FoundArticle")),
    },
)
_ARTICLE = an_object(
    "One version of an article, as an export has it",
    {
        "id": NUMBER,
        "outlet": TEXT,
        "outlet_title": TEXT,
        "url": MAYBE_TEXT,
        "headline": TEXT,
        "standfirst": MAYBE_TEXT,
        "authors": a_list(an_object("An author", {"name": TEXT, "kind": TEXT})),
        "published_at": MAYBE_TIME,
        "published_on": MAYBE_DAY,
        "source": MAYBE_TEXT,
        "language": MAYBE_TEXT,
        "section": MAYBE_TEXT,
        "kind": KIND,
        "completeness": COMPLETENESS,
        "body": {**TEXT, "description": "paragraphs, separated by an empty line"},
        "revision": NUMBER,
        "first_seen_at": TIME,
        "gone_at": MAYBE_TIME,
        "page": ADDRESS,
    },
)
_CHANGE = an_object(
    "One change of an article by its outlet, or its withdrawal",
    {
        "article_id": NUMBER,
        "older": {"type": ["integer", "null"]},
        "newer": {"type": ["integer", "null"]},
        "changed_at": TIME,
        "kinds": a_list(an_object("A kind of change", {"kind": TEXT, "percent": {"type": ["integer", "null"]}})),
        "cause": CAUSE,
        "headline": TEXT,
        "earlier_headline": MAYBE_TEXT,
        "outlet": TEXT,
        "outlet_title": TEXT,
        "language": MAYBE_TEXT,
        "url": MAYBE_TEXT,
        "page": ADDRESS,
        "changes_page": MAYBE_ADDRESS,
    },
)

SCHEMAS: dict[str, Schema] = {
    "FoundArticle": _FOUND,
    "Results": _RESULTS,
    "Article": _ARTICLE,
    "Change": _CHANGE,
    "Changes": an_object(
        "A page of changes",
        {
            "outlets": a_list(TEXT),
            "kinds": a_list(TEXT),
            "whose": TEXT,
            "since": MAYBE_DAY,
            "until": MAYBE_DAY,
            "notes": a_list(TEXT),
            "looked_back_to": MAYBE_TIME,
            "page": ADDRESS,
            "next": MAYBE_ADDRESS,
            "changes": a_list(reference("Change")),
        },
    ),
    "Copies": an_object(
        "A page of a group of near-duplicates",
        {
            "head": {**NUMBER, "description": "the article with which the others are compared"},
            "articles": NUMBER,
            "outlets": NUMBER,
            "page": ADDRESS,
            "next": MAYBE_ADDRESS,
            "members": a_list(
                an_object(
                    "A member",
                    {
                        "id": NUMBER,
                        "outlet": TEXT,
                        "headline": TEXT,
                        "is_head": FLAG,
                        "similarity": {"type": ["number", "null"], "description": "to the head, 0 to 1"},
                        "page": ADDRESS,
                    },
                )
            ),
        },
    ),
    "Health": an_object(
        "What is wrong with the crawls",
        {"findings": a_list({"type": "object"}), "outlets": a_map({"type": "object"}), "last_crawl": {}},
    ),
    "Outlet": an_object(
        "An outlet and its articles",
        {
            "name": TEXT,
            "title": TEXT,
            "country": MAYBE_TEXT,
            "language": MAYBE_TEXT,
            "articles": NUMBER,
            "first_on": MAYBE_DAY,
            "last_on": MAYBE_DAY,
            "sections": a_map(NUMBER, "articles by section"),
            "sources": a_map(NUMBER, "articles by source"),
            "articles_per_day": a_map(NUMBER),
            "findings": a_list({"type": "object"}),
        },
    ),
    "Error": an_object(
        "What is wrong, in one sentence",
        {"ok": {"const": False}, "error": TEXT, "status": NUMBER, "title": TEXT},
    ),
}
