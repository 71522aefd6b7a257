"""One good set of answers for every kind of fact, written by hand: as a browser posts it, and as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from patients.models import Patient
from tests.factories.patients import CancerFactory, CaregiverFactory

CANCER, CAREGIVER = "<the cancer>", "<the caregiver>"


@dataclass(frozen=True)
class Good:
    """`answers` fill the form; `named` is how the record calls it then.

    `change` corrects it, and the history shows `was` beside `now`. `sent` and `resent` are the same as
    JSON, where they differ; `days` are the boxes that hold a day.
    """

    answers: dict[str, Any]
    named: str
    change: dict[str, Any]
    was: str
    now: str
    days: tuple[str, ...] = ()
    sent: dict[str, Any] = field(default_factory=dict)
    resent: dict[str, Any] = field(default_factory=dict)

    @property
    def json(self) -> dict[str, Any]:
        return self.sent or self.answers

    @property
    def json_change(self) -> dict[str, Any]:
        return self.resent or self.change


GOOD: dict[str, Good] = {
    "diagnosis": Good(
        {"cancer_type": "breast", "histology": "Invasive ductal carcinoma", "laterality": "left",
         "site": "upper outer quadrant", "icd10cm": "c50.412", "diagnosed_on": "2026-01-15",
         "metastatic": "no"},
        "Invasive ductal carcinoma",
        {"histology": "Invasive lobular carcinoma"},
        "Invasive ductal carcinoma", "Invasive lobular carcinoma",
        ("diagnosed_on",),
        sent={"cancer_type": "breast", "histology": "Invasive ductal carcinoma", "laterality": "left",
              "site": "upper outer quadrant", "icd10cm": "C50.412", "diagnosed_on": "2026-01-15",
              "metastatic": False},
    ),
    "stage": Good(
        {"cancer": CANCER, "kind": "pathologic", "group": "IIA", "system": "AJCC version 8",
         "primary_tumor": "pT2", "regional_nodes": "pN0", "distant_metastases": "M0",
         "staged_on": "2026-02-10"},
        "pathologic stage IIA",
        {"primary_tumor": "pT3"}, "pT2", "pT3",
        ("staged_on",),
    ),
    "marker": Good(
        {"cancer": CANCER, "marker": "er", "result": "positive", "value": "90 %", "tested_on": "2026-01-20"},
        "Estrogen receptor (ER) positive 90 %",
        {"result": "equivocal"}, "Positive", "Equivocal",
        ("tested_on",),
    ),
    "metastasis": Good(
        {"cancer": CANCER, "site": "bone", "where": "right hip", "found_on": "2026-03-05"},
        "Bone, right hip",
        {"where": "left hip"}, "right hip", "left hip",
        ("found_on",),
    ),
    "recurrence": Good(
        {"cancer": CANCER, "kind": "local", "where": "in the scar", "found_on": "2026-03-05"},
        "Local, in the scar",
        {"kind": "regional"}, "Local", "Regional",
        ("found_on",),
    ),
    "status": Good(
        {"cancer": CANCER, "status": "stable", "evidence": "imaging", "observed_on": "2026-03-05"},
        "Stable",
        {"status": "responding"}, "Stable", "Responding",
        ("observed_on",),
    ),
    "performance": Good(
        {"ecog": "1", "observed_on": "2026-03-05"},
        "ECOG 1",
        {"ecog": "2"}, "no strenuous work", "up over half the day",
        ("observed_on",),
    ),
    "phase": Good(
        {"phase": "active_treatment", "started_on": "2026-02-01"},
        "Active treatment",
        {"started_on": "2026-02-08"}, "01-Feb-2026", "08-Feb-2026",
        ("started_on",),
    ),
    "treatment": Good(
        {"regimen": "Paclitaxel", "intent": "curative", "started_on": "2026-02-01", "cycle_days": "21",
         "cycles_planned": "6"},
        "Paclitaxel",
        {"regimen": "Docetaxel"}, "Paclitaxel", "Docetaxel",
        ("started_on", "ended_on"),
        sent={"regimen": "Paclitaxel", "intent": "curative", "started_on": "2026-02-01", "cycle_days": 21,
              "cycles_planned": 6},
    ),
    "radiation": Good(
        {"site": "left breast", "intent": "curative", "started_on": "2026-02-01", "fractions": "15",
         "dose_gy": "40.05"},
        "Radiation, left breast",
        {"dose_gy": "42.5"}, "40.05", "42.5",
        ("started_on", "ended_on"),
        sent={"site": "left breast", "intent": "curative", "started_on": "2026-02-01", "fractions": 15,
              "dose_gy": "40.05"},
        resent={"dose_gy": "42.50"},
    ),
    "procedure": Good(
        {"name": "Left lumpectomy", "state": "done", "performed_on": "2026-02-20", "laterality": "left",
         "lymph_nodes_removed": "3"},
        "Left lumpectomy",
        {"name": "Left mastectomy"}, "Left lumpectomy", "Left mastectomy",
        ("performed_on",),
        sent={"name": "Left lumpectomy", "state": "done", "performed_on": "2026-02-20",
              "laterality": "left", "lymph_nodes_removed": 3},
    ),
    "medicine": Good(
        {"name": "Duloxetine", "dose_number": "60", "dose_unit": "mg", "schedule": "daily", "route": "oral",
         "started_on": "2026-02-01"},
        "Duloxetine",
        {"schedule": "at night"}, "daily", "at night",
        ("started_on", "ended_on"),
        sent={"name": "Duloxetine", "dose": "60.000", "dose_unit": "mg", "schedule": "daily",
              "route": "oral", "started_on": "2026-02-01"},
    ),
    "allergy": Good(
        {"substance": "Penicillin", "reaction": "hives"},
        "Penicillin: hives",
        {"reaction": "throat swelling"}, "hives", "throat swelling",
    ),
    "measurement": Good(
        {"analyte": "platelets", "quantity_number": "212,000", "quantity_unit": "/uL",
         "taken_on": "2026-02-01", "taken_time": "08:15", "reference_low": "150,000",
         "reference_high": "400,000"},
        "Platelets 212",
        {"quantity_number": "198,000"}, "212", "198",
        ("taken_on",),
        sent={"analyte": "platelets", "value": "212000.000", "unit": "/uL",
              "taken_at": "2026-02-01T08:15:00-05:00", "reference_low": "150000.000",
              "reference_high": "400000.000"},
        resent={"value": "198000.000"},
    ),
    "precaution": Good(
        {"kind": "port", "site": "right chest", "laterality": "right", "note": "flushed monthly",
         "started_on": "2026-02-01"},
        "Port, right chest",
        {"site": "left chest"}, "right chest", "left chest",
        ("started_on", "ended_on"),
    ),
    "team": Good(
        {"role": "surgeon", "name": "Dr. Ida Blom", "organization": "Harbor Surgery", "phone": "555-0111",
         "email": "blom@harbor.example", "started_on": "2026-02-01"},
        "Dr. Ida Blom",
        {"organization": "Hill Surgery"}, "Harbor Surgery", "Hill Surgery",
        ("started_on", "ended_on"),
    ),
    "caregiver": Good(
        {"name": "Tomas Reyes", "relation": "husband", "phone": "555-0122", "email": "tomas@mail.example",
         "lives_with": "yes"},
        "Tomas Reyes (husband)",
        {"phone": "555-0177"}, "555-0122", "555-0177",
        sent={"name": "Tomas Reyes", "relation": "husband", "phone": "555-0122",
              "email": "tomas@mail.example", "lives_with": True},
    ),
    "agreement": Good(
        {"caregiver": CAREGIVER, "may_know": "plan", "agreed_on": "2026-02-01"},
        "The plan and its home practice",
        {"may_know": "results"}, "The plan and its home practice", "Diagnosis and results",
        ("agreed_on",),
    ),
    "skill": Good(
        {"caregiver": CAREGIVER, "skill": "massage", "taught_on": "2026-02-01"},
        "Light hand or foot massage",
        {"skill": "breathing"}, "Light hand or foot massage", "Breathing together",
        ("taught_on",),
    ),
    "coverage": Good(
        {"kind": "commercial", "payer": "Blue Harbor", "plan": "Silver 3", "member_number": "BH-1029",
         "started_on": "2026-01-01"},
        "Blue Harbor, Silver 3",
        {"plan": "Gold 1"}, "Silver 3", "Gold 1",
        ("started_on", "ended_on"),
    ),
    "hospital": Good(
        {"kind": "admission", "planned": "unplanned", "reason": "fever", "reason_in_words": "chills at night",
         "related_to": "treatment", "started_on": "2026-03-01", "place": "County Hospital"},
        "Admitted: chills at night",
        {"place": "Harbor Hospital"}, "County Hospital", "Harbor Hospital",
        ("started_on", "ended_on"),
    ),
    "fall": Good(
        {"fell_on": "2026-03-01", "injury": "minor", "circumstances": "in the bathroom"},
        "in the bathroom",
        {"circumstances": "on the stairs"}, "in the bathroom", "on the stairs",
        ("fell_on",),
    ),
    "life-event": Good(
        {"event": "lost the job", "happened_on": "2026-03-01"},
        "lost the job",
        {"event": "changed the job"}, "lost the job", "changed the job",
        ("happened_on",),
    ),
    "family": Good(
        {"relation": "mother", "side": "mother", "condition": "breast cancer", "age_at_onset": "52"},
        "mother: breast cancer",
        {"condition": "ovarian cancer"}, "breast cancer", "ovarian cancer",
        sent={"relation": "mother", "side": "mother", "condition": "breast cancer", "age_at_onset": 52},
    ),
    "tobacco": Good(
        {"status": "former", "pack_years": "10", "quit_on": "2019-05-01", "asked_on": "2026-03-01"},
        "Stopped",
        {"quit_on": "2019-06-01"}, "01-May-2019", "01-Jun-2019",
        ("quit_on", "asked_on"),
        sent={"status": "former", "pack_years": 10, "quit_on": "2019-05-01", "asked_on": "2026-03-01"},
    ),
}  # fmt: skip

# Written down by navigators too.
AROUND = {"team", "caregiver", "agreement", "skill", "coverage", "hospital", "fall", "life-event"}

END_BUTTON = {
    "treatment": "End",
    "radiation": "End",
    "medicine": "Stop",
    "allergy": "Rule out",
    "precaution": "End",
    "team": "End",
    "caregiver": "End",
    "agreement": "Take back",
    "coverage": "End",
    "hospital": "Went home",
}

MAY_LIE_AHEAD = {
    ("treatment", "started_on"),
    ("treatment", "ended_on"),
    ("radiation", "started_on"),
    ("radiation", "ended_on"),
    ("procedure", "performed_on"),
    ("coverage", "started_on"),
    ("coverage", "ended_on"),
}

TOPICS = {"allergy", "medicine", "precaution", "procedure", "caregiver", "hospital", "fall", "family"}


def of(patient: Patient, answers: dict[str, Any]) -> dict[str, Any]:
    """The answers with a cancer or a caregiver of this person where one is pointed to."""
    make = {CANCER: CancerFactory, CAREGIVER: CaregiverFactory}
    pointed = {name: str(make[value](patient=patient).pk) for name, value in answers.items() if value in make}
    return answers | pointed
