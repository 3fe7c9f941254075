"""Runs the pods of manifests with the node's own pod runner, without a control plane.

``manifests`` reads, ``admission`` admits, ``object_source`` stands in for the API server of the node, ``echo`` passes
the output of containers on, and ``player`` runs the pods to their end. No controller runs: a template is one pod.
"""
