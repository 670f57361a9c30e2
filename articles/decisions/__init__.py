"""Decisions: what people settled about names and passages, kept in one small file and laid over the archive."""
