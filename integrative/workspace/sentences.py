"""What the history says: a verb of the audit log becomes a sentence in plain words. No database."""

from __future__ import annotations

import re
from datetime import datetime

from integrative.accounts.models import User

# Verb as a service records it -> what stands after the name.
SAID = {
    "registered": "registered this person",
    "edited person": "changed the personal details",
    "recorded death": "recorded that this person has died",
    "took back death": "took back that this person has died",
    "merged records": "merged another record of this person into this one",
    "merged into another record": "merged this record into another one of the same person",
    "undid merge": "undid the merge of two records",
    "opened chart": "opened the chart",
    "opened consultation map": "opened a consultation map",
    "signed consultation map": "signed the consultation map",
    "amended consultation map": "added an amendment to the consultation map",
    "raised red flag": "recorded what raised a red flag",
    "raised red flag again": "recorded a further reason for a red flag",
    "withdrew red flag": "took back a red flag that nobody had seen",
    "saw red flag": "has seen a red flag",
    "acted on red flag": "wrote what was done about a red flag",
    "escalated red flag": "passed a red flag on to every clinician",
    "added product": "added a product",
    "stopped product": "recorded that a product was stopped",
    "asked goals of care": "asked about goals of care",
    "started plan": "started a plan",
    "signed plan": "signed the plan, which waits for a second signature",
    "returned plan": "returned the plan",
    "activated plan": "activated the plan",
    "completed follow-up": "completed the follow-up",
    "put late effect on watch": "put a late effect on the watch list",
    "left out late effect": "left a late effect out of the watch list",
    "changed late effect watch": "changed a line of the watch list",
    "checked late effect": "recorded a check of a late effect",
    "took late effect off watch": "took a late effect off the watch list",
    "asked check-in": "asked the questions of the weekly check-in",
    "answered check-in": "answered the weekly check-in",
    "changed check-in": "changed the answers of the weekly check-in",
    "referred": "referred to a service",
    "read goals of care": "read what the person said about goals of care",
    "read as FHIR": "read the record through the FHIR interface",
}
BY_THE_PATIENT = frozenset({"answered check-in", "changed check-in"})
MOVED = "moved referral to "
ACT = re.compile(r"(recorded|corrected|ended|marked) (.+?)( as entered in error)?")


def sentence(verb: str, by: User | None, *, several: str = "") -> str:
    """ "Dr. A. Osei activated the plan". A verb without a sentence yet stands as it was recorded.

    `several`, such as "3 values", says that the same was done to as many.
    """
    return f"{_who(verb, by)} {_did(verb, several)}"


def is_about_a_fact(verb: str) -> bool:
    """Whether the verb is one of those that write, correct, end or strike out a fact."""
    return verb not in SAID and ACT.fullmatch(verb) is not None


def _did(verb: str, several: str) -> str:
    if verb.startswith(MOVED):
        return f"moved a referral to “{verb.removeprefix(MOVED)}”"
    if verb not in SAID and (fact := ACT.fullmatch(verb)):
        article = "the" if fact[1] != "recorded" else "an" if fact[2][0] in "aeiou" else "a"
        return f"{fact[1]} {several or f'{article} {fact[2]}'}{fact[3] or ''}"
    return SAID.get(verb, verb)


def _who(verb: str, by: User | None) -> str:
    if by:
        return by.display_name
    return "The patient" if verb in BY_THE_PATIENT else "The clinic’s clockwork"


def greeting(moment: datetime) -> str:
    """Good morning until noon, afternoon until five, then evening; by the clinic's clock."""
    if moment.hour < 12:
        return "Good morning"
    return "Good afternoon" if moment.hour < 17 else "Good evening"
