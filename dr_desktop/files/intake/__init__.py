"""Inventories in the forms architects already have: one module per form, each with `recognises` and `read`."""
