"""Which module writes which sample outlet's site."""

from collections.abc import Callable, Mapping, Sequence

from newsarchive.demo.content import Story
from newsarchive.demo.sites import haverstrand_courier, mimori_shimpo, sada_almarsa
from newsarchive.demo.sites.resource import Resource

# Every site module gives its resources under path, or path and query, from its stories and the address of its home.
SITES: Mapping[str, Callable[[Sequence[Story], str], dict[str, Resource]]] = {
    "haverstrand_courier": haverstrand_courier.resources,
    "mimori_shimpo": mimori_shimpo.resources,
    "sada_almarsa": sada_almarsa.resources,
}
