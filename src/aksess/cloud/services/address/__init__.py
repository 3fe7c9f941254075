"""Stands in for the usual what-is-my-address services, which Terraform files ask for the runner's own address.

Does: answer with the address that the local Azure sees for the caller, so that a network rule made of it admits the
caller, offline too. Over TLS and plain.

Does not: geolocation, IPv6, or looking up other addresses.
"""
