"""What every app stands on: the gate, the clock, the actor, forms, components.

It has no tables and knows no app above it. `gate.page` is the only way to give a view an address, and
`gate.permission` the only way to name a right.
"""
