"""Querying: what a reader writes to ask for a view, and a view as a reader would write it."""
