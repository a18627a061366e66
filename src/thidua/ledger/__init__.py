"""What happened, in order, for good: append-only entries chained by hash, `@action`, and their verification.

Every write of the program is an action, and every action ends in one entry of the ledger in the same
transaction. Triggers refuse to change an entry; the chain shows it if somebody with the database in hand did.
"""
