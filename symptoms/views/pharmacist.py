"""The pharmacist's answer to what waits about a product."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from integrative.accounts.errors import AlreadySaved, Refused
from integrative.accounts.permissions import Permission
from integrative.ui.answers import refuse
from patients.chart import open_chart
from symptoms.forms.decisions import AnswerForm
from symptoms.models import PharmacistQuestion
from symptoms.services import answer_and_identify

from .product_cards import products_page
from .products import get_or_post


@get_or_post
def answer(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """The product with all that was found, its labels, and the box for the answer; then back to the queue."""
    questions = PharmacistQuestion.objects.visible_to(request.user).select_related("product", "asked_by")
    question = get_object_or_404(questions, pk=question_id)
    patient = open_chart(request, question.patient_id, Permission.ADVISE_ON_PRODUCTS)
    if question.answered_at or question.product.stopped_on:
        messages.info(request, f"The question about {question.product} is closed.")
        return redirect("workspace:home")
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        question_id=question.pk,
        product_id=question.product_id,
        patient_id=patient.pk,
        version=question.version,
    )
    if form.is_bound and form.is_valid():
        try:
            answer_and_identify(
                question=question,
                patient=patient,
                by=request.user,
                answer=form.cleaned_data["answer"],
                ingredients=form.cleaned_data["contains"],
                expected_version=form.expected_version,
                once=form.once_key,
            )
        except AlreadySaved:
            return redirect("workspace:home")
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, f"Your answer about {question.product} stands at the product.")
            return redirect("workspace:home")
    return products_page(request, patient, opened=form, question=question)
