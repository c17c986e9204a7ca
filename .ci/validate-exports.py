"""Holds what `cargo xtask export` writes to the standards that it claims to keep."""

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

specs = Path(__file__).parent.parent / "specs"
documents = sorted(specs.glob("*/*.openapi.json"))
schemas = sorted(specs.glob("*/*.schema.json"))
if not documents or len(documents) != len(schemas):
    sys.exit(f"{len(documents)} OpenAPI documents and {len(schemas)} JSON Schemas")
failed = False
for path in documents + schemas:
    document = json.loads(path.read_text(encoding="utf-8"))
    if path in documents:
        errors = OpenAPIV31SpecValidator(document).iter_errors()
    else:
        checker = Draft202012Validator(Draft202012Validator.META_SCHEMA)
        errors = checker.iter_errors(document)
    for error in errors:
        failed = True
        print(f"{path}: {error.json_path}: {error.message}")
print(f"{len(documents)} OpenAPI documents, {len(schemas)} JSON Schemas")
sys.exit(failed)
