"""The red flags that are asked, group by group; the others follow from the record and the other sections."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """Yes-or-no fields of the shared rules that are asked together, and the numbers asked beside them."""

    id: str
    label: str
    fields: tuple[str, ...]
    numbers: tuple[str, ...] = ()

    def is_asked(self, present: Collection[str]) -> bool:
        """Whether every field of the group was answered."""
        return set(self.fields) <= set(present)


GROUPS = (
    Group(
        "spine",
        "Back, legs, bladder",
        (
            "limb_weakness_new",
            "gait_disturbance_new",
            "sensory_change_new",
            "bladder_dysfunction_new",
            "bowel_sphincter_dysfunction_new",
            "saddle_anaesthesia",
            "radicular_pain",
            "claudication",
            "spinal_tenderness",
        ),
    ),
    Group("fever", "Fever", ("rigors", "temp_sustained_1h"), ("temp_c",)),
    Group(
        "breath",
        "Breathing and chest",
        (
            "dyspnoea_new",
            "dyspnoea_at_rest",
            "dyspnoea_sudden",
            "cough_new",
            "haemoptysis",
            "pleuritic_pain",
            "chest_pain",
            "palpitations_or_syncope",
        ),
    ),
    Group(
        "swelling",
        "Swelling and bleeding",
        (
            "face_neck_swelling",
            "distended_neck_veins",
            "arm_swelling",
            "unilateral_leg_swelling",
            "major_bleeding",
            "jaundice",
        ),
    ),
    Group(
        "belly",
        "Belly, eating, drinking",
        (
            "vomiting",
            "unable_to_keep_fluids_24h",
            "no_stool_or_flatus_24h",
            "abdominal_distension",
            "abdominal_colic",
            "diarrhoea_blood_mucus_or_severe_pain",
            "hypercalcaemia_symptoms",
        ),
        ("stools_over_baseline",),
    ),
    Group(
        "head",
        "Head and alertness",
        (
            "headache_severe_new",
            "seizure",
            "focal_deficit_face_speech",
            "ptosis_diplopia_or_bulbar",
            "acute_confusion",
            "hard_to_rouse",
            "hypotension_or_collapse",
        ),
        ("resp_rate",),
    ),
    Group("bones", "Bones", ("sudden_bone_pain", "unable_to_weight_bear", "bone_pain_on_loading")),
    Group(
        "mind",
        "Not wanting to go on",
        ("suicidal_thoughts", "suicide_plan_or_intent", "caregiver_unable_to_continue"),
    ),
)
