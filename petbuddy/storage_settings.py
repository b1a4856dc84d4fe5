"""Django's STORAGES from the environment: local folders by default, two S3 buckets where they are named.

Imported by the settings, so it knows nothing of Django but one exception.
"""

from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LINK_SECONDS = 60
# A reader keeps what she saw; a cache that others share asks again each minute whether the file is still there.
IMMUTABLE = "public, max-age=31536000, s-maxage=60, immutable"
PRIVATE = "private, no-store"


def storages(env, var_dir):
    """The aliases "default" (photos of posts, public) and "private" (raw uploads, answers, attachments)."""
    media, private = env.str("MEDIA_BUCKET", default=""), env.str("PRIVATE_BUCKET", default="")
    if bool(media) != bool(private):
        raise ImproperlyConfigured("Set MEDIA_BUCKET and PRIVATE_BUCKET together, or neither.")
    if media and media == private:
        raise ImproperlyConfigured("MEDIA_BUCKET and PRIVATE_BUCKET must be two buckets.")
    if not media:
        return {"default": _public_folder(env, Path(var_dir)), "private": _private_folder(env, Path(var_dir))}
    return {"default": _public_bucket(env, media), "private": _private_bucket(env, private)}


def _public_folder(env, var_dir):
    location = env.str("MEDIA_ROOT", default=str(var_dir / "media"))
    return _folder(location, base_url="/media/")


def _private_folder(env, var_dir):
    location = env.str("PRIVATE_ROOT", default=str(var_dir / "private"))
    return _folder(location, file_permissions_mode=0o600, directory_permissions_mode=0o700)


def _folder(location, **options):
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": location, **options}}


def _public_bucket(env, bucket):
    cdn, endpoint = env.str("MEDIA_CDN", default=""), env.str("S3_ENDPOINT_URL", default="")
    at = urlsplit(endpoint)
    # Always a domain of our own making: otherwise every address costs a signature that is then thrown away.
    domain = cdn or (f"{at.netloc}/{bucket}" if endpoint else f"{bucket}.s3.amazonaws.com")
    return _bucket(
        env,
        bucket,
        custom_domain=domain,
        url_protocol="https:" if cdn or not endpoint else f"{at.scheme}:",
        querystring_auth=False,
        object_parameters={"CacheControl": IMMUTABLE},
    )


def _private_bucket(env, bucket):
    options = {"querystring_auth": True, "querystring_expire": LINK_SECONDS}
    key_id, key = env.str("CF_KEY_ID", default=""), env.str("CF_KEY", default="")
    domain = env.str("PRIVATE_CDN", default="")
    if domain and not (key_id and key):
        raise ImproperlyConfigured("PRIVATE_CDN needs CF_KEY_ID and CF_KEY: its links are signed.")
    if domain:
        options |= {
            "custom_domain": domain,
            "cloudfront_key_id": key_id,
            "cloudfront_key": key.replace("\\n", "\n"),
        }
    return _bucket(env, bucket, object_parameters={"CacheControl": PRIVATE}, **options)


def _bucket(env, bucket, **options):
    return {
        "BACKEND": "petbuddy.storage_s3.Bucket",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.str("S3_ENDPOINT_URL", default="") or None,
            "region_name": env.str("AWS_REGION", default="") or None,
            "default_acl": None,
            "file_overwrite": False,
            **options,
        },
    }
