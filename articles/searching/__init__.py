"""Searching: the words of a search line, turned into a full-text query, and where they stand in a text."""
