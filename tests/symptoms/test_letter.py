"""The letter to the oncologist: what it tells, and how it is kept."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape

import pytest
from django.utils import timezone

from integrative.accounts import clock
from integrative.accounts.errors import Refused
from integrative.audit.models import Event
from patients.models import CareTeamMember
from patients.services import record_measurement
from symptoms.letter import (
    DecisionTold,
    FlagTold,
    ProductTold,
    Reading,
    RecordTold,
    Visit,
    as_printed,
    letter_of,
)
from symptoms.models import (
    Decision,
    LetterDraft,
    ProductDecision,
    ProductScreen,
    ProductVerdict,
    RedFlag,
    Verdict,
)
from symptoms.services.letter import save_letter
from tests.factories.accounts import MembershipFactory
from tests.factories.patients import PatientFactory, TreatmentFactory
from tests.factories.symptoms import (
    ConsultationFactory,
    GoalsEntryFactory,
    ProductFactory,
    ScoreFactory,
    sign,
    signed_map,
)

from .helpers import chart_url, guards

OCTOBER, SEPTEMBER = date(2026, 10, 8), date(2026, 9, 24)
NOW = Visit(OCTOBER, "Dr. A. Osei", "Two breakfasts", {"esas_nausea": 5, "esas_appetite": 7, "esas_pain": 3})
BEFORE = Visit(SEPTEMBER, "Dr. A. Osei", "", {"esas_nausea": 8, "esas_appetite": 7, "esas_pain": 4})


def body_of(signed=NOW, previous=BEFORE, **more):
    nothing = {"products": (), "flags": (), "record": RecordTold()}
    return letter_of(signed, previous, name="Dan Okafor", **nothing | more).body


class TestWhatItTells:
    def test_who_when_and_a_line_of_their_words(self):
        body = body_of()
        assert "Dan Okafor was seen by Dr. A. Osei on 8 October 2026." in body
        assert "The visit before was on 24 September 2026." in body
        assert "“Two breakfasts”" in body

    def test_a_change_of_two_points_is_new_and_a_severe_one_is_told(self):
        body = body_of()
        assert "- **Nausea 5, moderate, was 8: better**" in body
        assert "- Lack of appetite 7, severe, was 7" in body
        assert "Pain" not in body
        assert "map of 8 Oct; before: map of 24 Sep" in body

    def test_at_a_first_visit_nothing_has_changed(self):
        body = body_of(previous=None)
        assert "It was the first visit." in body
        assert "Lack of appetite 7, severe, not scored before" in body
        assert "Nausea" not in body

    def test_a_product_stands_with_its_verdict_what_with_what_and_the_decision(self):
        told = ProductTold(
            "Curcumin", "500 mg twice a day", Verdict.HOLD, OCTOBER, because=("Curcumin with apixaban",),
            decided=DecisionTold(Decision.ADVISE_STOP, OCTOBER, "Dr. A. Osei", stop_by=date(2026, 10, 10)),
            is_new=True,
        )  # fmt: skip
        letter = letter_of(NOW, BEFORE, name="Dan", products=[told], flags=(), record=RecordTold())
        assert (
            "**Curcumin, 500 mg twice a day. Hold (screened 8 Oct): Curcumin with apixaban.**" in letter.body
        )
        assert "Decided 8 Oct by Dr. A. Osei: we suggest stopping it, last day 10 Oct." in letter.body
        assert letter.question == "Do you agree with stopping Curcumin?"

    def test_what_could_not_be_screened_is_told_and_what_was_found_harmless_is_not(self):
        products = [
            ProductTold("Ginger tea", "", Verdict.NONE_FOUND, OCTOBER),
            ProductTold("Nerve Complex", "", Verdict.CANNOT_SCREEN, OCTOBER),
        ]
        body = body_of(products=products)
        assert "Nerve Complex, dose not asked. Cannot screen (screened 8 Oct). Not decided yet." in body
        assert "Ginger" not in body

    def test_a_red_flag_says_what_was_done_or_that_nothing_is_written(self):
        done = FlagTold("Fever in treatment", "Today", OCTOBER, "Sent to the ward.", OCTOBER, "Dr. A. Osei")
        body = body_of(flags=[done, FlagTold("New weakness", "Act now", OCTOBER)])
        assert "Done 8 Oct by Dr. A. Osei: Sent to the ward." in body
        assert "**New weakness (act now), raised 8 Oct.** Nothing is written yet" in body

    def test_a_figure_names_its_day_and_is_bold_when_it_changed(self):
        weight = Reading("Weight", "76 kg", OCTOBER, before="78 kg", before_on=SEPTEMBER)
        body = body_of(record=RecordTold("mFOLFOX6, since 1 Sep", [weight]))
        assert "**Weight 76 kg (8 Oct), was 78 kg (24 Sep).**" in body
        assert "Cancer treatment on our record: mFOLFOX6, since 1 Sep." in body

    def test_two_asterisks_print_in_bold_and_dashes_as_a_list(self):
        first, second = as_printed("One **two** three\n\n- four\n- five")
        assert [(piece.text, piece.is_bold) for piece in first.lines[0]] == [
            ("One ", False),
            ("two", True),
            (" three", False),
        ]
        assert second.is_list
        assert [line[0].text for line in second.lines] == ["four", "five"]


@pytest.fixture
def signed(patient, clinician):
    """The second signed map of a person, with a curcumin that was held, and a red flag."""
    first_on = patient.clinic.today() - timedelta(days=14)
    with clock.standing_at(timezone.now() - timedelta(days=14)):
        before = signed_map(patient, author=clinician, scores={"esas_nausea": 8}, visit_on=first_on)
        before.signed_at = timezone.now() - timedelta(days=14)
    draft = ConsultationFactory(patient=patient, author=clinician)
    ScoreFactory(consultation=draft, symptom="esas_nausea", score=5)
    product = ProductFactory(patient=patient, name_as_typed="Curcumin")
    consultation = sign(draft)
    screen = ProductScreen.objects.create(
        patient=patient, why="products", knowledge_version="1", question={}, digest="1"
    )
    ProductVerdict.objects.create(screen=screen, product=product, verdict=Verdict.HOLD)
    RedFlag.objects.create(
        patient=patient, flag="RF01", urgency="emergency_now", because=["leg weakness"], facts={},
        knowledge_version="1", raised_from="map", raised_from_id=consultation.pk, due_at=timezone.now(),
    )  # fmt: skip
    return consultation


def url(consultation):
    return chart_url("letter", consultation.patient, consultation_id=consultation.pk)


def shown(desk, consultation):
    return unescape(desk.get(url(consultation)).content.decode())


def post(desk, consultation, version="", **fields):
    answers = {"body": "Dear colleague,", "question": "Agreed?", "version": version} | fields
    return desk.post(url(consultation), guards(consultation.patient, **answers))


def draft_of(consultation):
    return LetterDraft.objects.get(consultation=consultation)


def test_the_first_draft_is_made_from_the_record_and_is_not_yet_kept(signed, desk):
    TreatmentFactory(patient=signed.patient)
    text = shown(desk, signed)
    assert "**Nausea 5, moderate, was 8: better**" in text
    assert "<b>Nausea 5, moderate, was 8: better</b>" in text
    assert "Curcumin, 2 capsules daily. Hold (screened" in text
    assert "Possible compression of the spinal cord (act now), raised" in text
    assert "Carboplatin, pemetrexed, pembrolizumab, since" in text
    assert not LetterDraft.objects.exists()


def test_no_word_of_goals_of_care_stands_in_it(signed, desk):
    GoalsEntryFactory(patient=signed.patient, hope="The recital", worry="Wasting away")
    text = shown(desk, signed)
    assert "recital" not in text
    assert "Wasting" not in text


def test_it_is_kept_as_written_with_who_saved_it(signed, desk, clinician):
    assert post(desk, signed).url == url(signed)
    kept = draft_of(signed)
    assert (kept.body, kept.question, kept.version, kept.saved_by) == (
        "Dear colleague,", "Agreed?", 1, clinician,
    )  # fmt: skip
    assert "Draft 1, saved" in shown(desk, signed)
    assert Event.objects.about_patient(signed.patient_id).filter(verb="drafted letter").exists()


def test_who_was_second_gets_both_texts_and_may_keep_theirs_or_their_own(signed, desk):
    post(desk, signed, body="One text")
    answer = post(desk, signed, body="Another text")
    assert answer.status_code == 409
    text = unescape(answer.content.decode())
    assert "while you were writing" in text
    assert "<b>One </b>" in text
    assert "<b>Another </b>" in text
    assert draft_of(signed).body == "One text"
    post(desk, signed, version=1, body="Another text")
    assert draft_of(signed).body == "Another text"


def test_pressing_twice_saves_once(signed, desk):
    form = guards(signed.patient, body="Dear colleague,", version="")
    assert [desk.post(url(signed), form).status_code for _ in range(2)] == [302, 302]
    assert draft_of(signed).version == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"body": ""}, "Write the letter"),
        ({"body": "a" * 12_001}, "Shorten this to 12,000 characters"),
        ({"body": "a\u202eb"}, "cannot be shown"),
        ({"question": "a" * 1001}, "Shorten this to 1,000 characters"),
        ({"chart": ""}, "belongs to another chart"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(signed, desk, fields, words):
    answer = post(desk, signed, **fields)
    assert answer.status_code == 422
    assert words in unescape(answer.content.decode())
    assert not LetterDraft.objects.exists()


def test_what_moved_on_since_is_said(signed, desk, clinician):
    post(desk, signed)
    assert "The record moved on" not in shown(desk, signed)
    product = signed.patient.productuses.get()
    ProductDecision.objects.create(
        patient=signed.patient, product=product, screen=ProductScreen.objects.get(), verdict=Verdict.HOLD,
        decision=Decision.ADVISE_STOP, decided_by=clinician,
    )  # fmt: skip
    record_measurement(
        patient=signed.patient, by=clinician, analyte="weight", value=76, unit="kg", taken_at=timezone.now()
    )
    text = shown(desk, signed)
    assert "a decision on Curcumin; weight of" in text
    assert "As the record would draft it today" in text


def test_it_is_addressed_to_the_oncologist_on_the_team(signed, desk):
    CareTeamMember.objects.create(
        patient=signed.patient, role="medical_oncologist", name="Dr. P. Lindgren", organization="St. Anne"
    )
    assert "To: Dr. P. Lindgren, St. Anne" in shown(desk, signed)


def test_an_unsigned_map_has_no_letter(patient, draft, desk, clinician):
    assert desk.get(url(draft)).status_code == 404
    with pytest.raises(Refused, match="Sign the map first"):
        save_letter(consultation_id=draft.pk, patient=patient, by=clinician, body="x")


def test_it_is_not_saved_under_another_chart(signed, clinician):
    other = PatientFactory(clinic=signed.patient.clinic, lead_clinician=clinician)
    with pytest.raises(Refused, match="another chart"):
        save_letter(consultation_id=signed.pk, patient=other, by=clinician, body="x")


@pytest.mark.parametrize(
    ("role", "status"),
    [("clinician", 200), ("navigator", 403), ("pharmacist", 403), ("other_clinic", 404), ("nobody", 302)],
)
def test_clinicians_write_it(signed, sign_in, role, status):
    assert sign_in(role).get(url(signed)).status_code == status


def test_a_long_record_costs_the_same(signed, desk, clinician, django_assert_max_num_queries):
    for number in range(20):
        ProductFactory(patient=signed.patient, name_as_typed=f"Herb {number}", recorded_by=clinician)
    MembershipFactory(clinic=signed.patient.clinic)
    with django_assert_max_num_queries(24):
        desk.get(url(signed))
