"""The node of a cluster: it registers, runs the pods that are bound to it, and serves the kubelet's API.

It stands in for a kubelet. Pure modules decide (``lifecycle``, ``status``, ``probe_result``, ``environment``,
``volume_files``), an asyncio shell acts (``pod_worker``, ``node``), and the containers themselves are run by a runtime
of ``aksess.pods.runtime``. It does not run static pods, hostPath volumes, persistent volumes, devices, cgroup limits
of its own, ephemeral containers or in-place resizing; an event of the pod names each of these that the pod asks for.
"""
