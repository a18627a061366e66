"""The sealed ballot `THIDUA-BALLOT-1`: its form, the committee's keys, the box, and opening it. No database.

Sealing is done by browsers alone (`static/thidua/sealing.js`); nothing here can seal, so that no page of the server
ever does.
"""
