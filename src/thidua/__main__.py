"""`python -m thidua`: the same commands as `thidua`."""

import sys

from thidua.web.cli import main

sys.exit(main(sys.argv[1:]))
