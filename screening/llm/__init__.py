"""Assessors: what answers the question to the model, and the keyword baseline that is no model."""
