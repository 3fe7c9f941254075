"""Directory objects as Graph returns them.

A returned object has three layers: Graph's defaults, over them the stored ``attributes``, and over those the properties
that mean something to the local Azure.
"""

from __future__ import annotations

import base64
from typing import Final

from aksess.cloud.identity.directory import Application, Certificate, Kind, Principal, Secret
from aksess.cloud.identity.first_party_applications import MICROSOFT, FirstParty
from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.graph.odata import Object
from aksess.cloud.services.graph.timestamps import written

# Attributes of the local Azure that are not properties of Graph.
OWN: Final = ("directoryRoles", "appRoleAssignments", "managerId")
FOREVER: Final = 4102444800.0

_APPLICATION: Final[Object] = {
    "addIns": [],
    "appRoles": [],
    "applicationTemplateId": None,
    "description": None,
    "disabledByMicrosoftStatus": None,
    "groupMembershipClaims": None,
    "isDeviceOnlyAuthSupported": None,
    "isFallbackPublicClient": None,
    "notes": None,
    "optionalClaims": None,
    "requiredResourceAccess": [],
    "serviceManagementReference": None,
    "signInAudience": "AzureADMyOrg",
    "tags": [],
    "tokenEncryptionKeyId": None,
    "oauth2RequirePostResponse": False,
}
_COMPLEX: Final[dict[str, Object]] = {
    "api": {
        "acceptMappedClaims": None,
        "knownClientApplications": [],
        "requestedAccessTokenVersion": None,
        "oauth2PermissionScopes": [],
        "preAuthorizedApplications": [],
    },
    "info": {
        "logoUrl": None,
        "marketingUrl": None,
        "privacyStatementUrl": None,
        "supportUrl": None,
        "termsOfServiceUrl": None,
    },
    "parentalControlSettings": {"countriesBlockedForMinors": [], "legalAgeGroupRule": "Allow"},
    "publicClient": {"redirectUris": []},
    "spa": {"redirectUris": []},
    "web": {
        "homePageUrl": None,
        "logoutUrl": None,
        "redirectUris": [],
        "implicitGrantSettings": {"enableAccessTokenIssuance": False, "enableIdTokenIssuance": False},
        "redirectUriSettings": [],
    },
}
_SERVICE_PRINCIPAL: Final[Object] = {
    "addIns": [],
    "alternativeNames": [],
    "appRoleAssignmentRequired": False,
    "applicationTemplateId": None,
    "description": None,
    "disabledByMicrosoftStatus": None,
    "homepage": None,
    "loginUrl": None,
    "logoutUrl": None,
    "notes": None,
    "notificationEmailAddresses": [],
    "preferredSingleSignOnMode": None,
    "replyUrls": [],
    "samlSingleSignOnSettings": None,
    "samlMetadataUrl": None,
    "signInAudience": "AzureADMyOrg",
    "tags": [],
}
_GROUP: Final[Object] = {
    "classification": None,
    "description": None,
    "groupTypes": [],
    "isAssignableToRole": None,
    "mail": None,
    "mailEnabled": False,
    "mailNickname": None,
    "membershipRule": None,
    "membershipRuleProcessingState": None,
    "onPremisesDomainName": None,
    "onPremisesNetBiosName": None,
    "onPremisesSamAccountName": None,
    "onPremisesSecurityIdentifier": None,
    "onPremisesSyncEnabled": None,
    "preferredLanguage": None,
    "proxyAddresses": [],
    "resourceBehaviorOptions": [],
    "resourceProvisioningOptions": [],
    "securityEnabled": True,
    "theme": None,
    "visibility": None,
}
_USER: Final[Object] = {
    "accountEnabled": True,
    "businessPhones": [],
    "givenName": None,
    "jobTitle": None,
    "mail": None,
    "mailNickname": None,
    "mobilePhone": None,
    "officeLocation": None,
    "preferredLanguage": None,
    "surname": None,
    "userType": "Member",
}

# The known types of properties; one that is null here accepts any type.
USUAL: Final[Object] = {**_GROUP, **_USER, **_SERVICE_PRINCIPAL, **_APPLICATION, **_COMPLEX}


def application_view(call: Call, application: Application) -> Object:
    """An application."""
    kept = dict(application.attributes)
    complex_parts = {name: {**usual, **_as_object(kept.pop(name, None))} for name, usual in _COMPLEX.items()}
    return {
        "@odata.type": "#microsoft.graph.application",
        **_APPLICATION,
        **kept,
        **complex_parts,
        "id": application.object_id,
        "deletedDateTime": written(application.deleted) if application.deleted else None,
        "appId": application.app_id,
        "createdDateTime": written(application.created),
        "displayName": application.display_name,
        "identifierUris": application.identifier_uris,
        "publisherDomain": call.cloud.settings.tenant_domain,
        "keyCredentials": [key_view(each) for each in application.certificates],
        "passwordCredentials": [password_view(each) for each in application.secrets],
    }


def service_principal_view(call: Call, principal: Principal) -> Object:
    """A service principal, of an application or of a managed identity."""
    application = call.cloud.directory.application(principal.application_id) if principal.application_id else None
    shared = application_view(call, application) if application else None
    managed = principal.kind is Kind.MANAGED_IDENTITY
    inherited: Object = {}
    if shared is not None:
        inherited = {
            "appRoles": shared["appRoles"],
            "oauth2PermissionScopes": shared["api"]["oauth2PermissionScopes"],
            "replyUrls": shared["web"]["redirectUris"],
            "homepage": shared["web"]["homePageUrl"],
            "logoutUrl": shared["web"]["logoutUrl"],
            "signInAudience": shared["signInAudience"],
            "info": shared["info"],
        }
    names = [*(application.identifier_uris if application else []), principal.app_id]
    return {
        "@odata.type": "#microsoft.graph.servicePrincipal",
        **_SERVICE_PRINCIPAL,
        "appRoles": [],
        "oauth2PermissionScopes": [],
        **inherited,
        **({"alternativeNames": ["isExplicit=True", principal.resource_id]} if managed else {}),
        **_shown(principal),
        "id": principal.object_id,
        "deletedDateTime": None,
        "accountEnabled": principal.enabled,
        "appDisplayName": principal.display_name,
        "appId": principal.app_id,
        "appOwnerOrganizationId": call.cloud.settings.tenant,
        "createdDateTime": written(principal.created),
        "displayName": application.display_name if application else principal.display_name,
        "servicePrincipalNames": names,
        "servicePrincipalType": "ManagedIdentity" if managed else "Application",
        "keyCredentials": [key_view(each) for each in principal.certificates],
        "passwordCredentials": [password_view(each) for each in principal.secrets],
    }


def first_party_view(first_party: FirstParty) -> Object:
    """The service principal of one of Microsoft's applications."""
    return {
        "@odata.type": "#microsoft.graph.servicePrincipal",
        **_SERVICE_PRINCIPAL,
        "id": first_party.object_id,
        "accountEnabled": True,
        "appDisplayName": first_party.display_name,
        "appId": first_party.app_id,
        "appOwnerOrganizationId": MICROSOFT,
        "appRoles": [
            {
                "allowedMemberTypes": ["Application"],
                "description": value,
                "displayName": value,
                "id": role_id,
                "isEnabled": True,
                "origin": "Application",
                "value": value,
            }
            for value, role_id in first_party.roles.items()
        ],
        "displayName": first_party.display_name,
        "keyCredentials": [],
        "oauth2PermissionScopes": [],
        "passwordCredentials": [],
        "servicePrincipalNames": [first_party.app_id, *first_party.names],
        "servicePrincipalType": "Application",
    }


def group_view(principal: Principal) -> Object:
    """A group, without its members."""
    return {
        "@odata.type": "#microsoft.graph.group",
        **_GROUP,
        **_shown(principal),
        "id": principal.object_id,
        "createdDateTime": written(principal.created),
        "deletedDateTime": None,
        "displayName": principal.display_name,
    }


def user_view(principal: Principal) -> Object:
    """A user."""
    return {
        "@odata.type": "#microsoft.graph.user",
        **_USER,
        **_shown(principal),
        "id": principal.object_id,
        "accountEnabled": principal.enabled,
        "createdDateTime": written(principal.created),
        "displayName": principal.display_name,
    }


def principal_view(call: Call, principal: Principal) -> Object:
    """Return any principal as its own entity type."""
    if principal.kind is Kind.GROUP:
        return group_view(principal)
    if principal.kind is Kind.USER:
        return user_view(principal)
    return service_principal_view(call, principal)


def password_view(secret: Secret, text: str | None = None) -> Object:
    """A password credential. text: the secret itself, which only the answer that creates it contains."""
    return {
        "customKeyIdentifier": None,
        "displayName": secret.display_name or None,
        "endDateTime": written(secret.ends or FOREVER),
        "hint": secret.hint,
        "keyId": secret.key_id,
        "secretText": text,
        "startDateTime": written(secret.starts),
    }


def key_view(certificate: Certificate) -> Object:
    """A key credential; the certificate itself is not shown in lists, as in Graph."""
    return {
        "customKeyIdentifier": base64.b64encode(bytes.fromhex(certificate.thumbprint)).decode(),
        "displayName": certificate.display_name or None,
        "endDateTime": written(certificate.ends or FOREVER),
        "key": None,
        "keyId": certificate.key_id,
        "startDateTime": written(certificate.starts),
        "type": "AsymmetricX509Cert",
        "usage": "Verify",
    }


def _shown(principal: Principal) -> Object:
    return {name: value for name, value in principal.attributes.items() if name not in OWN}


def _as_object(value: object) -> Object:
    return dict(value) if isinstance(value, dict) else {}
