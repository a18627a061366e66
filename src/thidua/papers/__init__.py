"""Documents: facts of one moment, rendered once to DOCX and PDF, kept with their hashes and never re-rendered."""
