"""What a poll changes in the state of a feed, sitemap or home page, and whether it is due again."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from scrapy.http import Response

from newsarchive.crawl.found import Found
from newsarchive.crawl.http.answers import header
from newsarchive.discovery.polling import (
    SLACK,
    Poll,
    Rhythm,
    StatedPause,
    after_poll,
    dump_rhythm,
    is_dead,
    load_rhythm,
    next_poll,
    next_try,
)
from newsarchive.records import FeedState, Sighting

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})")
_NOT_STORED = re.compile(r"\bno-(?:cache|store)\b")


def is_due(state: FeedState, now: datetime, *, asks_all: bool, changed_at: datetime | None = None) -> bool:
    """Whether to ask a source now.

    A crawl that asks_all leaves out only the sources whose host asked us to wait. changed_at is when the source changed
    last, as the sitemap index above it says: a change after the last poll makes it due.
    """
    if state.due_at is not None and state.due_at > now:
        return False
    has_changed = changed_at is not None and (state.polled_at is None or changed_at > state.polled_at)
    return asks_all or has_changed or state.poll_at is None or state.poll_at <= now + SLACK


def after_answer(
    state: FeedState, found: Found | None, new: Sequence[Sighting], response: Response, now: datetime
) -> FeedState:
    """state after an answer, due again when its rhythm says. found is None if nothing has changed.

    new are the sightings that no source had before. A source that leads to others has no rhythm and is always due.
    """
    answered = replace(
        state,
        etag=header(response, "ETag") or (state.etag if response.status == 304 else None),
        last_modified=header(response, "Last-Modified") or (state.last_modified if response.status == 304 else None),
        polled_at=now,
        due_at=None,
        poll_at=None,
        failures=0,
    )
    if found is not None and found.leads_on:
        return replace(answered, rhythm=None)
    known = load_rhythm(state.rhythm)
    if found is None and known is None:
        return answered
    rhythm = after_poll(known, _poll(known, found, new, response, now))
    return replace(
        answered,
        rhythm=dump_rhythm(rhythm),
        poll_at=next_poll(rhythm),
        problem=answered.problem or _overrun_problem(rhythm),
    )


def after_failure(state: FeedState, problem: str, wait_seconds: float | None, now: datetime) -> FeedState:
    """state after a poll that gave nothing; wait_seconds is how long its host asks us to wait."""
    failures, rhythm = state.failures + 1, load_rhythm(state.rhythm)
    if is_dead(failures, rhythm, now):
        problem = f"{problem}; it has failed for a month and is asked once a month now"
    return replace(
        state,
        polled_at=now,
        due_at=now + timedelta(seconds=wait_seconds) if wait_seconds else None,
        poll_at=next_try(failures, rhythm, now),
        failures=failures,
        problem=problem,
    )


def _poll(
    known: Rhythm | None, found: Found | None, new: Sequence[Sighting], response: Response, now: datetime
) -> Poll:
    stated = _with_max_age(
        known.stated if found is None and known else found.pause if found else StatedPause(), response
    )
    if found is None:
        return Poll(now, known.listed if known else 0, stated=stated)
    times = [_time(one) for one in found.sightings]
    undated = sum(_time(one) is None for one in new)
    replaced = sum(at > known.as_of for at in times if at is not None) + undated if known else 0
    return Poll(now, len(found.sightings), [_time(one) for one in new], replaced, stated)


def _time(sighting: Sighting) -> datetime | None:
    return sighting.published.at if sighting.published else sighting.newest.at if sighting.newest else None


def _with_max_age(stated: StatedPause, response: Response) -> StatedPause:
    """stated, with the pause of the answer's Cache-Control if that is longer (RFC 9111, 5.2.2.1)."""
    control = (header(response, "Cache-Control") or "").lower()
    age = _MAX_AGE.search(control)
    if age is None or _NOT_STORED.search(control):
        return stated
    return replace(stated, pause=max(stated.pause, timedelta(seconds=int(age[1]))))


def _overrun_problem(rhythm: Rhythm) -> str | None:
    if not rhythm.is_overrun:
        return None
    return f"all its {rhythm.listed} entries are new since the last poll, so others may be missed; crawl more often"
