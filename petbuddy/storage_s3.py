"""An S3 bucket that gives up soon. Only loaded where buckets are configured: boto3 is heavy.

A call costs at most two tries of less than two seconds and a second between them; after a few that failed the breaker
answers in its place. So somebody who waits for her upload is told within five seconds.
"""

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from petbuddy.breaker import Breaker

CONNECT_SECONDS = 1
READ_SECONDS = 1.75
ATTEMPTS = 2
ONE_PUT = 64 * 1024 * 1024  # larger than any file of ours: a file is there whole or not at all
SAYS_NO = {"400", "403", "404", "416", "AccessDenied", "NoSuchKey", "NoSuchBucket", "InvalidAccessKeyId"}


class Bucket(S3Storage):
    """One bucket, without ACLs. `failures` are the ways in which it can be away, for petbuddy.storage."""

    failures = (Boto3Error, BotoCoreError, ClientError)

    def __init__(self, **options):
        super().__init__(**options)
        self.breaker = Breaker()
        self.transfer_config = TransferConfig(multipart_threshold=ONE_PUT, num_download_attempts=1, use_threads=False)
        self.client_config = Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
            signature_version="s3v4",
            s3={"addressing_style": "path" if self.endpoint_url else "virtual"},
        )

    def is_away(self, error):
        """Does this failure say that the bucket does not answer, rather than that it refused?"""
        return not (isinstance(error, ClientError) and error.response["Error"].get("Code") in SAYS_NO)

    def listing(self, prefix):
        """(key, when it was written), a thousand at a time, in the order of the keys."""
        pages = self.bucket.meta.client.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self.bucket_name, Prefix=prefix):
            for item in page.get("Contents", []):
                yield item["Key"], item["LastModified"]
