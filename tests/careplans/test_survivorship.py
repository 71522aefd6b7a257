"""After treatment: the summary from the record, the watch list, and what goes home."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import zeal
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careplans.models import CarePlan, FollowUp, Horizon, LateEffectWatch
from careplans.readability import FOR_PATIENTS, grade
from careplans.services import sign_plan
from careplans.services.survivorship import start_survivorship_plan
from careplans.services.watch import Decided, change_watch, decide_on_proposals, record_check, take_off
from careplans.survivorship import survivorship_of
from careplans.survivorship_copies import copy_for_the_person
from careplans.treatment_summary import treatment_summary
from careplans.windows import window_of
from integrative.accounts.errors import AlreadySaved, Refused, Stale
from integrative.accounts.models import User
from integrative.knowledge.late_effect_words import everyday_words
from integrative.knowledge.late_effects import all_late_effects
from patients.models import (
    CancerCondition,
    CareTeamMember,
    Patient,
    Procedure,
    RadiationCourse,
    TreatmentCourse,
)
from patients.services import record_fact

from .conftest import address, typed


@pytest.fixture
def survivor(patient: Patient, clinician: User, today: date) -> Patient:
    """Breast cancer, chemotherapy and surgery three years ago, radiation after it."""

    def fact(model: Any, **fields: Any) -> None:
        record_fact(model, patient=patient, by=clinician, **fields)

    def ago(days: int) -> date:
        return today - timedelta(days=days)

    with zeal.zeal_ignore():
        fact(
            CancerCondition, cancer_type="breast", laterality="left", diagnosed_on=ago(1200), metastatic=False
        )
        fact(
            TreatmentCourse,
            regimen="Dose-dense AC-T",
            started_on=ago(1100),
            ended_on=ago(1000),
            intent="curative",
        )
        fact(
            Procedure,
            name="Left lumpectomy with axillary dissection",
            performed_on=ago(950),
            laterality="left",
            lymph_nodes_removed=12,
        )
        fact(
            RadiationCourse,
            site="Left breast",
            started_on=ago(900),
            ended_on=ago(870),
            fractions=15,
            dose_gy=40,
        )
    return patient


def put_on(patient: Patient, by: User, **more: Any) -> LateEffectWatch:
    decided = {"late_effect": "LE026", "because": "Left lumpectomy", "who": "oncology"} | more
    (watch,) = decide_on_proposals(patient=patient, decided=[Decided(**decided)], by=by)
    return watch


@pytest.fixture
def watch(survivor: Patient, clinician: User, today: date) -> LateEffectWatch:
    return put_on(survivor, clinician, next_on=today + timedelta(days=30))


def sections(patient: Patient, today: date) -> dict[str, Any]:
    return {section.heading: section for section in treatment_summary(patient, today).sections}


def test_the_summary_says_what_the_record_says(survivor: Patient, today: date) -> None:
    found = sections(survivor, today)
    (radiation,) = found["Radiation"].lines
    assert (radiation.what, radiation.more) == ("Left breast", "40\N{NO-BREAK SPACE}Gy, 15 fractions")
    (course,) = found["Treatment courses"].lines
    assert "cyclophosphamide" in course.more
    assert "12 lymph nodes removed" in found["Operations"].lines[0].more
    assert "stage not recorded" in found["Cancer"].lines[0].more


def test_radiation_named_in_a_treatment_stands_once(survivor: Patient, clinician: User, today: date) -> None:
    """Beside its own course it is the same; on other days it is another."""
    for days, lines in ((880, 1), (100, 2)):
        record_fact(
            TreatmentCourse, patient=survivor, by=clinician, regimen="Capecitabine with pelvic radiation",
            started_on=today - timedelta(days=days), ended_on=today - timedelta(days=days - 20),
        )  # fmt: skip
        assert len(sections(survivor, today)["Radiation"].lines) == lines


def test_what_is_not_there_is_not_recorded(patient: Patient, today: date) -> None:
    assert {each.otherwise for each in sections(patient, today).values() if not each.lines} == {
        "Not recorded",
        "None on record",
    }


def test_what_lies_ahead_is_no_treatment_yet(survivor: Patient, clinician: User, today: date) -> None:
    record_fact(
        TreatmentCourse,
        patient=survivor,
        by=clinician,
        regimen="FOLFOX",
        started_on=today + timedelta(days=5),
    )
    assert len(sections(survivor, today)["Treatment courses"].lines) == 1


def test_a_treatment_that_no_table_knows_is_named(survivor: Patient, clinician: User, today: date) -> None:
    record_fact(TreatmentCourse, patient=survivor, by=clinician, regimen="Zetamab trial", started_on=today)
    (unread,) = treatment_summary(survivor, today).unread
    assert unread.startswith("Zetamab trial")


def test_proposals_follow_the_exposures(survivor: Patient, clinician: User) -> None:
    proposed = {each.effect.id: each for each in survivorship_of(survivor, clinician).proposed}
    assert {"LE001", "LE019", "LE026", "LE027", "LE045"} <= proposed.keys()
    assert proposed.keys().isdisjoint({"LE028", "LE035", "LE023"})
    assert "Left breast" in proposed["LE045"].why


def test_what_is_decided_is_not_proposed_again(
    survivor: Patient, watch: LateEffectWatch, clinician: User
) -> None:
    put_on(survivor, clinician, late_effect="LE043", who="", why="Not a wish of hers")
    found = survivorship_of(survivor, clinician)
    assert {"LE026", "LE043"}.isdisjoint(each.effect.id for each in found.proposed)
    assert [each.late_effect for each in found.left_out] == ["LE043"]
    again = survivorship_of(survivor, clinician, again="LE043")
    assert again.proposed[0].effect.id == "LE043"


@pytest.mark.parametrize(
    ("decided", "words"),
    [
        ({"next_on": date(2000, 1, 1)}, "from today on"),
        ({"next_on": date(2100, 1, 1)}, "within ten years"),
        ({"who": "the neighbor"}, "who checks"),
    ],
)
def test_nonsense_is_not_put_on(
    survivor: Patient, clinician: User, decided: dict[str, Any], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        put_on(survivor, clinician, **decided)
    assert not LateEffectWatch.objects.exists()


def test_all_or_nothing(survivor: Patient, clinician: User) -> None:
    two = [Decided("LE026", "x", "oncology"), Decided("LE027", "x", "nobody")]
    with pytest.raises(Refused):
        decide_on_proposals(patient=survivor, decided=two, by=clinician)
    assert not LateEffectWatch.objects.exists()


def test_two_people_put_on_the_same(survivor: Patient, watch: LateEffectWatch, clinician: User) -> None:
    with pytest.raises(Stale):
        put_on(survivor, clinician)
    with pytest.raises(IntegrityError, match="late_effect_watched_once"), transaction.atomic():
        LateEffectWatch.objects.create(
            patient=survivor, late_effect="LE026", because="x", who="other", knowledge_version="x",
            put_on_by=clinician,
        )  # fmt: skip


def test_a_check_brings_the_next(watch: LateEffectWatch, clinician: User, today: date) -> None:
    checked = record_check(
        watch_id=watch.pk, expected_version=1, by=clinician, checked_on=today, next_on=today + timedelta(180)
    )
    assert (checked.last_on, checked.version) == (today, 2)
    with pytest.raises(Stale):
        change_watch(watch_id=watch.pk, expected_version=1, by=clinician, who="person", next_on=None)


@pytest.mark.parametrize(("checked", "following"), [(1, 30), (0, 0), (-5, -6)])
def test_a_check_makes_sense(
    watch: LateEffectWatch, clinician: User, today: date, checked: int, following: int
) -> None:
    with pytest.raises(Refused):
        record_check(
            watch_id=watch.pk, expected_version=1, by=clinician, checked_on=today + timedelta(checked),
            next_on=today + timedelta(following),
        )  # fmt: skip


def test_off_the_list_with_a_reason_once(watch: LateEffectWatch, clinician: User) -> None:
    once = uuid4()
    take_off(watch_id=watch.pk, expected_version=1, by=clinician, why="Done elsewhere", once=once)
    with pytest.raises(AlreadySaved):
        take_off(watch_id=watch.pk, expected_version=1, by=clinician, why="Done elsewhere", once=once)
    with pytest.raises(Refused, match="off the list already"):
        take_off(watch_id=watch.pk, expected_version=2, by=clinician, why="Again")


def test_the_database_asks_why_it_was_taken_off(watch: LateEffectWatch, clinician: User) -> None:
    with pytest.raises(IntegrityError, match="late_effect_taken_off_has_who_and_why"), transaction.atomic():
        LateEffectWatch.objects.filter(pk=watch.pk).update(taken_off_by=clinician)


def test_a_survivorship_plan_is_looked_at_every_quarter(patient: Patient) -> None:
    assert window_of(CarePlan(horizon=Horizon.SURVIVORSHIP), patient.clinic) == (12, 14)
    assert window_of(CarePlan(horizon=Horizon.WEEKS), patient.clinic) == (
        patient.clinic.follow_up_opens_weeks,
        patient.clinic.follow_up_closes_weeks,
    )


def test_the_plan_of_six_months_begins_with_the_plan_of_today(
    active: CarePlan, patient: Patient, clinician: User, today: date
) -> None:
    with zeal.zeal_ignore():
        draft = start_survivorship_plan(patient=patient, by=clinician)
    titles = list(active.parts.values_list("slot", "title"))
    assert list(draft.parts.values_list("slot", "title")) == titles
    assert draft.parts.get(slot="target_1").by_on == today + timedelta(weeks=14)
    assert draft.one_thing == active.one_thing
    with zeal.zeal_ignore():
        assert start_survivorship_plan(patient=patient, by=clinician) == draft
    assert draft.parts.count() == len(titles)


def test_the_quarterly_check_in_is_looked_back_on_by_itself(
    active: CarePlan, patient: Patient, clinician: User, desk: Client, today: date
) -> None:
    with zeal.zeal_ignore():
        draft = start_survivorship_plan(patient=patient, by=clinician)
        sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician)
    follow_up = FollowUp.objects.get(plan=draft)
    weeks = (timedelta(weeks=12), timedelta(weeks=14))
    assert (follow_up.opens_on - today, follow_up.closes_on - today) == weeks
    where = address("follow_up", patient)
    assert desk.get(where).context["follow_up"].plan == active
    assert desk.get(f"{where}?horizon=survivorship").context["follow_up"] == follow_up
    page = desk.get(address("survivorship", patient)).content.decode()
    assert "Quarterly check-in" in page


Desk = Callable[[str], Client]


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        ("clinician", 200, 422),
        ("navigator", 200, 403),
        ("pharmacist", 200, 403),
        ("administrator", 403, 403),
        ("other_clinic", 404, 404),
        ("nobody", 302, 302),
    ],
)
def test_who_may(survivor: Patient, sign_in: Desk, role: str, reads: int, writes: int) -> None:
    client = sign_in(role)
    assert client.get(address("survivorship", survivor)).status_code == reads
    assert client.post(address("survivorship", survivor), typed(survivor)).status_code == writes
    assert client.get(address("survivorship_for_person", survivor)).status_code == reads
    assert client.get(address("survivorship_for_primary_care", survivor)).status_code == reads


def decisions(patient: Patient, today: date, **more: Any) -> dict[str, Any]:
    named = {name.replace("__", "-"): value for name, value in more.items()}
    return typed(patient, once=str(uuid4()), **named)


def test_deciding_on_the_page(survivor: Patient, desk: Client, today: date) -> None:
    next_on = (today + timedelta(days=90)).isoformat()
    posted = decisions(
        survivor, today, LE026__decide="put_on", LE026__who="oncology", LE026__next_on=next_on,
        LE043__decide="leave_out", LE043__words="Asked, no wish",
    )  # fmt: skip
    assert desk.post(address("survivorship", survivor), posted).status_code == 302
    on, out = LateEffectWatch.objects.order_by("late_effect")
    assert (on.who, on.next_on) == ("oncology", today + timedelta(days=90))
    assert "axillary dissection" in on.because
    assert (out.late_effect, out.taken_off_why) == ("LE043", "Asked, no wish")


@pytest.mark.parametrize(
    "answers",
    [
        {"LE026__decide": "put_on"},
        {"LE026__decide": "leave_out"},
        {"LE026__who": "oncology"},
        {"LE026__decide": "put_on", "LE026__who": "oncology", "LE026__next_on": "soon"},
        {},
    ],
)
def test_what_is_missing_is_said_at_its_field(
    survivor: Patient, desk: Client, today: date, answers: dict[str, str]
) -> None:
    answer = desk.post(address("survivorship", survivor), decisions(survivor, today, **answers))
    assert answer.status_code == 422
    assert not LateEffectWatch.objects.exists()


def test_a_form_of_another_chart_writes_nothing(survivor: Patient, desk: Client, today: date) -> None:
    posted = decisions(survivor, today, LE026__decide="put_on", LE026__who="oncology") | {"chart": "forged"}
    assert desk.post(address("survivorship", survivor), posted).status_code == 422
    assert not LateEffectWatch.objects.exists()


def test_a_line_that_someone_else_changed(survivor: Patient, watch: LateEffectWatch, desk: Client) -> None:
    where = address("watch_change", survivor, watch_id=watch.pk)
    assert desk.post(where, typed(survivor, 1, who="person")).status_code == 302
    assert desk.post(where, typed(survivor, 1, who="primary_care")).status_code == 409
    watch.refresh_from_db()
    assert watch.who == "person"


def test_a_line_of_another_chart_is_not_found(watch: LateEffectWatch, desk: Client, clinician: User) -> None:
    other = Patient.objects.exclude(pk=watch.patient_id).first()
    assert other is None or desk.get(address("watch_off", other, watch_id=watch.pk)).status_code == 404


def test_the_page_in_few_queries(
    survivor: Patient,
    watch: LateEffectWatch,
    desk: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    desk.get(address("survivorship", survivor))
    with django_assert_max_num_queries(22):
        page = desk.get(address("survivorship", survivor)).content.decode()
    assert "Lymphedema" in page
    assert "Sources differ" in page
    assert "Needs review" in page
    assert "Not asked" in page


def test_the_copies_carry_the_person_and_the_days(
    survivor: Patient, watch: LateEffectWatch, desk: Client, clinician: User
) -> None:
    record_fact(
        CareTeamMember,
        patient=survivor,
        by=clinician,
        role="primary_care",
        name="Dr. Ana Ruiz",
        phone="555-0199",
    )
    person = desk.get(address("survivorship_for_person", survivor)).content.decode()
    assert "Your cancer team checks swelling of an arm or leg." in person
    assert "Dr. Ana Ruiz" in person
    primary = desk.get(address("survivorship_for_primary_care", survivor)).content.decode()
    assert "40\N{NO-BREAK SPACE}Gy" in primary
    assert "no check on record" in primary
    for page in (person, primary):
        assert survivor.family_name in page


def test_the_copy_for_the_person_reads_at_grade_six(survivor: Patient, clinician: User, today: date) -> None:
    everything = [
        Decided(effect.id, "x", who, today + timedelta(days=90))
        for effect, who in zip(
            all_late_effects(), ["oncology", "primary_care", "this_clinic"] * 17, strict=False
        )
    ]
    decide_on_proposals(patient=survivor, decided=everything, by=clinician)
    copy = copy_for_the_person(survivor, survivorship_of(survivor, clinician))
    assert grade(copy.sentences()) <= FOR_PATIENTS


def test_every_late_effect_has_everyday_words() -> None:
    assert everyday_words().keys() == {effect.id for effect in all_late_effects()}
