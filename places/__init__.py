"""A text in, places out: gazetteer, recognition, resolution, and the map they are drawn on.

Knows nothing of articles. Imports run one way: dashboard -> articles -> places -> standard library.
"""
