"""Blob Storage (``*.blob.core.windows.net``), as its REST API is documented on Microsoft Learn.

Done: service properties, account information, user delegation keys; containers with metadata, access lists and
leases; block, append and page blobs with conditions, ranges, leases, snapshots, metadata, tags and tiers; copies
from blobs of this cloud; batches of deletions and of tiers. Not done, and answered 501 by name: query, versions,
undelete, immutability, encryption scopes and customer keys, conditions on tags, finding blobs by tags, CRC64.
"""
