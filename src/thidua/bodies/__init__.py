"""Public bodies, the people in them, their accounts, and who acts for which body from one day to another."""
