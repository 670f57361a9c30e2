"""Exports: what a reader leaves with. Each format is a module that ends in ``FORMAT``; FORMATS lists them all.

``export(archive, view, "csv")`` gives the bytes of one; ``gather`` and ``FORMATS[name].write`` are its two steps.
"""
