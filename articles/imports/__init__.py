"""Imports: what was read goes into the archive, by jobs that can be watched, cancelled, resumed and read of later."""
