"""The edge: listeners (loopback proxies, one for each run) that lead Azure's host names to the local services."""
