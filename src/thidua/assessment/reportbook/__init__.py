"""A unit's report as a workbook: out to be filled without a connection, in again with a preview before anything is kept.

The columns are the fields of the form of one result, so the workbook asks for what the page asks for and reads it with
the same rules.
"""
