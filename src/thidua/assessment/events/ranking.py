"""What happens to a ranking, and to the sheet it rests on."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class RankingProposed(Event):
    name = "assessment.ranking_proposed"
    sentence = _("Đề nghị chốt xếp hạng của khối, mã nội dung %(content_hash)s")

    content_hash: str


@dataclass(frozen=True, kw_only=True)
class RankingWithdrawn(Event):
    name = "assessment.ranking_withdrawn"
    sentence = _("Rút đề nghị chốt xếp hạng. Lý do: %(reason)s")

    reason: str


@dataclass(frozen=True, kw_only=True)
class RankingFinalised(Event):
    name = "assessment.ranking_finalised"
    sentence = _("Chốt xếp hạng của khối: %(places)s; mã nội dung %(content_hash)s")

    places: tuple[str, ...]
    content_hash: str


@dataclass(frozen=True, kw_only=True)
class EditionAdopted(Event):
    name = "assessment.edition_adopted"
    sentence = _(
        "Ban hành bản sửa đổi của bảng điểm “%(title)s” theo quyết định số %(decision)s, mã nội dung %(content_hash)s; "
        "các năm chuyển sang bản mới: %(years)s"
    )

    title: str
    decision: str
    content_hash: str
    years: tuple[str, ...]
