"""A follow-up from the first page: compare, decide on four items, the next date; how many acts that takes.

Acts are counted as for a whole map: what is typed into a box is none, and neither is Tab.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from playwright.sync_api import Locator, expect

from careplans.models import CarePlan, FollowUp, Intervention, Measure, Slot
from integrative.accounts.models import Role
from tests.factories.accounts import PASSWORD, ClinicFactory, MembershipFactory
from tests.factories.careplans import CarePlanFactory, CheckInFactory, FollowUpFactory, PlanPartFactory
from tests.factories.patients import PatientFactory

from .test_intake import Hands
from .visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

MOST_ACTS = 16


class FollowUpHands(Hands):
    """Hands that decide item by item."""

    def item(self, title: str) -> Locator:
        return self.page.locator("[data-decide]", has=self.page.get_by_role("heading", name=title))

    def comes_to(self, item: Locator) -> None:
        self._tab_until(lambda: item.evaluate("item => item.contains(document.activeElement)"), str(item))

    def decides(self, title: str, key: str, decision: str, *, days: int, felt: str) -> None:
        """Days and decision by their keys, what it is like among the chips."""
        item = self.item(title)
        self.comes_to(item)
        self.presses(str(days), f"{days} days")
        expect(item.locator(f'input[name^="days_"][value="{days}"]')).to_be_checked()
        self.picks_in(item, "What it is like to keep up", felt)
        self.presses(key, f"{title}: {decision}")
        expect(item.get_by_role("radio", name=decision, exact=True)).to_be_checked()
        expect(item.get_by_role("checkbox", name="Decided")).to_be_checked()

    def picks_in(self, item: Locator, group: str, option: str) -> None:
        chips = item.get_by_role("group", name=group, exact=True)
        wanted = chips.get_by_role("radio", name=option, exact=True)
        self._tab_until(lambda: chips.evaluate("group => group.contains(document.activeElement)"), group)
        for _ in range(chips.get_by_role("radio").count()):
            if wanted.is_checked():
                break
            self.page.keyboard.press("ArrowRight")
        expect(wanted).to_be_checked()
        self.acts.append(f"pick {option}")

    def scores(self, name: str, digit: str) -> None:
        row = self.page.locator(".score", has_text=name).first
        self._tab_until(lambda: row.evaluate("row => row.contains(document.activeElement)"), name)
        self.presses(digit, f"score {digit}")

    def types_in(self, box: Locator, text: str) -> None:
        self._reach(box)
        self.page.keyboard.type(text)
        self.signs += len(text)

    def reads(self, title: str, *words: str) -> None:
        for each in words:
            expect(self.item(title).locator("[data-suggested]")).to_contain_text(each, timeout=20_000)


@pytest.fixture
def people(transactional_db: None) -> SimpleNamespace:
    """Someone five weeks into a plan with two things for the target, one of them a trial of six sessions."""
    clinic = ClinicFactory(name="Riverside Integrative Oncology", is_demo=True)
    clinician = MembershipFactory(clinic=clinic, role=Role.CLINICIAN).user
    patient = PatientFactory(
        clinic=clinic, lead_clinician=clinician, given_names="Daniel", family_name="Okafor"
    )
    today = clinic.today()
    begun_on = today - timedelta(weeks=5)
    plan = CarePlanFactory(patient=patient, one_thing="Ginger tea with breakfast")
    target = PlanPartFactory(plan=plan, target=True, title="Morning nausea", baseline_on=begun_on)
    dose = {"part": target, "times_a_week": Decimal(2), "minutes": 30}
    Intervention.objects.create(position=1, domain="nutrition", title="Ginger tea", **dose)
    Intervention.objects.create(
        position=2, domain="neuromodulatory", title="Acupuncture", place="clinic", sessions=6, **dose
    )
    PlanPartFactory(
        plan=plan, slot=Slot.ANCHOR, title="Walk after lunch", bad_day="To the gate and back",
        times_a_week=Decimal(5), minutes=20, measure=Measure.ACTIVE_MINUTES, baseline=60, goal=120,
    )  # fmt: skip
    PlanPartFactory(
        plan=plan, slot=Slot.COPING, title="Long out-breaths", how="Five minutes.", moment="After lunch"
    )
    CarePlan.objects.filter(pk=plan.pk).update(status="active", activated_on=begun_on, activated_by=clinician)
    plan.refresh_from_db()
    monday = today - timedelta(days=today.weekday())
    CheckInFactory(plan=plan, week_of=monday - timedelta(weeks=3), sleep=6, activity=4, mood=3)
    CheckInFactory(plan=plan, week_of=monday - timedelta(weeks=1), sleep=3, activity=3, mood=2)
    follow_up = FollowUpFactory(plan=plan, patient=patient, opens_on=today - timedelta(weeks=1))
    return SimpleNamespace(clinician=clinician, patient=patient, plan=plan, follow_up=follow_up)


@pytest.fixture
def hands(people: SimpleNamespace, visitor: Callable[..., Visitor]) -> FollowUpHands:
    v = visitor(keyboard=True)
    v.signs_in(people.clinician.email, PASSWORD)
    return FollowUpHands(v.page)


def test_a_follow_up_is_decided_by_keyboard(people: SimpleNamespace, hands: FollowUpHands) -> None:
    hands._reach(hands.page.get_by_role("link", name="Start follow-up"))
    with hands.page.expect_navigation():
        hands.presses("Enter", "start the follow-up")
    hands.reads("Ginger tea", "No score yet: ask")
    hands.scores("Nausea", "4")
    hands.reads("Ginger tea", "Keep", "4 points better, goal not reached yet")
    hands.decides("Ginger tea", "k", "Keep", days=6, felt="Easy to keep up")
    hands.decides("Acupuncture", "s", "Stop", days=1, felt="One job too many")
    hands.types_in(hands.item("Acupuncture").get_by_label("Sessions so far, of 6"), "6")
    hands.types_in(hands.item("Acupuncture").get_by_label("Why, in one line"), "The way there is too long")
    hands.reads("Acupuncture", "6 of 6 sessions, 4 points better")
    hands.decides("Walk after lunch", "a", "Adjust", days=2, felt="Some effort")
    hands.reads("Walk after lunch", "Adjust", "Done on 2 of 5 days: make it smaller")
    hands.decides("Long out-breaths", "n", "Not started", days=0, felt="Easy to keep up")
    hands.sends()
    follow_up = FollowUp.objects.get(pk=people.follow_up.pk)
    assert follow_up.completed_by == people.clinician
    kept = {str(row.part or row.intervention): row.decision for row in follow_up.decisions.all()}
    assert kept == {
        "Ginger tea": "keep",
        "Acupuncture": "stop",
        "Walk after lunch": "adjust",
        "Long out-breaths": "not_started",
    }
    draft = CarePlan.objects.drafts().get(patient=people.patient)
    assert draft.review_on
    assert draft.parts.get(slot=Slot.TARGET_1).baseline == 4
    hands.report("A follow-up", MOST_ACTS)


def test_the_page_is_sound_before_and_after_a_refusal(
    people: SimpleNamespace, visitor: Callable[..., Visitor]
) -> None:
    v = visitor()
    v.signs_in(people.clinician.email, PASSWORD)
    v.opens(f"/p/{people.patient.pk}/follow-up/")
    v.finds_the_page_sound()
    assert v.finds_it_no_wider_than_the_window()
    v.page.set_viewport_size({"width": 390, "height": 844})
    assert v.finds_it_no_wider_than_the_window()
    v.presses("Complete the follow-up")
    v.reads(re.compile("choose keep, adjust, taper, stop or not started"))
    v.finds_the_page_sound()
