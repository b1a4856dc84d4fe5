"""Answers as files to take along: CSV and XLSX, one column a question; the pictures as a ZIP."""
