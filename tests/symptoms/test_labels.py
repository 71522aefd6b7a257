"""Photographs of labels on their pages: taken in, refused in words, shown to the clinic alone."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from integrative.ui.uploads import LARGEST_FILE
from symptoms.models import ProductLabel
from tests.factories.symptoms import ProductFactory

from .helpers import chart_url, guards


def photograph(content: bytes | None = None) -> SimpleUploadedFile:
    if content is None:
        written = BytesIO()
        Image.new("RGB", (400, 300), "teal").save(written, "JPEG")
        content = written.getvalue()
    return SimpleUploadedFile("IMG_0001.jpg", content, content_type="image/jpeg")


@pytest.fixture
def product(patient):
    return ProductFactory(patient=patient)


def add_label(desk, product, picture):
    url = chart_url("label_add", product.patient, product_id=product.pk)
    return desk.post(url, guards(product.patient, picture=picture))


def label_url(label, product):
    return chart_url("label", product.patient, product_id=product.pk, label_id=label.pk)


@pytest.mark.parametrize("role", ["clinician", "navigator", "pharmacist"])
def test_a_label_is_kept_and_shown_at_the_row(product, sign_in, role):
    desk = sign_in(role)
    assert add_label(desk, product, photograph()).status_code == 302
    label = product.labels.get()
    assert label_url(label, product) in desk.get(chart_url("products", product.patient)).content.decode()


def test_it_is_served_as_a_picture_that_nobody_else_keeps(product, desk):
    add_label(desk, product, photograph())
    answer = desk.get(label_url(product.labels.get(), product))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'inline; filename="label.jpg"'
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    small = desk.get(label_url(product.labels.get(), product), {"small": ""})
    assert len(small.content) <= len(answer.content)


def test_a_label_of_another_person_is_not_found(product, desk):
    add_label(desk, product, photograph())
    label = product.labels.get()
    other = ProductFactory(patient__clinic=product.patient.clinic)
    assert desk.get(label_url(label, other)).status_code == 404
    foreign = ProductFactory()
    assert desk.get(label_url(label, foreign)).status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "can&#x27;t be read as a picture"),
        (b"\xff\xd8\xff\xe0 begins like a photograph", "can&#x27;t be read as a picture"),
        (b"\0" * (40 * 1024 * 1024), "This file has 40 MB; the most is 10 MB"),
        (b"\0" * (LARGEST_FILE + 1), "the most is 10 MB"),
        (b"", "This file is empty"),
    ],
    ids=["pdf", "cut", "40 MB", "a byte too much", "empty"],
)
def test_what_is_no_photograph_is_refused_at_its_box_and_the_rest_stays(patient, desk, content, words):
    post = guards(patient, name_as_typed="Kept name", reason="kept reason", picture=photograph(content))
    answer = desk.post(chart_url("product_add", patient), post)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Kept name" in page
    assert "kept reason" in page
    assert not patient.productuses.exists()
    assert not ProductLabel.objects.exists()


def test_a_product_comes_with_its_label(patient, desk):
    post = guards(patient, name_as_typed="Nerve drops", picture=photograph())
    desk.post(chart_url("product_add", patient), post)
    assert patient.productuses.get().labels.count() == 1


def test_no_photograph_is_asked_for(product, desk):
    answer = add_label(desk, product, "")
    assert answer.status_code == 422
    assert "Choose or take a photograph" in answer.content.decode()
