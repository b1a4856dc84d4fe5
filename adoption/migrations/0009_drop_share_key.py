from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("adoption", "0008_invitation_links")]

    operations = [migrations.RemoveField(model_name="photo", name="share_key")]
