"""An S3 bucket that gives up soon. Only loaded where buckets are configured: boto3 is heavy."""

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

CONNECT_SECONDS = 2
READ_SECONDS = 5
ATTEMPTS = 3


class Bucket(S3Storage):
    """One bucket, without ACLs. `failures` are the ways in which it can be away, for petbuddy.storage."""

    failures = (Boto3Error, BotoCoreError, ClientError)

    def __init__(self, **options):
        super().__init__(**options)
        self.client_config = Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
            signature_version="s3v4",
            s3={"addressing_style": "path" if self.endpoint_url else "virtual"},
        )
