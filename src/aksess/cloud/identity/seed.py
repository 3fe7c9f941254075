"""The first content of a new cloud: the operator and its role assignment."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Final

from aksess.cloud.identity.directory import Application, Directory, Kind, Principal, Secret, new_client_secret
from aksess.cloud.resources.authorization import ASSIGNMENT_TYPE, DEFINITION_TYPE
from aksess.cloud.resources.inventory import Inventory, Resource
from aksess.cloud.state.settings import Settings
from aksess.random_source import RandomSource

# The role template of Global Administrators (Microsoft Learn, "Microsoft Entra built-in roles").
GLOBAL_ADMINISTRATOR: Final = "62e90394-69f5-4237-9190-012177145e10"
# The role Owner (Microsoft Learn, "Azure built-in roles").
OWNER: Final = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
OPERATOR_NAME: Final = "aksess operator"


def new_settings(random_source: RandomSource, tenant: str = "") -> Settings:
    """Return the settings of a new cloud. tenant: a GUID to use, or empty for a new one."""
    return Settings(
        tenant=tenant or random_source.uuid(),
        subscription=random_source.uuid(),
        operator_client_id=random_source.uuid(),
        operator_object_id=random_source.uuid(),
        operator_secret=new_client_secret(random_source),
    )


def seed_operator(settings: Settings, directory: Directory, random_source: RandomSource, now: float) -> None:
    """Write the operator's application with its client secret, and its service principal, a Global Administrator.

    now: Unix seconds. Call it inside ``store.transaction()``, as ``seed_owner``.
    """
    secret = Secret(
        key_id=random_source.uuid(),
        sha256=hashlib.sha256(settings.operator_secret.encode()).hexdigest(),
        hint=settings.operator_secret[:3],
        display_name="local",
        starts=0.0,
    )
    application = Application(
        random_source.uuid(), settings.operator_client_id, OPERATOR_NAME, secrets=[secret], created=now
    )
    directory.put_application(application)
    directory.put(
        Principal(
            object_id=settings.operator_object_id,
            kind=Kind.APPLICATION,
            display_name=OPERATOR_NAME,
            app_id=settings.operator_client_id,
            application_id=application.object_id,
            attributes={"directoryRoles": [GLOBAL_ADMINISTRATOR]},
            created=now,
        )
    )


def seed_owner(settings: Settings, inventory: Inventory, random_source: RandomSource, now: float) -> None:
    """Write the operator's role assignment: Owner at the subscription, and nothing above it."""
    name = random_source.uuid()
    scope = f"/subscriptions/{settings.subscription}"
    when = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    who = settings.operator_object_id
    inventory.put(
        Resource(
            id=f"{scope}/providers/{ASSIGNMENT_TYPE}/{name}",
            name=name,
            type=ASSIGNMENT_TYPE,
            properties={
                "roleDefinitionId": f"{scope}/providers/{DEFINITION_TYPE}/{OWNER}",
                "principalId": who,
                "principalType": "ServicePrincipal",
                "description": None,
                "condition": None,
                "conditionVersion": None,
                "delegatedManagedIdentityResourceId": None,
                "scope": scope,
                "createdOn": when,
                "createdBy": who,
                "updatedOn": when,
                "updatedBy": who,
            },
            private={"uid": random_source.uuid()},
        )
    )
