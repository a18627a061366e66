"""Where the pages of a year lie."""

YEAR = "years/<int:year_id>/"
