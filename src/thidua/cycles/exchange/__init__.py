"""Exchange: a criteria sheet to and from the files people work with (XLSX, DOCX, JSON).

Pure functions over bytes and sheets: what comes in is checked and explained, nothing is stored.
"""

from thidua.cycles.exchange.imported import Imported
from thidua.cycles.exchange.jsonfile import json_of, read_json
from thidua.cycles.exchange.reading import read_workbook
from thidua.cycles.exchange.word import document_of
from thidua.cycles.exchange.word_reading import read_document
from thidua.cycles.exchange.workbook import workbook_of

__all__ = ["Imported", "document_of", "json_of", "read_document", "read_json", "read_workbook", "workbook_of"]
