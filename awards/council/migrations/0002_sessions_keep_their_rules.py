from django.db import migrations, models

TERMS = ("quorum_ratio", "quorum_counts_letters", "recusal_rule", "offers_abstention")
THRESHOLD = ("ratio", "denominator", "strictly", "basis")


def keep_rules(apps, schema_editor):
    """Sessions in which votes were opened keep the rules of their Council; results say of which award they are."""
    for session in apps.get_model("council", "Session").objects.exclude(box__opened_at=None).select_related("council", "box"):
        session.frozen = {
            "terms": {name: getattr(session.council, name) for name in TERMS},
            "thresholds": {
                row.award: {name: getattr(row, name) for name in THRESHOLD} for row in session.council.thresholds.all()
            },
        }
        session.save(update_fields=["frozen"])
        if session.box.result:
            groups = dict.fromkeys(session.items.order_by("position").values_list("award", "law_version"))
            for (award, version), answer in zip(groups, session.box.result["answers"], strict=True):
                answer |= {"award": award, "law_version": version}
            session.box.save(update_fields=["result"])


class Migration(migrations.Migration):
    dependencies = [("council", "0001_sessions")]

    operations = [
        migrations.AddField("session", "frozen", models.JSONField(blank=True, editable=False, null=True)),
        migrations.RemoveField("session", "scan"),
        migrations.RunPython(keep_rules, migrations.RunPython.noop),
    ]
