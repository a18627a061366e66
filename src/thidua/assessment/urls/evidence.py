"""Evidence and its files."""

from thidua.assessment import policies
from thidua.assessment.urls.places import YEAR
from thidua.assessment.views import evidence
from thidua.kernel.gate import page

RESULT = f"{YEAR}results/<int:result_id>/evidence/"
LINE = f"{YEAR}lines/<int:line_id>/evidence/"
FILE = f"{YEAR}files/<int:file_id>/"

pages = [
    page(f"{YEAR}evidence/", evidence.of_unit, needs=policies.START, name="evidence_of_unit"),
    page(RESULT, evidence.evidence, needs=policies.SEE, name="evidence_of_result"),
    page(LINE, evidence.evidence, needs=policies.SEE, name="evidence_of_line"),
    *(
        page(f"{place}{kind}/", evidence.add(kind), needs=policies.ADD_EVIDENCE, name=f"{kind}_of_{claim}")
        for place, claim in ((RESULT, "result"), (LINE, "line"))
        for kind in ("link", "document")
    ),
    page(
        f"{YEAR}evidence/<int:evidence_id>/remove/",
        evidence.remove,
        needs=policies.ADD_EVIDENCE,
        name="remove_evidence",
    ),
    page(FILE, evidence.download, needs=policies.SEE, name="file"),
    page(f"{FILE}preview/", evidence.preview, needs=policies.SEE, name="file_preview"),
    page(f"{FILE}scan/", evidence.scan, needs=policies.RESCAN, name="scan_file"),
]
