"""Which rules of a robots.txt are ours: its groups read as RFC 9309 §2.2 says, and as their authors meant them. Pure.

Protego, which compares paths with rules, finds groups by a part of the agent's name and ends a group at any line that
it does not know. Here one group of rules comes out, for Protego to compare with.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote

# With the misspellings that Google's parser accepts, and without a colon.
_FIELD = re.compile(
    r"(?:(?P<agent>user[ _-]?agents?)|(?P<disallow>diss?all?ow|diasllow|disallaw)|(?P<allow>allow)"
    r"|(?P<delay>crawl[ _-]?delay))(?:[ \t]*:|(?=[ \t]|$))[ \t]*(?P<value>.*)",
    re.IGNORECASE,
)
_LINE_END = re.compile(r"\r\n?|\n")
# What can stand between two names in one line, against the standard.
_BETWEEN_NAMES = re.compile(r"[\s,;()]+")
_NOT_IN_A_NAME = re.compile(r"[^a-z_-].*", re.DOTALL)
# Marks of an encoding, and bytes that are not text, before the name of a field.
_JUNK = "\ufeff\ufffe\0 \t" + "".join(map(chr, range(0xDC80, 0xDD00)))
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
# As in Google's parser: no address is longer, and a longer line is cut.
_LONGEST_LINE = 2083 * 8
_ESCAPES = re.compile(r"(?:%[89a-fA-F][0-9a-fA-F])+")

_Name = Literal["agent", "disallow", "allow", "delay"]


@dataclass
class _Group:
    """The agents of a group, in lower case, and its lines as they are compared."""

    agents: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)
    has_rules: bool = False


def our_rules(text: str, agent: str) -> str:
    """A robots.txt with the one group of text that holds for agent, a product token, under `User-agent: *`.

    All groups with its name count together; without one, all groups for `*`. Bytes of text that were not UTF-8 are lone
    surrogates, as "surrogateescape" decodes them.
    """
    groups = list(_groups(text))
    own = [group for group in groups if agent.lower() in group.agents]
    chosen = own or [group for group in groups if "*" in group.agents]
    return "\n".join(["User-agent: *", *(line for group in chosen for line in group.lines)])


def comparable(url: str) -> str:
    """url, or a rule's path, with escapes of bytes that are not UTF-8 kept apart: Protego takes them all for one."""
    return _ESCAPES.sub(_kept_apart, url)


def _kept_apart(escapes: re.Match[str]) -> str:
    try:
        bytes.fromhex(escapes[0].replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return escapes[0].upper().replace("%", "%25")
    return escapes[0]


def _groups(text: str) -> Iterator[_Group]:
    """The groups of a robots.txt in their order.

    Only an allow or disallow ends the list of a group's agents, also one without a path. All other lines, known or not,
    may stand anywhere (RFC 9309 §2.2.4). Rules before the first group belong to nobody.
    """
    group: _Group | None = None
    for name, value in _fields(_LINE_END.split(text)):
        if name == "agent":
            if group is None or group.has_rules:
                if group is not None:
                    yield group
                group = _Group()
            group.agents.update(_agents(value))
        elif group is not None:
            group.has_rules = group.has_rules or name != "delay"
            if value:
                group.lines.append(f"{'crawl-delay' if name == 'delay' else name}: {comparable(_escaped(value))}")
    if group is not None:
        yield group


def _fields(lines: Iterable[str]) -> Iterator[tuple[_Name, str]]:
    for line in lines:
        found = _FIELD.match(line[:_LONGEST_LINE].partition("#")[0].strip(_JUNK))
        if found is None:
            continue
        names: tuple[_Name, ...] = ("agent", "disallow", "allow", "delay")
        yield next(name for name in names if found[name]), found["value"].strip()


def _agents(value: str) -> Iterator[str]:
    """The product tokens of a user-agent line, without their versions. A name in stars is that name."""
    for word in _BETWEEN_NAMES.split(value.lower()):
        name = _NOT_IN_A_NAME.sub("", word.strip("*"))
        if name or (word and not word.strip("*")):
            yield name or "*"


def _escaped(value: str) -> str:
    """A rule's path with everything beyond printable ASCII escaped (RFC 9309 §2.2.2)."""
    return quote(value.encode("utf-8", "surrogateescape"), safe=_PRINTABLE)
