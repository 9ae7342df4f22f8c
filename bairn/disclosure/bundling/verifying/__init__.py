"""The parts of verify.py: Python 3.9 and its standard library, nothing else."""
