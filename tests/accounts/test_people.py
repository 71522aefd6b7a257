"""Clinics, the people who work there, and since when."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from integrative.accounts import clock
from integrative.accounts.models import Clinic, Discipline, Membership, Role, User
from integrative.accounts.services import add_staff, open_clinic
from tests.factories.accounts import PASSWORD, ClinicFactory, MembershipFactory, UserFactory

DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("starts_on", "ended_on", "works"),
    [
        (date(2026, 5, 1), None, True),
        (DAY, None, True),
        (date(2026, 6, 2), None, False),
        (date(2026, 5, 1), date(2026, 6, 2), True),
        (date(2026, 5, 1), DAY, False),
    ],
    ids=["since May", "first day", "tomorrow", "last day", "left today"],
)
def test_who_works_at_the_clinic_on_a_day(clinic, starts_on, ended_on, works):
    MembershipFactory(clinic=clinic, starts_on=starts_on, ended_on=ended_on)
    assert Membership.objects.on(DAY).exists() is works


def test_who_has_left_sees_no_clinic(clinic):
    left = MembershipFactory(clinic=clinic, ended_on=date(2026, 2, 1)).user
    assert left.clinic_ids() == set()
    assert (left.home_clinic, left.home_role) == (None, None)
    assert not Clinic.objects.staffed_by(left).exists()


@pytest.mark.django_db
def test_home_is_the_first_clinic_by_name():
    later = MembershipFactory(clinic__name="Zinnia", role=Role.NAVIGATOR)
    first = MembershipFactory(user=later.user, clinic__name="Aster")
    assert (later.user.home_clinic, later.user.home_role) == (first.clinic, Role.CLINICIAN)


def test_memberships_are_read_once_per_person(clinician, django_assert_num_queries):
    with django_assert_num_queries(1):
        clinician.clinic_ids()
        assert clinician.home_clinic
        assert clinician.holds(Role.CLINICIAN, at=clinician.home_clinic.pk)


@pytest.mark.parametrize(
    ("title", "shown"), [("Dr.", "Dr. A. Osei"), ("", "Amara Osei")], ids=["with a title", "without"]
)
def test_people_are_named_as_colleagues_speak_of_them(title, shown):
    user = User(title=title, given_names="Amara", family_name="Osei")
    assert (user.display_name, user.initials) == (shown, "AO")


def test_today_is_the_day_on_the_wall_of_the_clinic():
    just_after_midnight_in_utc = datetime(2026, 6, 2, 1, 0, tzinfo=UTC)
    with clock.standing_at(just_after_midnight_in_utc):
        assert Clinic(time_zone="America/New_York").today() == date(2026, 6, 1)
        assert Clinic(time_zone="Pacific/Auckland").today() == date(2026, 6, 2)


def test_a_set_clock_runs_on_afterwards():
    with clock.standing_at(datetime(2001, 1, 1, tzinfo=UTC)):
        assert clock.now().year == 2001
    assert clock.now().year > 2001


@pytest.mark.django_db
def test_a_clinic_needs_a_time_zone_that_exists():
    with pytest.raises(ValidationError, match="is not a time zone"):
        open_clinic(name="Nowhere", slug="nowhere", time_zone="Mars/Olympus", phone="555")
    assert not Clinic.objects.exists()


@pytest.mark.django_db
def test_new_staff_have_a_role_and_cannot_sign_in_without_a_password():
    clinic = open_clinic(name="Aster", slug="aster", time_zone="Europe/Oslo", phone="555")
    user = add_staff(
        clinic=clinic,
        email=" Naomi@Clinic.Example ",
        given_names="Naomi",
        family_name="Reyes",
        role=Role.NAVIGATOR,
        discipline=Discipline.PATIENT_NAVIGATION,
        starts_on=date(2026, 1, 1),
    )
    assert user.email == "naomi@clinic.example"
    assert not user.has_usable_password()
    assert user.holds(Role.NAVIGATOR, at=clinic.pk)


@pytest.mark.parametrize(
    ("name", "make", "facts"),
    [
        ("clinic_follow_up_window_closes_after_it_opens", ClinicFactory, {"follow_up_opens_weeks": 7}),
        ("membership_role_is_known", MembershipFactory, {"role": "wizard", "discipline": "nurse"}),
        ("membership_ends_after_it_starts", MembershipFactory, {"ended_on": date(2025, 1, 1)}),
    ],
)
@pytest.mark.django_db
def test_the_database_refuses(name, make, facts):
    with pytest.raises(IntegrityError, match=name):
        make(**facts)


@pytest.mark.django_db
def test_one_role_is_held_once_at_a_time():
    held = MembershipFactory()
    with pytest.raises(IntegrityError, match="membership_one_open_per_role"):
        MembershipFactory(user=held.user, clinic=held.clinic)


class TestSigningIn:
    @pytest.fixture
    def user(self, clinic):
        return MembershipFactory(clinic=clinic, user=UserFactory(email="amara@clinic.example")).user

    def sign_in(self, client, email, password):
        return client.post("/accounts/login/", {"login": email, "password": password})

    def test_mail_address_and_password_open_the_clinic(self, user, client):
        assert self.sign_in(client, "Amara@clinic.example", PASSWORD)["Location"] == "/"
        assert client.session["_auth_user_id"] == str(user.pk)

    @pytest.mark.parametrize("email", ["amara@clinic.example", "nobody@clinic.example"])
    def test_a_wrong_pair_is_refused_without_saying_which_half(self, user, client, email):
        response = self.sign_in(client, email, "something-else")
        assert "_auth_user_id" not in client.session
        assert "email address and/or password" in response.content.decode()

    def test_a_closed_account_does_not_open(self, user, client):
        User.objects.update(is_active=False)
        self.sign_in(client, user.email, PASSWORD)
        assert "_auth_user_id" not in client.session

    def test_closing_an_account_ends_its_session(self, user, client):
        self.sign_in(client, user.email, PASSWORD)
        User.objects.update(is_active=False)
        assert client.get("/patients/")["Location"].startswith("/accounts/login/")

    @pytest.mark.django_db
    def test_nobody_makes_an_account_for_themselves(self, client):
        asked = {"email": "new@clinic.example", "password1": "a-long-password-1"}
        client.post("/accounts/signup/", asked)
        assert not User.objects.exists()

    @pytest.mark.django_db
    def test_every_page_asks_to_sign_in(self, client):
        assert client.get("/patients/")["Location"].startswith("/accounts/login/")

    def test_pages_are_not_kept_by_the_browser(self, user, client):
        self.sign_in(client, user.email, PASSWORD)
        assert client.get("/patients/")["Cache-Control"] == "no-store"
