"""Microsoft Entra's side: the directory, callers, audiences, access tokens and their claims."""
