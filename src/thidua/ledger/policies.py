"""Who may read the ledger beyond the history of what they can see anyway."""

from thidua.kernel.actor import Office
from thidua.kernel.gate import permission

VERIFY = permission(
    "ledger.verify",
    offices=[Office.AUDITOR, Office.AUTHORITY_OFFICER, Office.UNIT_HEAD],
)
READ_ALL = permission("ledger.read_all", offices=[Office.AUDITOR, Office.AUTHORITY_OFFICER])
