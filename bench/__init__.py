"""Benchmarks: ``make bench`` runs them all and prints ratios that were measured in one run."""
