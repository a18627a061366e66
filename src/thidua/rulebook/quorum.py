"""Quorum: whether enough of those who count are present."""

from fractions import Fraction

from thidua.rulebook.counting import judge_count
from thidua.rulebook.findings import Finding, Text

_MET = Text(
    "có mặt {counted}/{base} ({shown}%), cần {required} tức {needed}: đủ điều kiện tiến hành",
    "{counted} of {base} present ({shown}%), {required} is needed, that is {needed}: quorate",
)
_NOT_MET = Text(
    "có mặt {counted}/{base} ({shown}%), cần {required} tức {needed}: chưa đủ điều kiện tiến hành",
    "{counted} of {base} present ({shown}%), {required} is needed, that is {needed}: not quorate",
)


def quorum_met(*, present: int, base: int, share: Fraction, strict: bool = False) -> Finding:
    """Whether `present` of `base` reaches `share` (exceeds it when `strict`).

    `base` is whom the rule counts (all members, those summoned); it has no default because rules differ,
    and share and base come from the bloc's own rules: no instrument read fixes them for a bloc. Raises
    InvalidCount.
    """
    return judge_count(
        rule="quorum.share",
        sentences=(_MET, _NOT_MET),
        field="present",
        counted=present,
        base=base,
        share=share,
        strict=strict,
    )
