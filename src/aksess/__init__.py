"""Workload identity for Azure Kubernetes Service: declare, provision, run without Azure, explain."""

__version__ = "0.1.0"
