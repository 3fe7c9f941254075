"""What is in a cloud that was just made: the operator, and what the operator may do."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from aksess.cloud.authorization import ASSIGNMENT_TYPE, DEFINITION_TYPE
from aksess.cloud.directory import Application, Kind, Principal, Secret
from aksess.cloud.inventory import Resource

if TYPE_CHECKING:
    from aksess.cloud.local import Cloud

# The role template of Global Administrators (Microsoft Learn, "Microsoft Entra built-in roles").
GLOBAL_ADMINISTRATOR: Final = "62e90394-69f5-4237-9190-012177145e10"
# The role Owner (Microsoft Learn, "Azure built-in roles").
OWNER: Final = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
OPERATOR_NAME: Final = "aksess operator"


def seed(cloud: Cloud) -> None:
    """Make the operator, once in the life of a data directory. Must be inside ``world.change()``."""
    done = cloud.world.table("seeded", bool)
    if "operator" in done:
        return
    seed_operator(cloud)
    seed_owner(cloud)
    done.put("operator", True)


def seed_operator(cloud: Cloud) -> None:
    """The operator's application with its client secret, and its service principal, a Global Administrator."""
    settings, now = cloud.settings, cloud.clock.now()
    secret = Secret(
        key_id=cloud.chance.uuid(),
        sha256=hashlib.sha256(settings.operator_secret.encode()).hexdigest(),
        hint=settings.operator_secret[:3],
        display_name="local",
        starts=0.0,
    )
    application = Application(
        cloud.chance.uuid(), settings.operator_client_id, OPERATOR_NAME, secrets=[secret], created=now
    )
    cloud.directory.put_application(application)
    cloud.directory.put(
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


def seed_owner(cloud: Cloud) -> None:
    """The operator's role assignment: Owner at the subscription, and nothing above it."""
    settings, name = cloud.settings, cloud.chance.uuid()
    scope = f"/subscriptions/{settings.subscription}"
    when = cloud.clock.utc().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    who = settings.operator_object_id
    cloud.inventory.put(
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
            private={"uid": cloud.chance.uuid()},
        )
    )
