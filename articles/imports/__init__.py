"""Imports: jobs that can be watched, cancelled, gone on with after a crash, and read about later."""
