"""The frame offers each role its own places, marks where one stands, and says when all this is a demo."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import resolve

from integrative.ui.context import frame, nav_of
from tests.factories.accounts import ClinicFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(rf, staff):
    """A request of the named role at an address."""

    def request_at(role: str, path: str = "/"):
        request = rf.get(path)
        request.user = getattr(staff, role)
        request.resolver_match = resolve(path)
        return request

    return request_at


@pytest.mark.parametrize(
    ("role", "places"),
    [
        ("clinician", ["Today", "Patients", "Referrals", "Caseload", "Tasks"]),
        ("navigator", ["Home", "Patients", "Referrals", "Tasks"]),
        ("administrator", ["Home", "Referrals", "Program"]),
        ("pharmacist", ["Today", "Patients", "Tasks"]),
    ],
)
def test_each_role_sees_its_own_places(at, role, places):
    request = at(role)
    assert [item.label for item in nav_of(request.user, request)] == places


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", "Today"),
        ("/patients/", "Patients"),
        ("/patients/new/", "Patients"),
        ("/p/01890000-0000-7000-8000-000000000001/map/", "Patients"),
        ("/referrals/", "Referrals"),
        ("/tasks/", "Tasks"),
    ],
)
def test_where_one_stands_is_marked_once(at, path, current):
    request = at("clinician", path)
    assert [item.label for item in nav_of(request.user, request) if item.current] == [current]


@pytest.mark.parametrize(("role", "may"), [("navigator", True), ("administrator", False)])
def test_only_those_who_may_open_charts_find_patients(at, role, may):
    assert frame(at(role))["may_find"] is may


def test_someone_without_a_membership_has_no_places(rf, django_user_model):
    request = rf.get("/")
    request.user = django_user_model(email="new@clinic.example", given_names="New", family_name="Person")
    request.resolver_match = None
    assert frame(request)["nav"] == []


@pytest.mark.parametrize("is_demo", [True, False])
def test_every_page_of_the_demo_says_so(is_demo):
    clinic = ClinicFactory(is_demo=is_demo)
    client = Client()
    said = "Every person here is invented"
    assert (said in client.get("/accounts/login/").content.decode()) is is_demo
    client.force_login(
        MembershipFactory(clinic=clinic).user, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert (said in client.get("/nowhere/").content.decode()) is is_demo


def test_a_wrong_password_says_so_without_telling_which_half(client, clinician):
    page = client.post("/accounts/login/", {"login": clinician.email, "password": "not the password"})
    text = page.content.decode()
    assert "One answer needs fixing" in text
    assert text.count("<h1>") == 1
    assert f'value="{clinician.email}"' in text


def test_signing_out_is_a_button_and_not_a_link(sign_in):
    client = sign_in("clinician")
    page = client.get("/nowhere/").content.decode()
    assert '<form method="post" action="/accounts/logout/">' in page
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_a_surname_is_searched_by_post_so_that_no_address_holds_it(sign_in):
    page = sign_in("clinician").get("/nowhere/").content.decode()
    assert '<form class="find" role="search" method="post"' in page


def test_confirmations_float_and_warnings_stay():
    html = render_to_string(
        "components/messages.html",
        {
            "messages": [
                type("Message", (), {"level_tag": "success", "__str__": lambda _: "Plan is active."})(),
                type("Message", (), {"level_tag": "error", "__str__": lambda _: "Letter was not sent."})(),
            ]
        },
    )
    toast, alert = html.split("</div>", 1)
    assert "Plan is active." in toast
    assert "Letter was not sent." in alert
    assert "Letter was not sent." not in toast
