"""Who reads the documents of a year, and who has its minutes made."""

from thidua.conferences.policies import READERS, RUNNERS, runs
from thidua.kernel.gate import permission

SEE = permission("papers.see", offices=READERS)
MAKE_MINUTES = permission("papers.make_minutes", offices=RUNNERS, when=runs)
