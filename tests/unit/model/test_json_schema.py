"""The schema for editors says the same as the checker, as far as a schema can."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from aksess.model import EXAMPLE, Problems, parse, schema


@pytest.fixture(scope="module")
def validator() -> Draft7Validator:
    return Draft7Validator(schema())


def test_the_schema_is_one(validator: Draft7Validator) -> None:
    """Valid by its own definition, which names no host that would have to be asked."""
    Draft7Validator.check_schema(schema())

    assert "$id" not in schema()


def test_it_takes_the_example_and_a_full_file(validator: Draft7Validator, full: str) -> None:
    """Shorthands too."""
    assert [] == list(validator.iter_errors(yaml.safe_load(EXAMPLE.read_text())))
    assert [] == list(validator.iter_errors(yaml.safe_load(full)))


@pytest.mark.parametrize(
    "text",
    [
        "vault: []",
        "clusters: [{}]",
        "clusters: [widemo-aks]",
        "clusters: [{name: a, kubernetesVersion: 1.33}]",
        "clusters: [{name: a, nodeCount: 0}]",
        "vaults: [{name: a--b}]",
        "vaults: [{name: kv1, sku: gold}]",
        "vaults: [{name: kv1, secrets: [a_b]}]",
        "vaults: [{name: kv1, secrets: [{name: a, value: 7}]}]",
        "workloads: [{name: web}]",
        "workloads: [{name: web, serviceAccount: x}]",
        "workloads: [{name: web, serviceAccount: a/b, serviceAccounts: [a/b]}]",
        "workloads: [{name: web, serviceAccount: a/b, tokenExpiration: 60}]",
        "workloads: [{name: web, serviceAccount: a/b, access: [{to: vault/x, as: []}]}]",
        "workloads: [{name: web, serviceAccount: a/b, access: [{to: vault/x, as: a, secrets: get}]}]",
        "workloads: [{name: web, serviceAccount: a/b, access: [{to: vault/x, secrets: read}]}]",
        "configurationStores: [{name: store, keys: [{key: a}]}]",
        "tags: {a: 7}",
        "tags: []",
    ],
)
def test_what_it_refuses_the_checker_refuses(validator: Draft7Validator, head: str, text: str) -> None:
    """An editor underlines what the program would not take."""
    assert not validator.is_valid(yaml.safe_load(head + text))
    assert isinstance(parse(head + text), Problems)


def properties(part: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(part, dict):
        yield from part.get("properties", {}).items()
        for inner in part.values():
            yield from properties(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from properties(inner)


def test_every_key_is_explained() -> None:
    """Title and a sentence for the editor's tooltip."""
    bare = [key for key, about in properties(schema()) if not (about["title"] and about["description"].endswith("."))]

    assert [] == bare
