"""Model fields of our own."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


class EncryptedTextField(models.TextField):
    """Text that stands encrypted in the database (Fernet; FIELD_KEYS, newest first). It can not be searched."""

    def _box(self):
        return MultiFernet([Fernet(key.encode()) for key in settings.FIELD_KEYS])

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value if value in (None, "") else self._box().encrypt(value.encode()).decode()

    def from_db_value(self, value, expression, connection):
        if value in (None, ""):
            return value
        try:
            return self._box().decrypt(value.encode()).decode()
        except InvalidToken:
            return ""  # a key that was retired too early: the field is lost, the page is not
