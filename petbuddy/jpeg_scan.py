"""Where the picture of a JPEG ends. Some of these were cut off and then closed as if they were whole (S-44).

Decoders fill what is missing with grey and say nothing. But a decoder that has all of a picture reads no further: if
bytes put in before the end change it, it was not complete. The worker decodes both; here only markers are read.
"""

import re

# The next marker inside a scan: 0xFF that is neither data (00), nor a restart (D0 to D7), nor filling (FF).
MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
START_OF_SCAN, END = 0xDA, 0xD9
ARITHMETIC = range(0xC9, 0xCC)  # such a scan may leave bytes out at its end


def end_of(data):
    """Offset of the marker that ends the first picture, or 0 where that cannot be told."""
    at = 2
    while at + 2 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == END:
            return at
        if marker in ARITHMETIC:
            return 0
        if marker == 0xFF:
            at += 1
            continue
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == START_OF_SCAN:
            found = MARKER.search(data, at)
            if found is None:
                return 0
            at = found.start()
    return 0
