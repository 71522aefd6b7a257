"""Deciding on a product upon what the screen showed, and saying what a product is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict

from integrative.accounts.errors import AlreadySaved, Refused, Stale
from integrative.accounts.permissions import Permission
from integrative.ui.answers import refuse
from patients.models import Patient
from symptoms.forms.decisions import ConfirmForm, DecideForm, offers_for
from symptoms.models import ProductUse
from symptoms.product_cards import CONFIRMABLE, procedures
from symptoms.product_words import FindingWords, decided, proposal
from symptoms.screening import ListScreen, Screened
from symptoms.services import confirm_product, decide
from symptoms.services.screening import screen_list

from .product_cards import done, products_page
from .products import get_or_post, opened_product, write


@get_or_post
def decision(request: HttpRequest, patient_id: UUID, product_id: UUID) -> HttpResponse:
    """What the clinician decides. 409 with the new findings when the screen changed since it was shown."""
    patient, product = opened_product(request, patient_id, product_id, Permission.DECIDE_ON_PRODUCTS)
    screen = screen_list(patient, request.user)
    screened = screen.of(product)
    if screened is None:
        return done(request, patient, f"{product} is off the list.")
    if request.method != "POST":
        return products_page(request, patient, opened=_empty(patient, screened, screen))
    form = _form(patient, screened, request.POST)
    if form.is_valid():
        try:
            made = decide(
                product_id=product.pk, patient=patient, by=request.user, once=form.once_key, **form.decided()
            )
        except AlreadySaved:
            return done(request, patient, "Decided already.", product_id=product.pk)
        except Stale as moved:
            return _moved_on(request, patient, screened, moved)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            said = f"{product}: {decided(made)}"
            if "HX-Request" not in request.headers:
                messages.success(request, said)
            return done(request, patient, said, product_id=product.pk)
    return products_page(request, patient, opened=form)


def _form(patient: Patient, screened: Screened, data: QueryDict | None, **options: Any) -> DecideForm:
    return DecideForm(
        data,
        product_id=screened.product.pk,
        patient_id=patient.pk,
        offers=offers_for(screened.verdict),
        **options,
    )


def _empty(patient: Patient, screened: Screened, screen: ListScreen) -> DecideForm:
    """With what the findings propose, bound to what they are now."""
    proposed = proposal(screened, procedures(screen), ", ".join(screen.not_understood))
    proposes = ("decision", "watch", "stop_by", "restart_on", "until", "reason")
    initial = {name: getattr(proposed, name) for name in proposes}
    return _form(
        patient,
        screened,
        None,
        initial=initial | {"verdict": screened.verdict, "findings": list(screened.keys)},
    )


def _moved_on(request: HttpRequest, patient: Patient, screened: Screened, moved: Stale) -> HttpResponse:
    """What was chosen stays in the form; the form is bound to what stands now, and says what is new."""
    data = request.POST.copy()
    seen = set(data.getlist("findings"))
    news = [FindingWords(found) for found in screened.findings if found.key not in seen]
    data["verdict"] = screened.verdict
    data.setlist("findings", list(screened.keys))
    form = _form(patient, screened, data)
    refuse(form, moved)
    return products_page(request, patient, opened=form, news=news)


@get_or_post
def confirm(request: HttpRequest, patient_id: UUID, product_id: UUID) -> HttpResponse:
    """Somebody looked at the bottle and says which of the candidates it is."""
    patient, product = opened_product(request, patient_id, product_id, Permission.DECIDE_ON_PRODUCTS)
    screened = screen_list(patient, request.user).of(product)
    if request.method != "POST" or screened is None:
        return done(request, patient, "", product_id=product.pk)
    form = ConfirmForm(
        request.POST,
        product_id=product.pk,
        patient_id=patient.pk,
        candidates=[(each.id, each.name) for each in screened.candidates if each.kind in CONFIRMABLE],
    )

    def save() -> str:
        confirmed = confirm_product(
            product_id=product.pk,
            expected_version=form.expected_version,
            by=request.user,
            ingredients=form.cleaned_data["ingredients"],
        )
        return _confirmed(confirmed)

    return write(request, patient, form, save, product_id=product.pk)


def _confirmed(product: ProductUse) -> str:
    return f"It is written down what {product} is; it is screened as that."
