"""The photograph of a label: taken in, and shown to those who may open the chart."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from integrative.accounts.permissions import Permission, may, refusal_of
from patients.chart import chart_of
from symptoms.forms.products import LabelForm
from symptoms.models import ProductLabel, ProductUse
from symptoms.pictures import small_picture
from symptoms.services import add_label

from .product_cards import products_page
from .products import get_or_post, opened_product, write

MAY_ADD = (Permission.ADD_PRODUCT, Permission.ADVISE_ON_PRODUCTS)


@get_or_post
def add(request: HttpRequest, patient_id: UUID, product_id: UUID) -> HttpResponse:
    patient, product = opened_product(request, patient_id, product_id, Permission.OPEN_CHART)
    if not any(may(request.user, each, patient) for each in MAY_ADD):
        raise refusal_of(Permission.ADD_PRODUCT)
    if request.method != "POST":
        return products_page(request, patient, opened=LabelForm(patient_id=patient.pk, product_id=product.pk))
    form = LabelForm(request.POST, request.FILES, patient_id=patient.pk, product_id=product.pk)

    def save() -> str:
        picture = form.cleaned_data["picture"]
        add_label(product=product, picture=picture, by=request.user, once=form.once_key)
        return f"The label of {product} is kept."

    return write(request, patient, form, save, product_id=product.pk)


@cache_control(private=True, no_store=True)
@require_safe
def show(request: HttpRequest, patient_id: UUID, product_id: UUID, label_id: UUID) -> HttpResponse:
    """The picture; `?small` for a list."""
    patient = chart_of(request, patient_id)
    products = ProductUse.objects.visible_to(request.user).of(patient).filter(pk=product_id)
    label = get_object_or_404(ProductLabel, pk=label_id, product__in=products)
    content = bytes(label.image)
    answer = HttpResponse(
        small_picture(content) if "small" in request.GET else content, content_type="image/jpeg"
    )
    answer.headers["Content-Disposition"] = 'inline; filename="label.jpg"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
