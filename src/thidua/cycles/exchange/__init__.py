"""Exchange: a criteria sheet to and from the files people work with (XLSX, DOCX, JSON).

Pure functions over bytes and sheets: what comes in is checked and explained, nothing is stored.
"""
