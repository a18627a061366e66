"""The rules as values and functions: scoring, ranking, quorum, agreement, calendar, and the dated law.

Nothing here knows a database, a page or a clock. Facts come in as frozen dataclasses (`facts`), results
go out as findings (`findings`) that say in both languages why they hold. Numbers are Decimal and
Fraction, never float.
"""
