"""How the file service authenticates and authorizes: as every storage service, at the account."""

from __future__ import annotations

from aksess.cloud.storage.request_authorization import RequestAuthorization

AUTHORIZATION = RequestAuthorization("f", lambda _, account: account.id)
