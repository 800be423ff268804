"""What one file of a pack must keep to beside the others: one module a noun, each from declared tables to values.

Every one takes the tables that are right in themselves and ``Told``, to which it adds what is wrong between them.
"""
