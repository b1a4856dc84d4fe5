"""Keeps an oversized upload from filling the disk while the request is still being read."""

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, StopUpload, TemporaryFileUploadHandler

REQUEST_BYTES = 50 * 1024 * 1024


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Writes each file to disk up to the limit of one file and only counts the rest.

    The view then sees the true size and says the true sentence. Beyond 50 MB in one request nothing more is read.
    """

    def new_file(self, *args, **kwargs):
        self._seen = 0
        self._total = getattr(self, "_total", 0)
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data, start):
        self._seen += len(raw_data)
        self._total += len(raw_data)
        if self._total > REQUEST_BYTES:
            raise StopUpload(connection_reset=True)
        if self._seen <= settings.UPLOAD_MAX_BYTES + self.chunk_size:
            self.file.write(raw_data)

    def file_complete(self, file_size):
        upload = super().file_complete(file_size)
        if upload is None:
            raise SkipFile
        return upload
