"""What is kept of one cloud: the store, its settings, the simulation settings, the activity log."""
