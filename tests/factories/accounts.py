from datetime import date

from factory import Faker, LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory, Password

from integrative.accounts.models import Clinic, Discipline, Membership, Role, User

PASSWORD = "integrative-tests"


class ClinicFactory(DjangoModelFactory):
    class Meta:
        model = Clinic

    name = Sequence(lambda n: f"Clinic {n}")
    slug = Sequence(lambda n: f"clinic-{n}")
    time_zone = "America/New_York"
    phone = "555-0100"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = Sequence(lambda n: f"person{n}@clinic.example")
    given_names = Faker("first_name")
    family_name = Faker("last_name")
    password = Password(PASSWORD)


DISCIPLINES = {
    Role.CLINICIAN: Discipline.PHYSICIAN,
    Role.NAVIGATOR: Discipline.PATIENT_NAVIGATION,
    Role.ADMINISTRATOR: Discipline.ADMINISTRATION,
    Role.PHARMACIST: Discipline.PHARMACIST,
}


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = SubFactory(UserFactory)
    clinic = SubFactory(ClinicFactory)
    role = Role.CLINICIAN
    discipline = LazyAttribute(lambda membership: DISCIPLINES[membership.role])
    starts_on = date(2026, 1, 1)
