"""The cases of a form that must work, each a test of its own; docs/forms-cases.md says which test holds which case."""
