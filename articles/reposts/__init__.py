"""Reposts: passages that stand in several articles, found, counted once, and told of.

``wording`` is what two passages are compared by, ``signing`` how those worth comparing are found, ``finding`` writes
both into the archive as articles come and go, ``folding`` leaves the copies out of what a view counts, and ``telling``
says where else a passage stands.
"""
