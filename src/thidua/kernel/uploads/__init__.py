"""Uploads: a file somebody hands in is looked at before anything parses it or keeps it."""
