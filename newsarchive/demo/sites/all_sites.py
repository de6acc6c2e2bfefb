"""The function that builds the site of each sample outlet."""

from collections.abc import Callable, Mapping, Sequence

from newsarchive.demo.content import Story
from newsarchive.demo.sites import haverstrand_courier, mimori_shimpo, sada_almarsa
from newsarchive.demo.sites.resource import Resource

# Each function returns the resources by path and query, made from the articles and the URL of the home page.
SITES: Mapping[str, Callable[[Sequence[Story], str], dict[str, Resource]]] = {
    "haverstrand_courier": haverstrand_courier.resources,
    "mimori_shimpo": mimori_shimpo.resources,
    "sada_almarsa": sada_almarsa.resources,
}
