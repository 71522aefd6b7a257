from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("symptoms", "0003_whole_map")]

    operations = [
        # An unfinished map goes on in today's form; what was signed keeps the four sections it was asked in.
        migrations.RunSQL(
            """
            INSERT INTO symptoms_sectionversion (id, consultation_id, section, version)
            SELECT gen_random_uuid(), consultation.id, section, 0
            FROM symptoms_consultation consultation,
                 unnest(ARRAY['pain', 'food', 'movement', 'sleep', 'stress', 'spirit', 'treatment', 'helped',
                              'red-flags']) section
            WHERE consultation.status = 'draft';
            UPDATE symptoms_consultation SET form_version = 2 WHERE status = 'draft';
            """,
            migrations.RunSQL.noop,
        ),
    ]
