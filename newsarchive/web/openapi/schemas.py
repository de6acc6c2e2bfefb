"""What our JSON looks like, as JSON Schema 2020-12. Pure."""

from typing import Any, get_args

from newsarchive.analysis.contexts import ContextOrder
from newsarchive.analysis.periods import STEPS
from newsarchive.records import Cause, Completeness, Kind

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
NUMBER: Schema = {"type": "integer"}
FLAG: Schema = {"type": "boolean"}
TIME: Schema = {"type": "string", "format": "date-time", "description": "UTC, to the second"}
MAYBE_TIME: Schema = {"type": ["string", "null"], "format": "date-time", "description": "UTC, to the second"}
DAY: Schema = {"type": "string", "format": "date"}
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
_MAYBE_NUMBER: Schema = {"type": ["integer", "null"]}
_SHARE: Schema = {"type": ["number", "null"], "description": "of the articles that were published, 0 to 1"}
_PERIOD = an_object(
    "A period; its numbers are null if nothing is known of its days",
    {
        "period": TEXT,
        "since": DAY,
        "until": DAY,
        "articles": {"type": ["array", "null"], "items": NUMBER, "description": "one number for each search"},
        "published": {**_MAYBE_NUMBER, "description": "all articles of the period"},
        "share": {"type": ["array", "null"], "items": _SHARE},
        "days": NUMBER,
        "covered_days": {**NUMBER, "description": "days of which something is known"},
    },
)
_TIMELINE = an_object(
    "The articles of searches over time",
    {
        "queries": a_list(TEXT),
        "understood": a_list(TEXT),
        "by": {"type": "string", "enum": list(STEPS)},
        "since": DAY,
        "until": DAY,
        "copies": {"type": "string", "enum": ["all", "once"]},
        "days": {"type": "string", "enum": ["outlet", "utc"], "description": "whose days are counted"},
        "split": MAYBE_TEXT,
        "notes": a_list(TEXT),
        "panels": a_list(
            an_object(
                "A timeline of all outlets, or of one outlet or country",
                {"group": MAYBE_TEXT, "title": MAYBE_TEXT, "periods": a_list(_PERIOD)},
            )
        ),
    },
)
_CONCORDANCE = an_object(
    "The words of a search in context",
    {
        "query": TEXT,
        "understood": TEXT,
        "lines_by": {"type": "string", "enum": list(get_args(ContextOrder))},
        "articles": {**NUMBER, "description": "articles of this page of results"},
        "total": NUMBER,
        "total_is_capped": FLAG,
        "notes": a_list(TEXT),
        "next": MAYBE_ADDRESS,
        "lines": a_list(
            an_object(
                "One place where words of the search stand",
                {
                    "article_id": NUMBER,
                    "published_on": MAYBE_DAY,
                    "outlet": TEXT,
                    "outlet_title": TEXT,
                    "language": MAYBE_TEXT,
                    "field": {**TEXT, "description": "the part of the article"},
                    "before": TEXT,
                    "found": TEXT,
                    "after": TEXT,
                    "url": MAYBE_TEXT,
                    "page": ADDRESS,
                },
            )
        ),
    },
)
_WORDS = an_object(
    "The distinctive words of a search",
    {
        "understood": TEXT,
        "articles": {**NUMBER, "description": "articles whose words were counted"},
        "matches": NUMBER,
        "matches_are_capped": FLAG,
        "other_articles": {**NUMBER, "description": "articles with which they were compared"},
        "outlets": NUMBER,
        "notes": a_list(TEXT),
        "words": a_list(
            an_object(
                "A word, with how often it is here and in the other articles",
                {
                    "word": TEXT,
                    "articles": NUMBER,
                    "count": NUMBER,
                    "other_articles": NUMBER,
                    "other_count": NUMBER,
                    "times": {"type": "number", "description": "how many times as frequent it is here"},
                    "log_ratio": {"type": "number"},
                    "log_likelihood": {"type": "number"},
                },
            )
        ),
    },
)
_COLLECTED = an_object(
    "One article of a collection; of a removed one only id, tags and note are known",
    {
        "article_id": _MAYBE_NUMBER,
        "url": TEXT,
        "headline": TEXT,
        "outlet": TEXT,
        "published_on": {**TEXT, "description": "YYYY-MM-DD, or empty"},
        "state": {
            **TEXT,
            "description": "removed, moved (to another archive), withdrawn (by the outlet), missing, or empty",
        },
        "added_at": TEXT,
        "tags": a_list(TEXT),
        "note": TEXT,
    },
)
_WATCH: dict[str, Schema] = {
    "name": TEXT,
    "query": TEXT,
    "filters": a_map({}, "the chosen values, by filter"),
    "made_at": TIME,
    "found": {**NUMBER, "description": "articles that it found so far"},
    "found_at": {**MAYBE_TIME, "description": "when it found the last one"},
}
_WATCHED = an_object(
    "One article that a watch found",
    {
        **{name: _FOUND["properties"][name] for name in _FOUND["required"] if name != "page"},
        "found_at": TIME,
        "why": {"type": "string", "enum": ["new", "revised"], "description": "revised: new words in a later version"},
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
    "Timeline": _TIMELINE,
    "Concordance": _CONCORDANCE,
    "DistinctiveWords": _WORDS,
    "Collections": an_object(
        "All collections and tags",
        {
            "collections": a_list(
                an_object("A collection", {"name": TEXT, "articles": NUMBER, "made_at": TIME, "changed_at": TIME})
            ),
            "tags": a_list(an_object("A tag", {"tag": TEXT, "articles": NUMBER})),
        },
    ),
    "Collection": an_object("A collection", {"collection": TEXT, "articles": a_list(_COLLECTED)}),
    "Watches": an_object("All watches", {"watches": a_list(an_object("A watch", _WATCH))}),
    "WatchResults": an_object("A watch and the last articles that it found", {**_WATCH, "articles": a_list(_WATCHED)}),
    "Address": an_object(
        "What the archive has about an address; outcome is null where it does not know it",
        {
            "url": ADDRESS,
            "outcome": MAYBE_TEXT,
            "reason": MAYBE_TEXT,
            "outlet": MAYBE_TEXT,
            "article": {"type": ["integer", "null"]},
            "headline": MAYBE_TEXT,
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
            "kind": MAYBE_TEXT,
            "owner": MAYBE_TEXT,
            "tags": a_list(TEXT),
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
