"""Casting a sealed ballot: the one write of the house that leaves no entry in the ledger, and why.

An entry would say who voted when, and so put an order to the box. The roll says that somebody has voted, as a paper
roll does; the closing of the box is entered with its root. This is therefore not an `@action`, but asks the same
questions inside one transaction: may the actor see the contest, may they vote in it, is it open.
"""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from thidua.ballots import policies, queries
from thidua.ballots.models import Contest, SealedBallot, Voter
from thidua.ballots.sealing.form import blob_length, body_of
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal


class NotOpen(Refusal):
    code = "contest_not_open"
    sentence = _("Cuộc bỏ phiếu chưa mở hoặc đã đóng, nên chưa nhận lá phiếu nào.")


class AlreadyVoted(Refusal):
    code = "already_voted"
    sentence = _("Bạn đã bỏ phiếu rồi; mỗi người bỏ một lần. Mã theo dõi chỉ có ở máy bạn đã dùng, hệ thống không giữ.")


class WrongLength(Refusal):
    code = "wrong_length"
    sentence = _(
        "Lá phiếu gửi lên không nguyên vẹn, nên chưa được nhận và bạn vẫn bỏ phiếu được. Tải lại trang rồi bỏ phiếu lại."
    )


class AlreadyInBox(Refusal):
    code = "already_in_box"
    sentence = _("Lá phiếu này đã có trong hòm phiếu. Tải lại trang để niêm phong lá phiếu của chính bạn.")


def cast(contest_id: int, *, actor: Actor, at: datetime, blob: bytes) -> None:
    """Put one sealed ballot in the box and mark the voter on the roll. Raises the refusals above, Denied, 404.

    `at` is not kept anywhere. Box and roll are written anew in an order of their own, so that neither row nor place
    nor transaction tells ballots apart.
    """
    with transaction.atomic():
        contest = queries.contest_to_change(actor, contest_id)
        gate.require(actor, policies.CAST, contest)
        if not contest.open or not contest.sealed or not contest.emulation_year.running:
            raise NotOpen
        if len(blob) != blob_length(len(contest.committee.all()), contest.threshold):
            raise WrongLength
        # The condition has the last word: of two requests at once one marks the voter, and the other finds nobody.
        if not Voter.objects.filter(contest=contest, person_id=actor.id, voted=False).update(voted=True):
            raise AlreadyVoted
        if SealedBallot.objects.filter(body_hash=hash_of(blob)).exists():
            raise AlreadyInBox
        _write_anew(contest, blob)


def hash_of(blob: bytes) -> str:
    """What a ballot is known by: the hash of the part that cannot be altered."""
    return hashlib.sha256(body_of(blob)).hexdigest()


def _write_anew(contest: Contest, blob: bytes) -> None:
    blobs = {row.body_hash: bytes(row.blob) for row in SealedBallot.objects.filter(contest=contest)}
    blobs[hash_of(blob)] = blob
    SealedBallot.objects.filter(contest=contest).delete()
    SealedBallot.objects.bulk_create(
        SealedBallot(body_hash=body_hash, contest=contest, blob=blobs[body_hash]) for body_hash in sorted(blobs)
    )
    roll = list(Voter.objects.filter(contest=contest).order_by("position", "pk"))
    Voter.objects.filter(contest=contest).delete()
    Voter.objects.bulk_create(roll)
