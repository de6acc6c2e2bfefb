"""Files of citations: how each format begins, what stands between two citations, and how it ends."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from newsarchive.formats.citations.bibtex import bibtex_entry
from newsarchive.formats.citations.citation import Citation
from newsarchive.formats.citations.csl_json import csl_item
from newsarchive.formats.citations.ris import ris_record
from newsarchive.formats.citations.sentence import citation_sentence


@dataclass(frozen=True, slots=True)
class CitationFormat:
    """A format of citations: what programs call it, and how a file of it is put together."""

    label: str
    extension: str
    media_type: str
    write: Callable[[Citation], str]
    begin: str = ""
    between: str = ""
    end: str = ""

    def chunks(self, citations: Iterable[Citation]) -> Iterator[str]:
        """The text of a file with these citations, piece by piece."""
        yield self.begin
        for position, citation in enumerate(citations):
            yield (self.between if position else "") + self.write(citation)
        yield self.end


# By the name that the command `export` has for the format.
CITATION_FORMATS: Mapping[str, CitationFormat] = {
    "bibtex": CitationFormat("BibTeX", "bib", "application/x-bibtex; charset=utf-8", bibtex_entry, between="\n"),
    "ris": CitationFormat(
        "RIS", "ris", "application/x-research-info-systems; charset=utf-8", ris_record, between="\r\n"
    ),
    "csl": CitationFormat(
        "CSL-JSON", "csl.json", "application/vnd.citationstyles.csl+json", csl_item, "[\n", ",\n", "\n]\n"
    ),
}
PLAIN = CitationFormat(
    "plain text",
    "citation.txt",
    "text/plain; charset=utf-8",
    lambda citation: citation_sentence(citation) + "\n",
    between="\n",
)
# By the end of a web address.
BY_EXTENSION: Mapping[str, CitationFormat] = {one.extension: one for one in (*CITATION_FORMATS.values(), PLAIN)}
