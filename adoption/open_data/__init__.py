"""Taiwan's open data on animals in public shelters (data.gov.tw 85903): reading it as it really comes.

`reading` splits a file into rows, `records` makes sense of one row with the help of `values`, `species` and `places`,
`remarks` says what of a shelter's remark may be shown, `fetching` gets the file from the ministry.
What is done with a record is decided in services.shelters.
"""
