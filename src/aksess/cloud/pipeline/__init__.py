"""A request on its way through a service: the call, its operation, the order of the checks, the fault."""
