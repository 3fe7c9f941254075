"""The refusals of the storage services: codes, statuses, texts, and their two shapes on the wire.

Microsoft Learn, "Common REST API error codes", "Blob Storage error codes", "Queue Storage error codes".
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.storage.dates import precise
from aksess.cloud.storage.response_headers import with_common_headers
from aksess.cloud.storage.xml_documents import element, write

_NOT_SUPPORTED = "is not supported."

CODES: Mapping[str, tuple[int, str]] = MappingProxyType(
    {
        "AllBatchSubRequestsShouldBeSameApi": (400, "All batch subrequests should be the same api."),
        "AppendPositionConditionNotMet": (412, "The append position condition specified was not met."),
        "AuthenticationFailed": (
            403,
            "Server failed to authenticate the request. Make sure the value of Authorization header is formed "
            "correctly including the signature.",
        ),
        "AuthorizationFailure": (403, "This request is not authorized to perform this operation."),
        "AuthorizationPermissionMismatch": (
            403,
            "This request is not authorized to perform this operation using this permission.",
        ),
        "AuthorizationProtocolMismatch": (
            403,
            "This request is not authorized to perform this operation using this protocol.",
        ),
        "AuthorizationResourceTypeMismatch": (
            403,
            "This request is not authorized to perform this operation using this resource type.",
        ),
        "AuthorizationServiceMismatch": (
            403,
            "This request is not authorized to perform this operation using this service.",
        ),
        "AuthorizationSourceIPMismatch": (
            403,
            "This request is not authorized to perform this operation using this source IP.",
        ),
        "BlobAlreadyExists": (409, "The specified blob already exists."),
        "BlobArchived": (409, "This operation is not permitted on an archived blob."),
        "BlobIsSealed": (
            409,
            "The specified blob is sealed, and its contents can't be modified unless the blob is re-created after a "
            "delete.",
        ),
        "BlobNotFound": (404, "The specified blob does not exist."),
        "BlockCountExceedsLimit": (409, "The committed block count cannot exceed the maximum limit of 50,000 blocks."),
        "CannotVerifyCopySource": (404, "The source could not be read."),
        "ConditionNotMet": (412, "The condition specified using HTTP conditional header(s) is not met."),
        "ContainerAlreadyExists": (409, "The specified container already exists."),
        "ContainerNotFound": (404, "The specified container does not exist."),
        "EmptyMetadataKey": (400, "The key for one of the metadata key-value pairs is empty."),
        "ExceedsMaxBatchRequestCount": (400, "Exceeds the maximum number of requests in a batch: 256."),
        "InsufficientAccountPermissions": (
            403,
            "The account being accessed does not have sufficient permissions to execute this operation.",
        ),
        "InvalidAuthenticationInfo": (
            401,
            "Server failed to authenticate the request. Please refer to the information in the www-authenticate "
            "header.",
        ),
        "InvalidBlobOrBlock": (400, "The specified blob or block content is invalid."),
        "InvalidBlobType": (409, "The blob type is invalid for this operation."),
        "InvalidBlockId": (400, "The specified block ID is invalid. The block ID must be Base64-encoded."),
        "InvalidBlockList": (400, "The specified block list is invalid."),
        "InvalidHeaderValue": (400, "The value for one of the HTTP headers is not in the correct format."),
        "InvalidInput": (400, "One of the request inputs is not valid."),
        "InvalidMarker": (400, "The specified marker is not valid."),
        "InvalidMetadata": (
            400,
            "The metadata specified is invalid. It has characters that are not permitted.",
        ),
        "InvalidMd5": (
            400,
            "The MD5 value specified in the request is invalid. MD5 value must be 128 bits and base64 encoded.",
        ),
        "InvalidPageRange": (416, "The page range specified is invalid."),
        "InvalidQueryParameterValue": (
            400,
            "Value for one of the query parameters specified in the request URI is invalid.",
        ),
        "InvalidRange": (416, "The range specified is invalid for the current size of the resource."),
        "InvalidResourceName": (400, "The specified resource name contains invalid characters."),
        "InvalidUri": (400, "The requested URI does not represent any resource on the server."),
        "InvalidXmlDocument": (400, "XML specified is not syntactically valid."),
        "KeyBasedAuthenticationNotPermitted": (
            403,
            "Key based authentication is not permitted on this storage account.",
        ),
        "LeaseAlreadyPresent": (409, "There is already a lease present."),
        "LeaseIdMismatchWithBlobOperation": (412, "The lease ID specified did not match the lease ID for the blob."),
        "LeaseIdMismatchWithContainerOperation": (
            412,
            "The lease ID specified did not match the lease ID for the container.",
        ),
        "LeaseIdMismatchWithLeaseOperation": (
            409,
            "The lease ID specified did not match the lease ID for the resource with the specified lease operation.",
        ),
        "LeaseIdMissing": (
            412,
            "There is currently a lease on the resource and no lease ID was specified in the request.",
        ),
        "LeaseIsBreakingAndCannotBeAcquired": (
            409,
            "The lease ID matched, but the lease is currently in breaking state and cannot be acquired until it is "
            "broken.",
        ),
        "LeaseIsBreakingAndCannotBeChanged": (
            409,
            "The lease ID matched, but the lease is currently in breaking state and cannot be changed.",
        ),
        "LeaseIsBrokenAndCannotBeRenewed": (
            409,
            "The lease ID matched, but the lease has been broken explicitly and cannot be renewed.",
        ),
        "LeaseLost": (
            412,
            "A lease ID was specified, but the lease for the resource has expired.",
        ),
        "LeaseNotPresentWithBlobOperation": (412, "There is currently no lease on the blob."),
        "LeaseNotPresentWithContainerOperation": (412, "There is currently no lease on the container."),
        "LeaseNotPresentWithLeaseOperation": (409, "There is currently no lease on the resource."),
        "MaxBlobSizeConditionNotMet": (412, "The max blob size condition specified was not met."),
        "Md5Mismatch": (
            400,
            "The MD5 value specified in the request did not match with the MD5 value calculated by the server.",
        ),
        "MessageNotFound": (404, "The specified message does not exist."),
        "MessageTooLarge": (400, "The message exceeds the maximum allowed size."),
        "MetadataTooLarge": (400, "The size of the specified metadata exceeds the maximum size permitted."),
        "MissingRequiredHeader": (400, "An HTTP header that's mandatory for this request is not specified."),
        "MissingRequiredQueryParameter": (
            400,
            "A query parameter that's mandatory for this request is not specified.",
        ),
        "NoAuthenticationInformation": (
            401,
            "Server failed to authenticate the request. Please refer to the information in the www-authenticate "
            "header.",
        ),
        "NoPendingCopyOperation": (409, "There is currently no pending copy operation."),
        "OutOfRangeInput": (400, "One of the request inputs is out of range."),
        "OutOfRangeQueryParameterValue": (
            400,
            "One of the query parameters specified in the request URI is outside the permissible range.",
        ),
        "PopReceiptMismatch": (400, "The specified pop receipt did not match the pop receipt for a dequeued message."),
        "PublicAccessNotPermitted": (409, "Public access is not permitted on this storage account."),
        "QueueAlreadyExists": (409, "The specified queue already exists."),
        "QueueNotFound": (404, "The specified queue does not exist."),
        "ResourceNotFound": (404, "The specified resource does not exist."),
        "SequenceNumberConditionNotMet": (412, "The sequence number condition specified was not met."),
        "SnapshotsPresent": (
            409,
            "This operation is not permitted because the blob has snapshots.",
        ),
        "SourceConditionNotMet": (412, "The source condition specified using HTTP conditional header(s) is not met."),
        "UnauthorizedBlobOverwrite": (403, "This request is not authorized to perform blob overwrites."),
        "UnsupportedHeader": (400, f"One of the HTTP headers specified in the request {_NOT_SUPPORTED}"),
        "UnsupportedXmlNode": (400, f"One of the XML nodes specified in the request body {_NOT_SUPPORTED}"),
    }
)


def refusal(
    code: str,
    *,
    detail: str = "",
    headers: tuple[tuple[str, str], ...] = (),
    fields: Mapping[str, str] | None = None,
    status: int = 0,
    message: str = "",
) -> Fault:
    """The Fault of a code in CODES, with its own status and text where the caller gives none.

    detail: what disagreed (``AuthenticationErrorDetail``). fields: further elements of the error body. A code
    that is not in CODES is a KeyError: ours to fix.
    """
    usual_status, usual_message = CODES[code]
    return Fault(
        status or usual_status,
        code,
        message or usual_message,
        headers=headers,
        details={**({"AuthenticationErrorDetail": detail} if detail else {}), **(fields or {})},
    )


def not_implemented(call: Call, name: str) -> Fault:
    """What an operation that is not there answers: 501, and its name."""
    return Fault(501, "NotImplemented", f"The local Azure does not implement {name} ({call.method} {call.path}).")


def render_xml(call: Call, fault: Fault) -> Answer:
    """A Fault as Blob, Queue and File print it."""
    code, message = _as_storage_says(call, fault)
    extra = [element(name, text=str(value)) for name, value in fault.details.items()]
    body = write(element("Error", element("Code", text=code), element("Message", text=message), *extra))
    if fault.status == 304:
        body = b""
    kind = (("content-type", "application/xml"), ("x-ms-error-code", code))
    return with_common_headers(call, Answer(fault.status, body, kind + fault.headers))


def render_json(call: Call, fault: Fault) -> Answer:
    """A Fault as Data Lake (``error``) and Table (``odata.error``) print it."""
    code, message = _as_storage_says(call, fault)
    table = ".table." in call.host
    said = {"lang": "en-US", "value": message} if table else message
    body = {"odata.error" if table else "error": {"code": code, "message": said}}
    kind = (("content-type", "application/json"), ("x-ms-error-code", code))
    return with_common_headers(call, Answer(fault.status, msgspec.json.encode(body), kind + fault.headers))


def _as_storage_says(call: Call, fault: Fault) -> tuple[str, str]:
    return fault.code, f"{fault.message}\nRequestId:{call.request_id}\nTime:{precise(call.now)}"
