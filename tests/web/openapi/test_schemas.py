"""The JSON of our addresses is as described."""

import pytest
from jsonschema import Draft202012Validator

from newsarchive.web.openapi.addresses import ADDRESSES
from newsarchive.web.openapi.schemas import SCHEMAS
from tests.web.openapi.places import with_needed
from tests.web.support import get

# A permanent address only leads to another.
JSON = [
    (address, schema)
    for address in ADDRESSES
    if (schema := address.formats.get("json")) is not None and not address.is_redirect
]


@pytest.mark.parametrize(("address", "schema"), JSON, ids=[address.path for address, _ in JSON])
async def test_json_is_as_described(datasette, address, schema):
    document = (await get(datasette, with_needed(f"{address.path}.json"))).json()
    validator = Draft202012Validator({"$ref": f"#/components/schemas/{schema}", "components": {"schemas": SCHEMAS}})
    assert [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(document)] == []


async def test_earlier_versions_and_errors_are_as_described(datasette):
    def check(schema, document):
        Draft202012Validator({"$ref": f"#/components/schemas/{schema}", "components": {"schemas": SCHEMAS}}).validate(
            document
        )

    check("Results", (await get(datasette, "/search.json?q=harbour&versions=earlier&limit=1")).json())
    check("Error", (await get(datasette, "/search.json?size=2", 400)).json())
    check("Error", (await get(datasette, "/article/4711.json", 404)).json())
