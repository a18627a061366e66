"""Uploads: a file somebody hands in is looked at before anything parses it or keeps it.

`handlers` reads it to a temporary file, `checking` asks whether it is what its name says and holds nothing that acts,
`storing` keeps it under a random name, `scanning` has a virus scanner look at it where one is set, and
`sending` hands it out.
"""
