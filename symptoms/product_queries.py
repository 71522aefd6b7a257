"""Reads beside the screen: labels and answers at a product, what waits for the pharmacist."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from integrative.accounts.models import User
from patients.gather import gather
from patients.models import Patient

from .models import PharmacistQuestion, ProductDecision, ProductLabel, ProductUse

DAYS_STAND = timedelta(days=14)


def labels_and_answers(
    *, patient: Patient, user: User
) -> tuple[list[ProductLabel], list[PharmacistQuestion]]:
    """The labels (without the pictures themselves) and the pharmacist's answers, newest first; one query."""
    products = ProductUse.objects.visible_to(user).of(patient).current().order_by().values("pk")
    labels = ProductLabel.objects.filter(product__in=products).only("product", "added_at", "width", "height")
    answers = (
        PharmacistQuestion.objects.visible_to(user)
        .of(patient)
        .filter(product__in=products, answered_by__isnull=False)
    )
    people = User.objects.filter(pk__in=answers.order_by().values("answered_by"))
    found = gather(
        labels=labels.order_by("added_at", "pk"),
        answers=answers.order_by("-answered_at", "pk"),
        people=people.only("given_names", "family_name", "title").order_by("pk"),
    )
    named = {person.pk: person for person in found["people"]}
    for answer in found["answers"]:
        answer.answered_by = named[answer.answered_by_id]
    return found["labels"], found["answers"]


def product_days_due(user: User, today: date) -> list[tuple[ProductDecision, date]]:
    """Last days and first days again that came in the last two weeks, on products of this clinician's
    people that are still taken, by the decision that stands; the earliest first."""
    came = (today - DAYS_STAND, today)
    newer = ProductDecision.objects.filter(product=OuterRef("product"), decided_at__gt=OuterRef("decided_at"))
    standing = (
        ProductDecision.objects.visible_to(user)
        .filter(Q(stop_by__range=came) | Q(restart_on__range=came), ~Exists(newer))
        .filter(product__stopped_on=None, patient__lead_clinician=user, patient__deceased_on=None)
        .select_related("product", "patient__clinic")
        .order_by("decided_at", "pk")
    )
    days = [
        (each, max(day for day in (each.stop_by, each.restart_on) if day and day <= today))
        for each in standing
    ]
    return sorted(days, key=lambda pair: pair[1])


def waiting_questions(user: User) -> QuerySet[PharmacistQuestion]:
    """What waits for this pharmacist, of products that living people still take."""
    waiting = PharmacistQuestion.objects.visible_to(user).waiting()
    still_asked = waiting.filter(product__stopped_on=None, patient__deceased_on=None)
    return still_asked.select_related("product", "patient", "asked_by")
