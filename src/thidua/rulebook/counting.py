"""Counting heads against a required share, exactly.

26 of 29 is shown as 89.7% (or, rounded further, 90%) and is still not 90%: the comparison is made on
fractions, and the sentence names the smallest number that would have been enough.
"""

from fractions import Fraction

from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.measures import percent, plain, write_share
from thidua.rulebook.refusals import RulebookError

_AT_LEAST = Text("ít nhất {share}", "at least {share}")
_MORE_THAN = Text("trên {share}", "more than {share}")


class InvalidCount(RulebookError):
    """Counts that cannot be true, or a share that is none."""

    sentences = {
        "base_not_positive": Text(
            "base: tổng số làm căn cứ phải lớn hơn 0, không phải {base}; hãy nhập lại.",
            "base: the number counted against must be more than 0, not {base}; enter it again.",
        ),
        "count_out_of_range": Text(
            "{field}: phải từ 0 đến {base}, không phải {counted}; hãy đếm lại.",
            "{field}: must be 0 to {base}, not {counted}; count again.",
        ),
        "share_out_of_range": Text(
            "share: tỷ lệ yêu cầu phải từ 0 đến 1, không phải {share}; hãy sửa lại.",
            "share: the required share must be 0 to 1, not {share}; correct it.",
        ),
    }


def least_count(*, base: int, share: Fraction, strict: bool = False) -> int:
    """The smallest whole number whose share of `base` is at least `share`; more than it when `strict`."""
    wanted = share * base
    whole, rest = divmod(wanted.numerator, wanted.denominator)
    return whole + 1 if rest or strict else whole


def judge_count(
    *,
    rule: str,
    sentences: tuple[Text, Text],
    field: str,
    counted: int,
    base: int,
    share: Fraction,
    strict: bool,
) -> Finding:
    """Whether `counted` of `base` is enough; `sentences` are the ones for enough and for too few.

    Raises InvalidCount. `field` names the count in refusals.
    """
    if base <= 0:
        raise InvalidCount("base_not_positive", {"base": base})
    if not 0 <= counted <= base:
        raise InvalidCount("count_out_of_range", {"field": field, "base": base, "counted": counted})
    if not 0 <= share <= 1:
        raise InvalidCount("share_out_of_range", {"share": str(share)})
    needed = least_count(base=base, share=share, strict=strict)
    shown = percent(Fraction(counted, base))
    enough, too_few = sentences
    because = (enough if counted >= needed else too_few).filled(
        counted=counted, base=base, shown=shown, required=_required(share, strict), needed=needed
    )
    data = {"counted": str(counted), "base": str(base), "needed": str(needed), "percent": plain(shown)}
    return Finding(rule, counted >= needed, because, data=data)


def _required(share: Fraction, strict: bool) -> Text:
    return (_MORE_THAN if strict else _AT_LEAST).filled(
        share=Text(write_share(share, language="vi"), write_share(share, language="en"))
    )
