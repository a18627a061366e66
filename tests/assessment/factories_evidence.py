"""Evidence put forward through the actions people use, with files made on the spot."""

import io

from PIL import Image

from tests.assessment.factories import REPORTING, SCORING, Bloc, Unit, draft_report, draft_scores, line_of, result_of
from tests.kernel.uploads.files import check
from thidua.assessment.actions import evidence as actions
from thidua.assessment.models import Evidence, Result, ScoreLine
from thidua.kernel.uploads.checking import Checked


def photo(number: int = 1, name: str = "Trao quà.jpg") -> Checked:
    """A small photograph unlike those of other numbers."""
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), (number % 256, number // 256, 90)).save(stream, "JPEG")
    return check(name, stream.getvalue())


def draft_result(bloc: Bloc, unit: Unit) -> Result:
    """A result of a draft report."""
    return result_of(draft_report(bloc, unit))


def draft_line(bloc: Bloc, unit: Unit, code: str = "II.1") -> ScoreLine:
    """A line of a draft score sheet."""
    return ScoreLine.objects.get(pk=line_of(draft_scores(bloc, unit), code))


def prove(unit: Unit, claim: Result | ScoreLine, *files: Checked, caption: str = "") -> list[Evidence]:
    """Files put forward for a claim by the unit's officer."""
    given = actions.Files(files=files or [photo()], caption=caption)
    if isinstance(claim, Result):
        return actions.add_to_result(claim.pk, actor=unit.officer, at=REPORTING, given=given).object
    return actions.add_to_line(claim.pk, actor=unit.officer, at=SCORING, given=given).object
