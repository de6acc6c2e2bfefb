"""The description is a valid OpenAPI document, and its parts have what client generators need."""

from openapi_spec_validator import validate

from newsarchive.web.openapi.document import describe_api

DOCUMENT = describe_api("News archive", "1.0", "https://archive.example")


def test_the_description_is_valid():
    validate(DOCUMENT)


def test_each_address_has_a_name_of_its_own():
    names = [operation["get"]["operationId"] for operation in DOCUMENT["paths"].values()]
    assert len(names) == len(set(names))
    assert {"search_csv", "article_id_number_json", "home"} <= set(names)


def test_parameters_of_files_are_not_those_of_the_page():
    def names(path):
        return {parameter["name"] for parameter in DOCUMENT["paths"][path]["get"]["parameters"]}

    assert "page" in names("/search")
    assert names("/search.csv") - names("/search") == {"limit", "offset"}
    assert names("/article/{id}/{number}.json") >= {"id", "number"}


def test_what_is_wrong_is_described_as_it_is_answered():
    search = DOCUMENT["paths"]["/search.json"]["get"]["responses"]
    assert search["400"]["content"] == {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    assert list(DOCUMENT["paths"]["/search.csv"]["get"]["responses"]["400"]["content"]) == ["text/plain"]
