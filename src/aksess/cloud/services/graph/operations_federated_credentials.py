"""Federated credentials of applications: the rules are ``aksess.chain``'s, the messages Graph's.

Sources: Microsoft Learn, "federatedIdentityCredential resource type" and "Important considerations and restrictions
for federated identity credentials"; Azure/azure-workload-identity issue 434 (the text for duplicates).
"""

from __future__ import annotations

from typing import Final

from aksess.chain import (
    CREDENTIALS_PER_IDENTITY,
    CredentialProblem,
    CredentialRule,
    FederatedCredential,
    credential_problems,
    is_issuer_url,
)
from aksess.chain.credentials import LONGEST
from aksess.cloud.identity.directory import Application, Vouched
from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.graph.errors import bad_request, not_found
from aksess.cloud.services.graph.lookups import live_application
from aksess.cloud.services.graph.odata import Object
from aksess.cloud.services.graph.request_properties import text, texts
from aksess.cloud.services.graph.responses import body_of, done, many, one

_INVALID: Final = "InvalidFederatedIdentityCredentialValue"


def list_credentials(call: Call) -> Answer:
    """``GET /applications/{id}/federatedIdentityCredentials``."""
    application = live_application(call, call.params["id"])
    return many(call, (_view(each) for each in application.federated), _entity(application))


def read_credential(call: Call) -> Answer:
    """``GET …/federatedIdentityCredentials/{credential}``: by id or by name."""
    application = live_application(call, call.params["id"])
    return one(call, _view(_find(call, application)), f"{_entity(application)}/$entity")


def create_credential(call: Call) -> Answer:
    """``POST …/federatedIdentityCredentials``."""
    application, body = live_application(call, call.params["id"]), body_of(call)
    name = text(body, "name", "")
    if any(each.name.lower() == name.lower() for each in application.federated):
        raise Fault(
            409,
            "Request_MultipleObjectsWithSameKeyValue",
            f"FederatedIdentityCredential with name {name} already exists.",
        )
    credential = _checked(call, application, Vouched(call.cloud.random_source.uuid(), name, "", "", []), body)
    application.federated = [*application.federated, credential]
    call.cloud.directory.put_application(application)
    return one(call, _view(credential), f"{_entity(application)}/$entity", 201)


def update_credential(call: Call) -> Answer:
    """``PATCH …/federatedIdentityCredentials/{credential}``: everything but the name."""
    application, body = live_application(call, call.params["id"]), body_of(call)
    before = _find(call, application)
    if body.get("name", before.name) != before.name:
        raise bad_request("Property 'name' is read-only and cannot be set.", _INVALID)
    after = _checked(call, application, before, body)
    application.federated = [after if each.id == before.id else each for each in application.federated]
    call.cloud.directory.put_application(application)
    return done(call)


def delete_credential(call: Call) -> Answer:
    """``DELETE …/federatedIdentityCredentials/{credential}``."""
    application = live_application(call, call.params["id"])
    gone = _find(call, application)
    application.federated = [each for each in application.federated if each.id != gone.id]
    call.cloud.directory.put_application(application)
    return done(call)


def _checked(call: Call, application: Application, before: Vouched, body: Object) -> Vouched:
    issuer, subject = text(body, "issuer", before.issuer), text(body, "subject", before.subject)
    audiences = texts(body, "audiences") if "audiences" in body else before.audiences
    description = body.get("description", before.description) or ""
    if not isinstance(description, str):
        raise bad_request("The value of 'description' is no text.", _INVALID)
    others = [
        FederatedCredential(each.name, each.issuer, each.subject, each.audiences[0]) for each in application.federated
    ]
    problems = credential_problems(before.name, issuer, subject, audiences, others, description=description)
    if problems:
        raise _in_words(problems[0], issuer, subject)
    if not is_issuer_url(issuer):
        raise bad_request(f"The issuer '{issuer}' is not a valid https URL.", _INVALID)
    return Vouched(before.id, before.name, issuer, subject, audiences, description, call.now)


def _in_words(problem: CredentialProblem, issuer: str, subject: str) -> Fault:
    match problem.rule:
        case CredentialRule.NAME:
            return bad_request(f"Federated Identity Credential name '{problem.found[:120]}' is invalid.", _INVALID)
        case CredentialRule.MISSING:
            return bad_request(
                "The request format was unexpected. Federated Identity Credential must specify 'issuer', 'subject' "
                "and 'audiences'.",
                _INVALID,
            )
        case CredentialRule.ONE_AUDIENCE:
            return bad_request(
                "Federated identity credentials must have exactly 1 audience.",
                "InvalidFederatedIdentityCredentialsAudienceLength",
            )
        case CredentialRule.TOO_LONG:
            return bad_request(f"The value of '{problem.part}' is longer than {LONGEST} characters.", _INVALID)
        case CredentialRule.UNIQUE:
            return bad_request(
                "The combination of issuer and subject must be unique for the application. "
                f"Issuer '{issuer}' and Subject: '{subject}' already exist.",
                _INVALID,
            )
        case CredentialRule.TOO_MANY:
            return bad_request(
                f"The application already has the maximum of {CREDENTIALS_PER_IDENTITY} federated identity credentials."
            )


def _find(call: Call, application: Application) -> Vouched:
    wanted = call.params["credential"].lower()
    for each in application.federated:
        if wanted in (each.id, each.name.lower()):
            return each
    raise not_found(call.params["credential"])


def _entity(application: Application) -> str:
    return f"applications('{application.object_id}')/federatedIdentityCredentials"


def _view(credential: Vouched) -> Object:
    return {
        "id": credential.id,
        "name": credential.name,
        "issuer": credential.issuer,
        "subject": credential.subject,
        "description": credential.description or None,
        "audiences": credential.audiences,
    }
