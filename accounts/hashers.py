"""Argon2id at the cost that OWASP names as the minimum: 19 MiB, two passes, one lane."""

from django.contrib.auth import hashers


class Argon2Hasher(hashers.Argon2PasswordHasher):
    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
