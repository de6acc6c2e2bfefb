"""Files of many citations, as other programs read them."""

import json
from dataclasses import replace

import bibtexparser
import pytest
import rispy

from newsarchive.formats.citations.files import BY_EXTENSION, CITATION_FORMATS
from tests.formats.citations.csl_schema import problems_of
from tests.formats.citations.samples import a_citation

SEVERAL = [replace(a_citation(headline=f"Report {number} of {{many}}"), article_id=number) for number in range(1, 4)]
READERS = {
    "bibtex": lambda text: bibtexparser.loads(text).entries,
    "ris": rispy.loads,
    "csl": json.loads,
}


def text_of(form, citations):
    return "".join(CITATION_FORMATS[form].chunks(citations))


@pytest.mark.parametrize("form", CITATION_FORMATS)
def test_a_file_has_every_citation_once(form):
    several = [replace(one, key=f"key-{one.article_id}") for one in SEVERAL]
    read = READERS[form](text_of(form, several))
    assert len(read) == 3
    name = {"bibtex": "ID", "ris": "id", "csl": "id"}[form]
    assert [entry[name] for entry in read] == ["key-1", "key-2", "key-3"]


@pytest.mark.parametrize("form", CITATION_FORMATS)
def test_a_file_without_citations_is_valid(form):
    assert len(READERS[form](text_of(form, []))) == 0


def test_csl_files_are_valid_by_the_schema():
    assert problems_of(json.loads(text_of("csl", SEVERAL))) == []


def test_every_format_has_an_extension_of_its_own():
    assert set(BY_EXTENSION) == {"bib", "ris", "csl.json", "citation.txt"}
