"""Targets that were stored as they were typed read as they are printed, on every page alike."""

from dataclasses import replace

from django.db import migrations

from improvement.rules.target import Target as Aim
from improvement.rules.target import TargetError

PERCENT, LONGEST = "percent", 30


def printed(text, unit):
    """The target as it is printed; as it stands where it cannot be read or would not fit."""
    try:
        aim = Aim.parse(text)
    except TargetError:
        return text
    told = str(replace(aim, is_percent=aim.is_percent or unit == PERCENT))
    return told if len(told) <= LONGEST else text


def print_targets(apps, schema_editor):
    """The history keeps what was said; how measures stand is worked out anew after `migrate`."""
    Target = apps.get_model("scorecard", "Target")
    changed = []
    for target in Target.objects.select_related("measure__measure").order_by("pk").iterator():
        told = printed(target.text, target.measure.measure.unit)
        if told != target.text:
            target.text = told
            changed.append(target)
    Target.objects.bulk_update(changed, ["text"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("scorecard", "0006_older_symbols_in_the_departments_words")]

    operations = [migrations.RunPython(print_targets, migrations.RunPython.noop)]
