"""What each kind of operation on blobs requires.

Roles: Microsoft Learn, "Authorize with Microsoft Entra ID", "Permissions for blob service operations". Signatures:
"Create a service SAS", "Create an account SAS", "Blob service operations" by permission.
"""

from __future__ import annotations

from aksess.cloud.pipeline.operation import RequiresRole
from aksess.cloud.storage.operation import NEVER_SIGNED, Signed

_SERVICE = "Microsoft.Storage/storageAccounts/blobServices"
_CONTAINER = f"{_SERVICE}/containers"
_BLOB = f"{_CONTAINER}/blobs"

READ_SERVICE = RequiresRole(f"{_SERVICE}/read", data=False)
WRITE_SERVICE = RequiresRole(f"{_SERVICE}/write", data=False)
READ_ACCOUNT_INFO = RequiresRole(f"{_SERVICE}/getInfo/action", data=False)
ASK_DELEGATION_KEY = RequiresRole(f"{_SERVICE}/generateUserDelegationKey/action", data=False)

READ_CONTAINER = RequiresRole(f"{_CONTAINER}/read", data=False)
WRITE_CONTAINER = RequiresRole(f"{_CONTAINER}/write", data=False)
DELETE_CONTAINER = RequiresRole(f"{_CONTAINER}/delete", data=False)
READ_ACCESS_LIST = RequiresRole(f"{_CONTAINER}/getAcl/action", data=False)
WRITE_ACCESS_LIST = RequiresRole(f"{_CONTAINER}/setAcl/action", data=False)

READ_BLOB = RequiresRole(f"{_BLOB}/read", data=True)
WRITE_BLOB = RequiresRole(f"{_BLOB}/write", data=True)
ADD_BLOB = RequiresRole(f"{_BLOB}/write", data=True, or_actions=(f"{_BLOB}/add/action",))
DELETE_BLOB = RequiresRole(f"{_BLOB}/delete", data=True)
READ_TAGS = RequiresRole(f"{_BLOB}/tags/read", data=True)
WRITE_TAGS = RequiresRole(f"{_BLOB}/tags/write", data=True)

SIGNED_SERVICE_READ = Signed("s", "r", service=False)
SIGNED_SERVICE_WRITE = Signed("s", "w", service=False)
SIGNED_LIST_CONTAINERS = Signed("s", "l", service=False)
SIGNED_CONTAINER_READ = Signed("c", "r", service=False)
SIGNED_CONTAINER_CREATE = Signed("c", "cw", service=False)
SIGNED_CONTAINER_WRITE = Signed("c", "w", service=False)
SIGNED_CONTAINER_DELETE = Signed("c", "d", service=False)
SIGNED_LIST = Signed("c", "l")
SIGNED_READ = Signed("o", "r")
SIGNED_CREATE = Signed("o", "cw")
SIGNED_WRITE = Signed("o", "w")
SIGNED_APPEND = Signed("o", "aw")
SIGNED_DELETE = Signed("o", "d")
SIGNED_BREAK = Signed("o", "wd")
SIGNED_TAGS = Signed("o", "t")
SIGNED_BATCH = Signed("o", "wd")
UNSIGNED = NEVER_SIGNED
