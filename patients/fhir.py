"""A person as a FHIR R4 Patient (US Core). Pure: a model in, a dictionary out."""

from typing import Any

from .models import Patient

PROFILE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient"
MR = {
    "system": "http://terminology.hl7.org/CodeSystem/v2-0203",
    "code": "MR",
    "display": "Medical record number",
}


def patient_to_fhir(patient: Patient, *, base_url: str) -> dict[str, Any]:
    """A Patient resource; `base_url` is the address of the FHIR surface, without a trailing slash."""
    resource: dict[str, Any] = {
        "resourceType": "Patient",
        "id": str(patient.pk),
        "meta": {"versionId": str(patient.version), "profile": [PROFILE]},
        "identifier": [
            {
                "use": "usual",
                "type": {"coding": [MR]},
                "system": mrn_system(patient.clinic.slug, base_url=base_url),
                "value": patient.mrn,
            }
        ],
        "name": _names(patient),
        "gender": patient.sex,
        "birthDate": patient.birth_date.isoformat(),
        "communication": [{"language": {"text": patient.language}, "preferred": True}],
    }
    if telecom := _telecom(patient):
        resource["telecom"] = telecom
    if patient.deceased_on:
        resource["deceasedDateTime"] = patient.deceased_on.isoformat()
    return resource


def mrn_system(clinic_slug: str, *, base_url: str) -> str:
    """The name of the clinic's own numbering, for Identifier.system."""
    return f"{base_url}/NamingSystem/mrn-{clinic_slug}"


def _names(patient: Patient) -> list[dict[str, Any]]:
    names = [{"use": "official", "family": patient.family_name, "given": patient.given_names.split()}]
    if patient.goes_by:
        names.append({"use": "usual", "text": patient.goes_by})
    return names


def _telecom(patient: Patient) -> list[dict[str, str]]:
    contacts = (("phone", patient.phone), ("email", patient.email))
    return [{"system": system, "value": value} for system, value in contacts if value]
