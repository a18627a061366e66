"""Tally: open agreement, by show of hands."""

from fractions import Fraction

from thidua.rulebook.counting import judge_count
from thidua.rulebook.findings import Finding, Text

_AGREED = Text(
    "nhất trí {counted}/{base} ({shown}%), cần {required} tức {needed}: thông qua",
    "{counted} of {base} agree ({shown}%), {required} is needed, that is {needed}: carried",
)
_NOT_AGREED = Text(
    "nhất trí {counted}/{base} ({shown}%), cần {required} tức {needed}: không thông qua",
    "{counted} of {base} agree ({shown}%), {required} is needed, that is {needed}: not carried",
)


def agreement(*, agreed: int, base: int, share: Fraction) -> Finding:
    """Whether `agreed` of `base` is at least `share`, compared as fractions: 26 of 29 is not 9/10.

    `base` is whom the rule counts; total membership and those present give different results. Raises
    InvalidCount.
    """
    return judge_count(
        rule="tally.open_agreement",
        sentences=(_AGREED, _NOT_AGREED),
        field="agreed",
        counted=agreed,
        base=base,
        share=share,
        strict=False,
    )
