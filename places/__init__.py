"""A text in, places out: gazetteer, recognition, resolution, and the map they are drawn on.

Knows nothing of articles. Imports run one way: dashboard -> articles -> places -> standard library.
"""

from places import compiled as _compiled

# Before any of its modules is read.
_compiled.check()
