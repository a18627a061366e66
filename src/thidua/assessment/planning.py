"""What a plan of scoring says beside its rounds."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from thidua.kernel.templatetags.thidua import moment
from thidua.rulebook.measures import write_number


@dataclass(frozen=True, kw_only=True)
class PlanSettings:
    """What a plan says beside its rounds."""

    each: int = 3
    binding: bool = False
    anonymous: bool = True
    no_repeats: bool = False
    four_eyes: bool = True
    threshold_points: Decimal | None = None
    threshold_percent: Decimal | None = None
    appeals_first_at: datetime | None = None
    appeals_deadline_at: datetime | None = None

    def in_words(self) -> tuple[str, ...]:
        """The settings for the ledger."""
        said = [f"mỗi đơn vị được {self.each} đơn vị chấm chéo"]
        said.append("bình quân là điểm của khối" if self.binding else "bình quân để khối tham khảo")
        said.append("giữ kín tên người chấm" if self.anonymous else "công khai tên người chấm với đơn vị")
        said.append("thẩm định của cơ quan cần hai người" if self.four_eyes else "thẩm định của cơ quan do một người")
        for word, value in (("điểm", self.threshold_points), ("% điểm tối đa", self.threshold_percent)):
            if value is not None:
                said.append(f"ngưỡng giải trình {write_number(value, language='vi')} {word}")
        if self.appeals_first_at and self.appeals_deadline_at:
            said.append(f"nhận kiến nghị từ {moment(self.appeals_first_at)} đến {moment(self.appeals_deadline_at)}")
        return tuple(said)
