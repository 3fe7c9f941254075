"""The names that containers and the webhook agree on; label and annotations are in ``aksess.chain.annotations``.

Source: Azure/azure-workload-identity v1.6.0, pkg/webhook/consts.go, and Microsoft Learn, "Workload identity overview".
"""

from __future__ import annotations

from typing import Final

DEFAULT_PROXY_PORT: Final = 8000
DEFAULT_AUTHORITY_HOST: Final = "https://login.microsoftonline.com/"
DEFAULT_SERVICE_ACCOUNT: Final = "default"

ENV_CLIENT_ID: Final = "AZURE_CLIENT_ID"
ENV_TENANT_ID: Final = "AZURE_TENANT_ID"
ENV_TOKEN_FILE: Final = "AZURE_FEDERATED_TOKEN_FILE"
ENV_AUTHORITY_HOST: Final = "AZURE_AUTHORITY_HOST"
ENV_TOKEN_PROXY: Final = "AZURE_KUBERNETES_TOKEN_PROXY"
ENV_SNI_NAME: Final = "AZURE_KUBERNETES_SNI_NAME"
ENV_CA_FILE: Final = "AZURE_KUBERNETES_CA_FILE"
ENV_CA_DATA: Final = "AZURE_KUBERNETES_CA_DATA"

TOKEN_FILE_NAME: Final = "azure-identity-token"
CA_PATH: Final = "ca-cert/ca.crt"

PROXY_NAME: Final = "azwi-proxy"
PROXY_INIT_NAME: Final = "azwi-proxy-init"
# The image's own user; the redirect rules let this UID reach the real metadata address.
PROXY_UID: Final = 1501
