"""The resources of the subscription, and what decides access to them: inventory, firewall rules, role assignments."""
