"""The shipped schemas say what the types say."""

import pytest
from jsonschema import Draft202012Validator

from averment.faces.lines import LINES
from averment.faces.schemas import FOLDER, schema_of


@pytest.mark.parametrize("kind", LINES)
def test_the_shipped_schema_is_that_of_the_types(kind: str) -> None:
    shipped = (FOLDER / f"{kind}.schema.json").read_text(encoding="utf-8")
    assert shipped == schema_of(kind), "run `python -m averment.faces.schemas` and tell of the change in CHANGELOG.md"


@pytest.mark.parametrize("kind", LINES)
def test_every_field_is_required_and_no_other_is_allowed(kind: str) -> None:
    import json

    schema = json.loads(schema_of(kind))
    Draft202012Validator.check_schema(schema)
    assert set(schema["required"]) == set(schema["properties"])
    assert schema["additionalProperties"] is False
