"""Answering: what an archive is asked with a View, one kind of question a file."""
