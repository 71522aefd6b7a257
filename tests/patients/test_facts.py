"""Every kind of fact, on its pages: entered, corrected, ended, struck out, and never lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integrative.accounts.errors import Refused, Stale
from integrative.audit.models import Event
from integrative.ui.fields import Quantity
from patients.kinds import KINDS
from patients.models import Allergy, Answer, AskedAbout, CancerCondition, CancerStage, Medication, Topic
from patients.services import (
    answer_nothing_named,
    correct_cancer,
    correct_fact,
    mark_in_error,
    record_cancer,
    record_fact,
)
from tests.factories.patients import CancerFactory, CaregiverFactory, MeasurementFactory, PatientFactory

from .facts import AROUND, CANCER, CAREGIVER, END_BUTTON, GOOD, MAY_LIE_AHEAD, TOPICS, of
from .forms import DAY_AFTER_TOMORROW, address, guards, none_named

# Twenty-five kinds times all that can be done to one.
pytestmark = pytest.mark.slow

every_kind = pytest.mark.parametrize("kind", GOOD)
BEFORE_BIRTH = "1964-03-08"


class Pages:
    """A clinician's browser at the pages of one kind of fact of one person."""

    def __init__(self, client, patient, kind):
        self.client, self.patient, self.kind = client, patient, kind
        self.model, self.good = KINDS[kind].model, GOOD[kind]
        self.answers = of(patient, self.good.answers)

    def at(self, act, fact=None):
        more = {"fact_id": fact.pk} if fact else {}
        return address(f"{self.kind} {act}", self.patient, **more)

    def post(self, act, fact=None, *, version=None, **answers):
        return self.client.post(self.at(act, fact), answers | guards(self.patient, version=version))

    def enter(self, **change):
        entered = self.post("new", **self.answers | change)
        assert entered.status_code == 302, entered.context["form"].errors
        return self.model.objects.of(self.patient).latest("pk")

    def correct(self, fact, *, version=1):
        return self.post("edit", fact, version=version, **self.answers | self.good.change)

    def record(self):
        return self.client.get(address("record", self.patient)).content.decode()

    def history(self, fact):
        return self.client.get(self.at("history", fact)).content.decode()


@pytest.fixture
def pages(patient, sign_in):
    def opened(kind):
        return Pages(sign_in("clinician"), patient, kind)

    return opened


def test_no_kind_is_forgotten():
    assert GOOD.keys() == KINDS.keys()
    assert {slug for slug, kind in KINDS.items() if kind.topic} == TOPICS


@every_kind
def test_what_is_entered_is_kept_with_who_when_and_how_it_is_known(pages, clinician, kind):
    its = pages(kind)
    fact = its.enter(source="patient")
    assert (fact.recorded_by, fact.source, fact.version) == (clinician, "patient", 1)
    assert fact.recorded_at.astimezone(its.patient.clinic.zone).date() == its.patient.clinic.today()
    event = Event.objects.get(subject_id=fact.pk)
    assert (event.by, event.patient_id) == (clinician, its.patient.pk)
    page = its.record()
    assert escape(its.good.named) in page or escape(its.good.named.capitalize()) in page
    assert f"The person said so; {clinician.display_name}" in page


@every_kind
def test_a_correction_keeps_what_stood_beside_it(pages, clinician, kind):
    its = pages(kind)
    fact = its.enter()
    assert its.correct(fact).status_code == 302
    fact.refresh_from_db()
    assert fact.version == 2
    page = its.history(fact)
    assert "2 versions" in page
    for text in (its.good.was, its.good.now, clinician.display_name):
        assert escape(text) in page


@every_kind
def test_who_comes_second_sees_both_texts_and_writes_nothing(pages, kind):
    its = pages(kind)
    fact = its.enter()
    its.correct(fact)
    late = its.post("edit", fact, version=1, **its.answers)
    assert late.status_code == 409
    assert late.context["differences"]
    page = late.content.decode()
    for text in (its.good.was, its.good.now):
        assert escape(text) in page
    fact.refresh_from_db()
    assert fact.version == 2
    assert Event.objects.filter(subject_id=fact.pk).count() == 2


def as_posted(box):
    """What a browser would send for a box that nobody touched."""
    value = box.value()
    if isinstance(value, Quantity):
        yield from ((f"{box.html_name}_number", str(value.number)), (f"{box.html_name}_unit", value.unit))
    elif isinstance(value, time):
        yield box.html_name, f"{value:%H:%M}"
    elif value not in (None, False):
        yield box.html_name, "on" if value is True else value


@every_kind
def test_opened_and_saved_unchanged_it_says_the_same(pages, kind):
    its = pages(kind)
    fact = its.enter()
    form = its.client.get(its.at("edit", fact)).context["form"]
    posted = dict(posted for box in form.visible_fields() for posted in as_posted(box))
    answered = its.post("edit", fact, version=1, **posted)
    assert answered.status_code == 302, answered.context["form"].errors
    again = its.model.objects.get(pk=fact.pk)
    columns = [column.attname for column in fact._meta.concrete_fields if column.name != "version"]
    assert [getattr(again, column) for column in columns] == [getattr(fact, column) for column in columns]


@every_kind
def test_it_ends_on_a_day_where_it_ends_at_all(pages, kind):
    its = pages(kind)
    fact = its.enter()
    if kind not in END_BUTTON:
        assert its.client.get(its.at("end", fact)).status_code == 404
        return
    page = its.client.get(its.at("end", fact)).content.decode()
    assert f">{END_BUTTON[kind]}</button>" in page
    assert its.post("end", fact, version=1, ended_on="2026-06-01").status_code == 302
    fact.refresh_from_db()
    assert (fact.ended_on, fact.version) == (date(2026, 6, 1), 2)
    again = its.post("end", fact, version=2, ended_on="2026-06-02")
    assert again.status_code == 422
    assert its.post("end", fact, version=1, ended_on="2026-06-02").status_code == 409


@every_kind
def test_struck_out_it_leaves_the_record_and_stays_in_the_history(pages, kind):
    its = pages(kind)
    fact = its.enter()
    its.correct(fact)
    standing = its.at("history", fact)
    without = its.post("in_error", fact, version=2, why=" ")
    assert without.context["form"].errors.keys() == {"why"}
    assert standing in its.record()
    assert its.post("in_error", fact, version=2, why="belongs to someone else").status_code == 302
    assert standing not in its.record()
    struck = its.client.get(address("facts", its.patient, kind=kind)).content.decode()
    assert "Entered in error" in struck
    assert standing in struck
    assert "belongs to someone else" in struck
    page = its.history(fact)
    for text in (its.good.was, its.good.now, "belongs to someone else"):
        assert escape(text) in page
    assert its.client.get(its.at("edit", fact)).status_code == 404


BESIDE_THE_CHART = {
    "diagnosis": "Invasive ductal carcinoma",
    "stage": "Pathologic stage IIA",
    "marker": "Estrogen receptor (ER) positive",
    "phase": "Active treatment, since",
    "treatment": "Paclitaxel",
    "radiation": "Radiation, left breast",
    "medicine": "Duloxetine",
    "allergy": "Penicillin: hives",
    "measurement": "Platelets",
    "precaution": "Port, right chest",
    "team": "Dr. Ida Blom",
    "caregiver": "Tomas Reyes (husband)",
    "agreement": "the plan and its home practice",
}


@pytest.mark.parametrize("kind", BESIDE_THE_CHART)
def test_struck_out_it_leaves_the_side_of_every_chart_page(pages, kind):
    its, shown = pages(kind), BESIDE_THE_CHART[kind]
    fact = its.enter()
    chart = address("facts", its.patient, kind="life-event")
    assert shown in its.client.get(chart).content.decode()
    its.post("in_error", fact, version=1, why="typed twice")
    assert shown not in its.client.get(chart).content.decode()


@every_kind
def test_of_another_chart_it_is_not_found_under_this_address(pages, sign_in, kind):
    its = pages(kind)
    other = Pages(its.client, PatientFactory(clinic=its.patient.clinic), kind)
    fact = other.enter()
    acts = ("edit", "in_error", "history", *(["end"] if kind in END_BUTTON else []))
    assert {its.client.get(its.at(act, fact)).status_code for act in acts} == {404}
    posted = {
        its.correct(fact).status_code,
        its.post("in_error", fact, version=1, why="typed twice").status_code,
    }
    assert posted == {404}
    fact.refresh_from_db()
    assert fact.version == 1


@every_kind
@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("clinician", 302),
        ("navigator", 403),
        ("pharmacist", 403),
        ("administrator", 403),
        ("other_clinic", 404),
        ("nobody", 302),
    ],
)
def test_who_may_write_it(patient, sign_in, kind, role, status):
    its = Pages(sign_in(role), patient, kind)
    may = role == "clinician" or (role == "navigator" and kind in AROUND)
    before = its.model.objects.count()
    assert its.post("new", **its.answers).status_code == (302 if may else status)
    assert its.model.objects.count() == before + may


@every_kind
@pytest.mark.parametrize(
    ("role", "status"),
    [("navigator", 200), ("pharmacist", 200), ("administrator", 403), ("other_clinic", 404), ("nobody", 302)],
)
def test_who_may_read_all_of_a_kind_and_a_history(pages, sign_in, kind, role, status):
    its = pages(kind)
    fact = its.enter()
    client = sign_in(role)
    assert client.get(its.at("history", fact)).status_code == status
    assert client.get(address("facts", its.patient, kind=kind)).status_code == status


DAYS = [(kind, day) for kind, good in GOOD.items() for day in good.days]


@pytest.mark.parametrize(("kind", "day"), DAYS)
def test_a_day_before_birth_is_refused_at_its_box(pages, kind, day):
    its = pages(kind)
    refused = its.post("new", **its.answers | {day: BEFORE_BIRTH})
    assert refused.status_code == 422
    assert refused.context["form"].errors.keys() == {day}
    assert "before" in str(refused.context["form"].errors[day])


@pytest.mark.parametrize(("kind", "day"), DAYS)
def test_a_day_to_come_is_refused_unless_it_may_be_planned(pages, kind, day):
    its = pages(kind)
    answered = its.post("new", **its.answers | {day: DAY_AFTER_TOMORROW})
    if (kind, day) in MAY_LIE_AHEAD:
        assert answered.status_code == 302
    else:
        assert answered.status_code == 422
        assert answered.context["form"].errors.keys() == {day}


POINTING = [kind for kind, good in GOOD.items() if {CANCER, CAREGIVER} & set(good.answers.values())]


@pytest.mark.parametrize("kind", POINTING)
def test_it_never_points_into_another_chart(pages, clinician, kind):
    its = pages(kind)
    stranger = PatientFactory(clinic=its.patient.clinic)
    name = "cancer" if CANCER in its.good.answers.values() else "caregiver"
    theirs = (CancerFactory if name == "cancer" else CaregiverFactory)(patient=stranger)
    refused = its.post("new", **its.answers | {name: str(theirs.pk)})
    assert refused.context["form"].errors.keys() == {name}
    plain = {name: value for name, value in its.good.json.items() if value not in {CANCER, CAREGIVER}}
    with pytest.raises(Refused, match="another chart") as refusal:
        record_fact(its.model, patient=its.patient, by=clinician, **plain, **{name: theirs})
    assert refusal.value.field == name
    assert not its.model.objects.exists()


class TestNothingNamed:
    """Not asked, none, and the person does not know."""

    @pytest.mark.parametrize("kind", TOPICS)
    def test_the_three_answers_look_different(self, pages, kind):
        its = pages(kind)
        section = {}
        section["not asked"] = self.part(its)
        for said in ("none", "unknown"):
            its.client.post(none_named(its.patient, kind, said), guards(its.patient))
            section[said] = self.part(its)
        assert "Not asked" in section["not asked"]
        assert ">None<" in section["none"].replace(" ", "")
        assert "The person does not know" in section["unknown"]
        assert len(set(section.values())) == 3

    def part(self, its):
        """What stands beside the heading of the kind."""
        _, _, after = its.record().partition(f'id="{its.kind}"')
        return after.partition("</header>")[0]

    @pytest.mark.parametrize("kind", TOPICS)
    def test_naming_something_replaces_it_and_then_it_is_refused(self, pages, kind):
        its = pages(kind)
        its.client.post(none_named(its.patient, kind), guards(its.patient))
        assert AskedAbout.objects.standing().count() == 1
        its.enter()
        assert not AskedAbout.objects.standing().exists()
        refused = its.client.post(none_named(its.patient, kind), guards(its.patient))
        assert refused.status_code == 422
        assert "something is on record" in refused.content.decode()
        assert not AskedAbout.objects.standing().exists()

    @pytest.mark.parametrize("kind", sorted(TOPICS & END_BUTTON.keys() - {"hospital"}))
    def test_what_has_ended_leaves_room_for_none(self, pages, kind):
        its = pages(kind)
        its.post("end", its.enter(), version=1, ended_on="2026-06-01")
        said = its.client.post(none_named(its.patient, kind), guards(its.patient))
        assert said.status_code == 302

    def test_a_hospital_visit_that_is_over_was_still_one(self, pages):
        its = pages("hospital")
        its.post("end", its.enter(), version=1, ended_on="2026-06-01")
        assert none_named(its.patient, "hospital") not in its.record()
        refused = its.client.post(none_named(its.patient, "hospital"), guards(its.patient))
        assert refused.status_code == 422

    def test_struck_out_leaves_room_for_none(self, pages):
        its = pages("fall")
        its.post("in_error", its.enter(), version=1, why="typed twice")
        assert its.client.post(none_named(its.patient, "fall"), guards(its.patient)).status_code == 302


def test_striking_out_a_cancer_takes_along_what_hangs_on_it(patient, clinician):
    cancer = CancerFactory(patient=patient)
    stage = record_fact(CancerStage, patient=patient, by=clinician, cancer=cancer, group="IIA")
    mark_in_error(CancerCondition, cancer.pk, by=clinician, why="typed twice", expected_version=1)
    stage.refresh_from_db()
    assert (stage.entered_in_error_why, stage.version) == ("typed twice", 2)


def test_all_of_a_kind_cost_the_same_for_many(pages, django_assert_max_num_queries):
    for kind in ("stage", "agreement", "team"):
        its = pages(kind)
        for n in range(4):
            may_know = (
                {"may_know": ("plan", "costs", "results", "symptoms")[n]} if kind == "agreement" else {}
            )
            its.answers = of(its.patient, its.good.answers) | may_know
            its.post("new", **its.answers)
        shown = address("facts", its.patient, kind=kind)
        its.client.get(shown)
        with django_assert_max_num_queries(14):
            assert its.client.get(shown).content.decode().count("how we know") == 4


EDGES = ("reference_low", "reference_high")


def test_a_range_in_another_unit_opens_and_saves(patient, sign_in):
    value = MeasurementFactory(
        patient=patient, analyte="creatinine", value="0.9", entered_value="80", entered_unit="umol/L",
        reference_low="0.6", reference_high="1.2",
    )  # fmt: skip
    its = Pages(sign_in("clinician"), patient, "measurement")
    form = its.client.get(its.at("edit", value)).context["form"]
    shown = dict(posted for name in ("taken_on", "taken_time", *EDGES) for posted in as_posted(form[name]))
    quantity = {"quantity_number": "79", "quantity_unit": "umol/L"}
    saved = its.post("edit", value, version=1, analyte="creatinine", **quantity, **shown)
    assert saved.status_code == 302, saved.context["form"].errors
    value.refresh_from_db()
    assert (str(value.reference_low), str(value.reference_high)) == ("0.600", "1.200")


WORDS = st.text("abcdefghij ", min_size=1, max_size=12).filter(str.strip)
WRITES = st.lists(
    st.one_of(
        st.tuples(st.just("correct"), WORDS),
        st.tuples(st.just("late"), WORDS),
        st.tuples(st.just("strike"), st.sampled_from(["typed twice", ""])),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=WORDS, writes=WRITES)
def test_as_many_versions_as_writes_and_no_text_is_lost(patient, clinician, first, writes):
    fact = record_fact(Allergy, patient=patient, by=clinician, substance=first)
    texts, version = [(first, "")], 1
    for act, text in writes:
        try:
            if act == "strike":
                mark_in_error(Allergy, fact.pk, by=clinician, why=text, expected_version=version)
                texts.append((texts[-1][0], text))
            else:
                read = version if act == "correct" else version - 1
                correct_fact(Allergy, fact.pk, by=clinician, expected_version=read, substance=text)
                texts.append((text, texts[-1][1]))
        except (Stale, Refused):
            continue
        version += 1
    rows = Allergy.pgh_event_model.objects.filter(pgh_obj=fact.pk).order_by("pgh_id")
    assert [(row.substance, row.entered_in_error_why) for row in rows] == texts
    assert [row.version for row in rows] == list(range(1, len(texts) + 1))


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Two people press the button in the same moment."""

    def both(self, *acts):
        together = Barrier(len(acts), timeout=20)

        def run(act):
            together.wait()
            try:
                return act()
            except Refused as refusal:
                return refusal
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(run, acts))

    def test_of_two_corrections_one_wins_and_the_other_is_told(self, patient, clinician):
        fact = record_fact(Medication, patient=patient, by=clinician, name="Duloxetine", schedule="daily")

        def correct(schedule):
            return lambda: correct_fact(
                Medication, fact.pk, by=clinician, expected_version=1, schedule=schedule
            )

        outcomes = self.both(correct("at night"), correct("twice a day"))
        (late,) = [outcome for outcome in outcomes if isinstance(outcome, Stale)]
        fact.refresh_from_db()
        assert fact.schedule == ("twice a day" if outcomes[0] is late else "at night")
        assert fact.version == 2
        assert Medication.pgh_event_model.objects.filter(pgh_obj=fact.pk).count() == 2

    def test_a_correction_and_a_strike_never_both_stand(self, patient, clinician):
        cancer = record_cancer(
            patient=patient, by=clinician, cancer_type="breast", markers={"er": "positive"}
        )
        outcomes = self.both(
            lambda: correct_cancer(
                cancer.pk, by=clinician, expected_version=1, markers={"er": "negative"}, site="nipple"
            ),
            lambda: mark_in_error(
                CancerCondition, cancer.pk, by=clinician, why="typed twice", expected_version=1
            ),
        )
        assert sum(isinstance(outcome, Stale) for outcome in outcomes) == 1
        cancer.refresh_from_db()
        assert bool(cancer.site) != bool(cancer.entered_in_error_at)
        standing = cancer.markers.filter(entered_in_error_at=None)
        assert [marker.result for marker in standing] == (["negative"] if cancer.site else [])

    def test_none_and_a_name_never_both_stand(self, patient, clinician):
        for _ in range(5):
            Allergy.objects.update(ended_on=date(2026, 6, 1))
            self.both(
                lambda: answer_nothing_named(
                    patient=patient, by=clinician, topic=Topic.ALLERGIES, answer=Answer.NONE
                ),
                lambda: record_fact(Allergy, patient=patient, by=clinician, substance=f"Latex {uuid4()}"),
            )
            assert Allergy.objects.filter(ended_on=None).count() == 1
            assert not AskedAbout.objects.standing().exists()
