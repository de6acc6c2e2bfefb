"""The answers: whatever is about an article has an address to cite."""

from dataclasses import fields, is_dataclass

import pytest

from newsarchive.mcp_server import answers

ANSWERS = [value for value in vars(answers).values() if isinstance(value, type) and is_dataclass(value)]


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.__name__)
def test_every_answer_about_an_article_has_an_address(answer):
    names = {field.name for field in fields(answer)}
    if "id" in names or "number" in names:
        assert {name for name in names if name.endswith("address")}
    assert answer.__doc__
