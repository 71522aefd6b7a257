"""What the patient takes home: everyday words, grade 6, and nothing that is not theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.test import Client

from careplans.dose_words import dose_words, how_long, how_often
from careplans.links import my_plan_url
from careplans.models import CaregiverPlan, CarePlan, Costs, Domain, Intervention, Measure, PlanPart, Slot
from careplans.models.dose import Responsible
from careplans.queries import plans_to_look_at
from careplans.readability import grade, split_sentences, syllables
from careplans.services import sign_plan
from careplans.sheet import Sheet, measure_line, sheet_of
from careplans.words_check import reading_of_sheet
from integrative.accounts.models import User
from integrative.ui.wording import words_we_do_not_say
from patients.models import Caregiver, CaregiverAgreement, CareTeamMember, Patient

from .conftest import address


@pytest.fixture
def full(draft: CarePlan, clinician: User) -> CarePlan:
    """Signed, with three things to do for its target and a helper for the anchor."""
    target = draft.parts.get(slot=Slot.TARGET_1)
    rows: list[dict[str, object]] = [
        {"domain": Domain.PHYSICAL, "title": "Acupuncture", "sessions": 6, "place": "clinic"},
        {
            "domain": Domain.NUTRITION,
            "title": "Ginger root",
            "amount": 500,
            "unit": "mg",
            "costs": Costs.FREE,
        },
        {"domain": Domain.PSYCHOSOCIAL, "title": "Calm music", "costs": Costs.NOT_COVERED, "minutes": 20},
    ]
    for position, row in enumerate(rows, start=1):
        Intervention.objects.create(part=target, position=position, times_a_week=2, **row)
    draft.parts.filter(slot=Slot.ANCHOR).update(responsible=Responsible.CAREGIVER)
    return sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician)


@pytest.fixture
def sheet(full: CarePlan, patient: Patient, clinician: User) -> Sheet:
    return sheet_of(plans_to_look_at(patient, user=clinician).get(pk=full.pk), patient)


def test_every_item_is_said_in_everyday_words(sheet: Sheet) -> None:
    steps = {step.title: step.text for step in sheet.parts[0].steps}
    assert steps["Acupuncture"] == "Twice a week. We try this 6 times. Then we decide with you."
    assert steps["Ginger root"] == "500\N{NO-BREAK SPACE}mg, twice a week."
    assert "The one who helps you does this with you." in sheet.parts[1].lines


def test_cost_is_said_before_and_only_where_it_was_looked_at(sheet: Sheet) -> None:
    assert sheet.costs == (
        "No cost: ginger root.",
        "We will tell you the cost before you start: acupuncture.",
        "Your insurance does not pay: calm music. Ask us for a free way to begin.",
    )


def test_the_week_has_a_row_for_what_is_done_at_home(sheet: Sheet) -> None:
    assert sheet.ticks == (
        "Ginger tea with breakfast",
        "Ginger root",
        "Calm music",
        "Walk after lunch",
        "Long out-breaths",
    )


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "It was 8 of 10. We want 3 or less by 31 December 2026."),
        ({"baseline": None}, "We had no number at the start. We want 3 or less by 31 December 2026."),
        (
            {"measure": Measure.ACTIVE_MINUTES, "baseline": 60, "goal": 150, "by_on": None},
            "You moved for 60 minutes a week. We want 150 minutes or more.",
        ),
        ({"goal": None}, ""),
    ],
)
def test_where_it_stood_and_where_it_is_to_go(changes: dict[str, object], says: str) -> None:
    stands = {"measure": Measure.SCORE, "baseline": 8, "goal": 3, "by_on": date(2026, 12, 31)}
    assert measure_line(PlanPart(**stands | changes)) == says


@pytest.mark.parametrize(
    ("times", "says"),
    [
        ("0.25", "once a month"),
        ("0.5", "every 2 weeks"),
        ("1", "once a week"),
        ("2.00", "twice a week"),
        ("5", "5 times a week"),
        ("7", "every day"),
        ("14", "twice a day"),
        ("21", "3 times a day"),
    ],
)
def test_how_often_in_words(times: str, says: str) -> None:
    assert how_often(Decimal(times)) == says


def test_a_dose_says_only_what_is_known() -> None:
    assert dose_words(PlanPart(times_a_week=Decimal(5), minutes=20, weeks=6)) == (
        "5 times a week, 20 minutes each time, for 6 weeks"
    )
    assert dose_words(PlanPart()) == ""
    assert (how_long(60), how_long(120), how_long(1)) == ("1 hour", "2 hours", "1 minute")


def test_the_cancer_doctor_is_named_where_the_record_has_one(
    full: CarePlan, patient: Patient, clinician: User
) -> None:
    assert sheet_of(full, patient).end[0].endswith("Your cancer team leads that treatment.")
    CareTeamMember.objects.create(
        patient=patient, recorded_by=clinician, role="medical_oncologist", name="Dr. I. Moreau"
    )
    assert sheet_of(full, patient).end[0] == (
        "This plan adds to your cancer treatment. Dr. I. Moreau leads that treatment."
    )


def test_the_sheet_reads_at_grade_six_and_says_no_word_we_avoid(sheet: Sheet) -> None:
    reading = reading_of_sheet(sheet)
    assert reading.grade <= 6
    assert reading.said == {}


def test_hard_words_and_words_we_avoid_are_pointed_out(draft: CarePlan, patient: Patient) -> None:
    PlanPart.objects.filter(plan=draft, slot=Slot.ANCHOR).update(
        how="Individualized multidisciplinary rehabilitation facilitates functional independence safely."
    )
    reading = reading_of_sheet(sheet_of(draft, patient))
    assert reading.hard[0].startswith("Individualized")
    assert reading.said == {"safely": "no interaction found"}


# By the formula, counted by hand: words, sentences, syllables.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cat sat on the mat.", 0.0),
        ("Walk for ten minutes after lunch.", 2.5),
        ("Rehabilitation facilitates functional independence. Try it today at home.", 16.3),
    ],
)
def test_the_grade_is_that_of_the_formula(text: str, expected: float) -> None:
    assert grade(split_sentences(text)) == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("walk", 1), ("walked", 1), ("wanted", 2), ("needles", 2), ("exercises", 4), ("medicine", 3),
        ("acupuncture", 4), ("breathes", 1), ("changes", 2), ("quiet", 2), ("anxiety", 4), ("doing", 2),
        ("usual", 3), ("people", 2), ("diarrhea", 4), ("tired", 1), ("you’re", 1), ("cancer", 2),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_page_prints_with_identity(desk: Client, full: CarePlan, patient: Patient) -> None:
    page = desk.get(address("sheet", patient))
    article = page.text.split('<article class="sheet"')[1].split("</article>")[0]
    for words in ("Daniel Okafor", "9 March 1964", "Record number", "Tick when done", "Next visit"):
        assert words in article
    assert 'class="sheet large"' in desk.get(address("sheet", patient), {"print": "large"}).text


def test_without_an_active_plan_there_is_no_sheet(desk: Client, draft: CarePlan, patient: Patient) -> None:
    assert "No plan is active" in desk.get(address("sheet", patient)).text


def test_the_link_shows_the_same_and_names_nobody(
    client: Client, full: CarePlan, patient: Patient, today: date
) -> None:
    page = client.get(urlsplit(my_plan_url(full.follow_up, today=today)).path)
    for words in ("Acupuncture", "We try this 6 times.", "No cost: ginger root.", "one job too many"):
        assert words in page.text
    assert "Okafor" not in page.text


@pytest.fixture
def wife(patient: Patient, clinician: User) -> Caregiver:
    return Caregiver.objects.create(
        patient=patient, recorded_by=clinician, name="Ruth Okafor", relation="wife"
    )


def test_who_helps_gets_a_slip_only_when_they_may_know_the_plan(
    desk: Client, full: CarePlan, patient: Patient, clinician: User, wife: Caregiver, today: date
) -> None:
    assert "For Ruth Okafor" not in desk.get(address("helper_sheets", patient)).text
    agreed = CaregiverAgreement.objects.create(
        patient=patient, recorded_by=clinician, caregiver=wife, may_know="plan", agreed_on=today
    )
    page = desk.get(address("helper_sheets", patient))
    assert "For Ruth Okafor" in page.text
    assert "Walk after lunch" in page.text
    # Only what is theirs to help with.
    assert "Long out-breaths" not in page.text
    agreed.ended_on = today
    agreed.save()
    assert "For Ruth Okafor" not in desk.get(address("helper_sheets", patient)).text


def test_a_caregivers_own_plan_stands_on_no_sheet(
    desk: Client,
    client: Client,
    full: CarePlan,
    patient: Patient,
    clinician: User,
    wife: Caregiver,
    today: date,
) -> None:
    CaregiverAgreement.objects.create(
        patient=patient, recorded_by=clinician, caregiver=wife, may_know="plan", agreed_on=today
    )
    CaregiverPlan.objects.create(
        patient=patient, caregiver=wife, title="Ten minutes on the porch", how="Alone", moment="After supper",
        written_by=clinician, started_on=today, review_on=date(today.year + 1, 1, 31),
    )  # fmt: skip
    for path in (
        address("sheet", patient),
        address("helper_sheets", patient),
        urlsplit(my_plan_url(full.follow_up, today=today)).path,
    ):
        assert "porch" not in desk.get(path).text


@pytest.mark.parametrize("name", ["sheet", "helper_sheets", "versions", "compare"])
@pytest.mark.parametrize(
    ("role", "status"),
    [("navigator", 200), ("pharmacist", 200), ("administrator", 403), ("other_clinic", 404), ("nobody", 302)],
)
def test_who_may_read_it(
    sign_in: Callable[[str], Client], active: CarePlan, patient: Patient, name: str, role: str, status: int
) -> None:
    assert sign_in(role).get(address(name, patient)).status_code == status


def test_wording_finds_what_hurts_and_leaves_what_is_fine() -> None:
    assert words_we_do_not_say("He failed chemo; a natural cure; is it safe?").keys() == {
        "he failed", "cure", "safe",
    }  # fmt: skip
    assert words_we_do_not_say("The mail failed. No interaction found. Unsafe? The file is secured.") == {}
