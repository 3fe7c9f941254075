"""The secrets' values on their way into Terraform."""

import json

import pytest

from aksess.model import Model, parse
from aksess.terraform.secret_values import Secrets, SecretsMissing, Target, terraform_secrets

TEXT = """
aksess: 1
location: westeurope
resourceGroup: widemo
vaults:
  - name: widemo-kv
    secrets: [my-secret, {name: other, value: in the file}]
"""


@pytest.fixture
def model() -> Model:
    read = parse(TEXT)
    assert isinstance(read, Model)
    return read


def values(given: Secrets) -> dict[str, str]:
    found: dict[str, str] = json.loads(given.variables["TF_VAR_secrets"])
    return found


def test_the_environment_gives_the_values(model: Model) -> None:
    given = terraform_secrets(model, {"AKSESS_SECRET_MY_SECRET": 'a "quoted" $value'}, Target.AZURE)

    assert {"my-secret": 'a "quoted" $value'} == values(given)


def test_the_environment_wins_over_the_file(model: Model) -> None:
    given = terraform_secrets(model, {"AKSESS_SECRET_OTHER": "x", "AKSESS_SECRET_MY_SECRET": "y"}, Target.AZURE)

    assert "x" == values(given)["other"]


def test_an_empty_variable_is_one_that_was_not_set(model: Model) -> None:
    """As for ``aksess up --apply``: neither the file's value nor the vault's gives way to it."""
    empty = {"AKSESS_SECRET_OTHER": "", "AKSESS_SECRET_MY_SECRET": ""}

    assert {"my-secret": "placeholder"} == values(terraform_secrets(model, empty, Target.LOCAL))
    with pytest.raises(SecretsMissing):
        terraform_secrets(model, empty, Target.AZURE)


def test_on_azure_nothing_is_made_up(model: Model) -> None:
    """The error names the variable to set."""
    with pytest.raises(SecretsMissing, match="`my-secret`: set AKSESS_SECRET_MY_SECRET"):
        terraform_secrets(model, {}, Target.AZURE)


def test_in_the_local_azure_a_placeholder_will_do(model: Model) -> None:
    given = terraform_secrets(model, {}, Target.LOCAL)

    assert {"my-secret": "placeholder"} == values(given)
    assert ("my-secret",) == given.placeholders


def test_no_value_is_ever_shown(model: Model) -> None:
    given = terraform_secrets(model, {"AKSESS_SECRET_MY_SECRET": "hunter2"}, Target.AZURE)

    assert "hunter2" not in repr(given)
