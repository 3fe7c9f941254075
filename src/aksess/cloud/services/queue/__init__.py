"""Queue Storage (``*.queue.core.windows.net``), as its REST API is documented on Microsoft Learn.

Done: service properties, user delegation keys, queues with metadata and stored access policies, messages with
visibility, pop receipts and time to live. Not done, and answered 501 by name: statistics of the secondary, CORS
preflight requests.
"""
