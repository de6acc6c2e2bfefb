"""The facts of outlets from which sets are made, and the outlets grouped by them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from newsarchive.outlet_sets.place_names import plain_name


@dataclass(frozen=True, slots=True)
class OutletFacts:
    """What sets are made from: the facts of one outlet. Those that are not known are None."""

    name: str
    country: str | None = None
    language: str | None = None
    kind: str | None = None
    owner: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutletsWithFacts:
    """The outlets of which sets are made."""

    facts: tuple[OutletFacts, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, list[str]]:
        """Their names, by how the names may be written."""
        return self._grouped((plain_name(one.name), one.name) for one in self.facts)

    @cached_property
    def by_kind(self) -> dict[str, list[str]]:
        """Their names, by kind."""
        return self._grouped((one.kind, one.name) for one in self.facts)

    @cached_property
    def by_owner(self) -> dict[str, list[str]]:
        """Their names, by how the owner may be written."""
        return self._grouped((plain_name(one.owner), one.name) for one in self.facts if one.owner)

    @cached_property
    def by_tag(self) -> dict[str, list[str]]:
        """Their names, by how each of their tags may be written."""
        return self._grouped((tag, one.name) for one in self.facts for tag in dict.fromkeys(map(plain_name, one.tags)))

    @cached_property
    def by_country(self) -> dict[str, list[str]]:
        """Their names, by country."""
        return self._grouped((one.country, one.name) for one in self.facts)

    @cached_property
    def by_language(self) -> dict[str, list[str]]:
        """Their names, by language tag in lower case, and by each shorter tag that includes it."""
        return self._grouped((tag, one.name) for one in self.facts for tag in _wider_tags(one.language))

    @staticmethod
    def _grouped(pairs: Iterable[tuple[str | None, str]]) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for key, name in pairs:
            if key is not None:
                groups.setdefault(key, []).append(name)
        return groups


NO_OUTLETS = OutletsWithFacts()


def _wider_tags(language: str | None) -> Iterator[str]:
    """zh-Hant-TW, zh-Hant and zh, in lower case."""
    tag = (language or "").lower()
    while tag:
        yield tag
        tag = tag.rpartition("-")[0]
