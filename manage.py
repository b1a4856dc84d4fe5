#!/usr/bin/env python3
"""Django's own command line; `manage.py serve` runs the whole product."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "petbuddy.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
