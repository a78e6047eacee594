"""One file for each question asked of speed or quality; ``python3 run.py bench NAME`` runs one."""
