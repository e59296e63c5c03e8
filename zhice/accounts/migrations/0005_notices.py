"""Notices to persons, and their wall: everybody has their own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from zhice.accounts.row_security import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_wall_of_user_parties'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, verbose_name='事由')),
                ('words_zh', models.TextField(verbose_name='通知内容')),
                ('words_en', models.TextField(verbose_name='通知内容（英文）')),
                ('url', models.CharField(max_length=500, verbose_name='页面')),
                ('day', models.DateField(verbose_name='日期')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='已读时间')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='收件人')),
            ],
            options={
                'verbose_name': '通知',
                'verbose_name_plural': '通知',
                'ordering': ['-day', '-id'],
                'indexes': [models.Index(fields=['user', '-day'], name='notice_by_person'), models.Index(condition=models.Q(('read_at', None)), fields=['user'], name='notice_unread')],
                'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='notice_is_told_once', violation_error_message='这件事已经通知过此人。'), models.CheckConstraint(condition=models.Q(('url__startswith', '/'), models.Q(('url__startswith', '//'), _negated=True), models.Q(('url__contains', '\\'), _negated=True)), name='notice_leads_to_a_page_of_ours', violation_error_message='通知只能指向本平台的页面。')],
            },
        ),
        RowSecurity("accounts_notice", record="notice", own="user_id = zhice_user()"),
    ]
