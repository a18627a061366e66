"""From the facts of a supplement to the words that are printed."""

from datetime import datetime
from typing import Any

from thidua.papers.facts import SupplementFacts, uncapitalised
from thidua.papers.phrases import line, note, paragraphs, signatures
from thidua.papers.wording import code, codes
from thidua.reading.dates import write_long_date


def printed_supplement(facts: SupplementFacts) -> dict[str, Any]:
    """The texts of a supplement. Every key is always there: a template that asks for another one fails."""
    held, written = datetime.fromisoformat(facts.held_at), datetime.fromisoformat(facts.written_on)
    chair, secretary = facts.signers
    return {
        "title": line(facts.title),
        "organ": line(facts.organ).upper(),
        "bloc": line(facts.bloc).upper(),
        "place_and_date": f"{line(facts.locality)}, {write_long_date(written.date())}",
        "heading": [f"Số {facts.number}, cho biên bản {uncapitalised(line(facts.name))}"],
        "note": note(facts.illustrative),
        "supplements": f"biên bản {uncapitalised(line(facts.name))} họp {write_long_date(held.date())}; "
        "mã nội dung in ở cuối biên bản này.",
        "reason": line(facts.reason),
        "text": paragraphs(facts.text),
        "chair_name": line(chair),
        "secretary_name": line(secretary),
        **signatures(facts.signed_by),
        "recipients": [f"{line(facts.authority)};", "Các đơn vị thành viên của khối;"],
        "archive": line(facts.organ) or line(facts.bloc),
        "codes": [*codes(facts), code("Nội dung biên bản được bổ sung", facts.supplements, kind="content")],
    }
