"""What people are told: notices in the app, reminders before deadlines, mail as each person wants it.

Nothing here knows what there is to do: the floors above say it, and the top floor's job hands it down. Mail goes
through a table, so that a mail server that does not answer loses nothing and holds up nobody.
"""
