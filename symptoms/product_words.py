"""A finding and a verdict in words: for the clinician at the row, for the person across the table.

Pure. Nothing clinical is decided here: the facts come from the knowledge library, and what it does not
say is not said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from integrative.knowledge.facts import target_name
from integrative.knowledge.screening.unknowns import TEST_NAMES
from integrative.knowledge.supplements import all_supplements
from integrative.ui.days import long_day, work_day

from .models import Decision, ProductDecision, Verdict
from .screening import INTERRUPTS, Screened


class Found(Protocol):
    """What a live finding and a stored one share."""

    supplement: str
    counterpart: str
    kind: str
    severity: str
    evidence: str
    certainty: str
    direction: str
    mechanism: str
    action: str
    action_detail: str
    tier: int | None
    rule: str
    chain: tuple[str, ...]
    sources: tuple[str, ...]
    review: str
    stop_by: date | None
    restart_on: date | None


TIERS = {
    Verdict.STOP: "stop",
    Verdict.HOLD: "hold",
    Verdict.CANNOT_SCREEN: "unk",
    Verdict.CARE: "note",
    Verdict.NONE_FOUND: "ok",
    Verdict.NOT_SCREENED: "hold",
}
"""The shape and color of each verdict; its word always stands beside."""

ORDER = tuple(TIERS)

NO_PROOF = "“No interaction found” is not proof that there is none."
NOT_CLEARED = "Treat as not cleared until the label is read."

EVIDENCE = {
    "label": "strong (drug label)",
    "clinical_trial": "strong (clinical trial)",
    "pk_human": "strong (drug levels in people)",
    "observational": "limited (observed in groups of people)",
    "case_report": "limited (case reports)",
    "theoretical": "reasoned from what is known of each, no study of both",
    "animal": "theory only (animal studies)",
    "in_vitro": "theory only (laboratory)",
}
SURE = ("label", "clinical_trial", "pk_human")
DO = {
    "avoid": "We suggest stopping it.",
    "hold": "We suggest pausing it.",
    "clear_with_pharmacist": "The pharmacist decides first.",
    "monitor": "It can stay, and is watched.",
    "separate_doses": "Take them hours apart.",
    "ok": "Nothing speaks against it in what was checked.",
}
APART = {
    "other_products": "the other products",
    "upper_limit": "the most for a day",
    "any_drug": "",
    "skin": "",
}
NOT_REVIEWED = "not yet reviewed by a pharmacist"


@dataclass(frozen=True)
class FindingWords:
    """One finding as a clinician reads it."""

    found: Found

    @cached_property
    def supplement(self) -> str:
        known = all_supplements().get(self.found.supplement)
        return known.name if known else self.found.supplement

    @cached_property
    def title(self) -> str:
        """What with what: "Curcumin with apixaban"."""
        other = counterpart_name(self.found)
        if not other:
            return self.supplement
        if _asks_for_a_value(self.found):
            return f"{self.supplement}: {other} not known"
        return f"{self.supplement} with {other}"

    @property
    def could_happen(self) -> str:
        return _sentence(self.found.mechanism)

    @cached_property
    def do(self) -> str:
        said = " ".join(filter(None, [DO[self.found.action], _sentence(self.found.action_detail)]))
        return " ".join(filter(None, [said, days_in_words(self.found.stop_by, self.found.restart_on)]))

    @property
    def evidence(self) -> str:
        """How sure, in words. A source that is itself weakly known is not called strong."""
        known_by = EVIDENCE[self.found.evidence]
        if self.found.evidence in SURE and self.found.certainty != "high":
            known_by = known_by.replace(
                "strong", "moderate" if self.found.certainty == "moderate" else "limited"
            )
        return known_by

    @property
    def source(self) -> str:
        return "; ".join(self.found.sources)

    @property
    def review(self) -> str:
        return "reviewed by a pharmacist" if self.found.review == "reviewed" else NOT_REVIEWED

    @property
    def is_worth_showing(self) -> bool:
        """Minor ones and documented absences fold away; they stay within reach."""
        return self.found.tier in (1, 2) or self.found.severity not in ("none", "beneficial", "minor")


def counterpart_name(found: Found) -> str:
    """As a person reads it; empty where the finding is about the product alone."""
    if _asks_for_a_value(found):
        return TEST_NAMES[found.counterpart]
    return APART[found.counterpart] if found.counterpart in APART else target_name(found.counterpart)


def _asks_for_a_value(found: Found) -> bool:
    return found.rule in {"RU", "RUm"} and found.counterpart in TEST_NAMES


def days_in_words(stop_by: date | None, restart_on: date | None) -> str:
    """ "Stop by 24 Nov. Start again on 9 Dec at the earliest." Empty without a date."""
    parts = [f"Stop by {work_day(stop_by)}."] if stop_by else []
    if restart_on:
        parts.append(f"Start again on {work_day(restart_on)} at the earliest.")
    return " ".join(parts)


def _sentence(text: str) -> str:
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}{'' if not text or text.endswith(('.', '?', '!')) else '.'}"


# --- For the person ----------------------------------------------------------------------------------

LESS, MORE = "may make {other} work less well", "may make {other} too strong"
COULD = {
    "decreases_drug_exposure": LESS,
    "decreases_drug_effect": LESS,
    "decreases_absorption": LESS,
    "increases_drug_exposure": MORE,
    "changes_drug_effect": "may change how {other} works",
    "increases_toxicity": "may add to side effects of {other}",
    "increases_bleeding": "may make bleeding more likely",
    "lab_interference": "may make a test read wrong",
}
COULD_BY_KIND = {
    "condition": "may make a problem you have worse",
    "procedure": "may cause trouble around your procedure",
    "lab": "may not suit you while a blood count is low or not known",
    "products": "and other things you take may add up",
    "radiation": "may get in the way of your radiation",
    "test": "may make a test read wrong",
    "anyone": "can do harm by itself",
    "total": "comes to more in a day than is advised",
}
SAY = {
    "avoid": "We suggest you stop it, and talk with us before you start again.",
    "hold": "We suggest you pause it, and talk with us before you start again.",
    "clear_with_pharmacist": "Our pharmacist will look at it; please wait until we call you.",
    "monitor": "You can keep taking it; tell us if you notice anything new.",
    "separate_doses": "Take it some hours apart from your medicine.",
    "ok": "You can keep taking it.",
}
SAY_UNREAD = (
    "We do not know yet what is in {product}.",
    "Please bring us the bottle or a picture of the label, and do not count on it until we call you.",
)
SAY_NONE = (
    "We looked for {product} together with your medicines and found no problem.",
    "Nobody can promise there is none, so tell us about anything new you notice.",
)


def plain_reason(product: str, found: Found) -> str:
    """Why, in one sentence of everyday words: "Ginkgo may make bleeding more likely."."""
    if found.action == "ok":
        return SAY_NONE[0].format(product=product)
    could = COULD_BY_KIND.get(found.kind)
    if found.kind not in COULD_BY_KIND or found.direction == "increases_bleeding":
        could = COULD.get(found.direction, "may not go well with {other}")
    other = counterpart_name(found) or "your treatment"
    return f"{product} {could.format(other=other)}."


def what_to_say(product: str, verdict: str, worst: Found | None) -> tuple[str, str]:
    """Two plain sentences for the person, from the worst finding; from the verdict where there is none."""
    if verdict == Verdict.CANNOT_SCREEN:
        return tuple(each.format(product=product) for each in SAY_UNREAD)
    if worst is None or worst.tier is None:
        return tuple(each.format(product=product) for each in SAY_NONE)
    second = SAY[worst.action]
    if worst.action in {"avoid", "hold"} and worst.stop_by:
        second = f"{second[:-1]}; the last day is {long_day(worst.stop_by)}."
    return plain_reason(product, worst), second


# --- What is proposed, and what was decided ---------------------------------------------------------

PROPOSED_BY_ACTION = {
    "avoid": Decision.ADVISE_STOP,
    "hold": Decision.HOLD,
    "clear_with_pharmacist": Decision.ASK_PHARMACIST,
}


@dataclass(frozen=True)
class Proposal:
    """What stands in the form of a decision before anybody chose; from the facts of the findings alone."""

    decision: Decision
    watch: str = ""
    stop_by: date | None = None
    restart_on: date | None = None
    until: str = ""
    reason: str = ""

    @property
    def button(self) -> str:
        match self.decision:
            case Decision.HOLD if self.stop_by:
                return f"Hold from {work_day(self.stop_by)}"
            case Decision.KEEP:
                return "Keep and watch" if self.watch else "Keep"
        return BUTTONS[self.decision]


BUTTONS = {
    Decision.KEEP: "Keep",
    Decision.HOLD: "Hold",
    Decision.ADVISE_STOP: "Advise to stop",
    Decision.ASK_PHARMACIST: "Ask the pharmacist",
    Decision.OVERRIDE: "Keep against the advice",
}
LONGEST_WATCH, LONGEST_REASON = 300, 500


def proposal(screened: Screened, procedures: Mapping[date, str], blocked_by: str = "") -> Proposal:
    """What the facts of the findings suggest.

    In: planned procedures by day, for "until when"; medicines of the record that nobody could read.
    """
    if screened.verdict == Verdict.CANNOT_SCREEN:
        asks = "What is in it? Its name could not be read."
        if not screened.not_understood:
            asks = f"May it stay beside {blocked_by}, which could not be read?"
        return Proposal(Decision.ASK_PHARMACIST, reason=asks[:LONGEST_REASON])
    telling = [found for found in screened.findings if found.tier in INTERRUPTS]
    if not telling:
        return Proposal(Decision.KEEP, watch=_to_watch(screened.findings))
    actions = {found.action for found in telling}
    chosen = next((made for action, made in PROPOSED_BY_ACTION.items() if action in actions), Decision.KEEP)
    if screened.verdict == Verdict.STOP:
        chosen = Decision.ADVISE_STOP
    match chosen:
        case Decision.HOLD:
            until = _until(telling, screened.restart_on, procedures)
            return Proposal(chosen, "", screened.stop_by, screened.restart_on, until)
        case Decision.ADVISE_STOP:
            return Proposal(chosen, stop_by=screened.stop_by)
        case Decision.ASK_PHARMACIST:
            others = dict.fromkeys(filter(None, map(counterpart_name, telling)))
            return Proposal(chosen, reason=f"Can it go on with {', '.join(others)}?"[:LONGEST_REASON])
    return Proposal(chosen, watch=_to_watch(telling))


def _to_watch(findings: Iterable[Found]) -> str:
    """What the findings say to look out for."""
    said = (
        _sentence(each.action_detail) for each in findings if each.action in {"monitor", "separate_doses"}
    )
    return " ".join(dict.fromkeys(filter(None, said)))[:LONGEST_WATCH]


def _until(findings: Iterable[Found], restart_on: date | None, procedures: Mapping[date, str]) -> str:
    """The event a hold ends with, where a finding names no day."""
    kinds = {found.kind for found in findings if found.action in {"hold", "avoid"}}
    if restart_on:
        return ""
    if "procedure" in kinds and procedures:
        on = min(procedures)
        return f"{procedures[on]} on {work_day(on)} is over and its team agrees"
    unknown = next((found for found in findings if _asks_for_a_value(found)), None)
    return f"there is a new {counterpart_name(unknown)}" if unknown else "the next visit"


def decided(decision: ProductDecision) -> str:
    """What was decided, in one sentence."""
    match decision.decision:
        case Decision.KEEP:
            return f"Keep. Watch: {decision.watch}" if decision.watch else "Keep."
        case Decision.HOLD:
            return " ".join(filter(None, ["Hold.", days_in_words(decision.stop_by, decision.restart_on),
                                          f"Until {decision.until}." if decision.until else ""]))  # fmt: skip
        case Decision.ADVISE_STOP:
            until = f" The last day is {work_day(decision.stop_by)}." if decision.stop_by else ""
            return f"Advised to stop.{until}"
        case Decision.OVERRIDE:
            return f"Kept against the advice: {decision.reason}"
    return " ".join(filter(None, ["Waits for the pharmacist.", decision.reason]))
