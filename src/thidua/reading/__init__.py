"""Reading and writing the way Vietnamese offices do: numbers, percentages claimed in reports, dates, order.

Texts typed by people come in; exact decimals and days go out, or an `Unreadable` that names the remedy in
both languages. Nothing is guessed: a text that two people could read in two ways is refused or comes with
a warning. No database, no clock, no float.
"""

from thidua.reading.claims import Claim, find_claims, read_claim
from thidua.reading.dates import read_date, write_date, write_datetime, write_long_date
from thidua.reading.folding import fold, sort_key
from thidua.reading.numbers import Quantity, read_quantity
from thidua.reading.refusals import Unreadable
from thidua.reading.words import number_in_words
from thidua.reading.writing import write_number, write_percent
from thidua.rulebook.findings import Text

__all__ = [
    "Claim",
    "Quantity",
    "Text",
    "Unreadable",
    "find_claims",
    "fold",
    "number_in_words",
    "read_claim",
    "read_date",
    "read_quantity",
    "sort_key",
    "write_date",
    "write_datetime",
    "write_long_date",
    "write_number",
    "write_percent",
]
