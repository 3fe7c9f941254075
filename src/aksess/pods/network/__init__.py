"""The network of pods in user namespaces: a gateway that is their only way out, and its name server."""
