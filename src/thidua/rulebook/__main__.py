"""`python -m thidua.rulebook sheet.json facts.json`: recompute a score without the web application."""

import sys

from thidua.rulebook.check import main

raise SystemExit(main(sys.argv[1:]))
