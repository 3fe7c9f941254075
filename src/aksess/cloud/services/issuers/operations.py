"""Reading an issuer's documents."""

from __future__ import annotations

from aksess.cloud.pipeline.call import JSON, Answer, Call
from aksess.cloud.pipeline.fault import Fault


def read_document(call: Call) -> Answer:
    """A discovery document or the keys of one issuer. Raises Fault 404 for any other path."""
    document = call.cloud.cluster_issuers.document(f"https://{call.host}{call.path}")
    if document is None:
        raise Fault(404, "ResourceNotFound", "The specified resource does not exist.")
    return Answer(200, document, JSON)
