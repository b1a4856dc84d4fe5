import uuid

from django.conf import settings
from django.contrib.auth import get_backends
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.emails import normalize_email


class UserManager(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email=normalize_email(email))

    def create_user(self, email, password=None, **fields):
        user = self.model(email=normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        fields = {"name": "Operator", "email_verified_at": timezone.now(), **fields}
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """One person's account. It is never deleted: erasure anonymizes it, so that others' records stay whole."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.CharField(_("e-mail"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=60)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    email_verified_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    suspended_until = models.DateTimeField(
        _("suspended until"), null=True, blank=True
    )  # far future: without end; reading stays possible
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    erase_after = models.DateTimeField(_("to be erased after"), null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self):
        return self.shown_name

    @property
    def shown_name(self):
        """The name that others see; an erased account is a former member."""
        return str(_("Former member")) if self.erased_at else self.name

    @property
    def initial(self):
        return self.shown_name[:1].upper()

    @property
    def avatar_url(self):
        """Where her picture is read, or ""; it changes with the picture. Whoever may not see it gets a 404 there."""
        profile = getattr(self, "profile", None)
        if profile is None or not profile.avatar_key or self.erased_at:
            return ""
        version = profile.avatar_key.rpartition("/")[0][-6:]
        return f"{reverse('accounts:avatar', args=[self.uid])}?v={version}"

    @property
    def is_verified(self):
        return self.email_verified_at is not None

    @property
    def is_suspended(self):
        return self.suspended_until is not None and self.suspended_until > timezone.now()

    def has_perm(self, perm, obj=None):
        """May this person do it? About one thing the backends alone answer, for operators as for everybody.

        Django says yes to an operator before anything is asked: right for the back office, which asks without a
        thing; wrong for answers, talks and files, which operators too read only for a reason that is logged.
        """
        if obj is None:
            return super().has_perm(perm)
        try:
            return any(backend.has_perm(self, perm, obj) for backend in get_backends())
        except PermissionDenied:  # the backend that decides this right alone has said no
            return False

    def get_full_name(self):
        return self.shown_name

    def get_short_name(self):
        return self.shown_name
