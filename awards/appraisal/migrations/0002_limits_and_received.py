from django.db import migrations

# None of these numbers was seen in a text of this province: editable, marked as not verified.
LIMITS = [
    (
        "reception",
        5,
        "5 ngày làm việc trả lại hồ sơ không đủ điều kiện ở Trung ương (Quyết định 311/2025); dùng tạm cho cấp tỉnh.",
    ),
    (
        "appraisal",
        25,
        "25 ngày làm việc từ khi đủ hồ sơ, theo thủ tục hành chính của các tỉnh khác (S18, S19, S66).",
    ),
    (
        "opinion",
        10,
        "10 ngày làm việc, quá hạn thì tiếp tục mà không có ý kiến (Nghị định 39/2012; S73). Văn bản khác ghi 7 ngày (S71).",
    ),
]


def limits(apps, schema_editor):
    Limit = apps.get_model("appraisal", "Limit")
    for kind, days, basis in LIMITS:
        Limit.objects.create(kind=kind, days=days, basis=basis, verified=False)


def received_before(apps, schema_editor):
    """A dossier for each nominee of a file that was received before there was a desk; held against the law when it is opened."""
    Nominee = apps.get_model("nominations", "Nominee")
    Dossier = apps.get_model("appraisal", "Dossier")
    rows = Nominee.objects.filter(file__state="received").order_by("pk")
    Dossier.objects.bulk_create([Dossier(nominee=row) for row in rows.iterator()], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0001_dossiers")]

    operations = [
        migrations.RunPython(limits, migrations.RunPython.noop),
        migrations.RunPython(received_before, migrations.RunPython.noop),
    ]
