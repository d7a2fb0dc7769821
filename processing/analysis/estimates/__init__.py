"""What nobody counts for a small area, estimated from what is counted, with how far the truth may lie from it.

Each estimate adds up to what is known of the municipality, and says how it was tested: on places where the truth is known, each foretold by
the others. Where no truth by unit exists, the error is that of whole municipalities, and nobody knows that of a unit.
"""
