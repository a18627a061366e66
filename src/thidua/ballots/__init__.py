"""Secret ballots: electorate, contests on paper or sealed in the browser, counts, results.

An electronic vote never reaches the server in the clear: the browser seals it to keys that the counting committee
holds, and the committee opens the box away from the server.
"""
