"""Commands: ``python -m articles``, one command a file, or those that are one matter."""
