"""Exports: what a reader leaves with. Each format is a module with a ``write``; formats.py lists them all.

``formats.export(archive, view, "csv")`` gives a file; ``selection.gather`` and a format's ``write`` are its two steps.
"""
