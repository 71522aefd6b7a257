"""Invented people after the case sketches of the two essays the clinic began with, as data.

`told` says in our words what the essay tells of such a person. The findings are what the library has to say
about a product beside this record: the word on its tag, and what with what.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from integrative.accounts.models import Clinic, User
from patients.models import CancerType, Metastasis, Patient, Phase
from tests.factories.patients import (
    CancerFactory,
    MedicationFactory,
    PatientFactory,
    PhaseFactory,
    TreatmentFactory,
)

STOP, HOLD, CARE, NONE_FOUND = "Stop", "Hold", "Use with care", "No interaction found"


@dataclass(frozen=True)
class Took:
    """A product as it is told at the visit, and what the page has to answer: its tag, and what with what."""

    name: str
    amount: str
    unit: str
    often: str
    verdict: str
    with_what: tuple[str, ...] = ()


@dataclass(frozen=True)
class Area:
    """Places as the figure names them, how it feels and when, its worst score, and what the pattern fits."""

    places: tuple[str, ...]
    feels: tuple[str, ...]
    worst: int
    points_to: str = ""
    when: str = ""


@dataclass(frozen=True)
class Case:
    id: str
    told: str
    age: int
    cancer: CancerType
    phase: Phase
    regimen: str = ""
    ended_days_ago: int | None = None
    spread_to: tuple[str, ...] = ()
    medicines: tuple[str, ...] = ()
    scores: tuple[tuple[str, int], ...] = ()
    area: Area | None = None
    products: tuple[Took, ...] = ()
    flags: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()
    """Names of the red flags that the page raises."""

    def arrives(self, by: User, clinic: Clinic) -> Patient:
        """The person with this record, registered at the clinic."""
        today = clinic.today()
        born = today.replace(year=today.year - self.age, day=1)
        patient = PatientFactory(clinic=clinic, lead_clinician=by, birth_date=born)
        cancer = CancerFactory(patient=patient, cancer_type=self.cancer, histology="")
        for site in self.spread_to:
            Metastasis.objects.create(patient=patient, cancer=cancer, site=site)
        PhaseFactory(patient=patient, phase=self.phase, started_on=today - timedelta(days=60))
        if self.regimen:
            ended = None if self.ended_days_ago is None else today - timedelta(days=self.ended_days_ago)
            began = today - timedelta(days=150 if ended else 28)
            TreatmentFactory(patient=patient, regimen=self.regimen, started_on=began, ended_on=ended)
        for name in self.medicines:
            MedicationFactory(patient=patient, name=name, dose=None, dose_unit="", schedule="daily")
        return patient


CASES = (
    Case(
        "lung, chemoimmunotherapy",
        "A man of 62 with metastatic lung cancer on chemotherapy and immunotherapy: sick every morning, eight"
        " pounds lighter, ginger tea before he gets up. Elsewhere: no high doses of antioxidants meanwhile.",
        age=62,
        cancer=CancerType.LUNG,
        phase=Phase.ACTIVE_TREATMENT,
        regimen="Carboplatin, pemetrexed, pembrolizumab",
        spread_to=("liver",),
        medicines=("Ondansetron", "Dexamethasone"),
        scores=(("esas_nausea", 8), ("esas_appetite", 6)),
        products=(
            Took("Ginger", "1", "g", "in the morning", CARE, ("Ginger with carboplatin",)),
            Took("Vitamin C", "5,000", "mg", "once daily", CARE, ("Vitamin C (oral) with carboplatin",)),
        ),
        raised=("Severe symptom",),
    ),
    Case(
        "breast, aromatase inhibitor",
        "Women whose joints hurt each morning on an aromatase inhibitor; one takes omega-3 with her"
        " oncologist's consent, curcumin is an option to clear with the team.",
        age=62,
        cancer=CancerType.BREAST,
        phase=Phase.MAINTENANCE,
        regimen="Anastrozole",
        scores=(("ai_arthralgia", 7), ("esas_pain", 6)),
        area=Area(
            ("Right knee", "Left knee"),
            ("Aching",),
            6,
            "joint pain from an aromatase inhibitor",
            when="In the morning",
        ),
        products=(
            Took("Omega-3", "2", "g", "once daily", NONE_FOUND, ("Fish oil / omega-3 with anastrozole",)),
            Took("Curcumin", "500", "mg", "twice a day", NONE_FOUND),
        ),
    ),
    Case(
        "breast, anticoagulant beside",
        "Omega-3 and curcumin are coordinated with anticoagulation.",
        age=48,
        cancer=CancerType.BREAST,
        phase=Phase.MAINTENANCE,
        regimen="Letrozole",
        medicines=("Warfarin",),
        scores=(("esas_anxiety", 3),),
        products=(
            Took("Omega-3", "3", "g", "once daily", HOLD, ("Fish oil / omega-3 with warfarin",)),
            Took("Curcumin", "1,000", "mg", "twice a day", HOLD, ("Curcumin with warfarin",)),
        ),
    ),
    Case(
        "pancreas, cachexia",
        "A person of 70 with advanced pancreatic cancer and severe cachexia, for whom eating is a battle:"
        " haloperidol at night for nausea, cannabinoids once their side effects were talked through.",
        age=70,
        cancer=CancerType.PANCREATIC,
        phase=Phase.ADVANCED,
        regimen="Gemcitabine + nab-paclitaxel",
        medicines=("Haloperidol",),
        scores=(("esas_appetite", 9), ("esas_nausea", 5)),
        products=(
            Took("CBD oil", "25", "mg", "at night", HOLD, ("Cannabidiol: ALT not known",)),
            Took("Fish oil", "1", "g", "twice a day", HOLD, ("platelet count not known",)),
        ),
        raised=("Severe symptom",),
    ),
    Case(
        "colorectal, after oxaliplatin",
        "A man of 54 whose feet are numb and hurt in the cold after oxaliplatin: duloxetine, and magnesium at"
        " night. Acetyl-L-carnitine may make such nerves worse.",
        age=54,
        cancer=CancerType.COLORECTAL,
        phase=Phase.RECOVERY,
        regimen="CAPOX",
        ended_days_ago=40,
        medicines=("Duloxetine",),
        scores=(("cipn", 6),),
        area=Area(
            ("Right sole", "Left sole"),
            ("Burning", "Tingling", "Numb"),
            6,
            "neuropathy from chemotherapy",
        ),
        products=(
            Took("Magnesium glycinate", "200", "mg", "at night", NONE_FOUND),
            Took(
                "Acetyl-L-carnitine",
                "1,000",
                "mg",
                "twice a day",
                STOP,
                ("Acetyl-L-carnitine with oxaliplatin",),
            ),
        ),
    ),
    Case(
        "ovary, on a taxane and a platinum",
        "Nerves under a taxane: acetyl-L-carnitine may make them worse; alpha-lipoic acid with caution, if at"
        " all, while the chemotherapy goes on.",
        age=51,
        cancer=CancerType.OVARIAN,
        phase=Phase.ACTIVE_TREATMENT,
        regimen="Carboplatin + paclitaxel",
        scores=(("cipn", 5),),
        area=Area(
            ("Right palm and fingers", "Left palm and fingers", "Right sole", "Left sole"),
            ("Tingling", "Numb"),
            5,
            "neuropathy from chemotherapy",
        ),
        products=(
            Took(
                "Acetyl-L-carnitine",
                "1,000",
                "mg",
                "three times a day",
                STOP,
                ("Acetyl-L-carnitine with paclitaxel",),
            ),
            Took(
                "Alpha-lipoic acid", "600", "mg", "once daily", CARE, ("Alpha-lipoic acid with carboplatin",)
            ),
        ),
    ),
    Case(
        "colorectal, St John's wort",
        "St John's wort speeds up enzymes of the liver and makes many treatments weaker.",
        age=58,
        cancer=CancerType.COLORECTAL,
        phase=Phase.ACTIVE_TREATMENT,
        regimen="FOLFIRI",
        scores=(("esas_depression", 5),),
        products=(
            Took(
                "St John's wort", "300", "mg", "three times a day", STOP, ("St John's wort with irinotecan",)
            ),
        ),
    ),
    Case(
        "melanoma, immunotherapy",
        "A person with melanoma on immunotherapy: care with supplements, none that gets in the way.",
        age=44,
        cancer=CancerType.MELANOMA,
        phase=Phase.ACTIVE_TREATMENT,
        regimen="Ipilimumab + nivolumab",
        products=(
            Took(
                "Echinacea",
                "400",
                "mg",
                "once daily",
                HOLD,
                ("Echinacea with ipilimumab", "Echinacea with nivolumab"),
            ),
        ),
        flags=("Diarrhea with blood, mucus or severe pain",),
        raised=("Immune-related colitis, moderate",),
    ),
    Case(
        "prostate, bone metastases",
        "New severe back pain in someone with known metastases asks for a picture of the cord first; so does"
        " weakness.",
        age=68,
        cancer=CancerType.PROSTATE,
        phase=Phase.ADVANCED,
        regimen="Abiraterone",
        spread_to=("bone",),
        scores=(("esas_pain", 8),),
        area=Area(("Lower back",), ("Deep and dull",), 8, "bone pain", when="At night"),
        products=(Took("Vitamin D3", "2,000", "units", "once daily", NONE_FOUND),),
        flags=("An arm or leg that is newly weak",),
        raised=("Possible compression of the spinal cord",),
    ),
)
