"""A hall without internet: the program on one laptop, reached over HTTPS by the phones of its own network.

Browsers seal ballots only on a page that came over HTTPS, so the laptop makes a certificate for its own address.
"""
