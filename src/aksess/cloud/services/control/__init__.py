"""The control host: how ``aksess`` itself speaks to a local Azure that runs in another process.

Stands in for nothing of Azure. Plain HTTP at ``control.aksess.internal``, through any listener, with the key that the
0600 run file holds: no token of Azure opens it. It answers what a kubelet would ask of an API server (TokenRequest)
and what a person asks of a local cloud (status, listeners, key rotation, simulation settings, stop).
"""
