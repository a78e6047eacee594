"""Thể lệ: what one contest is, who may enter, its calendar, rounds, criteria and amendments."""
