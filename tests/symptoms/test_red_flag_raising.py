"""What is answered on a map raises flags in the same save, once, and takes them back while nobody acted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from integrative.accounts import clock
from integrative.knowledge.version import KNOWLEDGE_VERSION
from patients.models.spread import Metastasis
from symptoms.models import RedFlag, Section, Urgency
from symptoms.services import save_section
from symptoms.services.red_flags import close_flag, look_again, see_flag, unseen_act_now
from tests.factories.patients import CancerFactory, MeasurementFactory, MedicationFactory, TreatmentFactory
from tests.factories.symptoms import ConsultationFactory

SPINE = {"regions": ["upper_back"], "worst": 5, "worse_with": ["standing"]}


@pytest.fixture
def save(draft, clinician):
    """`save(Section.PAIN, areas=[...])` as the page would; each save follows on the one before."""
    version: dict[Section, int] = {}

    def save_now(section: Section, **answers: Any) -> Any:
        saved = save_section(
            section,
            consultation_id=draft.pk,
            expected_version=version.get(section, 0),
            by=clinician,
            answers=answers,
        )
        version[section] = saved.version
        return saved

    return save_now


@pytest.fixture
def answer(save):
    """`answer(rigors=True, temp_c=38.4)`: section 12, with what was said before left out."""

    def answer_now(**answers: Any) -> Any:
        numbers = {name: value for name, value in answers.items() if not isinstance(value, bool)}
        present = {name: value for name, value in answers.items() if isinstance(value, bool)}
        return save(Section.RED_FLAGS, present=present, numbers=numbers)

    return answer_now


def standing(patient) -> list[str]:
    return sorted(RedFlag.objects.of(patient).standing().values_list("flag", flat=True))


def test_each_urgency_is_raised_from_a_map(patient, save, answer):
    cancer = CancerFactory(patient=patient)
    Metastasis.objects.create(patient=patient, cancer=cancer, site="bone")
    answer(limb_weakness_new=True)
    save(Section.PAIN, areas=[{"regions": ["shin_left"], "worst": 4, "worse_with": ["weight"]}])
    save(Section.SYMPTOMS, scores={"esas_nausea": 8})
    for days, kilos in ((1, 80), (183, 84.5)):
        MeasurementFactory(
            patient=patient, analyte="weight", value=kilos, entered_value=kilos, entered_unit="kg",
            taken_at=timezone.now() - timedelta(days=days),
        )  # fmt: skip
    save(Section.STRESS, anx1=1)
    raised = {row.flag: row.urgency for row in RedFlag.objects.of(patient)}
    assert raised == {
        "RF01": Urgency.NOW, "RF11": Urgency.TODAY, "RF27": Urgency.SOON, "RF08": Urgency.ROUTINE,
    }  # fmt: skip


def test_a_flag_keeps_why_what_was_known_and_when_it_is_due(patient, clinic, clinician, draft, answer):
    CancerFactory(patient=patient)
    before = timezone.now()
    answer(gait_disturbance_new=True, rigors=False)
    flag = RedFlag.objects.get()
    assert flag.because == ["cancer is or was diagnosed", "new unsteadiness or trouble walking"]
    assert flag.facts == {"gait_disturbance_new": True, "known_cancer": True}
    assert flag.knowledge_version == KNOWLEDGE_VERSION
    assert (flag.raised_from, flag.raised_from_id, flag.raised_by) == ("map", draft.pk, clinician)
    assert flag.due_at - flag.raised_at == timedelta(minutes=clinic.flag_now_minutes)
    assert flag.raised_at >= before


def test_no_and_not_asked_raise_nothing(patient, answer):
    CancerFactory(patient=patient)
    answer(limb_weakness_new=False)
    assert standing(patient) == []


def test_the_same_answers_again_raise_nothing_twice(patient, answer):
    assert answer(dyspnoea_at_rest=True).flags_moved
    assert not answer(dyspnoea_at_rest=True).flags_moved
    assert RedFlag.objects.count() == 1


def test_a_more_urgent_flag_covers_the_other(patient, save, answer):
    CancerFactory(patient=patient)
    save(Section.PAIN, areas=[SPINE])
    assert standing(patient) == ["RF02"]
    answer(limb_weakness_new=True)
    assert standing(patient) == ["RF01"]
    assert RedFlag.objects.get(flag="RF02").withdrawn_why == "A more urgent flag covers it"


def test_a_changed_answer_takes_an_unseen_flag_back(patient, answer):
    answer(seizure=True)
    answer(seizure=False)
    flag = RedFlag.objects.get()
    assert (flag.withdrawn_at is not None, flag.withdrawn_why) == (True, "The answer was changed")
    answer(seizure=True)
    assert RedFlag.objects.standing().count() == 1


def test_a_flag_that_was_seen_is_never_taken_back(patient, clinician, answer):
    answer(seizure=True)
    see_flag(flag_id=RedFlag.objects.get().pk, patient=patient, by=clinician)
    answer(seizure=False)
    assert standing(patient) == ["RF24"]


def test_a_seen_flag_is_asked_about_again_only_for_a_further_reason(patient, clinician, save):
    save(Section.SYMPTOMS, scores={"esas_nausea": 7})
    see_flag(flag_id=RedFlag.objects.get().pk, patient=patient, by=clinician)
    save(Section.SYMPTOMS, scores={"esas_nausea": 9})
    assert RedFlag.objects.get().seen_at is not None
    save(Section.SYMPTOMS, scores={"esas_nausea": 9, "esas_pain": 8})
    flag = RedFlag.objects.get()
    assert (flag.seen_at, flag.seen_by) == (None, None)
    assert flag.because == ["ESAS-r Nausea: 9", "ESAS-r Pain: 8"]


def test_what_was_dealt_with_comes_back_only_for_a_further_reason(patient, clinician, answer):
    answer(haemoptysis=True)
    close_flag(flag_id=RedFlag.objects.get().pk, patient=patient, by=clinician, words="Sent to emergency")
    answer(haemoptysis=True, cough_new=True)
    assert standing(patient) == []
    answer(haemoptysis=True, pleuritic_pain=True)
    assert standing(patient) == ["RF23"]
    assert RedFlag.objects.filter(done_at=None).count() == 1


def test_two_maps_of_one_person_raise_the_same_flag_once(patient, staff, answer):
    answer(seizure=True)
    other = ConsultationFactory(patient=patient, author=staff.other_clinic)
    save_section(
        Section.RED_FLAGS, consultation_id=other.pk, expected_version=0, by=staff.other_clinic,
        answers={"present": {"seizure": True}, "numbers": {}},
    )  # fmt: skip
    assert RedFlag.objects.count() == 1


def test_fever_under_treatment_is_told_from_fever_without(patient, answer):
    CancerFactory(patient=patient)
    answer(temp_c=38.2)
    assert standing(patient) == ["RF06"]
    TreatmentFactory(patient=patient, regimen="FOLFOX")
    answer(temp_c=38.2)
    assert standing(patient) == ["RF04"]


def test_a_new_value_beside_an_answer_of_today_raises(patient, clinic, answer):
    answer(temp_c=38.5)
    assert standing(patient) == []
    MeasurementFactory(patient=patient, analyte="neutrophils", value="0.3", entered_value="0.3")
    assert look_again(patient)
    assert standing(patient) == ["RF05"]
    assert not look_again(patient)


def test_opioids_and_slow_breathing(patient, answer):
    MedicationFactory(patient=patient, name="Oxycodone")
    answer(resp_rate=9)
    assert standing(patient) == ["RF35"]
    answer(resp_rate=7)
    assert standing(patient) == ["RF28"]


@pytest.mark.parametrize(("days", "raised"), [(7, ["RF24"]), (8, [])])
def test_the_answers_of_a_map_count_for_a_week(patient, answer, days, raised):
    answer(seizure=True)
    RedFlag.objects.update(withdrawn_at=timezone.now(), withdrawn_why="Lost")
    with clock.standing_at(timezone.now() + timedelta(days=days)):
        look_again(patient)
    assert standing(patient) == raised


def test_nothing_is_raised_for_someone_who_has_died(patient, answer):
    patient.deceased_on = patient.clinic.today()
    patient.save()
    answer(seizure=True)
    assert RedFlag.objects.count() == 0


def test_act_now_flags_that_nobody_saw_are_told(patient, clinician, answer):
    answer(seizure=True, vomiting=True, no_stool_or_flatus_24h=True)
    (flag,) = unseen_act_now(patient)
    assert flag.flag == "RF24"
    see_flag(flag_id=flag.pk, patient=patient, by=clinician)
    assert unseen_act_now(patient) == []


def test_a_save_that_changes_nothing_asks_once_more(save):
    save(Section.SYMPTOMS, scores={"esas_nausea": 8})
    asked = {}
    for section, first, then in (
        (Section.MOVEMENT, {"days": 3}, {"days": 4}),
        (Section.STRESS, {"anx1": 1}, {"anx1": 2}),
    ):
        save(section, **first)
        with CaptureQueriesContext(connection) as queries:
            save(section, **then)
        asked[section] = len(queries)
    assert asked[Section.STRESS] == asked[Section.MOVEMENT] + 1
