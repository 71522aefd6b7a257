"""What a seeded person can have: a cancer with the findings, treatments and troubles that belong to it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Course:
    regimen: str
    cycle_days: int
    cycles: int

    @property
    def days(self) -> int:
        return self.cycle_days * self.cycles


@dataclass(frozen=True)
class Picture:
    """One cancer as it is commonly met. `share`: its part of all people; `icd10`: by side, if any."""

    share: int
    cancer_type: str
    histology: str
    icd10: dict[str, str]
    sexes: tuple[str, ...]
    ages: tuple[int, int]
    stages: tuple[tuple[str, str, str, str], ...]
    first: Course
    control: Course
    symptoms: tuple[str, ...]
    spreads_to: tuple[str, ...]
    markers: tuple[tuple[str, str, str], ...] = ()
    maintenance: str = ""
    radiation: tuple[str, int, str] | None = None
    """Where, in how many fractions, and the total dose in Gy."""
    operation: str = ""
    precaution: tuple[str, str] = ("port", "right chest")


BOTH = ("female", "male")
NO_SIDE = "not_applicable"
BREAST_STAGES = (("IA", "pT1c", "pN0", "M0"), ("IIA", "pT2", "pN0", "M0"), ("IIB", "pT2", "pN1a", "M0"))
BREAST_CODES = {"left": "C50.912", "right": "C50.911"}

PICTURES = (
    Picture(
        24, "breast", "Invasive ductal carcinoma", BREAST_CODES, ("female",), (38, 78), BREAST_STAGES,
        Course("TC", 21, 4), Course("Palbociclib + letrozole", 28, 0),
        ("hot_flashes", "insomnia", "ai_arthralgia", "fatigue"), ("bone", "liver"),
        markers=(("er", "positive", ""), ("pr", "positive", ""), ("her2", "negative", "")),
        maintenance="Letrozole",
        radiation=("whole breast", 16, "42.56"), operation="Lumpectomy, sentinel nodes",
        precaution=("lymphedema", "arm on the side of the operation"),
    ),
    Picture(
        8, "breast", "Invasive ductal carcinoma, triple negative", BREAST_CODES, ("female",), (32, 70),
        BREAST_STAGES, Course("KEYNOTE-522", 21, 8), Course("Pembrolizumab", 21, 0),
        ("cipn", "fatigue", "fear_of_recurrence", "cognitive"), ("lung", "brain"),
        markers=(("er", "negative", ""), ("pr", "negative", ""), ("her2", "negative", "")),
        radiation=("chest wall and nodes", 25, "50.00"), operation="Mastectomy, axillary dissection",
    ),
    Picture(
        18, "prostate", "Acinar adenocarcinoma", {NO_SIDE: "C61"}, ("male",), (54, 84),
        (("IIB", "cT2a", "cN0", "M0"), ("IIIB", "cT3a", "cN0", "M0")),
        Course("Docetaxel + prednisone", 21, 6), Course("Abiraterone + prednisone + ADT", 28, 0),
        ("hot_flashes", "fatigue", "urinary_urgency", "sexual_male"), ("bone", "lymph_nodes"),
        maintenance="Androgen deprivation therapy", radiation=("prostate", 20, "60.00"),
        operation="Radical prostatectomy", precaution=("osteoporosis", "hip"),
    ),
    Picture(
        14, "lung", "Non-small cell lung cancer, adenocarcinoma", {"left": "C34.12", "right": "C34.11"}, BOTH,
        (48, 82), (("IB", "pT2a", "pN0", "M0"), ("IIIA", "cT2b", "cN2", "M0")),
        Course("Cisplatin + pemetrexed", 21, 4), Course("Carboplatin + pemetrexed + pembrolizumab", 21, 0),
        ("dyspnoea", "cough", "esas_appetite", "anxiety"), ("bone", "brain", "adrenal"),
        markers=(("pd_l1", "reported", "60 %"), ("egfr", "negative", "")), maintenance="Durvalumab",
        radiation=("mediastinum", 30, "60.00"), operation="Lobectomy",
    ),
    Picture(
        14, "colorectal", "Adenocarcinoma of the colon", {NO_SIDE: "C18.9"}, BOTH, (42, 82),
        (("IIA", "pT3", "pN0", "M0"), ("IIIB", "pT3", "pN1b", "M0")),
        Course("mFOLFOX6", 14, 12), Course("FOLFIRI + bevacizumab", 14, 0),
        ("cipn", "cold_dysesthesia", "fatigue", "diarrhoea"), ("liver", "lung", "peritoneum"),
        markers=(("msi", "negative", ""), ("kras", "reported", "G12D")), operation="Hemicolectomy",
    ),
    Picture(
        6, "pancreatic", "Ductal adenocarcinoma", {NO_SIDE: "C25.0"}, BOTH, (50, 80),
        (("IB", "pT2", "pN0", "M0"), ("IIB", "pT2", "pN1", "M0")),
        Course("FOLFIRINOX", 14, 12), Course("Gemcitabine + nab-paclitaxel", 28, 0),
        ("visceral_pain", "appetite_loss", "cachexia", "anxiety"), ("liver", "peritoneum"),
        maintenance="Olaparib", operation="Pancreatoduodenectomy",
    ),
    Picture(
        7, "hematologic", "Diffuse large B-cell lymphoma", {NO_SIDE: "C83.30"}, BOTH, (36, 80),
        (("II", "", "", ""), ("III", "", "", "")), Course("R-CHOP", 21, 6),
        Course("Bendamustine + rituximab", 28, 0),
        ("fatigue", "cipn", "insomnia", "infection_risk"), ("other",),
    ),
    Picture(
        4, "ovarian", "High-grade serous carcinoma", {"bilateral": "C56.3"}, ("female",), (44, 78),
        (("IIIC", "pT3c", "pN1", "M0"),), Course("Carboplatin + paclitaxel", 21, 6),
        Course("Carboplatin + liposomal doxorubicin", 28, 0),
        ("cipn", "fatigue", "fear_of_recurrence", "bowel_urgency"), ("peritoneum", "liver"),
        markers=(("brca1", "negative", ""),), maintenance="Niraparib", operation="Debulking surgery",
    ),
    Picture(
        3, "head_neck", "Squamous cell carcinoma", {NO_SIDE: "C10.9"}, BOTH, (46, 76),
        (("III", "cT3", "cN1", "M0"),), Course("Weekly cisplatin", 7, 7), Course("Pembrolizumab", 21, 0),
        ("xerostomia", "mucositis", "dysphagia", "taste_change"), ("lung",),
        radiation=("oropharynx and neck", 35, "70.00"), precaution=("irradiated_skin", "neck"),
    ),
    Picture(
        2, "melanoma", "Superficial spreading melanoma", {NO_SIDE: "C43.9"}, BOTH, (34, 78),
        (("IIIB", "pT2b", "pN1a", "M0"),), Course("Pembrolizumab", 21, 9),
        Course("Nivolumab + relatlimab", 28, 0),
        ("fatigue", "fear_of_recurrence", "anxiety"), ("brain", "skin"),
        markers=(("braf", "positive", "V600E"),), operation="Wide local excision",
    ),
)  # fmt: skip
SHARES = [picture.share for picture in PICTURES]
