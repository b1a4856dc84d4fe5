"""Static files under hashed names, the imports inside ES modules included."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedStaticFilesStorage(ManifestStaticFilesStorage):
    support_js_module_import_aggregation = True
    # One pass a level of imports: main → registry → controller → view → model → rules are more than Django's five.
    max_post_process_passes = 20
    # A page must not break because one picture's name is misspelt in a template of a library.
    manifest_strict = False
