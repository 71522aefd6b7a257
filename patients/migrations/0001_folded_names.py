from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

# unaccent() is only STABLE because its dictionary could be changed; naming the dictionary lets the
# folded name be a generated, indexed column.
FOLD = r"""
CREATE FUNCTION clinic_fold(family text, given text, used text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, family || ' ' || given || ' ' || used)),
                      '[-''’ ]+', ' ', 'g');
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(FOLD, "DROP FUNCTION clinic_fold(text, text, text);"),
    ]
