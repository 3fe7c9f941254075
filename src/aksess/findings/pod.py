"""WI1xx: the pod, its label, its service account, its variables."""

from __future__ import annotations

from typing import Final

from aksess.chain import Link
from aksess.findings.finding import Category, Finding, Severity

NO_LABEL: Final = Finding(
    "WI101",
    Link.LABEL,
    Severity.ERROR,
    says='the pod has no label azure.workload.identity/use: "true"',
    cause="The webhook looks at pods that have the label and at no others. On a Deployment, a Service or the service "
    "account the label does nothing: it belongs to the pod template.",
    remedy='label the pod template, azure.workload.identity/use: "true", and recreate the pods',
    example="metadata:\n  labels:\n    app: wi-api",
)
OTHER_LABEL: Final = Finding(
    "WI102",
    Link.LABEL,
    Severity.ERROR,
    says="the label azure.workload.identity/use is `{found}`, and only the text `true` counts",
    cause="The webhook's selector compares the value byte for byte.",
    remedy='write azure.workload.identity/use: "true", with the quotes',
    example='labels:\n  azure.workload.identity/use: "True"',
)
NO_SERVICE_ACCOUNT: Final = Finding(
    "WI103",
    Link.SERVICE_ACCOUNT,
    Severity.ERROR,
    says="the service account `{found}` is not there; there are: {wanted}",
    cause="The pod names a service account that its namespace does not have. Admission then refuses the pod.",
    remedy="create the service account first, or set serviceAccountName to one that is there",
    example="spec:\n  serviceAccountName: wi-demo-sa   # is in namespace default, the pod in widemo",
)
NO_CLIENT_ID: Final = Finding(
    "WI104",
    Link.CLIENT_ID,
    Severity.ERROR,
    says="the service account has no annotation azure.workload.identity/client-id",
    cause="Admission lets the pod pass and leaves AZURE_CLIENT_ID out, so the program finds three of the four "
    "variables. A typo in the key (client_id) and an annotation on a Service have the same effect.",
    remedy="annotate the service account, azure.workload.identity/client-id: {candidate}, and recreate the pods",
    example="kind: ServiceAccount\nmetadata:\n  annotations:\n    azure.workload.identity/client_id: 1c0e…",
)
BAD_EXPIRATION: Final = Finding(
    "WI105",
    Link.LIFETIME,
    Severity.ERROR,
    says="a token lifetime of `{found}` seconds is refused; it has to be from 3600 to 86400",
    cause="The annotation azure.workload.identity/service-account-token-expiration, on the pod or on the service "
    "account, is out of range or no number. Admission refuses the pod.",
    remedy='set the annotation to a number from "3600" to "86400", or take it away: 3600 is the default',
    example='annotations:\n  azure.workload.identity/service-account-token-expiration: "600"',
)
DEFAULT_SERVICE_ACCOUNT: Final = Finding(
    "WI106",
    Link.SERVICE_ACCOUNT,
    Severity.WARNING,
    says="the pod runs as the service account `default`",
    cause="serviceAccountName is empty, or the chart cannot set it. Its token then says …:default, which no "
    "federated credential should trust: every pod of the namespace would have it.",
    remedy="set serviceAccountName to the workload's own service account",
    example="spec:\n  containers:\n    - name: api",
)
OWN_VARIABLE: Final = Finding(
    "WI107",
    Link.CLIENT_ID,
    Severity.WARNING,
    says="the container sets `{found}` itself, so the webhook leaves it as it is",
    cause="The webhook adds a variable only where it is not there. A value from an older deployment wins.",
    remedy="delete the variable from the container",
    example="env:\n  - name: AZURE_CLIENT_ID\n    value: 0b1e…",
)
HARD_CODED_PATH: Final = Finding(
    "WI108",
    Link.LIFETIME,
    Severity.WARNING,
    says="the path of the token is written out: `{found}`",
    cause="azure-workload-identity 1.6 moved the file from /var/run/secrets/azure/tokens to "
    "/var/run/secrets/azure/wi/token.",
    remedy="read AZURE_FEDERATED_TOKEN_FILE",
    example="open /var/run/secrets/azure/tokens/azure-identity-token: no such file or directory",
)
PROXY_SAID_NO: Final = Finding(
    "WI109",
    Link.LABEL,
    Severity.WARNING,
    says="inject-proxy-sidecar is `{found}`, and azure-workload-identity injects the proxy all the same",
    cause="Its webhook asks whether the annotation is there, not what it says.",
    remedy="take the annotation azure.workload.identity/inject-proxy-sidecar away",
    example='annotations:\n  azure.workload.identity/inject-proxy-sidecar: "false"',
)
PROXY_ON_HOST_NETWORK: Final = Finding(
    "WI110",
    Link.LABEL,
    Severity.ERROR,
    says="the pod wants the proxy sidecar and the network of its node",
    cause="The proxy redirects the pod's network; on the node's network that would be everybody's.",
    remedy="drop hostNetwork, or the annotation inject-proxy-sidecar",
    example='hostNetwork: true   # with azure.workload.identity/inject-proxy-sidecar: "true"',
)
NOT_CONFIGURED: Final = Finding(
    "WI111",
    Link.LABEL,
    Severity.ERROR,
    says="the program found no workload identity in its environment",
    cause="AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_FEDERATED_TOKEN_FILE are not all set: the pod was not labelled "
    "when it was created, its service account was not annotated then, or it is older than the webhook.",
    remedy="label the pod, annotate its service account, then recreate the pod",
    example="WorkloadIdentityCredential authentication unavailable. The workload options are not fully configured.",
)
NO_TOKEN_FILE: Final = Finding(
    "WI112",
    Link.LABEL,
    Severity.ERROR,
    says="the token's file is not there, or is empty",
    cause="The volume was not injected (WI101), the container is in skip-containers, or the path is written out "
    "(WI108).",
    remedy="read AZURE_FEDERATED_TOKEN_FILE, and recreate the pod with its label",
    example="open : no such file or directory",
)
NODE_IDENTITY: Final = Finding(
    "WI113",
    Link.LABEL,
    Severity.ERROR,
    says="the program asked the node for a token, not its own identity",
    cause="Without the injected variables DefaultAzureCredential goes on to the node's metadata endpoint, where the "
    "kubelet's identity answers, or none, or several.",
    remedy="label the pod, recreate it, and block 169.254.169.254 for pods",
    example="Multiple user assigned identities exist, please specify the clientId",
)
SECRET_BESIDE: Final = Finding(
    "WI114",
    Category.REQUEST,
    Severity.ERROR,
    says="a client secret is used where the federated token should be, and it is refused",
    cause="AZURE_CLIENT_SECRET is set, so EnvironmentCredential comes before WorkloadIdentityCredential.",
    remedy="take AZURE_CLIENT_SECRET out of the container",
    example="AADSTS7000215: Invalid client secret provided.",
)

POD: Final = (
    NO_LABEL,
    OTHER_LABEL,
    NO_SERVICE_ACCOUNT,
    NO_CLIENT_ID,
    BAD_EXPIRATION,
    DEFAULT_SERVICE_ACCOUNT,
    OWN_VARIABLE,
    HARD_CODED_PATH,
    PROXY_SAID_NO,
    PROXY_ON_HOST_NETWORK,
    NOT_CONFIGURED,
    NO_TOKEN_FILE,
    NODE_IDENTITY,
    SECRET_BESIDE,
)
