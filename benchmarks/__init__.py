"""What Care Mapping takes: starting, saving, opening, loading, beside a bare driver's script.

Run as `python -m benchmarks [starting] [saving] [opening] [loading] [--store embedded|neo4j]`. It
prints a table with the targets of the design, and keeps the figures in `benchmarks/results/`.
`python -m benchmarks analysis` sets the analysis beside graph libraries, and
`python -m benchmarks compare A B` two kept runs beside each other.
"""
