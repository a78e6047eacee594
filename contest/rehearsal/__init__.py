"""Made-up people, units, essays, files and judges: what demonstrations, rehearsals and benchmarks are made of.

Nothing here is a real person or a real deed. Everything follows from a seed: the same seed, the same contest.
"""
