from django.db import migrations, models


def from_the_sendings(apps, schema_editor):
    """What earlier sendings say: how often, how many nominees, which of them, and what was taken back."""
    File = apps.get_model("nominations", "NominationFile")
    Snapshot = apps.get_model("nominations", "NominationSnapshot")
    last = {row.file_id: row for row in Snapshot.objects.order_by("file_id", "number")}
    for file in File.objects.filter(pk__in=last).select_related("route"):
        sending = last[file.pk]
        file.number, file.sent_size = sending.number, len(sending.content["nominees"])
        file.withdrawn = file.sent_at is None
        beyond_the_bloc = file.state in ("with_department", "received") or file.returns
        if file.bloc_id and file.route.endorsed_by_bloc and beyond_the_bloc:
            file.endorsed_at = file.state_since  # the moment itself was not kept
        file.save(update_fields=["number", "sent_size", "withdrawn", "endorsed_at"])
        file.nominees.filter(added_at__lte=sending.taken_at).update(sent_number=sending.number)


class Migration(migrations.Migration):
    dependencies = [("nominations", "0003_differences")]

    operations = [
        migrations.AddField(
            model_name="nominationfile",
            name="number",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="số lần gửi"),
        ),
        migrations.AddField(model_name="nominationfile", name="withdrawn", field=models.BooleanField(default=False)),
        migrations.AddField(
            model_name="nominationfile",
            name="sent_size",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="số đề nghị trong lần gửi sau cùng"),
        ),
        migrations.AddField(
            model_name="nominationfile",
            name="endorsed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="trưởng khối xác nhận lúc"),
        ),
        migrations.AddField(
            model_name="nominee",
            name="sent_number",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="có trong lần gửi"),
        ),
        migrations.RunPython(from_the_sendings, migrations.RunPython.noop),
    ]
