"""Data Lake Storage and static websites (``*.dfs.core.windows.net``, ``*.z6.web.core.windows.net``).

Neither is done: every operation is answered 501 by name, so that a client stops instead of waiting.
"""
