"""Keeps an oversized upload, or a full disk, from spoiling the request while it is still being read."""

import logging

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, StopUpload, TemporaryFileUploadHandler

logger = logging.getLogger("petbuddy.uploads")

REQUEST_BYTES = 50 * 1024 * 1024


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Writes each file to disk up to the limit of one file and only counts the rest.

    The view then sees the true size and says the true sentence. Beyond 50 MB in one request nothing more is read.
    A file that the disk has no room for arrives as `is_lost`; the other fields of the form arrive as they are.
    """

    def new_file(self, *args, **kwargs):
        self._seen = 0
        self._total = getattr(self, "_total", 0)
        self._is_lost = False
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            self._lose(error)

    def receive_data_chunk(self, raw_data, start):
        self._seen += len(raw_data)
        self._total += len(raw_data)
        if self._total > REQUEST_BYTES:
            raise StopUpload(connection_reset=True)
        if not self._is_lost and self._seen <= settings.UPLOAD_MAX_BYTES + self.chunk_size:
            try:
                self.file.write(raw_data)
            except OSError as error:
                self._lose(error)

    def file_complete(self, file_size):
        try:
            upload = None if self._is_lost else super().file_complete(file_size)
        except OSError as error:
            self._lose(error)
        if self._is_lost:
            return LostUpload(name=self.file_name, size=file_size)
        if upload is None:
            raise SkipFile
        return upload

    def _lose(self, error):
        """No room: what was written goes at once, the rest of the file is only counted."""
        logger.error("an upload could not be kept", extra={"error": str(error)})
        self._is_lost = True
        file = getattr(self, "file", None)
        if file is not None:
            _close(file)


class LostUpload(UploadedFile):
    """A file that was sent and could not be kept, by its name and size; there is nothing in it to read."""

    is_lost = True

    def chunks(self, chunk_size=None):
        return iter(())

    def close(self):
        """Nothing is open."""


def _close(file):
    try:
        file.close()
    except OSError:  # what was still in its buffer finds no room either
        logger.debug("the rest of the upload was dropped")
