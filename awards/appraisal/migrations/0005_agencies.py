from django.db import migrations

BASIS = "Điều 10 Quyết định 86/2025/QĐ-UBND của tỉnh Bắc Ninh (tỉnh khác); tên cơ quan, việc hỏi ghi lại theo văn bản của tỉnh."
AGENCIES = [
    ("Công an tỉnh", "tệ nạn xã hội, phòng cháy chữa cháy, vi phạm giao thông"),
    ("Cơ quan môi trường cấp tỉnh", "chấp hành pháp luật về môi trường"),
    ("Cơ quan thuế", "nghĩa vụ thuế"),
    ("Bảo hiểm xã hội", "nghĩa vụ bảo hiểm xã hội"),
    ("Thanh tra tỉnh", "khiếu nại, tố cáo tại thời điểm đề nghị"),
    ("Cơ quan y tế cấp tỉnh", "an toàn thực phẩm"),
    ("Cơ quan khoa học và công nghệ cấp tỉnh", "sáng kiến, chuyển đổi số"),
]


def agencies(apps, schema_editor):
    Agency = apps.get_model("appraisal", "Agency")
    for name, matter in AGENCIES:
        Agency.objects.create(name=name, matter=matter, basis=BASIS, verified=False)


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0004_opinions")]

    operations = [migrations.RunPython(agencies, migrations.RunPython.noop)]
