"""A real Kubernetes control plane beside the local Azure, as the AKS cluster that ARM made.

``supervisor`` is one process for each cluster. It starts etcd, kube-apiserver, kube-controller-manager and
kube-scheduler (``control_plane``), serves the API server's way into the cluster network (``egress``) and the mutating
webhook (``webhook``), and starts the node (``node``). The programs are found by ``binaries`` and downloaded by
``fetch``. The local Azure is asked over its control host alone.
"""
