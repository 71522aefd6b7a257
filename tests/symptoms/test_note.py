"""A signed map as text: what was asked in words, what was not in one line, an old form as it was answered."""

from __future__ import annotations

from datetime import time

import pytest

from symptoms.models import Decision, ProductDecision, ProductScreen, ProductVerdict, Section, Verdict
from symptoms.note import lines_of, note_of
from symptoms.queries import answers_of, products_when_signed, signed_maps
from symptoms.services import save_section
from tests.factories.patients import TreatmentFactory
from tests.factories.symptoms import ConsultationFactory, FunctionGoalFactory, ProductFactory, sign

from .helpers import AUTOSAVE, section_post, section_url


@pytest.fixture
def write(draft, clinician):
    """Saves a section of the draft as its service takes it."""

    def save(section, **answers):
        save_section(section, consultation_id=draft.pk, expected_version=0, by=clinician, answers=answers)

    return save


def note(kept):
    (found,) = signed_maps(patient=kept.patient, user=kept.author)
    return note_of(found, [])


def part_of(kept, section):
    return next(part for part in note(kept).sections if part.section == section)


def said(kept, section):
    return [(line.asked, line.said) for line in part_of(kept, section).lines]


def test_chosen_answers_stand_as_words_with_their_units(draft, write):
    write(Section.FOOD, pattern="small_often", fluids_ml=1500, protein_servings="2.5", words="Like a bird")
    assert said(sign(draft), Section.FOOD) == [
        ("How do they eat now?", "Small and often"),
        ("Rich in protein", "2.5 servings a day"),
        ("Fluids", "1,500 mL a day"),
        ("", "Like a bird"),
    ]


def test_a_zero_is_an_answer_and_a_blank_is_left_out(draft, write):
    write(Section.MOVEMENT, days=0)
    assert said(sign(draft), Section.MOVEMENT) == [
        ("Days with movement like a brisk walk, or more", "0 days a week")
    ]


def test_the_measure_stands_with_its_section(draft, write):
    write(Section.STRESS, anx1=1, anx2=1, dep1=1, dep2=1, stressors=["money", "scans"])
    part = part_of(sign(draft), Section.STRESS)
    assert part.measure == "PHQ-4: 4 of 12, mild"
    assert ("Feeling nervous, anxious or on edge", "1, several days") in [
        (line.asked, line.said) for line in part.lines
    ]
    assert part.lines[-1].said == "Money, scans and results"


def test_times_are_read_as_on_a_clock(draft, write):
    write(Section.SLEEP, lights_out=time(22, 5))
    assert said(sign(draft), Section.SLEEP) == [("Tried to sleep", "22:05")]


def test_sections_that_were_not_asked_are_named_in_one_line(draft, write):
    write(Section.HELPED, tried=[{"what": "Tea", "outcome": "helped", "words": ""}])
    not_asked = note(sign(draft)).not_asked
    assert "What has helped" not in not_asked
    assert len(not_asked) == 11


def test_red_flags_say_what_is_so_and_never_turn_a_blank_into_a_no(draft, write):
    write(Section.RED_FLAGS, present={"rigors": True, "temp_sustained_1h": False}, numbers={})
    lines = dict(said(sign(draft), Section.RED_FLAGS))
    assert "Present" in lines
    assert "Fever" not in lines.get("Asked, none", "")
    assert "Back, legs, bladder" in lines["Not asked, or not all of it"]


def test_the_treatment_stands_as_the_record_had_it_then(draft, desk, patient):
    course = TreatmentFactory(patient=patient, regimen="FOLFOX")
    desk.post(
        section_url(patient, Section.TREATMENT),
        section_post(draft, agreement="agrees", as_shown="What the browser says"),
        headers=AUTOSAVE,
    )
    type(course).objects.update(regimen="FOLFIRI")
    shown = dict(said(sign(draft), Section.TREATMENT))["On record that day"]
    assert "FOLFOX" in shown
    assert "What the browser says" not in shown


def test_without_an_answer_nothing_of_the_record_is_kept(draft, desk, patient):
    TreatmentFactory(patient=patient)
    desk.post(section_url(patient, Section.TREATMENT), section_post(draft), headers=AUTOSAVE)
    assert "Cancer treatment" in note(sign(draft)).not_asked


def test_an_old_form_shows_its_own_four_sections(patient, clinician):
    old = ConsultationFactory(patient=patient, author=clinician, form_version=1)
    FunctionGoalFactory(consultation=old, words="Ride to the lake")
    found = note(sign(old))
    assert [part.title for part in found.sections] == [
        "What matters", "Symptoms", "Supplements and herbs", "Goals",
    ]  # fmt: skip
    assert [line.said for line in found.sections[-1].lines] == ["Ride to the lake"]
    assert found.not_asked == ["What matters", "Symptoms", "Supplements and herbs"]


def test_products_at_signing_make_the_section_asked(draft):
    ProductFactory(patient=draft.patient)
    sign(draft)
    (found,) = signed_maps(patient=draft.patient, user=draft.author)
    with_product = note_of(found, products_when_signed(consultation=found, user=draft.author))
    assert "Supplements and herbs" not in with_product.not_asked
    assert [line.verdict for line in with_product.products] == ["Not screened"]


def test_products_stand_with_the_verdict_and_decision_of_that_day(draft, clinician):
    product = ProductFactory(patient=draft.patient)
    screen_with(product, Verdict.HOLD)
    decide(product, Decision.ADVISE_STOP, clinician, "Surgery in June")
    sign(draft)
    screen_with(product, Verdict.STOP)
    decide(product, Decision.KEEP, clinician, "")
    (found,) = signed_maps(patient=draft.patient, user=clinician)
    (line,) = note_of(found, products_when_signed(consultation=found, user=clinician)).products
    assert (line.verdict, line.decision) == ("Hold", "Advise to stop: Surgery in June")


def screen_with(product, verdict):
    screen = ProductScreen.objects.create(
        patient=product.patient, why="products", knowledge_version="1", question={}, digest="1"
    )
    ProductVerdict.objects.create(screen=screen, product=product, verdict=verdict)


def decide(product, decision, by, reason):
    ProductDecision.objects.create(
        patient=product.patient,
        product=product,
        screen=ProductScreen.objects.latest("screened_at"),
        verdict=Verdict.HOLD,
        decision=decision,
        reason=reason,
        decided_by=by,
    )


@pytest.mark.parametrize("section", Section)
def test_a_section_that_was_never_saved_has_no_lines(draft, section):
    assert list(lines_of(section, answers_of(section, draft))) == []
