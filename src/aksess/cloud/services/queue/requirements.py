"""What each kind of operation on queues requires.

Microsoft Learn, "Authorize with Microsoft Entra ID", "Permissions for queue service operations".
"""

from __future__ import annotations

from aksess.cloud.pipeline.operation import RequiresRole
from aksess.cloud.storage.operation import Signed

_SERVICE = "Microsoft.Storage/storageAccounts/queueServices"
_QUEUE = f"{_SERVICE}/queues"
_MESSAGES = f"{_QUEUE}/messages"

READ_SERVICE = RequiresRole(f"{_SERVICE}/read", data=False)
WRITE_SERVICE = RequiresRole(f"{_SERVICE}/write", data=False)
ASK_DELEGATION_KEY = RequiresRole(f"{_SERVICE}/generateUserDelegationKey/action", data=False)
READ_QUEUE = RequiresRole(f"{_QUEUE}/read", data=False)
WRITE_QUEUE = RequiresRole(f"{_QUEUE}/write", data=False)
DELETE_QUEUE = RequiresRole(f"{_QUEUE}/delete", data=False)
READ_ACCESS_LIST = RequiresRole(f"{_QUEUE}/getAcl/action", data=False)
WRITE_ACCESS_LIST = RequiresRole(f"{_QUEUE}/setAcl/action", data=False)

PUT_MESSAGE = RequiresRole(f"{_MESSAGES}/add/action", data=True, or_actions=(f"{_MESSAGES}/write",))
GET_MESSAGES = RequiresRole(f"{_MESSAGES}/process/action", data=True)
# Or both of these.
GET_MESSAGES_TOGETHER = ((f"{_MESSAGES}/delete", f"{_MESSAGES}/read"),)
PEEK_MESSAGES = RequiresRole(f"{_MESSAGES}/read", data=True)
DELETE_MESSAGE = RequiresRole(f"{_MESSAGES}/delete", data=True, or_actions=(f"{_MESSAGES}/process/action",))
CLEAR_MESSAGES = RequiresRole(f"{_MESSAGES}/delete", data=True)
UPDATE_MESSAGE = RequiresRole(f"{_MESSAGES}/write", data=True)

SIGNED_SERVICE_READ = Signed("s", "r", service=False)
SIGNED_SERVICE_WRITE = Signed("s", "w", service=False)
SIGNED_LIST_QUEUES = Signed("s", "l", service=False)
SIGNED_CREATE_QUEUE = Signed("c", "cw", service=False)
SIGNED_READ_QUEUE = Signed("c", "r")
SIGNED_WRITE_QUEUE = Signed("c", "w", service=False)
SIGNED_DELETE_QUEUE = Signed("c", "d", service=False)
SIGNED_PUT = Signed("o", "a")
SIGNED_GET = Signed("o", "p")
SIGNED_PEEK = Signed("o", "r")
SIGNED_DELETE = Signed("o", "dp")
SIGNED_CLEAR = Signed("o", "d")
SIGNED_UPDATE = Signed("o", "u")
