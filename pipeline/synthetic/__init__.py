"""A synthetic county: files as practices send them, nobody real in them, and the truth about each row."""

from pipeline.synthetic.county import CountySummary, synthesise, synthesise_published

__all__ = ["CountySummary", "synthesise", "synthesise_published"]
