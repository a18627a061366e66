"""The top floor: settings, the table of addresses, the home page, navigation and the command line.

It has no tables. It gathers what the floors below offer into pages that span them: what waits for a person,
search across the bloc, the frame around every page.
"""
