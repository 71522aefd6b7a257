"""A refusal tells the person, or the program, what happened and that nothing was lost."""

import json

import pytest
from django.template import engines
from django.test import RequestFactory
from rest_framework.exceptions import NotFound

from integrative.accounts.errors import Refused, Stale
from integrative.ui.errors import api_exception, csrf_failed


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (Refused("A third target cannot be stored."), 422, "A third target"),
        (Stale("This plan"), 409, "This plan was changed by someone else"),
        (NotFound(), 404, "Not found"),
    ],
)
def test_the_api_answers_a_refusal_in_words(error, status, said):
    answer = api_exception(error, {})
    assert answer.status_code == status
    assert said in answer.data["detail"]


def test_a_fault_of_ours_is_not_dressed_up_as_an_answer():
    assert api_exception(ZeroDivisionError(), {}) is None


@pytest.mark.django_db
def test_a_lost_token_says_what_to_do():
    page = csrf_failed(RequestFactory().post("/"), "reason")
    assert page.status_code == 403
    assert "no longer valid" in page.content.decode()
    assert "Nothing was saved" in page.content.decode()


@pytest.mark.parametrize("name", ["400", "413", "500"])
def test_pages_of_the_last_resort_need_neither_person_nor_database(name):
    html = engines["django"].get_template(f"{name}.html").render({})
    assert html.count("<h1>") == 1
    assert "Go to the start page" in html


def test_htmx_is_told_to_show_refusals_and_to_run_no_code():
    html = engines["django"].get_template("404.html").render({"nav": []})
    config = json.loads(html.split('name="htmx-config" content=\'')[1].split("'>")[0])
    assert config["includeIndicatorStyles"] is False
    assert config["allowEval"] is False
    assert config["disableInheritance"] is True
    assert {"code": "409|422", "swap": True} in config["responseHandling"]
