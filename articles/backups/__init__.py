"""Backups of a whole installation: made while it runs, and restored while it runs."""
