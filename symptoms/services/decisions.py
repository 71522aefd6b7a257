"""What a clinician decides on a product, upon what the screen showed; what the pharmacist answers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction

from integrative.accounts import clock
from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import User
from integrative.accounts.services import spend
from patients.events import record_about
from patients.models import Patient
from patients.services.facts import hold
from symptoms.models import (
    Decision,
    PharmacistQuestion,
    ProductDecision,
    ProductScreen,
    ProductStanding,
    ProductUse,
    Verdict,
)
from symptoms.screening import Finding, Screened

from .product_days import announce_days
from .screening import keep_screen, newest_screen_of, screen_list
from .standings import standings_of

ASKS = {
    Decision.ASK_PHARMACIST: PharmacistQuestion.Why.ASKED,
    Decision.OVERRIDE: PharmacistQuestion.Why.OVERRIDE,
}
NEEDS_REASON = {
    Decision.ASK_PHARMACIST: "Write what the pharmacist is to answer.",
    Decision.OVERRIDE: "Write why it is kept against the advice.",
}


class ScreenMoved(Stale):
    """The screen says otherwise than when it was shown; nothing was decided.

    `screened` is the product as it stands, `new` the findings that were not shown.
    """

    def __init__(self, screened: Screened, new: tuple[Finding, ...]) -> None:
        named = "; ".join(finding.mechanism for finding in new)
        what = f" New: {named}" if named else f" It says now: {screened.verdict.label}."
        Refused.__init__(
            self, f"The screen of {screened.product} changed since you opened it.{what} Nothing was decided."
        )
        self.screened = screened
        self.new = new


@transaction.atomic
def decide(
    *,
    product_id: UUID,
    patient: Patient,
    by: User,
    decision: str,
    verdict_seen: str,
    findings_seen: Collection[str],
    reason: str = "",
    watch: str = "",
    stop_by: date | None = None,
    restart_on: date | None = None,
    until: str = "",
    once: UUID | None = None,
) -> ProductDecision:
    """The decision, kept with the screen it was made upon. It stands until a newer one is made.

    In: the verdict and the keys of the findings that were shown. Raises ScreenMoved when the record says
    otherwise now, Refused with the field for another person's product or what can't be decided, AlreadySaved.
    """
    spend(once)
    hold(patient)
    standings = standings_of(patient)
    seen = screen_list(patient)
    screened = next((row for row in seen.products if row.product.pk == product_id), None)
    if screened is None:
        raise Refused("This product is not on the list of this chart.", field="product")
    _refuse_moved(screened, verdict_seen, findings_seen)
    made = ProductDecision(
        patient=patient, product=screened.product, verdict=screened.verdict, findings=list(screened.keys),
        decision=decision, reason=reason.strip(), watch=watch.strip(), stop_by=stop_by,
        restart_on=restart_on, until=until.strip(), decided_by=by, decided_at=clock.now(),
    )  # fmt: skip
    _refuse_impossible(made, seen.failed)
    keep_screen(patient, seen, standings, by=by, why=ProductScreen.Why.DECISION)
    made.screen = newest_screen_of(patient)
    made.save()
    announce_days(made, patient)
    ProductStanding.objects.filter(product=screened.product).update(needs_decision=False)
    if why := ASKS.get(Decision(decision)):
        _ask(screened.product, why, made.reason, by)
    record_about(
        patient, by=by, verb=f"decided on product: {made.get_decision_display().lower()}", subject=made
    )
    return made


def _refuse_moved(screened: Screened, verdict_seen: str, findings_seen: Collection[str]) -> None:
    if screened.verdict == verdict_seen and set(screened.keys) == set(findings_seen):
        return
    new = tuple(finding for finding in screened.findings if finding.key not in set(findings_seen))
    raise ScreenMoved(screened, new)


def _refuse_impossible(made: ProductDecision, failed: str) -> None:
    if failed:
        raise Refused("This has not been screened, so nothing can be decided on it yet.")
    try:
        made.clean_fields(exclude=["screen", "findings"])
    except ValidationError as wrong:
        field, messages = next(iter(wrong.message_dict.items()))
        raise Refused(messages[0], field=None if field == NON_FIELD_ERRORS else field) from wrong
    if made.decision == Decision.OVERRIDE and made.verdict != Verdict.STOP:
        raise Refused("Only a stop is kept against the advice. Choose to keep and watch.", field="decision")
    if made.decision == Decision.KEEP and made.verdict == Verdict.STOP:
        raise Refused(
            f"The advice is to stop. To go on, choose “{Decision.OVERRIDE.label}” and say why.",
            field="decision",
        )
    if made.decision in NEEDS_REASON and not made.reason:
        raise Refused(NEEDS_REASON[Decision(made.decision)], field="reason")
    if made.decision == Decision.HOLD and not (made.stop_by or made.restart_on or made.until):
        raise Refused("Say from which day, or until when or what.", field="until")
    if made.stop_by and made.restart_on and made.restart_on < made.stop_by:
        raise Refused("It starts again before it stops.", field="restart_on")


def _ask(product: ProductUse, why: str, words: str, by: User) -> None:
    """A question of the same kind that still waits is asked in the newer words."""
    waiting = PharmacistQuestion.objects.waiting().filter(product=product, why=why).first()
    question = waiting or PharmacistQuestion(patient=product.patient, product=product, why=why, version=0)
    question.words, question.asked_by, question.asked_at = words, by, clock.now()
    question.version += 1
    question.save()


@transaction.atomic
def answer_question(
    *, question_id: UUID, patient: Patient, by: User, answer: str, expected_version: int | None
) -> PharmacistQuestion:
    """The pharmacist's answer. Raises Stale, Refused when it was answered, is another chart's or is empty."""
    found = PharmacistQuestion.objects.of(patient).select_for_update(of=("self",)).select_related("product")
    question = found.filter(pk=question_id).first()
    if question is None:
        raise Refused("This question belongs to another chart.")
    if question.version != expected_version:
        raise Stale("This question")
    if question.answered_at:
        raise Refused("This question was answered.")
    if not answer.strip():
        raise Refused("Write the answer.", field="answer")
    question.answer, question.answered_at, question.answered_by = answer.strip(), clock.now(), by
    question.version += 1
    question.save()
    record_about(patient, by=by, verb="answered about product", subject=question)
    return question
