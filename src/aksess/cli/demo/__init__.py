"""The whole story on one machine: a program reads a secret, then is refused five times, once for each broken link."""
