"""Programs inside the local Azure: as the operator, or as a pod with a service account.

``environment`` says what a program sees, ``projection`` keeps a pod's token fresh, ``process`` runs it. The local
Azure is reached through its control host alone (``control``), as another machine would reach it.
"""
