"""The bundled example on one machine: a program reads a secret, then is refused once for each broken link."""
